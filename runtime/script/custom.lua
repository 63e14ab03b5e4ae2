--- What a sandboxed script says of the indicators it defined with ta.define, and the columns
-- of their calls.
local chunk = require "runtime.script.chunk"
local classes = require "stdlib.expr.classes"
local column = require "runtime.script.column"
local environment = require "runtime.script.environment"
local identity = require "stdlib.expr.identity"
local lists = require "stdlib.expr.lists"
local recorder = require "stdlib.expr.recorder"
local serve = require "runtime.script.serve"
local trial = require "runtime.script.trial"

local custom = {}

local FIELDS = { "open", "high", "low", "close", "volume", "time" }
local SEED = 11

--- What the parent is told of a definition.
local function describe(spec, r, tools)
  local told = { identity = identity.of(spec, r.texts, tools.globals()) }
  for _, key in ipairs {
    "name", "title", "source", "inputs", "outputs", "units", "params", "range", "sparse", "line",
    "file",
  } do
    told[key] = spec[key]
  end
  return told
end

--- The made-up market of trials, as lists.
local function market_of(job, n)
  local candles = job.synthetic(n, SEED)
  local market = { n = n, hl2 = lists.empty(n), condition = lists.empty(n) }
  for _, name in ipairs(FIELDS) do market[name] = lists.from(candles[name], n) end
  for t = 1, n do
    market.time[t] = tonumber(market.time[t]) / 1e6
    market.hl2[t] = (market.high[t] + market.low[t]) / 2
    market.condition[t] = t % 7 == 3 and 1 or 0
  end
  return market
end

local function find(defined, name)
  for _, spec in ipairs(defined) do
    if spec.name == name then return spec end
  end
end

--- Lookback and warm-up of a call, once it was tried.
local function try(r, spec, values, job)
  local lookback, warmup = column.bars(r, spec, values)
  local n = trial.bars(lookback, column.window(r, spec, values, lookback))
  trial.run(r, spec, values, lookback, market_of(job, n))
  return { lookback, warmup }
end

--- The definitions that rules use; writes `bars` into the nodes of their calls.
-- @param nodes  of a plan
-- @return list, in the order in which they were defined
function custom.plan(r, tools, nodes, job)
  local tried, used, list = {}, {}, {}
  for _, node in ipairs(nodes) do
    local spec = node.form == "indicator" and find(tools.defined, node.name)
    if spec then
      local label = column.label(spec, node.params)
      tried[label] = tried[label] or try(r, spec, node.params, job)
      node.bars, used[spec] = tried[label], true
    end
  end
  for _, spec in ipairs(tools.defined) do
    if used[spec] then list[#list + 1] = describe(spec, r, tools) end
  end
  return list
end

local function guarded(job, log, seconds, message, work)
  local r = recorder.new(chunk.MAIN)
  classes.install(r)
  local env, tools = environment.new(r, job.indicators, log)
  local rearm = chunk.watch(r, job.clock, seconds, message)
  function env.strategy(t) return t end
  local ok, result = pcall(function()
    chunk.run(r, job, env, tools)
    return work(r, tools, rearm)
  end)
  if ok then return result end
  return nil, chunk.failure(r, result)
end

--- Everything that files define.
-- @param job  as for describe.strategy, `text` may be nil; calls = { { name, values }, ... } to
--   try, nil: each definition with its defaults
-- @return { definitions, bars = { { lookback, warmup }, ... } of the calls }, or nil and a failure
function custom.definitions(job, log, seconds, message)
  return guarded(job, log, seconds, message, function(r, tools)
    local told, bars, calls = {}, {}, job.calls
    if not calls then
      calls = {}
      for i, spec in ipairs(tools.defined) do
        local values = {}
        for k, param in ipairs(spec.params) do values[k] = param.default end
        calls[i] = { name = spec.name, values = values }
      end
    end
    for i, call in ipairs(calls) do
      bars[i] = try(r, find(tools.defined, call.name), call.values, job)
    end
    for i, spec in ipairs(tools.defined) do told[i] = describe(spec, r, tools) end
    return { definitions = told, bars = bars }
  end)
end

--- The columns of calls, handed to `send` one by one as { call = number, output = number, bytes }.
-- @param job  as above, with wants = { { name, values, n, inputs = double[n] each, lookback } }
-- @return true, or nil and a failure
function custom.columns(job, log, seconds, message, send)
  return guarded(job, log, seconds, message, function(r, tools)
    for i, want in ipairs(job.wants) do
      local inputs = {}
      for k, pointer in ipairs(want.inputs) do inputs[k] = lists.from(pointer, want.n) end
      local outputs = column.run(r, find(tools.defined, want.name), want.values,
        { n = want.n, inputs = inputs, lookback = want.lookback })
      for k, list in ipairs(outputs) do
        send { call = i, output = k, bytes = lists.bytes(list, want.n) }
      end
    end
    return true
  end)
end

--- Answer questions about calls, one bar at a time (runtime.script.serve).
-- @param job  as above, with calls = { { name, values, lookback }, ... }
-- @param time  function(bars) -> seconds for an answer
function custom.serve(job, log, time, message, receive, send)
  local _, failure = guarded(job, log, time(0), message, function(r, tools, rearm)
    for _, call in ipairs(job.calls) do call.spec = find(tools.defined, call.name) end
    serve.run(r, job.calls, receive, send, function(bars) rearm(time(bars)) end)
  end)
  if failure then serve.fail(send, failure) end
end

return custom
