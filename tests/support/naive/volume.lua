--- Slow twins of the volume indicators; see init.lua.
local windows = require "tests.support.naive.windows"

local twins = {}

local NAN = 0 / 0

local column, mean, ema, sma = windows.column, windows.mean, windows.ema, windows.sma

--- Volume of each bar, + when it closed at its high, - at its low.
local function distribution(n, c)
  return column(n, 0, function(t)
    local high, low, close = c[1][t], c[2][t], c[3][t]
    return high == low and 0 or c[4][t] * (2 * (close - low) / (high - low) - 1)
  end)
end

local function total(x, from, to)
  local sum = 0
  for t = from, to do sum = sum + x[t] end
  return sum
end

local function running(n, x, first)
  return column(n, first, function(t) return total(x, first, t) end)
end

--- An exponential average that begins with the first value.
local function follow(n, x, period, first)
  local y, k = {}, 2 / (period + 1)
  for t = 0, n - 1 do
    if t <= first then
      y[t] = t == first and x[t] or NAN
    else
      y[t] = k * x[t] + (1 - k) * y[t - 1]
    end
  end
  return y
end

function twins.ad(n, c) return { running(n, distribution(n, c), 0) } end

function twins.adosc(n, c, p)
  local ad = twins.ad(n, c)[1]
  local fast, slow = follow(n, ad, p[1], 0), follow(n, ad, p[2], 0)
  return { column(n, math.max(p[1], p[2]) - 1, function(t) return fast[t] - slow[t] end) }
end

function twins.cmf(n, c, p)
  local flow = distribution(n, c)
  return { column(n, p[1] - 1, function(t)
    local volume = total(c[4], t - p[1] + 1, t)
    return volume == 0 and 0 or total(flow, t - p[1] + 1, t) / volume
  end) }
end

function twins.emv(n, c)
  local high, low, volume = c[1], c[2], c[3]
  return { column(n, 1, function(t)
    if volume[t] == 0 then return 0 end
    local moved = (high[t] + low[t]) / 2 - (high[t - 1] + low[t - 1]) / 2
    local box = volume[t] / 10000
    return moved * (high[t] - low[t]) / box
  end) }
end

function twins.force(n, c, p)
  local raw = column(n, 1, function(t) return c[2][t] * (c[1][t] - c[1][t - 1]) end)
  return { ema(n, raw, p[1]) }
end

function twins.kvo(n, c, p)
  local high, low, close, volume = c[1], c[2], c[3], c[4]
  local trend, cumulated = {}, {}
  local force = column(n, 1, function(t)
    local now, before = high[t] + low[t] + close[t], high[t - 1] + low[t - 1] + close[t - 1]
    trend[t] = now > before and 1 or now < before and -1 or trend[t - 1]
    local turned = trend[t] ~= trend[t - 1]
    cumulated[t] = high[t] - low[t]
      + (turned and high[t - 1] - low[t - 1] or cumulated[t - 1] or 0)
    if cumulated[t] == 0 then return 0 end
    return 100 * volume[t] * math.abs(2 * (high[t] - low[t]) / cumulated[t] - 1) * (trend[t] or 1)
  end)
  local fast, slow = follow(n, force, p[1], 1), follow(n, force, p[2], 1)
  return { column(n, 1, function(t) return fast[t] - slow[t] end) }
end

--- 1000 times the growth of all bars that count.
local function volume_index(n, c, counts)
  local y = {}
  for t = 0, n - 1 do
    y[t] = t == 0 and 1000 or y[t - 1]
    if t > 0 and counts(c[2][t], c[2][t - 1]) then y[t] = y[t] * c[1][t] / c[1][t - 1] end
  end
  return { y }
end

function twins.nvi(n, c) return volume_index(n, c, function(a, b) return a < b end) end
function twins.pvi(n, c) return volume_index(n, c, function(a, b) return a > b end) end

function twins.marketfi(n, c)
  return { column(n, 0, function(t)
    return c[3][t] == 0 and 0 or (c[1][t] - c[2][t]) / c[3][t]
  end) }
end

function twins.vosc(n, c, p)
  local first = math.max(p[1], p[2]) - 1
  local fast, slow = sma(n, c[1], p[1]), sma(n, c[1], p[2])
  return { column(n, first, function(t)
    return mean(c[1], t - p[2] + 1, t) == 0 and 0 or 100 * (fast[t] / slow[t] - 1)
  end) }
end

function twins.wad(n, c)
  local high, low, close = c[1], c[2], c[3]
  local move = column(n, 1, function(t)
    local before = close[t - 1]
    if close[t] == before then return 0 end
    return close[t] - (close[t] > before and math.min(before, low[t]) or math.max(before, high[t]))
  end)
  return { running(n, move, 1) }
end

function twins.volume_profile_poc(n, c, p)
  local period, bins = p[1], p[2]
  local price = windows.typical(n, c[1], c[2], c[3])
  return { column(n, period - 1, function(t)
    local from = t - period + 1
    local top, bottom = windows.highest(c[1], from, t), windows.lowest(c[2], from, t)
    if top == bottom then return top end
    local traded, best = {}, 0
    for i = from, t do
      local level = math.floor((price[i] - bottom) * (bins / (top - bottom)))
      level = math.max(0, math.min(bins - 1, level))
      traded[level] = (traded[level] or 0) + c[4][i]
    end
    for level = 0, bins - 1 do
      if (traded[level] or 0) > (traded[best] or 0) then best = level end
    end
    if (traded[best] or 0) == 0 then return price[t] end
    return bottom + (best + 0.5) * (top - bottom) / bins
  end) }
end

return twins
