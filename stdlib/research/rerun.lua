--- The whole backtest again under conditions that are a little different: other prices, other
-- costs, other parameters. Fills the columns of stdlib.research.paths, a run a path.
--
--     local run, why = rerun.new("noise", job, { seed = 7, noise = 0.1 })
--     local columns = rerun.run(run, { paths = 300, stop = function(done) ... end })
--
-- A job is { strategy, candles, with, settings, result = of the real run, reload = function(params)
-- -> strategy, or nil and a message }. A run depends on its number and the seed only.
local backtest = require "stdlib.backtest"
local costs = require "stdlib.research.costs"
local paths = require "stdlib.research.paths"
local random = require "stdlib.generator.random"
local C = require("stdlib.host").C

local rerun = {}

--- How many runs, unless told otherwise.
rerun.PATHS = 300

--- Deviation of the noise, a share of each candle's range; how far costs go up and down (1: between
-- half and twice); how far parameters go, a share of their value.
rerun.NOISE, rerun.COSTS, rerun.PARAMS = 0.1, 1, 0.2

local makers = {}

-- What a run says, into the columns at its place. The last equity stands for what comes after it.
local function note(columns, r, bars)
  local at, out, last = columns.n, columns.results, r.last - r.first
  out.final_equity[at] = r.final_equity
  out.max_drawdown[at] = backtest.metric(r, "max_drawdown") or 0
  out.sharpe_ratio[at] = backtest.metric(r, "sharpe_ratio") or 0 / 0
  local lowest = columns.cash
  for i = 0, last do
    if r.equity[i] < lowest then lowest = r.equity[i] end
  end
  out.lowest[at] = math.min(lowest, r.final_equity)
  local noted = out.equity + at * (columns.points + 1)
  noted[0] = columns.cash
  for k = 1, columns.points do
    local bar = math.max(math.floor(bars * k / columns.points) - 1, 0)
    noted[k] = bar < last and r.equity[bar] or r.final_equity
  end
  columns.n = at + 1
end

-- Rules that read their position: slower, and with more than the columns need.
local function simulate_bars(job, columns, run)
  local result, why = backtest.run(run)
  if not result then return nil, why end
  note(columns, result.cdata, job.result.bars)
  return true
end

-- Evaluates and simulates; true, or nil and a message.
local function simulate(job, columns, changed)
  local run = {
    strategy = changed.strategy or job.strategy, candles = changed.candles or job.candles,
    with = job.with, settings = job.settings,
  }
  if C.tide_strategy_reads_position(run.strategy.cdata) then
    return simulate_bars(job, columns, run)
  end
  local signals, why = backtest.signals(run)
  if not signals then return nil, why end
  local r
  r, why = backtest.measure(signals, job.settings)
  if r then
    note(columns, r, job.result.bars)
    backtest.free(r)
  end
  backtest.free(signals)
  return r and true, why
end

function makers.noise(job, options)
  return function(number, columns)
    local seed = random.new(options.seed, "noise", number):int(0, 2 ^ 31)
    local candles, why = job.candles:noisy(seed, options.noise or rerun.NOISE)
    if not candles then return nil, why end
    local fine, message = simulate(job, columns, { candles = candles })
    candles:free()
    return fine, message
  end
end

-- From 1 / (1 + jitter) to 1 + jitter, as far down as up.
local function factor(r, jitter) return (1 + jitter) ^ (2 * r:next() - 1) end

function makers.costs(job, options)
  if not costs.any(job.settings) then return nil, "there are no costs to change" end
  local jitter = options.costs or rerun.COSTS
  return function(number, columns)
    local r = random.new(options.seed, "costs", number)
    local settings = costs.scaled(job.settings, factor(r, jitter), factor(r, jitter))
    local result, why = backtest.measure(job.result.signals, settings)
    if not result then return nil, why end
    note(columns, result, job.result.bars)
    backtest.free(result)
    return true
  end
end

local MOST_REACH = 1e9 -- a range that says nothing

-- How far a number goes either way. A whole number goes to its neighbours at least.
local function reach_of(spec, value, share)
  local reach = share * math.abs(value)
  if value == 0 and spec.min and spec.max and spec.max - spec.min < MOST_REACH then
    reach = share * (spec.max - spec.min)
  end
  return spec.kind == "int" and math.max(reach, 1) or reach
end

local function on_grid(spec, x)
  if spec.kind == "int" then x = math.floor(x + 0.5) end
  local step = spec.step
  if step and step > 0 and spec.min and math.abs(spec.min) < MOST_REACH then
    x = spec.min + math.floor((x - spec.min) / step + 0.5) * step
  end
  return math.max(spec.min or x, math.min(spec.max or x, x))
end

local function is_number(spec) return spec.kind == "int" or spec.kind == "number" end

--- Parameters a little off: each number up to a share of its value, within its range and on its
-- grid; choices and flags stay.
-- @param r  of stdlib.generator.random
-- @return { name = value } of the numbers
function rerun.jitter(specs, values, share, r)
  local made = {}
  for _, spec in ipairs(specs) do
    local value = values[spec.name]
    if is_number(spec) then
      local reach = reach_of(spec, value, share)
      made[spec.name] = on_grid(spec, value + reach * (2 * r:next() - 1))
    end
  end
  return made
end

local function any_number(specs)
  for _, spec in ipairs(specs or {}) do
    if is_number(spec) then return true end
  end
end

function makers.params(job, options)
  if not any_number(job.strategy.param_specs) then
    return nil, "the strategy has no parameters that are numbers"
  end
  local share = options.params or rerun.PARAMS
  return function(number, columns)
    local r = random.new(options.seed, "params", number)
    local strategy, why = job.reload(
      rerun.jitter(job.strategy.param_specs, job.strategy.params, share, r))
    if not strategy then return nil, why end
    return simulate(job, columns, { strategy = strategy })
  end
end

--- Can this be run again?
-- @param method   "noise", "costs" or "params"
-- @param options  { seed = 1, noise, costs, params, points }
-- @return a function that fills columns, or nil and why not
function rerun.new(method, job, options)
  local how = { seed = options.seed or 1, noise = options.noise, costs = options.costs,
    params = options.params }
  local one, why = makers[method](job, how)
  if not one then return nil, why end
  return { one = one, job = job, points = options.points or paths.POINTS }
end

--- The real run, as if it were a path.
-- @return columns
function rerun.actual(job, points)
  local columns = paths.columns(1, points or paths.POINTS, job.settings.cash)
  note(columns, job.result.cdata, job.result.bars)
  return columns
end

--- Run again and again. A run that fails is left out.
-- @param run      of rerun.new
-- @param options  { paths = rerun.PATHS, stop = function(done) -> true to end early }
-- @return columns, with failed = how many, and reason = what the first of them said
function rerun.run(run, options)
  local total = options.paths or rerun.PATHS
  local columns = paths.columns(total, run.points, run.job.settings.cash)
  columns.failed = 0
  for number = 1, total do
    local fine, why = run.one(number, columns)
    if not fine then
      columns.failed, columns.reason = columns.failed + 1, columns.reason or why
    end
    if options.stop and options.stop(number) then break end
  end
  return columns
end

return rerun
