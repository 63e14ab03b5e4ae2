--- Slow twins of the indicators most used; see init.lua.
local windows = require "tests.support.naive.windows"

local naive = {}

local NAN = 0 / 0

local column, mean, squares, highest = windows.column, windows.mean, windows.squares, windows.highest
local lowest, sma, wma, ema = windows.lowest, windows.sma, windows.wma, windows.ema
local true_range, atr, rsi, typical = windows.true_range, windows.atr, windows.rsi, windows.typical
local stochastic, undefined_before = windows.stochastic, windows.undefined_before

local function combine(n, a, b, f)
  return column(n, 0, function(t) return f(a[t], b[t]) end)
end

function naive.sma(n, c, p) return { sma(n, c[1], p[1]) } end
function naive.wma(n, c, p) return { wma(n, c[1], p[1]) } end
function naive.ema(n, c, p) return { ema(n, c[1], p[1]) } end
function naive.rsi(n, c, p) return { rsi(n, c[1], p[1]) } end
function naive.trange(n, c) return { true_range(n, c[1], c[2], c[3]) } end
function naive.atr(n, c, p) return { atr(n, c[1], c[2], c[3], p[1]) } end

function naive.dema(n, c, p)
  local e1 = ema(n, c[1], p[1])
  return { combine(n, e1, ema(n, e1, p[1]), function(a, b) return 2 * a - b end) }
end

function naive.tema(n, c, p)
  local e1 = ema(n, c[1], p[1])
  local e2 = ema(n, e1, p[1])
  local e3 = ema(n, e2, p[1])
  return { column(n, 0, function(t) return 3 * (e1[t] - e2[t]) + e3[t] end) }
end

function naive.hma(n, c, p)
  local half, whole = wma(n, c[1], math.floor(p[1] / 2)), wma(n, c[1], p[1])
  local raw = combine(n, half, whole, function(a, b) return 2 * a - b end)
  return { wma(n, raw, math.floor(math.sqrt(p[1]))) }
end

function naive.macd(n, c, p)
  local fast_period, slow_period = math.min(p[1], p[2]), math.max(p[1], p[2])
  local fast = ema(n, c[1], fast_period, slow_period - 1)
  local slow = ema(n, c[1], slow_period)
  local macd = combine(n, fast, slow, function(a, b) return a - b end)
  local signal = ema(n, macd, p[3], slow_period - 1 + p[3] - 1)
  local histogram = combine(n, macd, signal, function(a, b) return a - b end)
  return undefined_before(n, slow_period + p[3] - 2, macd, signal, histogram)
end

local function deviation(x, from, to) return math.sqrt(squares(x, from, to) / (to - from + 1)) end

function naive.bbands(n, c, p)
  local x, period = c[1], p[1]
  local middle = sma(n, x, period)
  local function band(side)
    return column(n, period - 1, function(t)
      return middle[t] + side * p[2] * deviation(x, t - period + 1, t)
    end)
  end
  return { band(-1), middle, band(1) }
end

function naive.stddev(n, c, p)
  return { column(n, p[1] - 1, function(t) return deviation(c[1], t - p[1] + 1, t) end) }
end

function naive.var(n, c, p)
  return { column(n, p[1] - 1, function(t) return squares(c[1], t - p[1] + 1, t) / p[1] end) }
end

function naive.zscore(n, c, p)
  local x, period = c[1], p[1]
  return { column(n, period - 1, function(t)
    local d = deviation(x, t - period + 1, t)
    return d == 0 and 0 or (x[t] - mean(x, t - period + 1, t)) / d
  end) }
end

function naive.volatility(n, c, p)
  local x, period = c[1], p[1]
  local r = column(n, 1, function(t) return math.log(x[t]) - math.log(x[t - 1]) end)
  return { column(n, period, function(t)
    return math.sqrt(squares(r, t - period + 1, t) / (period - 1))
  end) }
end

function naive.natr(n, c, p)
  local range = atr(n, c[1], c[2], c[3], p[1])
  return { column(n, p[1], function(t) return range[t] / c[3][t] * 100 end) }
end

--- The sums of TA-Lib's directional movement: bars 1 .. period - 1 are added,
-- then each bar takes the sum's share out and adds its own.
local function directional(n, c, period)
  local high, low = c[1], c[2]
  local tr = true_range(n, high, low, c[3])
  local plus, minus = {}, {}
  local sp, sm, sr = 0, 0, 0
  for t = 0, n - 1 do
    if t >= 1 then
      local up, down = high[t] - high[t - 1], low[t - 1] - low[t]
      local pdm = (up > down and up > 0) and up or 0
      local mdm = (down > up and down > 0) and down or 0
      if t >= period then sp, sm, sr = sp - sp / period, sm - sm / period, sr - sr / period end
      sp, sm, sr = sp + pdm, sm + mdm, sr + tr[t]
    end
    plus[t] = t < period and NAN or (sr == 0 and 0 or 100 * sp / sr)
    minus[t] = t < period and NAN or (sr == 0 and 0 or 100 * sm / sr)
  end
  return plus, minus
end

function naive.plus_di(n, c, p) return { (directional(n, c, p[1])) } end
function naive.minus_di(n, c, p) return { select(2, directional(n, c, p[1])) } end

function naive.adx(n, c, p)
  local period = p[1]
  local plus, minus = directional(n, c, period)
  local function dx(t)
    local sum = plus[t] + minus[t]
    return sum ~= 0 and 100 * math.abs(plus[t] - minus[t]) / sum or nil
  end
  local y = {}
  for t = 0, n - 1 do
    if t < 2 * period - 1 then
      y[t] = NAN
    elseif t == 2 * period - 1 then
      local sum = 0
      for i = period, t do sum = sum + (dx(i) or 0) end
      y[t] = sum / period
    else
      y[t] = dx(t) and (y[t - 1] * (period - 1) + dx(t)) / period or y[t - 1]
    end
  end
  return { y }
end

function naive.stoch(n, c, p)
  local fastk = stochastic(n, c[1], c[2], c[3], p[1])
  local slowk = sma(n, fastk, p[2])
  return undefined_before(n, p[1] + p[2] + p[3] - 3, slowk, sma(n, slowk, p[3]))
end

function naive.stochrsi(n, c, p)
  local r = rsi(n, c[1], p[1])
  local fastk = stochastic(n, r, r, r, p[2], 1e-9)
  return undefined_before(n, p[1] + p[2] + p[3] - 2, fastk, sma(n, fastk, p[3]))
end

function naive.cci(n, c, p)
  local tp, period = typical(n, c[1], c[2], c[3]), p[1]
  return { column(n, period - 1, function(t)
    local m, sum = mean(tp, t - period + 1, t), 0
    for i = t - period + 1, t do sum = sum + math.abs(tp[i] - m) end
    return sum == 0 and 0 or (tp[t] - m) / (0.015 * sum / period)
  end) }
end

function naive.obv(n, c)
  local close, volume, y = c[1], c[2], {}
  for t = 0, n - 1 do
    if t == 0 then
      y[t] = volume[0]
    elseif close[t] > close[t - 1] then
      y[t] = y[t - 1] + volume[t]
    elseif close[t] < close[t - 1] then
      y[t] = y[t - 1] - volume[t]
    else
      y[t] = y[t - 1]
    end
  end
  return { y }
end

function naive.mfi(n, c, p)
  local tp, volume, period = typical(n, c[1], c[2], c[3]), c[4], p[1]
  return { column(n, period, function(t)
    local rise, fall = 0, 0
    for i = t - period + 1, t do
      if tp[i] > tp[i - 1] then rise = rise + tp[i] * volume[i] end
      if tp[i] < tp[i - 1] then fall = fall + tp[i] * volume[i] end
    end
    return rise + fall == 0 and 0 or 100 * rise / (rise + fall)
  end) }
end

function naive.vwap(n, c, p)
  local tp, volume, period = typical(n, c[1], c[2], c[3]), c[4], p[1]
  return { column(n, period - 1, function(t)
    local money, amount = 0, 0
    for i = t - period + 1, t do money, amount = money + tp[i] * volume[i], amount + volume[i] end
    return amount == 0 and tp[t] or money / amount
  end) }
end

function naive.willr(n, c, p)
  local k = stochastic(n, c[1], c[2], c[3], p[1])
  return { column(n, p[1] - 1, function(t)
    local flat = highest(c[1], t - p[1] + 1, t) == lowest(c[2], t - p[1] + 1, t)
    return flat and 0 or k[t] - 100
  end) }
end

function naive.mom(n, c, p) return { column(n, p[1], function(t) return c[1][t] - c[1][t - p[1]] end) } end

function naive.roc(n, c, p)
  return { column(n, p[1], function(t)
    local before = c[1][t - p[1]]
    return before == 0 and 0 or (c[1][t] - before) / before * 100
  end) }
end

function naive.highest(n, c, p)
  return { column(n, p[1] - 1, function(t) return highest(c[1], t - p[1] + 1, t) end) }
end

function naive.lowest(n, c, p)
  return { column(n, p[1] - 1, function(t) return lowest(c[1], t - p[1] + 1, t) end) }
end

function naive.linreg(n, c, p)
  local x, period = c[1], p[1]
  return { column(n, period - 1, function(t)
    local sx, sy, sxx, sxy = 0, 0, 0, 0
    for i = 0, period - 1 do
      local v = x[t - period + 1 + i]
      sx, sy, sxx, sxy = sx + i, sy + v, sxx + i * i, sxy + i * v
    end
    local slope = (period * sxy - sx * sy) / (period * sxx - sx * sx)
    return (sy - slope * sx) / period + slope * (period - 1)
  end) }
end

function naive.keltner(n, c, p)
  local middle, range = ema(n, c[3], p[1]), atr(n, c[1], c[2], c[3], p[3])
  local first = math.max(p[1] - 1, p[3])
  local function band(side)
    return column(n, first, function(t) return middle[t] + side * p[2] * range[t] end)
  end
  return undefined_before(n, first, band(-1), middle, band(1))
end

function naive.donchian(n, c, p)
  local upper = naive.highest(n, { c[1] }, p)[1]
  local lower = naive.lowest(n, { c[2] }, p)[1]
  return { lower, combine(n, lower, upper, function(a, b) return (a + b) / 2 end), upper }
end

function naive.supertrend(n, c, p)
  local high, low, close, range = c[1], c[2], c[3], atr(n, c[1], c[2], c[3], p[1])
  local upper, lower, line, direction = {}, {}, {}, {}
  for t = 0, n - 1 do
    line[t], direction[t] = NAN, NAN
    if t >= p[1] then
      local mid = (high[t] + low[t]) / 2
      upper[t], lower[t] = mid + p[2] * range[t], mid - p[2] * range[t]
      if t == p[1] then
        direction[t] = close[t] < mid and -1 or 1
      else
        if close[t - 1] <= upper[t - 1] then upper[t] = math.min(upper[t], upper[t - 1]) end
        if close[t - 1] >= lower[t - 1] then lower[t] = math.max(lower[t], lower[t - 1]) end
        local d = direction[t - 1]
        if d == 1 and close[t] < lower[t] then d = -1
        elseif d == -1 and close[t] > upper[t] then d = 1 end
        direction[t] = d
      end
      line[t] = direction[t] == 1 and lower[t] or upper[t]
    end
  end
  return { line, direction }
end

function naive.psar(n, c, p)
  local high, low, y = c[1], c[2], { [0] = NAN }
  local top, step = p[2], math.min(p[1], p[2])
  if n < 2 then return { y } end
  local long = not (low[0] - low[1] > 0 and low[0] - low[1] > high[1] - high[0])
  local af, ep, sar = step, long and high[1] or low[1], long and low[0] or high[0]
  for t = 1, n - 1 do
    local h, l = high[t], low[t]
    local h1, l1 = high[math.max(t - 1, 1)], low[math.max(t - 1, 1)]
    if long and l <= sar or not long and h >= sar then -- turn
      y[t] = long and math.max(ep, h1, h) or math.min(ep, l1, l)
      long, af, sar = not long, step, y[t]
      ep = long and h or l
    else
      y[t] = sar
      if long and h > ep or not long and l < ep then
        ep, af = long and h or l, math.min(af + step, top)
      end
    end
    sar = sar + af * (ep - sar)
    if long then sar = math.min(sar, l1, l) else sar = math.max(sar, h1, h) end
  end
  return { y }
end

return naive
