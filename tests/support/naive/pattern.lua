--- Slow twins of the candlestick patterns; see init.lua. Each is told of its candles, the
-- oldest first, and says what they are: a value, or false for none.
local twins = {}

local NAN = 0 / 0

--- What can be said of bar t alone, and of what was usual before it.
local function candle(t, open, high, low, close)
  local function mean(bars, of)
    local sum = 0
    for i = math.max(t - bars, 0), t - 1 do sum = sum + of(i) end
    return sum / bars
  end
  local function body(i) return math.abs(close[i] - open[i]) end
  local function range(i) return high[i] - low[i] end
  local function shadows(i) return range(i) - body(i) end
  local x = {
    open = open[t], high = high[t], low = low[t], close = close[t], body = body(t),
    white = close[t] >= open[t], black = close[t] < open[t],
    top = math.max(open[t], close[t]), bottom = math.min(open[t], close[t]),
  }
  x.sign = x.white and 1 or -1
  x.upper, x.lower = x.high - x.top, x.bottom - x.low
  local usual, range10, range5 = mean(10, body), mean(10, range), mean(5, range)
  x.long, x.short, x.shorter = x.body > usual, x.body <= usual, x.body < usual
  x.slight = 0.1 * range10 -- of a body: doji; of a shadow: tiny
  x.doji = x.body <= x.slight
  x.no_upper, x.no_lower = x.upper < x.slight, x.lower < x.slight
  x.bald = x.no_upper and x.no_lower
  x.some_upper, x.some_lower = x.upper > x.slight, x.lower > x.slight
  x.usual_shadow = mean(10, shadows) / 2
  x.near, x.far, x.equal = 0.2 * range5, 0.6 * range5, 0.05 * range5
  return x
end

--- A pattern of so many candles, defined from bar `lookback` on.
local function define(name, lookback, count, say)
  twins["cdl_" .. name] = function(n, columns, p)
    local seen, y = {}, {}
    for t = 0, n - 1 do
      seen[t] = candle(t, unpack(columns))
      y[t] = NAN
      if t >= lookback then
        local last = {}
        for i = 1, count do last[i] = seen[t - count + i] end
        last[count + 1] = p[1]
        y[t] = say(unpack(last)) or 0
      end
    end
    return { y }
  end
end

local function inside(x, of) return x > of.bottom and x < of.top end
local function within(a, b) return a.top < b.top and a.bottom > b.bottom end
local function covered(a, b) return a.top <= b.top and a.bottom >= b.bottom end
local function nested(a, b) return a.high < b.high and a.low > b.low end
local function about(x, y, slack) return x <= y + slack and x >= y - slack end
local function gap_up(a, b) return b.bottom > a.top end
local function gap_down(a, b) return b.top < a.bottom end
local function jump_up(a, b) return b.low > a.high end
local function jump_down(a, b) return b.high < a.low end
local function rising(field, ...)
  local list = { ... }
  for i = 2, #list do
    if list[i][field] <= list[i - 1][field] then return false end
  end
  return true
end
local function falling(field, ...)
  local list = { ... }
  for i = 2, #list do
    if list[i][field] >= list[i - 1][field] then return false end
  end
  return true
end
local function all(field, ...)
  for _, x in ipairs { ... } do
    if not x[field] then return false end
  end
  return true
end

--- 100 times a sign where it is so.
local function signed(sign, so) return so and 100 * sign end

-- ---- one candle ----

define("doji", 10, 1, function(a) return signed(1, a.doji) end)
define("dragonflydoji", 10, 1, function(a) return signed(1, a.doji and a.no_upper and a.some_lower) end)
define("gravestonedoji", 10, 1, function(a) return signed(1, a.doji and a.no_lower and a.some_upper) end)
define("longleggeddoji", 10, 1, function(a)
  return signed(1, a.doji and math.max(a.lower, a.upper) > a.body)
end)
define("takuri", 10, 1, function(a) return signed(1, a.doji and a.no_upper and a.lower > 2 * a.body) end)
define("rickshawman", 10, 1, function(a)
  local middle = a.low + (a.high - a.low) / 2
  return signed(1, a.doji and math.min(a.lower, a.upper) > a.body and a.bottom <= middle + a.near
    and a.top >= middle - a.near)
end)
define("belthold", 10, 1, function(a)
  return signed(a.sign, a.long and (a.white and a.no_lower or a.black and a.no_upper))
end)
define("closingmarubozu", 10, 1, function(a)
  return signed(a.sign, a.long and (a.white and a.no_upper or a.black and a.no_lower))
end)
define("marubozu", 10, 1, function(a) return signed(a.sign, a.long and a.bald) end)
local function modest(a) return math.max(a.upper, a.lower) < a.usual_shadow end
define("longline", 10, 1, function(a) return signed(a.sign, a.long and modest(a)) end)
define("shortline", 10, 1, function(a) return signed(a.sign, a.shorter and modest(a)) end)
define("spinningtop", 10, 1, function(a)
  return signed(a.sign, a.shorter and math.min(a.upper, a.lower) > a.body)
end)
define("highwave", 10, 1, function(a)
  return signed(a.sign, a.shorter and math.min(a.upper, a.lower) > 2 * a.body)
end)

-- ---- two candles ----

local function umbrella(x) return x.shorter and x.lower > x.body and x.no_upper end
local function turned_umbrella(x) return x.shorter and x.upper > x.body and x.no_lower end
define("hammer", 11, 2, function(a, b) return signed(1, umbrella(b) and b.bottom <= a.low + a.near) end)
define("hangingman", 11, 2, function(a, b)
  return signed(-1, umbrella(b) and b.bottom >= a.high - a.near)
end)
define("invertedhammer", 11, 2, function(a, b) return signed(1, turned_umbrella(b) and gap_down(a, b)) end)
define("shootingstar", 11, 2, function(a, b) return signed(-1, turned_umbrella(b) and gap_up(a, b)) end)
define("engulfing", 2, 2, function(a, b)
  if a.white == b.white or not covered(a, b) then return false end
  local ends = (a.top == b.top and 1 or 0) + (a.bottom == b.bottom and 1 or 0)
  return b.sign * (({ [0] = 100, 80, 0 })[ends])
end)
local function harami(a, b, small)
  if not (a.long and small) then return false end
  return within(b, a) and -100 * a.sign or covered(b, a) and -80 * a.sign
end
define("harami", 11, 2, function(a, b) return harami(a, b, b.short) end)
define("haramicross", 11, 2, function(a, b) return harami(a, b, b.doji) end)
define("homingpigeon", 11, 2, function(a, b)
  return signed(1, a.black and a.long and b.black and b.short and within(b, a))
end)
define("counterattack", 11, 2, function(a, b)
  return signed(b.sign, a.white ~= b.white and a.long and b.long and about(b.close, a.close, a.equal))
end)
define("separatinglines", 11, 2, function(a, b)
  return signed(b.sign, a.white ~= b.white and b.long and about(b.open, a.open, a.equal)
    and (b.white and b.no_lower or b.black and b.no_upper))
end)
define("matchinglow", 6, 2, function(a, b)
  return signed(1, all("black", a, b) and about(b.close, a.close, a.equal))
end)
define("dojistar", 11, 2, function(a, b)
  return a.long and b.doji and (a.black and gap_down(a, b) and 100 or a.white and gap_up(a, b) and -100)
end)
local function kicking(a, b)
  return all("long", a, b) and all("bald", a, b)
    and (a.black and b.white and jump_up(a, b) or a.white and b.black and jump_down(a, b))
end
define("kicking", 11, 2, function(a, b) return signed(b.sign, kicking(a, b)) end)
define("kickingbylength", 11, 2, function(a, b)
  return signed(b.body > a.body and b.sign or a.sign, kicking(a, b))
end)
define("darkcloudcover", 11, 2, function(a, b, depth)
  return signed(-1, a.white and a.long and b.black and b.open > a.high and b.close > a.open
    and b.close < a.close - a.body * depth)
end)
local function recovers(a, b) return a.black and a.long and b.white and b.open < a.low end
define("piercing", 11, 2, function(a, b)
  return signed(1, recovers(a, b) and b.long and b.close < a.open and b.close > a.close + a.body / 2)
end)
define("thrusting", 11, 2, function(a, b)
  return signed(-1, recovers(a, b) and b.close > a.close + a.equal and b.close <= a.close + a.body / 2)
end)
define("inneck", 11, 2, function(a, b)
  return signed(-1, recovers(a, b) and b.close >= a.close and b.close <= a.close + a.equal)
end)
define("onneck", 11, 2, function(a, b) return signed(-1, recovers(a, b) and about(b.close, a.low, a.equal)) end)

-- ---- three candles ----

define("2crows", 12, 3, function(a, b, c)
  return signed(-1, a.white and a.long and all("black", b, c) and gap_up(a, b) and inside(c.open, b)
    and inside(c.close, a))
end)
define("upsidegap2crows", 12, 3, function(a, b, c)
  return signed(-1, a.white and a.long and all("black", b, c) and b.short and gap_up(a, b) and within(b, c)
    and c.close > a.close)
end)
define("3inside", 12, 3, function(a, b, c)
  return signed(c.sign, a.long and b.short and within(b, a) and a.white ~= c.white
    and (c.close - a.open) * c.sign > 0)
end)
define("3outside", 3, 3, function(a, b, c)
  return signed(b.sign, a.white ~= b.white and within(a, b) and (c.close - b.close) * b.sign > 0)
end)
define("3starsinsouth", 12, 3, function(a, b, c)
  return signed(1, all("black", a, b, c) and a.long and a.lower > a.body
    and b.body < a.body and b.open > a.close and b.open <= a.high and b.low < a.close and b.low >= a.low
    and b.some_lower and c.shorter and c.bald and nested(c, b))
end)
local function joins(a, b) return b.open > a.open and b.open <= a.close + a.near end
define("3whitesoldiers", 12, 3, function(a, b, c)
  return signed(1, all("white", a, b, c) and all("no_upper", a, b, c) and rising("close", a, b, c)
    and joins(a, b) and joins(b, c) and b.body > a.body - a.far and c.body > b.body - b.far and c.long)
end)
define("advanceblock", 12, 3, function(a, b, c)
  if not (all("white", a, b, c) and rising("close", a, b, c) and joins(a, b) and joins(b, c) and a.long
    and a.upper < a.usual_shadow) then return false end
  local weak = b.body < a.body - a.far and c.body < b.body + b.near
    or c.body < b.body - b.far
    or falling("body", a, b, c) and (b.upper > b.usual_shadow or c.upper > c.usual_shadow)
    or c.body < b.body and c.upper > c.body
  return signed(-1, weak)
end)
define("stalledpattern", 12, 3, function(a, b, c)
  return signed(-1, all("white", a, b, c) and rising("close", a, b, c) and all("long", a, b) and b.no_upper
    and joins(a, b) and c.shorter and c.open >= b.close - c.body - b.near)
end)
define("identical3crows", 12, 3, function(a, b, c)
  return signed(-1, all("black", a, b, c) and all("no_lower", a, b, c) and falling("close", a, b, c)
    and about(b.open, a.close, a.equal) and about(c.open, b.close, b.equal))
end)
--- The third candle closes so far back into the first, in the direction of `sign`.
local function back(a, c, sign, depth)
  return c.long and c.sign == sign and (c.close - a.close) * sign > a.body * depth
end
define("morningstar", 12, 3, function(a, b, c, depth)
  return signed(1, a.black and a.long and b.short and gap_down(a, b) and back(a, c, 1, depth))
end)
define("eveningstar", 12, 3, function(a, b, c, depth)
  return signed(-1, a.white and a.long and b.short and gap_up(a, b) and back(a, c, -1, depth))
end)
define("morningdojistar", 12, 3, function(a, b, c, depth)
  return signed(1, a.black and a.long and b.doji and gap_down(a, b) and back(a, c, 1, depth))
end)
define("eveningdojistar", 12, 3, function(a, b, c, depth)
  return signed(-1, a.white and a.long and b.doji and gap_up(a, b) and back(a, c, -1, depth))
end)
define("abandonedbaby", 12, 3, function(a, b, c, depth)
  if not (a.long and b.doji and back(a, c, -a.sign, depth)) then return false end
  return signed(c.sign, a.black and jump_down(a, b) and jump_up(b, c)
    or a.white and jump_up(a, b) and jump_down(b, c))
end)
define("gapsidesidewhite", 7, 3, function(a, b, c)
  if not (all("white", b, c) and about(c.body, b.body, b.near) and about(c.open, b.open, b.equal)) then
    return false
  end
  return gap_up(a, b) and gap_up(a, c) and 100 or gap_down(a, b) and gap_down(a, c) and -100
end)
define("sticksandwich", 7, 3, function(a, b, c)
  return signed(1, all("black", a, c) and b.white and b.low > a.close and about(c.close, a.close, a.equal))
end)
define("tasukigap", 7, 3, function(a, b, c)
  if b.white == c.white or not inside(c.open, b) or math.abs(b.body - c.body) >= b.near then return false end
  return b.white and gap_up(a, b) and c.close < b.open and c.close > a.top and 100
    or b.black and gap_down(a, b) and c.close > b.open and c.close < a.bottom and -100
end)
define("tristar", 12, 3, function(a, b, c)
  if math.max(a.body, b.body, c.body) > a.slight then return false end
  return gap_up(a, b) and c.top < b.top and -100 or gap_down(a, b) and c.bottom > b.bottom and 100
end)
define("unique3river", 12, 3, function(a, b, c)
  return signed(1, all("black", a, b) and a.long and b.close > a.close and b.open <= a.open
    and b.low < a.low and c.white and c.shorter and c.open > b.low)
end)
define("xsidegap3methods", 2, 3, function(a, b, c)
  return signed(a.sign, a.white == b.white and b.white ~= c.white and inside(c.open, b) and inside(c.close, a)
    and (a.white and gap_up(a, b) or a.black and gap_down(a, b)))
end)

-- ---- four and five candles ----

define("3blackcrows", 13, 4, function(a, b, c, d)
  return signed(-1, a.white and all("black", b, c, d) and all("no_lower", b, c, d)
    and falling("close", b, c, d) and inside(c.open, b) and inside(d.open, c) and b.close < a.high)
end)
define("3linestrike", 8, 4, function(a, b, c, d)
  local up = a.sign
  local function opens_near(x, before)
    return x.open >= before.bottom - before.near and x.open <= before.top + before.near
  end
  return signed(up, b.sign == up and c.sign == up and d.sign == -up and opens_near(b, a) and opens_near(c, b)
    and (up == 1 and rising or falling)("close", a, b, c) and (d.open - c.close) * up > 0
    and (d.close - a.open) * up < 0)
end)
define("concealbabyswall", 13, 4, function(a, b, c, d)
  return signed(1, all("black", a, b, c, d) and all("bald", a, b) and gap_down(b, c) and c.some_upper
    and c.high > b.close and nested(c, d))
end)
define("breakaway", 14, 5, function(a, b, c, d, e)
  if not (a.long and a.white == b.white and a.white == d.white and a.white ~= e.white) then return false end
  if a.black then
    return signed(1, gap_down(a, b) and falling("high", b, c, d) and falling("low", b, c, d)
      and e.close > b.open and e.close < a.close)
  end
  return signed(-1, gap_up(a, b) and rising("high", b, c, d) and rising("low", b, c, d)
    and e.close < b.open and e.close > a.close)
end)
define("ladderbottom", 14, 5, function(a, b, c, d, e)
  return signed(1, all("black", a, b, c, d) and falling("open", a, b, c) and falling("close", a, b, c)
    and d.some_upper and e.white and e.open > d.open and e.close > d.high)
end)
define("mathold", 14, 5, function(a, b, c, d, e, depth)
  local function held(x) return x.bottom < a.close and x.bottom > a.close - a.body * depth end
  return signed(1, a.white and a.long and all("shorter", b, c, d) and b.black and gap_up(a, b) and held(c)
    and held(d) and falling("top", b, c, d) and e.white and e.open > d.close
    and e.close > math.max(b.high, c.high, d.high))
end)
define("risefall3methods", 14, 5, function(a, b, c, d, e)
  if not (all("long", a, e) and all("shorter", b, c, d) and a.sign == e.sign) then return false end
  for _, x in ipairs { b, c, d } do
    if x.sign == a.sign or x.bottom >= a.high or x.top <= a.low then return false end
  end
  return signed(a.sign, (a.white and falling or rising)("close", b, c, d)
    and (e.open - d.close) * a.sign > 0 and (e.close - a.close) * a.sign > 0)
end)

-- ---- the two that wait ----

--- say(list of candles up to bar t) -> 1, -1 or nil for a pattern that ends there.
local function hikkake(lookback, first, say)
  return function(n, columns)
    local seen, y = {}, {}
    local pending, at, level
    for t = 0, n - 1 do
      seen[t], y[t] = candle(t, unpack(columns)), 0
      local sign = t >= first and say(seen, t)
      if sign then
        pending, at, level = sign, t, sign > 0 and seen[t - 1].high or seen[t - 1].low
        y[t] = 100 * sign
      elseif pending and t - at <= 3 and (seen[t].close - level) * pending > 0 then
        y[t] = 200 * pending
        pending = nil
      end
      if t < lookback then y[t] = NAN end
    end
    return { y }
  end
end

local function break_out(a, b)
  return b.high < a.high and b.low < a.low and 1 or b.high > a.high and b.low > a.low and -1 or nil
end

twins.cdl_hikkake = hikkake(5, 2, function(x, t)
  return nested(x[t - 1], x[t - 2]) and break_out(x[t - 1], x[t])
end)

twins.cdl_hikkakemod = hikkake(10, 7, function(x, t)
  local a, b, c, d = x[t - 3], x[t - 2], x[t - 1], x[t]
  local sign = nested(b, a) and nested(c, b) and break_out(c, d)
  if sign == 1 then return b.close <= b.low + b.near and 1 end
  return sign and b.close >= b.high - b.near and -1
end)

return twins
