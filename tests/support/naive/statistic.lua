--- Slow twins of the statistic indicators; see init.lua.
local windows = require "tests.support.naive.windows"

local twins = {}

local column, mean, squares = windows.column, windows.mean, windows.squares

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

--- The least squares line through a window: its rise and its height at the oldest value.
local function line(x, from, to)
  local middle, level, shared, spread = (from + to) / 2, mean(x, from, to), 0, 0
  for i = from, to do
    shared = shared + (i - middle) * (x[i] - level)
    spread = spread + (i - middle) ^ 2
  end
  local slope = shared / spread
  return slope, level - slope * (middle - from), spread
end

local function of_line(f)
  return function(n, c, p)
    return { column(n, p[1] - 1, function(t)
      local slope, start, spread = line(c[1], t - p[1] + 1, t)
      return f(slope, start, p[1], spread, c[1], t)
    end) }
  end
end

twins.linreg_slope = of_line(function(slope) return slope end)
twins.linreg_angle = of_line(function(slope) return math.deg(math.atan(slope)) end)
twins.linreg_intercept = of_line(function(_, start) return start end)
twins.tsf = of_line(function(slope, start, n) return start + slope * n end)
twins.linreg_r2 = of_line(function(slope, _, n, spread, x, t)
  local all = squares(x, t - n + 1, t)
  return all == 0 and 0 or slope ^ 2 * spread / all
end)

function twins.stderr(n, c, p)
  return { column(n, p[1] - 1, function(t)
    return math.sqrt(squares(c[1], t - p[1] + 1, t)) / p[1]
  end) }
end

function twins.avgdev(n, c, p)
  return { column(n, p[1] - 1, function(t)
    local from = t - p[1] + 1
    local level, sum = mean(c[1], from, t), 0
    for i = from, t do sum = sum + math.abs(c[1][i] - level) end
    return sum / p[1]
  end) }
end
twins.md = twins.avgdev

local function covariance(x, y, from, to)
  local mx, my, sum = mean(x, from, to), mean(y, from, to), 0
  for i = from, to do sum = sum + (x[i] - mx) * (y[i] - my) end
  return sum
end

local function returns(n, x)
  return column(n, 1, function(t) return x[t - 1] == 0 and 0 or x[t] / x[t - 1] - 1 end)
end

function twins.beta(n, c, p)
  local rx, ry = returns(n, c[1]), returns(n, c[2])
  return { column(n, p[1], function(t)
    local varied = covariance(rx, rx, t - p[1] + 1, t)
    return varied == 0 and 0 or covariance(rx, ry, t - p[1] + 1, t) / varied
  end) }
end

function twins.correl(n, c, p)
  return { column(n, p[1] - 1, function(t)
    local from = t - p[1] + 1
    local vx, vy = squares(c[1], from, t), squares(c[2], from, t)
    return vx * vy == 0 and 0 or covariance(c[1], c[2], from, t) / math.sqrt(vx * vy)
  end) }
end

function twins.percent_rank(n, c, p)
  return { column(n, p[1], function(t)
    local count = 0
    for i = t - p[1], t - 1 do count = count + (c[1][i] <= c[1][t] and 1 or 0) end
    return 100 * count / p[1]
  end) }
end

function twins.entropy(n, c, p)
  local period, bins, x = p[1], p[2], c[1]
  local r = column(n, 1, function(t) return x[t] / x[t - 1] end)
  return { column(n, period, function(t)
    local from = t - period + 1
    local low, high, count, h = windows.lowest(r, from, t), windows.highest(r, from, t), {}, 0
    if low == high then return 0 end
    for i = from, t do
      local bin = 1
      while bin < bins and r[i] >= low + (high - low) / bins * bin do bin = bin + 1 end
      count[bin] = (count[bin] or 0) + 1
    end
    for _, k in pairs(count) do h = h - k / period * math.log(k / period) end
    return h / math.log(bins)
  end) }
end

--- Weights from the definition: (1 - a)^age, the first value with all that is left.
function twins.ewm_var(n, c, p)
  local a, x = 2 / (p[1] + 1), c[1]
  return { column(n, 0, function(t)
    local function weight(i) return (i == 0 and 1 or a) * (1 - a) ^ (t - i) end
    local level, sum = 0, 0
    for i = 0, t do level = level + weight(i) * (x[i] - x[0]) end
    for i = 0, t do sum = sum + weight(i) * (x[i] - x[0] - level) ^ 2 end
    return sum
  end) }
end

function twins.hurst(n, c, p)
  local x, period = c[1], p[1]
  return { column(n, period + 15, function(t)
    local function spread(q)
      local sum = 0
      for i = t - period + 1, t do sum = sum + (math.log(x[i]) - math.log(x[i - q])) ^ 2 end
      return sum / period
    end
    local sx, sy, sxx, sxy = 0, 0, 0, 0
    for _, q in ipairs { 1, 2, 4, 8, 16 } do
      local k = spread(q)
      if k == 0 then return q == 1 and 0.5 or 0 end
      local lx, ly = math.log(q), math.log(k)
      sx, sy, sxx, sxy = sx + lx, sy + ly, sxx + lx * lx, sxy + lx * ly
    end
    local slope = (5 * sxy - sx * sy) / (5 * sxx - sx * sx)
    return math.min(math.max(slope / 2, 0), 1)
  end) }
end

return twins
