--- Statistics that judge returns, and the search that found them.
--
--     local m = stats.moments(returns)                  -- daily returns of the best strategy
--     local sure = stats.psr(m)                         -- if it were the only one tried
--     local v = stats.luck_variance(m.n, variance)      -- of the Sharpe ratios of all tries
--     local deflated = stats.dsr(m, 25000, v)           -- it was the best of so many
--     local overfit = stats.pbo { {...}, {...}, ... }   -- daily returns of many tries
--
-- Returns are a list of numbers, or { data = double*, n = how many }. A matrix, a strategy a
-- row, is a list of lists, or { data = double*, rows = strategies, days = numbers a row }. Sharpe
-- ratios are those of one period, a day as a rule, unless "annual" stands there. Undefined is
-- nil. Formulas and sources: docs/reference/statistics.md.
local ffi = require "ffi"
local host = require "stdlib.host"

local C = host.C
local stats = {}

--- What a P value or a probability must reach to be called significant.
stats.CONFIDENCE = 0.95

--- Slices of the days that stats.pbo makes unless it is told otherwise.
stats.SLICES = 16

local function defined(x) if x == x then return x end end

local function check(status)
  if status ~= C.TIDE_OK then return nil, ffi.string(C.tide_strerror(status)) end
  return true
end

-- A list or cdata as double*, and how many there are.
local function column(returns)
  if returns.data ~= nil then return returns.data, returns.n end
  return ffi.new("double[?]", math.max(#returns, 1), returns), #returns
end

-- A matrix as double*, rows and days; raises when its rows differ in length.
local function matrix(m)
  if m.data ~= nil then return m.data, m.rows, m.days end
  local rows, days = #m, m[1] and #m[1] or 0
  local data = ffi.new("double[?]", math.max(rows * days, 1))
  for i, row in ipairs(m) do
    if #row ~= days then
      error(("row %d has %d returns, the first has %d"):format(i, #row, days), 3)
    end
    for t = 1, days do data[(i - 1) * days + t - 1] = row[t] or 0 / 0 end
  end
  return data, rows, days
end

local MOMENTS = { "mean", "deviation", "sharpe", "skew", "kurtosis" }

-- Moments as C takes them: a number that is not there is NaN.
local function packed(m)
  local out = ffi.new "tide_moments"
  out.n = m.n
  for _, key in ipairs(MOMENTS) do out[key] = m[key] or 0 / 0 end
  return out
end

--- Probability that a standard normal number is at most x.
function stats.normal_cdf(x) return C.tide_normal_cdf(x) end

--- Its inverse; nil unless 0 <= p <= 1.
function stats.normal_quantile(p) return defined(C.tide_normal_quantile(p)) end

--- Probability that a number of Student's t distribution is at most t; degrees > 0.
function stats.student_cdf(t, degrees) return defined(C.tide_student_cdf(t, degrees)) end

--- Mean, deviation and shape of returns.
-- @return { n, mean, deviation, sharpe, skew, kurtosis }: sample deviation, Sharpe of one
-- period, population skew and kurtosis (3 when normal); what is undefined is missing
function stats.moments(returns)
  local data, n = column(returns)
  local m = ffi.new "tide_moments"
  C.tide_moments_measure(n, data, m)
  local out = { n = n }
  for _, key in ipairs(MOMENTS) do out[key] = defined(m[key]) end
  return out
end

--- Probabilistic Sharpe ratio: the probability that the true Sharpe is above a benchmark.
-- @param m          { n, sharpe, skew, kurtosis }
-- @param benchmark  Sharpe of one period, default 0
function stats.psr(m, benchmark) return defined(C.tide_psr(packed(m), benchmark or 0)) end

--- Returns needed until psr reaches the confidence at the same Sharpe and shape.
-- @param benchmark   Sharpe of one period, default 0
-- @param confidence  default stats.CONFIDENCE
-- @return a number, or nil when the Sharpe is not above the benchmark
function stats.min_track_record(m, benchmark, confidence)
  return defined(C.tide_min_track_record(packed(m), benchmark or 0, confidence or stats.CONFIDENCE))
end

--- Sharpe expected of the best of so many tries without an edge.
-- @param trials    how many, >= 1
-- @param variance  of their Sharpe ratios
function stats.luck_best(trials, variance) return defined(C.tide_luck_best(trials, variance)) end

--- The variance to take for luck_best and dsr: that of the tries, but never less than
-- 1 / (days - 1), which tries without an edge have by chance.
-- @param variance  of the Sharpe ratios of one period, nil when unknown
function stats.luck_variance(days, variance)
  return defined(C.tide_luck_variance(days, variance or 0 / 0))
end

--- Annual Sharpe expected of the best of so many tries without an edge over so many days.
-- @param per_year  365, 252 ...
function stats.noise_hurdle(trials, days, per_year)
  return defined(C.tide_noise_hurdle(trials, days, per_year))
end

--- Deflated Sharpe ratio: psr against what luck alone would reach in so many tries.
-- @param m         { n, sharpe, skew, kurtosis } of the best
-- @param variance  of the Sharpe ratios of all tries, see luck_variance
function stats.dsr(m, trials, variance) return defined(C.tide_dsr(packed(m), trials, variance)) end

--- Years of data below which luck alone is expected to reach this annual Sharpe.
-- @return a number, or nil when the Sharpe is not above 0
function stats.min_backtest(trials, sharpe) return defined(C.tide_min_backtest(trials, sharpe)) end

local function logit_list(logits, count)
  local list = {}
  for k = 1, count do list[k] = logits[k - 1] end
  return list
end

--- Probability of backtest overfitting (CSCV).
-- @param returns  a matrix of daily returns, strategies from the whole search
-- @param options  { slices = 16, logits = true to have them } (optional)
-- @return { pbo, loss, sharpe_in, sharpe_out, slope, combinations, logits }, or nil and a
-- message: too few days, a return that is no number
function stats.pbo(returns, options)
  local data, rows, days = matrix(returns)
  local slices = options and options.slices or stats.SLICES
  local count = C.tide_pbo_combinations(slices)
  if count == 0 then
    return nil, ("slices must be even and from 2 to 20, found %s"):format(slices)
  end
  if rows < 2 then return nil, ("needs two strategies or more, found %d"):format(rows) end
  if days < 2 * slices then
    return nil, ("needs %d days for %d slices, found %d"):format(2 * slices, slices, days)
  end
  local out = ffi.new "tide_pbo"
  local logits = options and options.logits and ffi.new("double[?]", count) or nil
  local ok, message = check(C.tide_pbo_measure(data, rows, days, slices, logits, out))
  if not ok then return nil, message end
  return {
    pbo = out.pbo, loss = out.loss, sharpe_in = out.sharpe_in, sharpe_out = out.sharpe_out,
    slope = defined(out.slope), combinations = count,
    logits = logits and logit_list(logits, count) or nil,
  }
end

--- As how many independent ones strategies (or symbols) count.
-- @param returns  a matrix of returns on the same days
-- @param total    how many they were sampled from, default: the rows that move
-- @return { moving, mean, square, trials, breadth }, or nil and a message: how many rows have
-- deviation, mean correlation, mean squared correlation, and the two numbers of independent
-- ones: `trials` for what luck may reach, `breadth` for how much is diversified
function stats.independent(returns, total)
  local data, rows, days = matrix(returns)
  local out = ffi.new "tide_dependence"
  local ok, message = check(C.tide_dependence_measure(data, rows, days, out))
  if not ok then return nil, message end
  local mean, square = defined(out.mean), defined(out.square)
  local n = total or out.moving
  return {
    moving = out.moving, mean = mean, square = square,
    trials = mean and C.tide_effective_trials(n, mean) or nil,
    breadth = square and C.tide_effective_breadth(n, square) or nil,
  }
end

--- Samples that the bootstraps below draw unless they are told otherwise.
stats.SAMPLES = 2000

-- { samples, block, seed } as C takes it; what is out of range is the caller's mistake.
local function bootstrap(options)
  options = options or {}
  local b = ffi.new "tide_bootstrap"
  local samples, block = options.samples or stats.SAMPLES, options.block or 0
  if not (samples >= 1 and samples <= 1e7 and samples == math.floor(samples)) then
    error(("samples must be a whole number from 1 to 10,000,000, found %s"):format(samples), 3)
  end
  if not (block == 0 or block >= 1) then
    error(("block must be 1 or more, found %s"):format(block), 3)
  end
  b.samples, b.block, b.seed = samples, block, options.seed or 1
  return b
end

--- Hansen's test of superior predictive ability: is the best of many better than a benchmark?
-- @param excess   a matrix of daily returns less those of the benchmark
-- @param options  { samples = 2000, block = mean days that stay together (default: the cube
-- root of all), seed = 1 } (optional)
-- @return { best = row of the best, statistic, p, p_lower, p_upper }, or nil and a message.
-- p is small when luck does not explain the best; without a row that moves all are missing
function stats.spa(excess, options)
  local data, rows, days = matrix(excess)
  local out = ffi.new "tide_spa"
  local ok, message = check(C.tide_spa_measure(data, rows, days, bootstrap(options), out))
  if not ok then return nil, message end
  return {
    best = out.best >= 0 and out.best + 1 or nil, statistic = defined(out.statistic),
    p = defined(out.p), p_lower = defined(out.p_lower), p_upper = defined(out.p_upper),
  }
end

--- Are the Sharpe ratios of two strategies on the same days different? (Ledoit and Wolf)
-- @param options  as for stats.spa
-- @return { difference = a's less b's, of one period, deviation, p }, or nil and a message
function stats.sharpe_difference(a, b, options)
  local x, n = column(a)
  local y, other = column(b)
  if n ~= other then error(("returns of %d and of %d days"):format(n, other), 2) end
  local out = ffi.new "tide_sharpe_test"
  local ok, message = check(C.tide_sharpe_compare(x, y, n, bootstrap(options), out))
  if not ok then return nil, message end
  return {
    difference = defined(out.difference), deviation = defined(out.deviation), p = defined(out.p),
  }
end

--- Are the means of two columns of returns different, in-sample and out of it?
-- @param options  as for stats.spa
-- @return { difference = a's less b's, t, degrees, p = Welch's, p_bootstrap }, or nil and a
-- message
function stats.mean_difference(a, b, options)
  local x, nx = column(a)
  local y, ny = column(b)
  local out = ffi.new "tide_means_test"
  local ok, message = check(C.tide_means_compare(x, nx, y, ny, bootstrap(options), out))
  if not ok then return nil, message end
  return {
    difference = out.difference, t = defined(out.t), degrees = defined(out.degrees),
    p = defined(out.p), p_bootstrap = defined(out.p_bootstrap),
  }
end

--- The middle of a list of numbers, and its ends.
-- @return median, least, most; nothing when it is empty
function stats.median(numbers)
  local list = {}
  for i, x in ipairs(numbers) do list[i] = x end
  if #list == 0 then return nil end
  table.sort(list)
  local half = math.floor(#list / 2)
  local median = #list % 2 == 1 and list[half + 1] or (list[half] + list[half + 1]) / 2
  return median, list[1], list[#list]
end

--- Where the mean of numbers lies when they are drawn again (percentile interval).
-- @param options  as for stats.spa, with block 1 unless given: numbers such as trades that do not
-- hang together; and level = 0.95, the share of the means inside
-- @return { mean, low, high }, or nil and a message: fewer than two, one that is no number
function stats.mean_interval(numbers, options)
  options = options or {}
  local x, n = column(numbers)
  local boot = bootstrap { samples = options.samples, block = options.block or 1,
    seed = options.seed }
  local level = options.level or stats.CONFIDENCE
  if not (level > 0 and level < 1) then
    error(("level must be between 0 and 1, found %s"):format(tostring(level)), 2)
  end
  local low, high = ffi.new "double[1]", ffi.new "double[1]"
  local ok, message = check(C.tide_mean_interval(x, n, level, boot, low, high))
  if not ok then return nil, message end
  local sum = 0
  for t = 0, n - 1 do sum = sum + x[t] end
  return { mean = sum / n, low = low[0], high = high[0] }
end

return stats
