--- Indicators that scripts define with ta.define, seen from outside of the sandbox: who asks a
-- child for their rows, and for the columns that an evaluation wants.
local ffi = require "ffi"
local box = require "runtime.box"
local custom_live = require "runtime.custom_live"
local custom_script = require "runtime.script.custom"
local definition = require "runtime.script.definition"
local indicators = require "stdlib.indicators"

local C = require("stdlib.host").C

local custom = {}

-- A trial takes no longer than the description of rules may; columns have time and memory
-- by the bar.
local SECONDS, GRACE, MEGABYTES = 1, 1, 256
local BARS_A_SECOND, BYTES_A_BAR = 100000, 512
local TOO_LONG = "its indicators take longer than 1 second to be tried; does a loop never end?"

--- Candles of tide's made-up market, for trials.
function custom.synthetic(n, seed)
  local candles = C.tide_synthetic_new(n, seed, C.TIDE_SYNTHETIC_REGIMES)
  if candles == nil then error("not enough memory", 0) end
  return candles
end

local function job_of(source)
  return {
    text = source.text, files = source.files, indicators = indicators.list,
    clock = C.tide_clock_seconds, synthetic = custom.synthetic,
  }
end

local function ask(source, limits, write, work, each)
  local answer, message = box.run(source.path, limits, write, work, each)
  if not answer then return nil, message end
  if answer.failure then return nil, box.complaint(source.path, answer.failure) end
  return answer
end

local TRIAL = {
  seconds = SECONDS + GRACE, megabytes = MEGABYTES, bytes = 8 * 1024 * 1024,
  endings = {
    time = TOO_LONG, memory = ("its indicators need more than %d MiB"):format(MEGABYTES),
    size = "its indicators are too large", error = "its indicators cannot be described",
    done = "it ended before its indicators were described",
  },
}

local function definitions(source, calls, write)
  local job = job_of(source)
  job.calls = calls
  local answer, message = ask(source, TRIAL, write, function(send, log)
    local found, failure = custom_script.definitions(job, log, SECONDS, TOO_LONG)
    send(found or { failure = failure })
  end)
  if not answer then return nil, message end
  if type(answer.definitions) ~= "table" or type(answer.bars) ~= "table" then
    return nil, source.path .. ": " .. TRIAL.endings.error
  end
  return answer
end

--- What files define; nothing is tried.
-- @param source  { path, text or nil, files = { { path, text }, ... } }
-- @return list for definition.add, or nil and a message
function custom.definitions(source, write)
  if #source.files == 0 then return {} end
  local answer, message = definitions(source, {}, write)
  if not answer then return nil, message end
  return answer.definitions
end

--- The same for people, tried with the defaults.
-- @return list of rows like those of stdlib.indicators, with facts = { lookback, warmup }; or
--   nil and a message
function custom.rows(source, write)
  local answer, message = definitions(source, nil, write)
  if not answer then return nil, message end
  local strategy = ffi.gc(C.tide_strategy_new(), C.tide_strategy_free)
  for i, spec in ipairs(answer.definitions) do
    local fine, why = definition.add(strategy.graph, spec)
    local bars = answer.bars[i]
    if not fine or type(bars) ~= "table" then
      return nil, ("%s: %s"):format(source.path, why or TRIAL.endings.error)
    end
    spec.group = "custom"
    spec.facts = { lookback = tonumber(bars[1]), warmup = tonumber(bars[2]) }
  end
  return answer.definitions
end

local function values_of(call)
  local values = {}
  for k = 0, C.TIDE_IND_MAX_PARAMS - 1 do
    if call.ind.params[k].name == nil then break end
    values[k + 1] = call.params[k]
  end
  return values
end

local function calls_of(graph)
  local calls, call = {}, ffi.new "tide_custom_call"
  while C.tide_graph_custom(graph, #calls, call) == C.TIDE_OK do
    calls[#calls + 1] = {
      node = call.node, name = ffi.string(call.ind.name), values = values_of(call),
      lookback = call.lookback,
    }
  end
  return calls
end

--- Try each call of a strategy's graph, and write its lookback into the graph.
-- @return true, or nil and a message
function custom.try(cdata, source, write)
  local calls = calls_of(cdata.graph)
  if #calls == 0 then return true end
  local answer, message = definitions(source, calls, write)
  if not answer then return nil, message end
  for i, call in ipairs(calls) do
    local bars = answer.bars[i]
    if type(bars) ~= "table" or C.tide_graph_custom_bars(cdata.graph, call.node,
      tonumber(bars[1]) or -1, tonumber(bars[2]) or -1) ~= C.TIDE_OK then
      return nil, source.path .. ": " .. TRIAL.endings.error
    end
  end
  return true
end

local function wanted(signals)
  local list = {}
  while true do
    local want = ffi.new "tide_want"
    if C.tide_signals_wanted(signals, #list, want) ~= C.TIDE_OK then return list end
    local inputs = {}
    for k = 0, want.n_inputs - 1 do inputs[k + 1] = want["in"][k] end
    list[#list + 1] = {
      name = ffi.string(want.ind.name), values = values_of(want), n = want.n, inputs = inputs,
      lookback = want.lookback, cdata = want,
    }
  end
end

local function limits_of(wants)
  local work, bytes = 0, 1024 * 1024
  for _, want in ipairs(wants) do
    work = work + want.n
    bytes = bytes + want.cdata.n_outputs * (want.n * 8 + 64)
  end
  local seconds = math.ceil(SECONDS + work / BARS_A_SECOND)
  local megabytes = math.ceil(MEGABYTES + work * BYTES_A_BAR / 2 ^ 20)
  return {
    seconds = seconds + GRACE, megabytes = megabytes, bytes = bytes, allowed = seconds,
    endings = {
      time = ("its indicators take longer than %d seconds for %d bars; does a loop never end?")
        :format(seconds, work),
      memory = ("its indicators need more than %d MiB for %d bars"):format(megabytes, work),
      size = "its indicators give more than they may", error = "its indicators cannot be computed",
      done = "it ended before its indicators were computed",
    },
  }
end

--- Compute what an evaluation wants, all in one child.
local function compute(source, signals, write)
  local wants, got = wanted(signals), 0
  local limits, job = limits_of(wants), job_of(source)
  job.wants = wants
  local function take(part)
    local want = wants[part.call]
    local fits = want and type(part.output) == "number" and part.output >= 1
      and part.output <= want.cdata.n_outputs and part.output % 1 == 0
      and type(part.bytes) == "string" and #part.bytes == want.n * 8
    if not fits then return end
    ffi.copy(want.cdata.out[part.output - 1], part.bytes, #part.bytes)
    got = got + 1
  end
  local answer, message = ask(source, limits, write, function(send, log)
    local function each(part)
      part.part = true
      send(part)
    end
    local fine, failure = custom_script.columns(job, log, limits.allowed, limits.endings.time, each)
    send { fine = fine, failure = failure }
  end, take)
  if not answer then return nil, message end
  local expected = 0
  for _, want in ipairs(wants) do expected = expected + want.cdata.n_outputs end
  if got ~= expected then return nil, ("%s: %s"):format(source.path, limits.endings.done) end
  return true
end

--- How the indicators of a strategy are computed.
-- @param source  { path, text or nil, files }
-- @return function(signals) -> true, or nil and a message; nil when there are none
function custom.computer(cdata, source, write)
  local call = ffi.new "tide_custom_call"
  if C.tide_graph_custom(cdata.graph, 0, call) ~= C.TIDE_OK then return nil end
  return function(signals) return compute(source, signals, write) end
end

--- How the indicators of a strategy are computed one bar at a time: by a child that lives as
-- long as what is returned.
-- @return function() -> function(call): fills in the outputs of a tide_step_call, raises a
--   message; nil when there are no such indicators
function custom.stepper(cdata, source)
  local calls = calls_of(cdata.graph)
  if #calls == 0 then return nil end
  return function() return custom_live.start(job_of(source), source.path, calls) end
end

return custom
