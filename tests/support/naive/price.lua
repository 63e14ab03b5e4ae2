--- Slow twins of the price indicators; see init.lua.
local twins = {}

local NAN = 0 / 0

function twins.bars_since(n, c)
  local y = {}
  for t = 0, n - 1 do
    y[t] = NAN
    for s = 0, t do
      if c[1][s] == 1 then y[t] = t - s end
    end
  end
  return { y }
end

local windows = require "tests.support.naive.windows"
local column = windows.column

local function each_bar(f)
  return function(n, c)
    return { column(n, 0, function(t)
      local x = {}
      for i, input in ipairs(c) do x[i] = input[t] end
      return f(unpack(x))
    end) }
  end
end

twins.avgprice = each_bar(function(o, h, l, c) return (o + h + l + c) / 4 end)
twins.medprice = each_bar(function(h, l) return (h + l) / 2 end)
twins.typprice = each_bar(function(h, l, c) return (h + l + c) / 3 end)
twins.wclprice = each_bar(function(h, l, c) return (h + l + c + c) / 4 end)

function twins.lag(n, c, p)
  return { column(n, p[1], function(t) return c[1][t - p[1]] end) }
end

function twins.heikin_ashi(n, c)
  local o, h, l, e = {}, {}, {}, {}
  for t = 0, n - 1 do
    e[t] = (c[1][t] + c[2][t] + c[3][t] + c[4][t]) / 4
    if t == 0 then o[t] = (c[1][0] + c[4][0]) / 2 else o[t] = (o[t - 1] + e[t - 1]) / 2 end
    h[t] = math.max(c[2][t], o[t], e[t])
    l[t] = math.min(c[3][t], o[t], e[t])
  end
  return { o, h, l, e }
end

--- The bars of the last day before that of bar t, found backwards.
local function day_before(time, t)
  local function day(i) return math.floor(time[i] / 86400) end
  local to = t
  while to >= 0 and day(to) == day(t) do to = to - 1 end
  local from = to
  while from > 0 and day(from - 1) == day(to) do from = from - 1 end
  return from, to
end

function twins.pivot_points(n, c)
  local out = {}
  for i = 1, 7 do out[i] = {} end
  for t = 0, n - 1 do
    local levels = { NAN, NAN, NAN, NAN, NAN, NAN, NAN }
    local from, to = day_before(c[1], t)
    if to >= 0 then
      local high, low = windows.highest(c[2], from, to), windows.lowest(c[3], from, to)
      local pivot = (high + low + c[4][to]) / 3
      levels = {
        pivot, pivot * 2 - low, pivot + high - low, high + 2 * pivot - 2 * low,
        pivot * 2 - high, pivot - high + low, low - 2 * high + 2 * pivot,
      }
    end
    for i = 1, 7 do out[i][t] = levels[i] end
  end
  return out
end

function twins.fractals(n, c, p)
  local wing, up, down = p[1], {}, {}
  local function stands_out(x, s, sign)
    for k = 1, wing do
      if not (sign * x[s] > sign * x[s - k] and sign * x[s] > sign * x[s + k]) then return false end
    end
    return true
  end
  for t = 0, n - 1 do
    up[t], down[t] = NAN, NAN
    for s = wing, t - wing do
      if stands_out(c[1], s, 1) then up[t] = c[1][s] end
      if stands_out(c[2], s, -1) then down[t] = c[2][s] end
    end
  end
  return { up, down }
end

return twins
