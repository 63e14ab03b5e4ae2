--- Slow twins of the momentum indicators; see init.lua.
local windows = require "tests.support.naive.windows"

local twins = {}

local column = windows.column

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

return twins
