--- Windows and smoothings for the slow twins, straight from the textbook.
-- Columns are 0-based tables; undefined is NaN.
local windows = {}

local NAN = 0 / 0

--- y[t] = f(t) from `first` on.
local function column(n, first, f)
  local y = {}
  for t = 0, n - 1 do y[t] = t < first and NAN or f(t) end
  return y
end

--- First defined index, n when there is none.
local function start(x, n)
  for t = 0, n - 1 do if x[t] == x[t] then return t end end
  return n
end

local function mean(x, from, to)
  local sum = 0
  for t = from, to do sum = sum + (x[t] - x[from]) end
  return x[from] + sum / (to - from + 1)
end

local function squares(x, from, to)
  local m, sum = mean(x, from, to), 0
  for t = from, to do sum = sum + (x[t] - m) ^ 2 end
  return sum
end

local function highest(x, from, to)
  local best = -math.huge
  for t = from, to do best = math.max(best, x[t]) end
  return best
end

local function lowest(x, from, to)
  local best = math.huge
  for t = from, to do best = math.min(best, x[t]) end
  return best
end

local function sma(n, x, period)
  return column(n, start(x, n) + period - 1, function(t) return mean(x, t - period + 1, t) end)
end

local function wma(n, x, period)
  return column(n, start(x, n) + period - 1, function(t)
    local sum, weights = 0, 0
    for i = 1, period do
      sum, weights = sum + i * x[t - period + i], weights + i
    end
    return sum / weights
  end)
end

--- The seed is the mean of the `period` values up to `seed_at`.
local function ema(n, x, period, seed_at)
  seed_at = seed_at or start(x, n) + period - 1
  local y, k = {}, 2 / (period + 1)
  for t = 0, n - 1 do
    if t < seed_at then
      y[t] = NAN
    elseif t == seed_at then
      y[t] = mean(x, t - period + 1, t)
    else
      y[t] = k * x[t] + (1 - k) * y[t - 1]
    end
  end
  return y
end

--- Wilder's average of x, defined from index `from` on.
local function wilder(n, x, period, from)
  local y = {}
  for t = 0, n - 1 do
    if t < from + period - 1 then
      y[t] = NAN
    elseif t == from + period - 1 then
      y[t] = mean(x, from, t)
    else
      y[t] = (y[t - 1] * (period - 1) + x[t]) / period
    end
  end
  return y
end

local function true_range(n, high, low, close)
  return column(n, 1, function(t)
    return math.max(high[t] - low[t], math.abs(high[t] - close[t - 1]), math.abs(low[t] - close[t - 1]))
  end)
end

local function atr(n, high, low, close, period)
  return wilder(n, true_range(n, high, low, close), period, 1)
end

local function rsi(n, x, period)
  local up = column(n, 1, function(t) return math.max(x[t] - x[t - 1], 0) end)
  local down = column(n, 1, function(t) return math.max(x[t - 1] - x[t], 0) end)
  local gain, loss = wilder(n, up, period, 1), wilder(n, down, period, 1)
  local y = {}
  for t = 0, n - 1 do
    if t < period then
      y[t] = NAN
    elseif gain[t] == 0 and loss[t] == 0 then
      y[t] = 50
    elseif t > period and x[t] == x[t - 1] then
      y[t] = y[t - 1] -- both averages shrink alike
    else
      y[t] = 100 - 100 / (1 + gain[t] / loss[t])
    end
  end
  return y
end

local function typical(n, high, low, close)
  return column(n, 0, function(t) return (high[t] + low[t] + close[t]) / 3 end)
end

local function stochastic(n, high, low, close, period, flat)
  return column(n, start(high, n) + period - 1, function(t)
    local top, bottom = highest(high, t - period + 1, t), lowest(low, t - period + 1, t)
    return top - bottom <= (flat or 0) and 0 or 100 * (close[t] - bottom) / (top - bottom)
  end)
end

local function undefined_before(n, first, ...)
  local out = { ... }
  for _, y in ipairs(out) do
    for t = 0, math.min(first, n) - 1 do y[t] = NAN end
  end
  return out
end

windows.column = column
windows.start = start
windows.mean = mean
windows.squares = squares
windows.highest = highest
windows.lowest = lowest
windows.sma = sma
windows.wma = wma
windows.ema = ema
windows.wilder = wilder
windows.true_range = true_range
windows.atr = atr
windows.rsi = rsi
windows.typical = typical
windows.stochastic = stochastic
windows.undefined_before = undefined_before

return windows
