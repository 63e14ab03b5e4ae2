--- How strategies do on candles: many at once, through a population of the host.
--
-- On several instruments a value is the mean over all of them, and trades are counted together.
local backtest = require "stdlib.backtest"
local population = require "stdlib.population"

local fitness = {}
fitness.__index = fitness

local POLL = 0.05 -- seconds

--- @param job  { datasets = { { candles, with }, ... }, settings, objective (of
--   stdlib.generator.objective), min_trades, threads, memory, idle = function(state): called while
--   the work goes on, returns true to give up; found = function(one, batch, index, place), or nil:
--   called with what batch_of:run was given for each that was tried }
function fitness.new(job) return setmetatable(job, fitness) end

local batch_of = {}
batch_of.__index = batch_of

--- An empty set of strategies to be tried.
function fitness:open()
  return setmetatable({
    job = self, population = assert(population.new { threads = self.threads }),
  }, batch_of)
end

--- Add strategies. @param text  JSON Lines, each a strategy
-- @return index of the first; they are counted from 1
function batch_of:add(text)
  local first = self.population:count() + 1
  assert(self.population:read(text))
  return first
end

function batch_of:count() return self.population:count() end

--- @return the hash of a strategy; what cannot be read is a defect of the grammar
function batch_of:hash(i)
  local member = self.population:at(i)
  assert(not member.error, member.error)
  return member.hash
end

--- The metrics an objective reads, or nil and why the strategy could not run.
local function metrics_of(batch, i, keys)
  if #keys == #backtest.metric_keys then
    local row = batch:row(i)
    return row.metrics, row.error
  end
  local metrics = {}
  for _, key in ipairs(keys) do
    local x, why = batch:metric(i, key)
    if why then return nil, why end
    metrics[key] = x
  end
  return metrics
end

local function new_record() return { trades = 0, sharpes = {}, sums = {}, complete = true } end

local function add_result(record, objective, batch, i, place)
  local metrics, why = metrics_of(batch, i, objective.keys)
  if why then
    record.complete, record.error = false, record.error or why
    return
  end
  record.trades = record.trades + (batch:metric(i, "num_trades") or 0)
  record.sharpes[place] = batch:metric(i, "sharpe_ratio")
  local values = objective.values(metrics)
  if not values then
    record.complete = false
    return
  end
  for v, x in ipairs(values) do record.sums[v] = (record.sums[v] or 0) + x end
end

local function finish(record, datasets, min_trades)
  if record.complete and record.trades >= min_trades then
    local values = {}
    for v, sum in ipairs(record.sums) do
      values[v] = sum / datasets
      if values[v] ~= values[v] then values = nil break end
    end
    record.values = values
  end
  record.sums, record.complete = nil, nil
  return record
end

local function run_on(self, place, data, wanted, records)
  local job = self.job
  local batch = assert(self.population:batch {
    candles = data.candles, with = data.with, settings = job.settings, memory = job.memory,
  })
  for i = 1, self.population:count() do
    if not wanted[i] then batch:skip(i) end
  end
  assert(batch:start())
  local going = true
  while going do
    local state = assert(batch:poll(POLL))
    going = state.running
    if going and job.idle and job.idle(state, place) then
      batch:close()
      return false
    end
  end
  for i = 1, self.population:count() do
    if wanted[i] then
      add_result(records[i], job.objective, batch, i, place)
      if job.found then job.found(wanted[i], batch, i, place) end
    end
  end
  batch:close()
  return true
end

--- Give its memory back: the collector of Lua does not see how much there is.
function batch_of:close() self.population:close() end

--- Try strategies.
-- @param wanted  { [index] = whatever job.found wants to know of it, true will do }
-- @return { [index] = { values = list or nil when unfit, trades, sharpes = { [dataset] = number },
--   error } }, or nil when idle() gave up
function batch_of:run(wanted)
  local records = {}
  for i in pairs(wanted) do records[i] = new_record() end
  if not next(wanted) then return records end
  for place, data in ipairs(self.job.datasets) do
    if not run_on(self, place, data, wanted, records) then return nil end
  end
  for _, record in pairs(records) do finish(record, #self.job.datasets, self.job.min_trades) end
  return records
end

return fitness
