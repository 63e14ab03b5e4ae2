--- Slow twins of the oscillators; see init.lua.
local windows = require "tests.support.naive.windows"

local twins = {}

local NAN = 0 / 0

local column, mean, sma, wma, ema = windows.column, windows.mean, windows.sma, windows.wma, windows.ema
local highest, lowest, undefined_before = windows.highest, windows.lowest, windows.undefined_before

local function middle(n, high, low)
  return column(n, 0, function(t) return (high[t] + low[t]) / 2 end)
end

local function minus(n, a, b)
  return column(n, 0, function(t) return a[t] - b[t] end)
end

local function roc(n, x, period)
  return column(n, period, function(t) return (x[t] - x[t - period]) / x[t - period] * 100 end)
end

function twins.ao(n, c, p)
  local m = middle(n, c[1], c[2])
  return { minus(n, sma(n, m, math.min(p[1], p[2])), sma(n, m, math.max(p[1], p[2]))) }
end

function twins.dpo(n, c, p)
  local x, period = c[1], p[1]
  return { column(n, period - 1, function(t)
    return x[t - math.floor(period / 2) - 1] - mean(x, t - period + 1, t)
  end) }
end

function twins.qstick(n, c, p)
  return { sma(n, minus(n, c[2], c[1]), p[1]) }
end

--- y += (x - y) / 5 from bar `from` on, where it starts at x.
local function ninth(n, x, from)
  local y = {}
  for t = 0, n - 1 do
    local before = t == from and x[t] or y[t - 1]
    y[t] = t < from and NAN or 0.8 * before + 0.2 * x[t]
  end
  return y
end

function twins.mass(n, c, p)
  local once = ninth(n, minus(n, c[1], c[2]), 0)
  local twice = ninth(n, once, 8)
  return { column(n, 15 + p[1], function(t)
    local sum = 0
    for i = t - p[1] + 1, t do sum = sum + (twice[i] == 0 and 1 or once[i] / twice[i]) end
    return sum
  end) }
end

function twins.fisher(n, c, p)
  local m, v, fisher, signal = middle(n, c[1], c[2]), 0, {}, {}
  for t = 0, n - 1 do
    fisher[t], signal[t] = NAN, NAN
    if t >= p[1] - 1 then
      local top, bottom = highest(m, t - p[1] + 1, t), lowest(m, t - p[1] + 1, t)
      local place = top > bottom and (m[t] - bottom) / (top - bottom) or 0
      v = 0.66 * (place - 0.5) + 0.67 * v
      if v > 0.99 then v = 0.999 elseif v < -0.99 then v = -0.999 end
      signal[t] = t == p[1] - 1 and 0 or fisher[t - 1]
      fisher[t] = (math.log(1 + v) - math.log(1 - v)) / 2 + signal[t] / 2
    end
  end
  return { fisher, signal }
end

function twins.kst(n, c, p)
  local kst, first = {}, 0
  for t = 0, n - 1 do kst[t] = 0 end
  for i = 1, 4 do
    local part = sma(n, roc(n, c[1], p[i]), p[4 + i])
    first = math.max(first, p[i] + p[4 + i] - 1)
    for t = 0, n - 1 do kst[t] = kst[t] + i * part[t] end
  end
  return undefined_before(n, first + p[9] - 1, kst, sma(n, kst, p[9]))
end

function twins.coppock(n, c, p)
  local slow, fast = roc(n, c[1], p[2]), roc(n, c[1], p[3])
  return { wma(n, column(n, 0, function(t) return slow[t] + fast[t] end), p[1]) }
end

function twins.tsi(n, c, p)
  local x = c[1]
  local function smooth(y) return ema(n, ema(n, y, p[1]), p[2]) end
  local change = smooth(column(n, 1, function(t) return x[t] - x[t - 1] end))
  local size = smooth(column(n, 1, function(t) return math.abs(x[t] - x[t - 1]) end))
  local tsi = column(n, 0, function(t)
    return size[t] == 0 and 0 or 100 * change[t] / size[t]
  end)
  return undefined_before(n, p[1] + p[2] + p[3] - 2, tsi, ema(n, tsi, p[3]))
end

function twins.elder_ray(n, c, p)
  local average = ema(n, c[3], p[1])
  return { minus(n, c[1], average), minus(n, c[2], average) }
end

function twins.rvgi(n, c, p)
  local function weighted(x)
    return column(n, 0, function(t)
      return ((x[t] or NAN) + 2 * (x[t - 1] or NAN) + 2 * (x[t - 2] or NAN) + (x[t - 3] or NAN)) / 6
    end)
  end
  local body, range = weighted(minus(n, c[4], c[1])), weighted(minus(n, c[2], c[3]))
  local rvgi = column(n, p[1] + 2, function(t)
    local bodies, ranges = 0, 0
    for i = t - p[1] + 1, t do bodies, ranges = bodies + body[i], ranges + range[i] end
    return ranges == 0 and 0 or bodies / ranges
  end)
  return undefined_before(n, p[1] + 5, rvgi, weighted(rvgi))
end

--- A stochastic of one column that keeps its last value in a flat window, then smoothed.
local function cycle(n, x, period, factor, flat)
  local y, place, first = {}, 0, windows.start(x, n) + period - 1
  for t = 0, n - 1 do
    y[t] = NAN
    if t >= first then
      local top, bottom = highest(x, t - period + 1, t), lowest(x, t - period + 1, t)
      if top - bottom > flat(t) then place = 100 * (x[t] - bottom) / (top - bottom) end
      y[t] = t == first and place or (1 - factor) * y[t - 1] + factor * place
    end
  end
  return y
end

function twins.schaff(n, c, p)
  local macd = minus(n, ema(n, c[1], p[2]), ema(n, c[1], p[3]))
  local once = cycle(n, macd, p[1], p[4], function(t) return 1e-12 * c[1][t] end)
  return { cycle(n, once, p[1], p[4], function() return 1e-9 end) }
end

local function sum_of(t, period, f)
  local sum = 0
  for i = t - period + 1, t do sum = sum + f(i) end
  return sum
end

function twins.vortex(n, c, p)
  local high, low = c[1], c[2]
  local range = windows.true_range(n, high, low, c[3])
  local function line(movement)
    return column(n, p[1], function(t)
      local whole = sum_of(t, p[1], function(i) return range[i] end)
      return whole == 0 and 0 or sum_of(t, p[1], movement) / whole
    end)
  end
  return {
    line(function(i) return math.abs(high[i] - low[i - 1]) end),
    line(function(i) return math.abs(low[i] - high[i - 1]) end),
  }
end

function twins.choppiness(n, c, p)
  local range = windows.true_range(n, c[1], c[2], c[3])
  return { column(n, p[1], function(t)
    local spread = highest(c[1], t - p[1] + 1, t) - lowest(c[2], t - p[1] + 1, t)
    local path = sum_of(t, p[1], function(i) return range[i] end)
    return spread == 0 and 100 or math.max(0, 100 * math.log(path / spread) / math.log(p[1]))
  end) }
end

--- The least squares line through x[t - period + 1 .. t], at a place; the newest is 0.
local function line_at(x, t, period, place)
  local center, level, slope, squares = -(period - 1) / 2, mean(x, t - period + 1, t), 0, 0
  for i = 0, period - 1 do
    slope = slope + (-i - center) * (x[t - i] - level)
    squares = squares + (i + center) ^ 2
  end
  return level + slope / squares * (place - center)
end

function twins.fosc(n, c, p)
  local x = c[1]
  return { column(n, p[1], function(t) return 100 - 100 * line_at(x, t - 1, p[1], 1) / x[t] end) }
end

function twins.msw(n, c, p)
  local x, period, lead = c[1], p[1], {}
  local sine = column(n, period, function(t)
    local re, im, turn = 0, 0, 2 * math.pi / period
    for j = 0, period - 1 do
      local d = x[t - j] - x[t]
      re, im = re + d * math.cos(turn * j), im + d * math.sin(turn * j)
    end
    if math.sqrt(re * re + im * im) <= 1e-12 * x[t] then
      lead[t] = 0
      return 0
    end
    local phase = math.atan2(im, re) + math.pi / 2
    lead[t] = math.sin(phase + math.pi / 4)
    return math.sin(phase)
  end)
  return { sine, column(n, period, function(t) return lead[t] end) }
end

function twins.squeeze(n, c, p)
  local high, low, close, period = c[1], c[2], c[3], p[1]
  local range = windows.true_range(n, high, low, close)
  local off = column(n, period - 1, function(t)
    local from = t - period + 1
    local center = (highest(high, from, t) + lowest(low, from, t)) / 2
    return close[t] - (center + mean(close, from, t)) / 2
  end)
  local on = column(n, 2 * period - 2, function(t)
    local deviation = math.sqrt(windows.squares(close, t - period + 1, t) / period)
    return p[2] * deviation < p[3] * mean(range, t - period + 1, t) and 1 or 0
  end)
  return { on, column(n, 2 * period - 2, function(t) return line_at(off, t, period, 0) end) }
end

return twins
