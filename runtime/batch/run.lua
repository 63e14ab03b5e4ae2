--- Runs a set of strategies on candles and hands on what is done as it is done.
local ffi = require "ffi"
local backtest = require "stdlib.backtest"
local datasets = require "stdlib.store.datasets"
local host = require "stdlib.host"
local json = require "stdlib.json"
local failure = require "runtime.failure"
local settings = require "runtime.settings"
local simulation = require "runtime.simulation"
local terminal = require "runtime.terminal"

local C = host.C
local run = {}

local WAIT = 0.1 -- seconds between looks at what is done

local function digest(data, size)
  local out = ffi.new "char[17]"
  C.tide_digest(data, size, out)
  return ffi.string(out)
end

--- 16 hex digits that tell these candles and settings from others: results are kept by them.
-- @param job  { candles, with, settings, timeframe }
function run.digest(job)
  local parts = { ffi.string(C.tide_version()), settings.profile(job.settings),
    tostring(job.timeframe), datasets.content(job.candles) }
  local list, count = settings.describe(job.settings)
  for i = 1, count, 2 do
    parts[#parts + 1] = list[i] .. "=" .. (list[i + 1] == nil and "-" or json.encode(list[i + 1]))
  end
  local symbols = {}
  for symbol in pairs(job.with) do symbols[#symbols + 1] = symbol end
  table.sort(symbols)
  for _, symbol in ipairs(symbols) do parts[#parts + 1] = datasets.content(job.with[symbol]) end
  local text = table.concat(parts, "\n")
  return digest(text, #text)
end

local function drain(job, batch, by_member)
  local index = batch:next()
  while index do
    local entry, row = by_member[index], {}
    local why
    row.value, why = batch:metric(index, job.objective)
    if why then
      row.error = entry.error or simulation.message(why, job.candles.symbol)
    else
      row.text = job.texts and batch:text(index)
      row.numbers = batch:numbers(index)
    end
    job.done(entry, row)
    index = batch:next()
  end
end

local function progress(job, state)
  terminal.progress(job.started, ("%s: %d of %d strategies, %d failed"):format(job.name,
    tonumber(state.done), tonumber(state.total), tonumber(state.failed)))
end

--- Metrics in the order of the result.
function run.ordered(metrics)
  local members = {}
  for i, key in ipairs(backtest.metric_keys) do
    members[2 * i - 1], members[2 * i] = key, metrics[key]
  end
  return json.object(members, 2 * #backtest.metric_keys)
end

-- Strategies whose indicators Lua computes, or that read their position, one after another.
local function run_alone(job)
  for _, entry in ipairs(job.set.entries) do
    if C.tide_interrupt_caught() ~= 0 then return end
    if entry.alone and job.wanted(entry) then
      local result, message = backtest.run {
        strategy = entry.alone, candles = job.candles, with = job.with, settings = job.settings,
      }
      local row = { metrics = result and result.metrics }
      row.value = result and result.metrics[job.objective]
      if not result then
        row.error = simulation.message(message, job.candles.symbol)
      elseif job.texts then
        row.text = json.encode(run.ordered(row.metrics))
      end
      job.done(entry, row)
      job.flush()
    end
  end
end

-- Until all is done or somebody interrupts.
local function watch(job, batch, by_member)
  local ok, message = batch:start()
  if not ok then failure.raise(message) end
  local running = true
  while running do
    local state
    state, message = batch:poll(WAIT)
    if not state then failure.raise(message) end
    running = state.running
    if running and C.tide_interrupt_caught() ~= 0 then
      batch:stop()
      running = false
    end
    drain(job, batch, by_member)
    job.flush()
    progress(job, state)
  end
end

--- @param job  { set = what sources.read gave, candles, with, settings, memory, name, started,
--   objective, texts = boolean: rows have their metrics as JSON, wanted = function(entry),
--   done = function(entry, row) with row = { error } or { value of the objective, text, numbers
--   = double* [metrics], or metrics where Lua has them }, flush = function(), keep =
--   function(batch): the last chance to look }
-- @return true, or false when it was interrupted
function run.all(job)
  local batch, message = job.set.population:batch(job)
  if not batch then failure.raise(message) end
  local by_member = {}
  for _, entry in ipairs(job.set.entries) do
    if entry.member then
      by_member[entry.member] = entry
    elseif not entry.alone then
      job.done(entry, { error = entry.error })
    end
  end
  for index = 1, job.set.population:count() do
    local entry = by_member[index]
    if not entry or not job.wanted(entry) then batch:skip(index) end
  end
  C.tide_interrupt_catch(true)
  local ok, raised = pcall(function()
    watch(job, batch, by_member)
    run_alone(job)
    job.keep(batch)
  end)
  local caught = C.tide_interrupt_caught()
  C.tide_interrupt_catch(false)
  batch:close() -- its threads read candles that Lua may free at any time from here on
  if not ok then error(raised, 0) end
  return caught == 0, caught
end

return run
