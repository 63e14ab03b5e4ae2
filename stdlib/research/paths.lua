--- What an account might have gone through: the trades or days of a result, drawn again.
--
--     local steps = paths.trades(result)                     -- or paths.days(result)
--     local columns = paths.run(steps, { method = "shuffle", paths = 1000, seed = 7 })
--     local summary = paths.summary(columns)
--     print(summary.max_drawdown.median, summary.ruin)
--
-- How trades compound and what each method keeps: docs/guide/montecarlo.md.
local ffi = require "ffi"
local backtest = require "stdlib.backtest"
local host = require "stdlib.host"
local stats = require "stdlib.stats"

local C = host.C
local paths = {}

--- How many paths, and at how many places of each equity is noted, unless told otherwise.
paths.PATHS, paths.POINTS = 1000, 100

--- A path is ruined when its equity falls to this share of the start.
paths.RUIN = 0.5

--- The share of the trades that "skip" leaves out.
paths.SKIP = 0.1

--- What is measured of every path, in the order of the tables.
paths.measures = { "final_equity", "max_drawdown", "sharpe_ratio" }

--- Quantiles of a distribution: the ends of what holds 99 % and 95 % of the paths, the quartiles
-- and the median.
paths.quantiles = {
  { "low_99", 0.005 }, { "low_95", 0.025 }, { "low_50", 0.25 }, { "median", 0.5 },
  { "high_50", 0.75 }, { "high_95", 0.975 }, { "high_99", 0.995 },
}

local METHODS = {
  as_is = C.TIDE_PATH_AS_IS, trades = C.TIDE_PATH_RESAMPLE, blocks = C.TIDE_PATH_BLOCKS,
  shuffle = C.TIDE_PATH_SHUFFLE, skip = C.TIDE_PATH_SKIP,
}
local YEAR_US = 365.25 * 86400e6

local function years_of(result)
  local time = result.signals.cdata.candles.time
  return math.max(tonumber(time[result.last] - time[result.first]) / YEAR_US, 1 / 365.25)
end

--- The trades of a result as steps. A trade counts as a share of the equity before it where its
-- side's size follows the account, else as cash.
-- @return { data = tide_path_step*, n, unit = "trade", cash, per_year, risk_free }
function paths.trades(result)
  local r, by_side = result.cdata, backtest.compounds(result.signals, result.settings)
  local data, equity = ffi.new("tide_path_step[?]", math.max(r.n_trades, 1)), result.settings.cash
  local n = 0
  while n < r.n_trades and equity > 0 do
    local t, step = r.trades[n], data[n]
    local worst = -t.mae * t.quantity * t.entry_price
    if by_side[t.side] then
      step.share, step.low = t.pnl / equity, worst / equity
    else
      step.cash, step.low_cash = t.pnl, worst
    end
    equity, n = equity + t.pnl, n + 1
  end
  return {
    data = data, n = n, unit = "trade", cash = result.settings.cash,
    per_year = math.max(n, 1) / years_of(result), risk_free = result.settings.risk_free,
  }
end

--- Returns of days as steps.
-- @param returns  list, or double* with `first` = 0
-- @return as paths.trades, unit = "day"
function paths.of_days(returns, first, n, per_year, settings)
  local data = ffi.new("tide_path_step[?]", math.max(n, 1))
  for i = 0, n - 1 do
    local r = returns[first + i]
    data[i].share, data[i].low = r, r
  end
  return { data = data, n = n, unit = "day", cash = settings.cash, per_year = per_year,
    risk_free = settings.risk_free }
end

--- The periods that Sharpe is made of (days as a rule) as steps.
function paths.days(result)
  local returns, n, per_year = result:returns()
  return paths.of_days(returns, 0, n, per_year, result.settings)
end

--- Columns for so many paths, to be filled.
-- @return { n = 0 that are filled, size, points, cash, results = tide_path_results }
function paths.columns(size, points, cash)
  local made = { n = 0, size = size, points = points, cash = cash }
  made.memory, made.results = {}, ffi.new "tide_path_results"
  for _, key in ipairs { "final_equity", "max_drawdown", "sharpe_ratio", "lowest" } do
    made.memory[key] = ffi.new("double[?]", size)
    made.results[key] = made.memory[key]
  end
  made.memory.equity = ffi.new("double[?]", size * (points + 1))
  made.results.equity = made.memory.equity
  return made
end

-- The columns from one path on.
local function from(columns, first)
  local out, all = ffi.new "tide_path_results", columns.results
  for _, key in ipairs { "final_equity", "max_drawdown", "sharpe_ratio", "lowest" } do
    out[key] = all[key] + first
  end
  out.equity = all.equity + first * (columns.points + 1)
  return out
end

-- So many steps are walked before somebody may stop it.
local STEPS_AT_ONCE = 2e7

local function plan_of(steps, options)
  local method = METHODS[options.method] or error("unknown method " .. tostring(options.method), 3)
  return ffi.new("tide_path_plan", {
    method = method, points = options.points or paths.POINTS, threads = options.threads or 0,
    seed = options.seed or 1, block = options.block or 0, skip = options.skip or paths.SKIP,
    cash = steps.cash, per_year = steps.per_year, risk_free = steps.risk_free,
  })
end

--- Make paths of steps.
-- @param options  { method = "trades" (with replacement)|"blocks"|"shuffle"|"skip"|"as_is", paths,
--   seed = 1, block = mean steps that stay together (default: the cube root of all), skip = share
--   left out, points, threads; stop = function(done) -> true to end early }
-- @return columns, or nil and a message; the same for the same seed whatever the threads
function paths.run(steps, options)
  local plan, total = plan_of(steps, options), options.paths or paths.PATHS
  local columns = paths.columns(total, plan.points, steps.cash)
  local at_once = math.max(1, math.floor(STEPS_AT_ONCE / math.max(steps.n, 1)))
  while columns.n < total do
    plan.first, plan.paths = columns.n, math.min(at_once, total - columns.n)
    local status = C.tide_paths_run(steps.data, steps.n, plan, from(columns, columns.n))
    if status == C.TIDE_ESHORT then return nil, ("there is no %s to draw"):format(steps.unit) end
    if status ~= C.TIDE_OK then return nil, ffi.string(C.tide_strerror(status)) end
    columns.n = columns.n + plan.paths
    if options.stop and options.stop(columns.n) then break end
  end
  return columns
end

local function defined(x) if x == x then return x end end

local wanted = ffi.new("double[?]", #paths.quantiles)
for i, quantile in ipairs(paths.quantiles) do wanted[i - 1] = quantile[2] end

-- Quantiles by name; those of every stride-th number.
local function quantiles_of(x, n, stride)
  local out = ffi.new("double[?]", #paths.quantiles)
  local count = C.tide_quantiles(x, n, stride, wanted, #paths.quantiles, out)
  if count < 0 then error("out of memory", 0) end
  local made = { defined = count }
  for i, quantile in ipairs(paths.quantiles) do made[quantile[1]] = defined(out[i - 1]) end
  return made
end

-- Equal up to rounding: a shuffled product is the product.
local function same(a, b) return math.abs(a - b) <= 1e-9 * math.max(math.abs(a), math.abs(b)) end

--- Where a number stands among others: the share of them below it, ties by half.
-- @param x  double*
-- @return a share from 0 to 1, or nil when there is nothing to compare
function paths.rank(x, n, value)
  if not value then return nil end
  local below, count = 0, 0
  for i = 0, n - 1 do
    if x[i] == x[i] then
      count = count + 1
      below = below + (same(x[i], value) and 0.5 or x[i] < value and 1 or 0)
    end
  end
  return count > 0 and below / count or nil
end

--- The numbers of a column that are numbers.
local function numbers_of(x, n)
  local data, count = ffi.new("double[?]", math.max(n, 1)), 0
  for i = 0, n - 1 do
    if x[i] == x[i] then data[count], count = x[i], count + 1 end
  end
  return { data = data, n = count }
end

local function distribution(x, n, actual)
  local made, moments = quantiles_of(x, n, 1), stats.moments(numbers_of(x, n))
  made.mean, made.deviation = defined(moments.mean), moments.deviation
  made.actual, made.rank = actual, paths.rank(x, n, actual)
  return made
end

local function bands_of(columns)
  local bands = { at = {} }
  for _, quantile in ipairs(paths.quantiles) do bands[quantile[1]] = {} end
  for k = 0, columns.points do
    local found = quantiles_of(columns.results.equity + k, columns.n, columns.points + 1)
    bands.at[k + 1] = k / columns.points
    for _, quantile in ipairs(paths.quantiles) do
      bands[quantile[1]][k + 1] = found[quantile[1]]
    end
  end
  return bands
end

--- Share of paths whose equity was at `level` of the start or below at any time.
function paths.ruin(columns, level)
  local lowest, ruined = columns.results.lowest, 0
  for i = 0, columns.n - 1 do
    if lowest[i] <= level * columns.cash then ruined = ruined + 1 end
  end
  return ruined / columns.n
end

--- What is measured of the first path of columns.
-- @return { final_equity, max_drawdown, sharpe_ratio, curve = equity at the points }
function paths.first(columns)
  local r, made = columns.results, { curve = {} }
  for _, key in ipairs(paths.measures) do made[key] = defined(r[key][0]) end
  for k = 0, columns.points do made.curve[k + 1] = r.equity[k] end
  return made
end

--- The path that the steps really took, measured in the same way.
-- @return as paths.first
function paths.actual(steps, points)
  return paths.first(assert(paths.run(steps, { method = "as_is", paths = 1, points = points })))
end

--- What paths say together.
-- @param actual  of paths.actual (optional)
-- @param ruin    share of the start, default paths.RUIN
-- @return { paths, ruin = probability, ruin_level, final_equity, max_drawdown, sharpe_ratio = {
--   mean, deviation, quantiles by name, defined = how many, actual, rank = share below it },
--   bands = { at = { 0 .. 1 }, quantiles by name, actual } }, or nil when there is no path
function paths.summary(columns, actual, ruin)
  if columns.n == 0 then return nil end
  actual, ruin = actual or {}, ruin or paths.RUIN
  local made = { paths = columns.n, ruin = paths.ruin(columns, ruin), ruin_level = ruin }
  for _, key in ipairs(paths.measures) do
    made[key] = distribution(columns.results[key], columns.n, actual[key])
  end
  made.bands = bands_of(columns)
  made.bands.actual = actual.curve
  return made
end

return paths
