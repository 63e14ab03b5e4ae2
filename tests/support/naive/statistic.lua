--- Slow twins of the statistic indicators; see init.lua.
local windows = require "tests.support.naive.windows"

local twins = {}

local NAN = 0 / 0
local column, mean = windows.column, windows.mean

function twins.sum(n, c, p)
  return { column(n, p[1] - 1, function(t)
    local sum = 0
    for i = t - p[1] + 1, t do sum = sum + c[1][i] end
    return sum
  end) }
end

function twins.decay(n, c, p)
  local y = {}
  for t = 0, n - 1 do y[t] = t == 0 and c[1][0] or math.max(c[1][t], y[t - 1] - 1 / p[1]) end
  return { y }
end

function twins.edecay(n, c, p)
  local y = {}
  for t = 0, n - 1 do y[t] = t == 0 and c[1][0] or math.max(c[1][t], y[t - 1] * (1 - 1 / p[1])) end
  return { y }
end

--- Bars since the newest of the values that no other of the window beats.
local function ago(n, x, period, beats)
  return column(n, period - 1, function(t)
    local best = t
    for s = t - 1, t - period + 1, -1 do
      if beats(x[s], x[best]) then best = s end
    end
    return t - best
  end)
end

local function above(a, b) return a > b end
local function below(a, b) return a < b end

function twins.highest_index(n, c, p) return { ago(n, c[1], p[1], above) } end
function twins.lowest_index(n, c, p) return { ago(n, c[1], p[1], below) } end
function twins.minmaxindex(n, c, p) return { ago(n, c[1], p[1], below), ago(n, c[1], p[1], above) } end

function twins.minmax(n, c, p)
  return {
    column(n, p[1] - 1, function(t) return windows.lowest(c[1], t - p[1] + 1, t) end),
    column(n, p[1] - 1, function(t) return windows.highest(c[1], t - p[1] + 1, t) end),
  }
end

function twins.drawdown(n, c, p)
  return { column(n, math.max(p[1] - 1, 0), function(t)
    local top = windows.highest(c[1], p[1] == 0 and 0 or t - p[1] + 1, t)
    return 1 - c[1][t] / top
  end) }
end

return twins
