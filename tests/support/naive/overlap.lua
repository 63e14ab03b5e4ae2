--- Slow twins of the overlap indicators; see init.lua.
local windows = require "tests.support.naive.windows"

local twins = {}

local NAN = 0 / 0

local column, mean, squares, start = windows.column, windows.mean, windows.squares, windows.start
local highest, lowest, sma, wma, ema = windows.highest, windows.lowest, windows.sma, windows.wma,
  windows.ema

--- Whole part of a / b.
local function whole(a, b) return math.floor(a / b) end

--- Weights 1 2 .. 2 1 over the window, with a flat top of two where n is even.
local function trima(n, x, period)
  return column(n, start(x, n) + period - 1, function(t)
    local sum, weights = 0, 0
    for i = 1, period do
      local w = math.min(i, period + 1 - i)
      sum, weights = sum + w * x[t - period + i], weights + w
    end
    return sum / weights
  end)
end

local function kama(n, x, period, fast, slow)
  local y, first = {}, start(x, n) + period
  local f, s = 2 / (fast + 1), 2 / (slow + 1)
  for t = 0, n - 1 do
    y[t] = NAN
    if t >= first then
      local path = 0
      for i = t - period + 1, t do path = path + math.abs(x[i] - x[i - 1]) end
      local efficiency = path == 0 and 1 or math.abs(x[t] - x[t - period]) / path
      local k = (efficiency * (f - s) + s) ^ 2
      local before = t == first and x[t - 1] or y[t - 1]
      y[t] = k * x[t] + (1 - k) * before
    end
  end
  return y
end

--- Three times gd, where gd(x) = (1 + v) ema(x) - v ema(ema(x)): multiplied out, since each
-- average begins with the mean of the one before, not with that of a gd.
local function t3(n, x, period, v)
  local e = { [0] = x }
  for i = 1, 6 do e[i] = ema(n, e[i - 1], period) end
  return column(n, 0, function(t)
    local y = 0
    for i, times in ipairs { 1, 3, 3, 1 } do
      y = y + times * (1 + v) ^ (4 - i) * (-v) ^ (i - 1) * e[i + 2][t]
    end
    return y
  end)
end

local function dema(n, x, period)
  local e1 = ema(n, x, period)
  local e2 = ema(n, e1, period)
  return column(n, 0, function(t) return 2 * e1[t] - e2[t] end)
end

local function tema(n, x, period)
  local e1 = ema(n, x, period)
  local e2 = ema(n, e1, period)
  local e3 = ema(n, e2, period)
  return column(n, 0, function(t) return 3 * e1[t] - 3 * e2[t] + e3[t] end)
end

local function mama(n, x)
  return require("tests.support.naive.cycle").mama(n, { x }, { 0.5, 0.05 })[1]
end

local MOVING = {
  [0] = sma, ema, wma, dema, tema, trima,
  function(n, x, period) return kama(n, x, period, 2, 30) end, mama,
  function(n, x, period) return t3(n, x, period, 0.7) end,
}

local function moving(n, x, period, kind)
  if period == 1 then return column(n, 0, function(t) return x[t] end) end
  return MOVING[kind](n, x, period)
end

function twins.trima(n, c, p) return { trima(n, c[1], p[1]) } end
function twins.kama(n, c, p) return { kama(n, c[1], p[1], p[2], p[3]) } end
function twins.ma(n, c, p) return { moving(n, c[1], p[1], p[2]) } end

function twins.t3(n, c, p) return { t3(n, c[1], p[1], p[2]) } end

local LAYERS = { [3] = 2, [4] = 3, [8] = 6 }

--- Each average sees so many bars that its first value falls on the first bar of all.
function twins.mavp(n, c, p)
  local x, periods = c[1], c[2]
  local low, high, kind = math.min(p[1], p[2]), math.max(p[1], p[2]), p[3]
  local function lookback(period)
    if period == 1 then return 0 end
    return LAYERS[kind] and LAYERS[kind] * (period - 1)
      or kind == 6 and period or kind == 7 and 32 or period - 1
  end
  local first, columns = lookback(high), {}
  local function of(period)
    if not columns[period] then
      local skip, late = first - lookback(period), {}
      for t = 0, n - 1 do late[t] = t < skip and NAN or x[t] end
      columns[period] = moving(n, late, period, kind)
    end
    return columns[period]
  end
  return { column(n, first, function(t)
    return of(math.max(low, math.min(high, math.floor(periods[t]))))[t]
  end) }
end

function twins.midpoint(n, c, p)
  return { column(n, p[1] - 1, function(t)
    local from = t - p[1] + 1
    return (highest(c[1], from, t) + lowest(c[1], from, t)) / 2
  end) }
end

function twins.midprice(n, c, p)
  return { column(n, p[1] - 1, function(t)
    local from = t - p[1] + 1
    return (highest(c[1], from, t) + lowest(c[2], from, t)) / 2
  end) }
end

--- Stop and reverse, each side spelled out: -value for a short.
local function parabola(n, high, low, rule)
  local y = { [0] = NAN }
  if n < 2 then return y end
  local long
  if rule.start ~= 0 then
    long = rule.start > 0
  else
    local up, down = high[1] - high[0], low[0] - low[1]
    long = not (down > 0 and down > up)
  end
  local stop = rule.start ~= 0 and math.abs(rule.start) or long and low[0] or high[0]
  local extreme = long and high[1] or low[1]
  local pace = long and rule.long or rule.short
  local factor = math.min(pace.init, pace.most)
  for t = 1, n - 1 do
    local h, l = high[t], low[t]
    local h1, l1 = high[math.max(t - 1, 1)], low[math.max(t - 1, 1)]
    local hit = long and l <= stop or not long and h >= stop
    if hit then
      stop = long and math.max(extreme, h, h1) or math.min(extreme, l, l1)
      stop = stop * (long and 1 + rule.offset or 1 - rule.offset)
      long = not long
      pace = long and rule.long or rule.short
      factor, extreme = math.min(pace.init, pace.most), long and h or l
      y[t] = long and stop or -stop
    else
      y[t] = long and stop or -stop
      if long and h > extreme or not long and l < extreme then
        extreme = long and h or l
        factor = math.min(factor + math.min(pace.accel, pace.most), pace.most)
      end
    end
    stop = stop + factor * (extreme - stop) -- so written, for whether it is hit hangs on a bit
    stop = long and math.min(stop, l, l1) or not long and math.max(stop, h, h1)
  end
  return y
end

function twins.sar(n, c, p)
  local pace = { init = p[1], accel = p[1], most = p[2] }
  local y = parabola(n, c[1], c[2], { start = 0, offset = 0, long = pace, short = pace })
  return { column(n, 0, function(t) return math.abs(y[t]) end) }
end

function twins.sarext(n, c, p)
  return { parabola(n, c[1], c[2], {
    start = p[1], offset = p[2],
    long = { init = p[3], accel = p[4], most = p[5] },
    short = { init = p[6], accel = p[7], most = p[8] },
  }) }
end

function twins.accbands(n, c, p)
  local high, low = c[1], c[2]
  local function share(t) return 4 * (high[t] - low[t]) / (high[t] + low[t]) end
  local top = column(n, 0, function(t) return high[t] + high[t] * share(t) end)
  local bottom = column(n, 0, function(t) return low[t] - low[t] * share(t) end)
  return { sma(n, bottom, p[1]), sma(n, c[3], p[1]), sma(n, top, p[1]) }
end

function twins.zlema(n, c, p)
  local x, lag, y = c[1], whole(p[1] - 1, 2), {}
  local first, k = math.max(lag - 1, 0), 2 / (p[1] + 1)
  for t = 0, n - 1 do
    if t <= first then
      y[t] = t < first and NAN or x[t]
    else
      y[t] = k * (2 * x[t] - x[t - lag]) + (1 - k) * y[t - 1]
    end
  end
  return { y }
end

function twins.wilders(n, c, p) return { windows.wilder(n, c[1], p[1], 0) } end

local function weighted(price, volume, from, to)
  local money, amount = 0, 0
  for i = from, to do money, amount = money + price[i] * volume[i], amount + volume[i] end
  return amount == 0 and price[to] or money / amount
end

function twins.vwma(n, c, p)
  return { column(n, p[1] - 1, function(t) return weighted(c[1], c[2], t - p[1] + 1, t) end) }
end

function twins.vidya(n, c, p)
  local x, y = c[1], {}
  local short, long = math.min(p[1], p[2]), math.max(p[1], p[2])
  local function deviation(t, period) return math.sqrt(squares(x, t - period + 1, t) / period) end
  for t = 0, n - 1 do
    if t < long - 1 then
      y[t] = t == long - 2 and x[t] or NAN
    else
      local slow = deviation(t, long)
      local k = slow == 0 and 0 or p[3] * deviation(t, short) / slow
      y[t] = (1 - k) * y[t - 1] + k * x[t]
    end
  end
  return { y }
end

function twins.alma(n, c, p)
  local x, period = c[1], p[1]
  local middle, width = p[2] * (period - 1), period / p[3]
  local closest = math.huge
  for i = 0, period - 1 do closest = math.min(closest, (i - middle) ^ 2) end
  return { column(n, period - 1, function(t)
    local sum, weights = 0, 0
    for i = 0, period - 1 do
      local w = math.exp(-((i - middle) ^ 2 - closest) / (2 * width ^ 2))
      sum, weights = sum + w * x[t - period + 1 + i], weights + w
    end
    return sum / weights
  end) }
end

function twins.frama(n, c, p)
  local high, low, half, y = c[1], c[2], whole(p[1], 2), {}
  local alpha = 1
  local function range(from, to) return highest(high, from, to) - lowest(low, from, to) end
  for t = 0, n - 1 do
    local price = (high[t] + low[t]) / 2
    if t < 2 * half - 1 then
      y[t] = NAN
    elseif t == 2 * half - 1 then
      y[t] = price
    else
      local n1, n2 = range(t - half + 1, t) / half, range(t - 2 * half + 1, t - half) / half
      local n3 = range(t - 2 * half + 1, t) / (2 * half)
      if n1 > 0 and n2 > 0 then
        local dimension = (math.log(n1 + n2) - math.log(n3)) / math.log(2)
        alpha = math.max(0.01, math.min(1, math.exp(-4.6 * (dimension - 1))))
      end
      y[t] = alpha * price + (1 - alpha) * y[t - 1]
    end
  end
  return { y }
end

function twins.mcginley(n, c, p)
  local x, period, y = c[1], p[1], {}
  for t = 0, n - 1 do
    if t < period then
      y[t] = t == period - 1 and mean(x, 0, t) or NAN
    else
      local step = p[2] * period * (x[t] / y[t - 1]) ^ 4
      y[t] = y[t - 1] + (x[t] - y[t - 1]) / math.max(1, step)
    end
  end
  return { y }
end

function twins.ichimoku(n, c, p)
  local shift = p[4]
  local function middle(period)
    return column(n, period - 1, function(t)
      return (highest(c[1], t - period + 1, t) + lowest(c[2], t - period + 1, t)) / 2
    end)
  end
  local conversion, base, span = middle(p[1]), middle(p[2]), middle(p[3])
  local first = math.max(p[1], p[2], p[3]) - 1 + shift
  local function drawn(f) return column(n, first, function(t) return f(t - shift) end) end
  return windows.undefined_before(n, first, conversion, base,
    drawn(function(t) return (conversion[t] + base[t]) / 2 end),
    drawn(function(t) return span[t] end))
end

--- The bar that a mean begins with: f(time) changes there.
local function anchored(n, c, from, f)
  local price, first = windows.typical(n, c[1], c[2], c[3]), nil
  return column(n, 0, function(t)
    if c[5][t] < from then return NAN end
    if not first or f(c[5][t]) ~= f(c[5][first]) then first = t end
    return weighted(price, c[4], first, t)
  end)
end

function twins.vwap_session(n, c, p)
  return { anchored(n, c, 0, function(time) return os.date("!%F", time - p[1] * 3600) end) }
end

local CALENDAR = {
  [0] = function() return 0 end,
  function(time) return os.date("!%F", time) end,
  function(time) return os.date("!%G-%V", time) end,
  function(time) return os.date("!%Y-%m", time) end,
  function(time) return os.date("!%Y", time) .. whole(tonumber(os.date("!%m", time)) - 1, 3) end,
  function(time) return os.date("!%Y", time) end,
}

function twins.anchored_vwap(n, c, p) return { anchored(n, c, p[1], CALENDAR[p[2]]) } end

return twins
