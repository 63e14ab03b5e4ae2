--- Slow twins of the momentum indicators; see init.lua.
local basic = require "tests.support.naive.basic"
local overlap = require "tests.support.naive.overlap"
local windows = require "tests.support.naive.windows"

local twins = {}

local NAN = 0 / 0

local column, mean = windows.column, windows.mean

--- Bars since the best value of the last `period` + 1, the newest of equals.
local function bars_since(x, t, period, better)
  local best = t
  for i = t - 1, t - period, -1 do
    if better(x[i], x[best]) then best = i end
  end
  return t - best
end

local function greater(a, b) return a > b end
local function smaller(a, b) return a < b end

function twins.aroon(n, c, p)
  local period = p[1]
  local function line(x, better)
    return column(n, period, function(t) return 100 - 100 / period * bars_since(x, t, period, better) end)
  end
  return { line(c[2], smaller), line(c[1], greater) }
end

function twins.aroonosc(n, c, p)
  local down, up = unpack(twins.aroon(n, c, p))
  return { column(n, p[1], function(t) return up[t] - down[t] end) }
end

function twins.connors_rsi(n, c, p)
  local x, streak, change = c[1], { [0] = 0 }, {}
  for t = 1, n - 1 do
    local last = streak[t - 1]
    change[t] = x[t] / x[t - 1]
    if x[t] > x[t - 1] then
      streak[t] = last > 0 and last + 1 or 1
    elseif x[t] < x[t - 1] then
      streak[t] = last < 0 and last - 1 or -1
    else
      streak[t] = 0
    end
  end
  local price, length = windows.rsi(n, x, p[1]), windows.rsi(n, streak, p[2])
  return { column(n, math.max(p[1], p[2], p[3] + 1), function(t)
    local smaller_ones = 0
    for i = t - p[3], t - 1 do
      if change[i] < change[t] then smaller_ones = smaller_ones + 1 end
    end
    return (price[t] + length[t] + 100 * smaller_ones / p[3]) / 3
  end) }
end

local function change(of)
  return function(n, c, p)
    local x = c[1]
    return { column(n, p[1], function(t) return of(x[t], x[t - p[1]]) end) }
  end
end

twins.rocp = change(function(now, before) return now / before - 1 end)
twins.rocr = change(function(now, before) return now / before end)
twins.rocr100 = change(function(now, before) return now / before * 100 end)

function twins.bop(n, c)
  local open, high, low, close = unpack(c)
  return { column(n, 0, function(t)
    return high[t] > low[t] and (close[t] - open[t]) / (high[t] - low[t]) or 0
  end) }
end

function twins.trix(n, c, p)
  local x = c[1]
  for _ = 1, 3 do x = windows.ema(n, x, p[1]) end
  return { column(n, 3 * p[1] - 2, function(t) return (x[t] - x[t - 1]) / x[t - 1] * 100 end) }
end

--- Movements up and down of each bar, from bar 1 on.
-- @param tie  whether equal movements count both ways
local function movements(n, high, low, tie)
  local plus, minus = {}, {}
  for t = 1, n - 1 do
    local up, down = math.max(high[t] - high[t - 1], 0), math.max(low[t - 1] - low[t], 0)
    plus[t] = (up > down or tie and up == down) and up or 0
    minus[t] = (down > up or tie and up == down) and down or 0
  end
  return plus, minus
end

--- Wilder's sum: of x[1 .. n-1] at first, shown from there on.
local function wilder_sum(n, x, period)
  local y, sum = {}, 0
  for t = 0, n - 1 do
    if t >= 1 and t < period then sum = sum + x[t] end
    if t >= 1 and t >= period then sum = sum - sum / period + x[t] end
    y[t] = (t < period - 1 or t == 0) and NAN or sum
  end
  return y
end

function twins.plus_dm(n, c, p)
  return { wilder_sum(n, (movements(n, c[1], c[2])), p[1]) }
end

function twins.minus_dm(n, c, p)
  return { wilder_sum(n, select(2, movements(n, c[1], c[2])), p[1]) }
end

function twins.dm(n, c, p)
  local plus, minus = movements(n, c[1], c[2], true)
  return { wilder_sum(n, plus, p[1]), wilder_sum(n, minus, p[1]) }
end

function twins.di(n, c, p)
  local plus, minus = unpack(twins.dm(n, c, p))
  local range = wilder_sum(n, windows.true_range(n, c[1], c[2], c[3]), p[1])
  local function index(x)
    return column(n, p[1] - 1, function(t) return range[t] == 0 and 0 or 100 * x[t] / range[t] end)
  end
  return { index(plus), index(minus) }
end

function twins.dx(n, c, p)
  local up, down = movements(n, c[1], c[2])
  local plus, minus, last = wilder_sum(n, up, p[1]), wilder_sum(n, down, p[1]), 0
  return { column(n, p[1], function(t)
    if plus[t] + minus[t] > 0 then
      last = 100 * math.abs(plus[t] - minus[t]) / (plus[t] + minus[t])
    end
    return last
  end) }
end

function twins.adxr(n, c, p)
  local adx = basic.adx(n, c, p)[1]
  return { column(n, 3 * p[1] - 2, function(t) return (adx[t] + adx[t - p[1] + 1]) / 2 end) }
end

function twins.cmo(n, c, p)
  local x = c[1]
  local function average(sign)
    local moves = column(n, 1, function(t) return math.max(sign * (x[t] - x[t - 1]), 0) end)
    return windows.wilder(n, moves, p[1], 1)
  end
  local up, down = average(1), average(-1)
  return { column(n, p[1], function(t)
    return up[t] + down[t] == 0 and 0 or 100 * (up[t] - down[t]) / (up[t] + down[t])
  end) }
end

function twins.stochf(n, c, p)
  local k = windows.stochastic(n, c[1], c[2], c[3], p[1])
  return windows.undefined_before(n, p[1] + p[2] - 2, k, windows.sma(n, k, p[2]))
end

--- Sum of f(i) over the last `period` bars.
local function sum_of(t, period, f)
  local sum = 0
  for i = t - period + 1, t do sum = sum + f(i) end
  return sum
end

function twins.imi(n, c, p)
  local open, close = c[1], c[2]
  return { column(n, p[1] - 1, function(t)
    local up = sum_of(t, p[1], function(i) return math.max(close[i] - open[i], 0) end)
    local all = sum_of(t, p[1], function(i) return math.abs(close[i] - open[i]) end)
    return all == 0 and 50 or 100 * up / all
  end) }
end

function twins.ultosc(n, c, p)
  local low, close = c[2], c[3]
  local range, periods = windows.true_range(n, c[1], c[2], c[3]), { p[1], p[2], p[3] }
  table.sort(periods)
  return { column(n, periods[3], function(t)
    local function share(period)
      local whole = sum_of(t, period, function(i) return range[i] end)
      local part = sum_of(t, period, function(i) return close[i] - math.min(low[i], close[i - 1]) end)
      return whole == 0 and 0 or part / whole
    end
    return (4 * share(periods[1]) + 2 * share(periods[2]) + share(periods[3])) / 7 * 100
  end) }
end

--- An average that starts as the mean of the `period` values up to `seed_at`.
local function weighted_average(n, x, period, weight, seed_at)
  local y = {}
  for t = 0, n - 1 do
    y[t] = t < seed_at and NAN or t == seed_at and mean(x, t - period + 1, t)
      or weight * x[t] + (1 - weight) * y[t - 1]
  end
  return y
end

function twins.macdfix(n, c, p)
  local fast = weighted_average(n, c[1], 12, 0.15, 25)
  local slow = weighted_average(n, c[1], 26, 0.075, 25)
  local macd = column(n, 25, function(t) return fast[t] - slow[t] end)
  local signal = windows.ema(n, macd, p[1])
  local histogram = column(n, 25, function(t) return macd[t] - signal[t] end)
  return windows.undefined_before(n, 24 + p[1], macd, signal, histogram)
end

--- A moving average of what comes from the first number on.
local function moving(n, x, period, kind)
  local from, rest = windows.start(x, n), {}
  for t = from, n - 1 do rest[t - from] = x[t] end
  local y = overlap.ma(n - from, { rest }, { period, kind })[1]
  return column(n, from, function(t) return y[t - from] end)
end

local function oscillator(of)
  return function(n, c, p)
    local fast = moving(n, c[1], math.min(p[1], p[2]), p[3])
    local slow = moving(n, c[1], math.max(p[1], p[2]), p[3])
    return { column(n, windows.start(slow, n), function(t) return of(fast[t], slow[t]) end) }
  end
end

twins.apo = oscillator(function(fast, slow) return fast - slow end)
twins.ppo = oscillator(function(fast, slow) return (fast - slow) / slow * 100 end)

--- The average that starts earlier is taken of fewer bars, so that both start as one.
function twins.macdext(n, c, p)
  local one, other = moving(n, c[1], p[1], p[2]), moving(n, c[1], p[3], p[4])
  local first = math.max(windows.start(one, n), windows.start(other, n))
  local function late(average, period, kind)
    local skip = first - windows.start(average, n)
    local x = column(n, skip, function(t) return c[1][t] end)
    return skip > 0 and moving(n, x, period, kind) or average
  end
  one, other = late(one, p[1], p[2]), late(other, p[3], p[4])
  local sign = p[3] < p[1] and -1 or 1
  local macd = column(n, first, function(t) return sign * (one[t] - other[t]) end)
  local signal = moving(n, macd, p[5], p[6])
  local histogram = column(n, 0, function(t) return macd[t] - signal[t] end)
  return windows.undefined_before(n, windows.start(signal, n), macd, signal, histogram)
end

return twins
