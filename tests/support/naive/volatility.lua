--- Slow twins of the volatility indicators; see init.lua.
local windows = require "tests.support.naive.windows"

local twins = {}

local column, mean, squares = windows.column, windows.mean, windows.squares

local log = math.log

--- The root of the mean of f(t) over a window.
local function root_mean(n, period, first, f)
  local v = column(n, first, f)
  return { column(n, first + period - 1, function(t)
    return math.sqrt(math.max(mean(v, t - period + 1, t), 0))
  end) }
end

function twins.parkinson(n, c, p)
  return root_mean(n, p[1], 0, function(t) return (log(c[1][t]) - log(c[2][t])) ^ 2 / log(16) end)
end

function twins.garman_klass(n, c, p)
  return root_mean(n, p[1], 0, function(t)
    local o, h, l, e = log(c[1][t]), log(c[2][t]), log(c[3][t]), log(c[4][t])
    return 0.5 * (h - l) ^ 2 - (log(4) - 1) * (e - o) ^ 2
  end)
end

local function inside(c, t)
  local o, h, l, e = log(c[1][t]), log(c[2][t]), log(c[3][t]), log(c[4][t])
  return (h - e) * (h - o) + (l - e) * (l - o)
end

function twins.rogers_satchell(n, c, p)
  return root_mean(n, p[1], 0, function(t) return inside(c, t) end)
end

function twins.yang_zhang(n, c, p)
  local period = p[1]
  local gap = column(n, 1, function(t) return log(c[1][t]) - log(c[4][t - 1]) end)
  local body = column(n, 1, function(t) return log(c[4][t]) - log(c[1][t]) end)
  local satchell = column(n, 1, function(t) return inside(c, t) end)
  local k = 0.34 / (1.34 + (period + 1) / (period - 1))
  return { column(n, period, function(t)
    local from = t - period + 1
    local v = squares(gap, from, t) / (period - 1) + k * squares(body, from, t) / (period - 1)
    return math.sqrt(v + (1 - k) * math.max(mean(satchell, from, t), 0))
  end) }
end

function twins.ulcer(n, c, p)
  local x, period = c[1], p[1]
  local r = column(n, period - 1, function(t)
    local top = windows.highest(x, t - period + 1, t)
    return (x[t] / top - 1) * 100
  end)
  return { column(n, 2 * period - 2, function(t)
    local sum = 0
    for i = t - period + 1, t do sum = sum + r[i] ^ 2 end
    return math.sqrt(sum / period)
  end) }
end

function twins.cvi(n, c, p)
  local e, a = {}, 2 / (p[1] + 1)
  for t = 0, n - 1 do
    local range = c[1][t] - c[2][t]
    e[t] = t == 0 and range or a * range + (1 - a) * e[t - 1]
  end
  return { column(n, 2 * p[1] - 1, function(t)
    local before = e[t - p[1]]
    return before == 0 and 0 or (e[t] / before - 1) * 100
  end) }
end

function twins.vhf(n, c, p)
  local x, period = c[1], p[1]
  return { column(n, period, function(t)
    local way = 0
    for i = t - period + 1, t do way = way + math.abs(x[i] - x[i - 1]) end
    local high, low = windows.highest(x, t - period + 1, t), windows.lowest(x, t - period + 1, t)
    return way == 0 and 0 or (high - low) / way
  end) }
end

return twins
