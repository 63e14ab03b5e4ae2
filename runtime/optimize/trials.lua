--- The combinations of a search as they are tried: each different strategy once, what the store
-- knows not again, and the values that the objective gives them.
local ffi = require "ffi"
local backtest = require "stdlib.backtest"
local json = require "stdlib.json"
local failure = require "runtime.failure"
local measures = require "runtime.optimize.measure"
local source = require "runtime.optimize.source"
local C = require("stdlib.host").C

local trials = {}
trials.__index = trials

local METRICS = #backtest.metric_keys
local AT_ONCE = 20000 -- combinations of one population
local SLOW_AT_ONCE = 128 -- where files are loaded for them: what is done by then is kept
local index_of = {}
for i, key in ipairs(backtest.metric_keys) do index_of[key] = i - 1 end

--- @param job  { source, datasets, objective, constraints, ledger, threads, memory,
--   keep_returns = for the honesty block, while they are few, combinations = how many there will
--   be, idle = function(text): shows it, and is true to end early, patient = true: nothing but
--   idle ends it }
-- @return what holds { list = combinations in the order they were tried, seen = by key,
--   strategies = different strategies in their order, failed, recalled = counts, computed = runs
--   of strategies on instruments that the store did not know }
function trials.new(job)
  return setmetatable({
    job = job, list = {}, seen = {}, by_hash = {}, strategies = {}, failed = 0, recalled = 0,
    computed = 0,
  }, trials)
end

--- Metrics by key, of those that the host has in an array.
-- @param keys  some of them; nil: all
function trials.metrics_of(numbers, keys)
  local metrics = {}
  for _, key in ipairs(keys or backtest.metric_keys) do
    local x = numbers[index_of[key]]
    if x == x then metrics[key] = x end
  end
  return metrics
end

local function evaluate(objective, metrics)
  local ok, values = pcall(objective.values, metrics)
  if ok then
    if values and #values > 1 then
      failure.raise(("'--objective': %s gives %d values; a search over parameters needs one")
        :format(objective.text, #values))
    end
    return values and values[1]
  end
  if type(values) == "table" and values.objective then failure.raise(values.objective) end
  error(values, 0)
end

local function keeps(constraints, metrics)
  for _, constraint in ipairs(constraints) do
    if not constraint.keeps(metrics) then return false end
  end
  return true
end

--- The mean of the objective over the instruments; nil when a strategy is unfit on one of them.
-- @param job  { objective, constraints }
-- @param metrics_of  function(place) -> metrics by key, or nil
function trials.value(job, count, metrics_of)
  local sum = 0
  for place = 1, count do
    local metrics = metrics_of(place)
    local x = metrics and keeps(job.constraints, metrics) and evaluate(job.objective, metrics)
    if not x or x ~= x then return nil end
    sum = sum + x
  end
  return sum / count
end

local function keys_of(job)
  local keys = {}
  for _, key in ipairs(job.objective.keys) do keys[#keys + 1] = key end
  for _, constraint in ipairs(job.constraints) do keys[#keys + 1] = constraint.key end
  return keys
end

--- Load or fill in the strategies of new points. @return false when somebody interrupts
local function make_all(self, points, measure)
  local made = {}
  for i, point in ipairs(points) do
    if i % 64 == 0 and self.job.idle(("%d of %d strategies made"):format(i, #points)) then
      return nil
    end
    local strategy, message = self.job.source:make(point.values)
    local one = { point = point, message = message, order = i }
    if strategy then one.made, one.number = strategy, measure:add(strategy) end
    made[i] = one
  end
  measure:settle()
  return made
end

--- The strategies among them that are not known yet, by their number in the population.
local function new_strategies(self, made, measure)
  local fresh = {}
  for _, one in ipairs(made) do
    local hash
    if one.number then hash, one.message = measure:hash(one.number) end
    if hash and hash ~= "" and not one.message then
      local known = self.by_hash[hash]
      if not known then
        known = { hash = hash, made = one.made, values = one.point.values, numbers = {},
          sharpes = {}, returns = {} }
        self.by_hash[hash] = known
        fresh[one.number] = known
      end
      one.strategy = known
    end
  end
  return fresh
end

local function take(strategy, place, numbers)
  strategy.numbers[place] = numbers
  local sharpe = numbers[index_of.sharpe_ratio]
  if sharpe == sharpe then strategy.sharpes[place] = sharpe end
end

local function recall(self, fresh, place)
  local wanted = {}
  for number, strategy in pairs(fresh) do
    local kept = not strategy.error and ffi.new("double[?]", METRICS)
    if kept and self.job.ledger:recall(strategy.hash, place, kept) then
      take(strategy, place, kept)
      self.recalled = self.recalled + (place == 1 and 1 or 0)
    elseif kept then
      wanted[number] = true
    end
  end
  return wanted
end

local function run_on(self, measure, fresh, place)
  local part = self.job.datasets[place].parts.in_sample
  local function found(number, row, why, returns)
    local strategy = fresh[number]
    self.computed = self.computed + 1
    if not row then
      strategy.error = why
      return
    end
    local numbers = ffi.new("double[?]", METRICS)
    ffi.copy(numbers, row, 8 * METRICS)
    strategy.returns[place] = returns
    take(strategy, place, numbers)
    self.job.ledger:add(strategy, numbers, place)
  end
  return measure:run(part, recall(self, fresh, place), found, function()
    return self.job.idle(("%d of %d runs"):format(self.computed,
      self.job.combinations * #self.job.datasets))
  end)
end

local function is_whole(strategy, count)
  for place = 1, count do
    if not strategy.numbers[place] then return false end
  end
  return true
end

--- Write down what is done, in the order of the combinations.
local function keep(self, made, fresh, keys)
  local count, order = #self.job.datasets, {}
  for number, strategy in pairs(fresh) do order[#order + 1] = { number, strategy } end
  table.sort(order, function(a, b) return a[1] < b[1] end)
  for _, pair in ipairs(order) do
    local strategy = pair[2]
    if is_whole(strategy, count) then
      self.strategies[#self.strategies + 1] = strategy
      strategy.value = trials.value(self.job, count, function(place)
        return trials.metrics_of(strategy.numbers[place], keys)
      end)
    end
  end
  for _, one in ipairs(made) do
    local point, strategy = one.point, one.strategy
    point.strategy, point.error = strategy, one.message or (strategy and strategy.error)
    if point.error then
      self.failed = self.failed + 1
      self.trouble = self.trouble or { point = point, message = point.error }
    end
    if point.error or is_whole(strategy, count) then
      point.value = strategy and not point.error and strategy.value or nil
      self.list[#self.list + 1] = point
      self.seen[point.key] = point
    end
  end
end

local function try_some(self, points)
  local measure = measures.new(self.job)
  local made = make_all(self, points, measure)
  if not made then return false end
  local fresh, going = new_strategies(self, made, measure), true
  for place = 1, #self.job.datasets do
    going = going and run_on(self, measure, fresh, place)
  end
  keep(self, made, fresh, keys_of(self.job))
  self.job.ledger:flush()
  return going
end

--- Try combinations that were not tried before.
-- @param points  of stdlib.optimizer.space
-- @return true; or false when somebody interrupted: what was done by then is kept
function trials:try(points)
  local fresh, asked = {}, {}
  for _, point in ipairs(points) do
    if not self.seen[point.key] and not asked[point.key] then
      fresh[#fresh + 1], asked[point.key] = point, true
    end
  end
  if fresh[1] then self.job.source:make(fresh[1].values) end -- finds out how they are made
  local size = self.job.source:is_slow() and SLOW_AT_ONCE or AT_ONCE
  for first = 1, #fresh, size do
    local some = {}
    for i = first, math.min(first + size - 1, #fresh) do some[#some + 1] = fresh[i] end
    local interrupted = not self.job.patient and C.tide_interrupt_caught() ~= 0
    if interrupted or not try_some(self, some) then return false end
  end
  return true
end

--- A row for the store.
-- @param name  of at most 63 bytes
-- @return see stdlib.store.strategies; or nil where JSON cannot say the rules
function trials.row(strategy, name)
  local text = source.text(strategy.made)
  if not text then return nil end
  local said = '{"name":' .. json.string(name)
  return {
    hash = strategy.hash, name = name, origin = "optimize",
    json = (text:gsub('^{"name":"[^"]*"', function() return said end, 1)),
  }
end

return trials
