--- A column or a condition with its values, for people.
local format = require "stdlib.report.format"
local layout = require "stdlib.layout"
local numbers = require "runtime.pretty.numbers"
local spark = require "runtime.pretty.spark"
local time = require "stdlib.time"

local pretty = {}

local ENDS, LAST = 3, 5 -- bars shown at each end; times at which a condition became true

local function clock(s, t) return time.format(tonumber(s.time[t]) / 1000) end

local function head(s, width)
  return layout.wrap(("%s on %s, %s bars of %s"):format(s.text, s.symbol, format.decimal(s.n, 0),
    s.timeframe), width)
end

local function add_bars(lines, s, from, to, text)
  for t = from, to - 1 do lines[#lines + 1] = ("  %-16s  %s"):format(clock(s, t), text(t)) end
end

local function summary(s, places)
  local low, high, sum, count = math.huge, -math.huge, 0, 0
  for t = 0, s.n - 1 do
    local x = s.values[t]
    if x == x then
      low, high, sum, count = math.min(low, x), math.max(high, x), sum + x, count + 1
    end
  end
  if count == 0 then return "undefined on every bar" end
  local text = ("lowest %s, mean %s, highest %s"):format(numbers.text(low, places),
    numbers.text(sum / count, places > 0 and places or 2), numbers.text(high, places))
  local rest = s.n - count
  return rest > 0 and ("%s; undefined on %s bars"):format(text, format.decimal(rest, 0)) or text
end

local function column(s, width)
  local function value(t) return s.values[t] end
  local places = numbers.places(s.n, value)
  local wide = 0
  for _, t in ipairs { 0, 1, 2, s.n - 3, s.n - 2, s.n - 1 } do
    if t >= 0 and t < s.n then wide = math.max(wide, #numbers.text(value(t), places)) end
  end
  local function text(t) return layout.pad_left(numbers.text(value(t), places), wide) end
  local lines = head(s, width)
  if s.n <= 2 * ENDS then
    add_bars(lines, s, 0, s.n, text)
  else
    add_bars(lines, s, 0, ENDS, text)
    lines[#lines + 1] = "  ..."
    add_bars(lines, s, s.n - ENDS, s.n, text)
  end
  local curve = spark.line(s.n, value, width - 2)
  if curve ~= "" then lines[#lines + 1] = "  " .. curve end
  for _, line in ipairs(layout.wrap(summary(s, places), width - 2)) do
    lines[#lines + 1] = "  " .. line
  end
  return lines
end

--- The last bars on which a condition became true, on how many it is, and how often it became so.
local function changes(s)
  local last, bars, count = {}, 0, 0
  for t = 0, s.n - 1 do
    if s.values[t] == 1 then
      bars = bars + 1
      if t == 0 or s.values[t - 1] == 0 then
        count = count + 1
        last[#last + 1] = t
        if #last > LAST then table.remove(last, 1) end
      end
    end
  end
  return last, bars, count
end

local function condition(s, width)
  local lines, last, bars, count = head(s, width), changes(s)
  local text = ("true on %s bars (%s), became so %s times"):format(format.decimal(bars, 0),
    format.metric(s.n > 0 and bars / s.n or nil, "fraction"), format.decimal(count, 0))
  if count > 0 then text = text .. ", the last:" end
  for _, line in ipairs(layout.wrap(text, width - 2)) do lines[#lines + 1] = "  " .. line end
  for _, t in ipairs(last) do lines[#lines + 1] = "    " .. clock(s, t) end
  if bars > 0 then
    lines[#lines + 1] = "  " .. spark.line(s.n, function(t) return s.values[t] end, width - 2)
  end
  return lines
end

--- @param s  of runtime.session.series
-- @return list of lines
function pretty.lines(s, width)
  return s.kind == "column" and column(s, width) or condition(s, width)
end

--- One line about several columns each: name, last value, a curve.
-- @param list  of { name, series }
function pretty.overview(list, width)
  local lines, names, lasts, wide, right = {}, {}, {}, 0, 0
  for i, pair in ipairs(list) do
    local s = pair[2]
    local places = numbers.places(s.n, function(t) return s.values[t] end)
    names[i], lasts[i] = pair[1], s.n > 0 and numbers.text(s.values[s.n - 1], places) or "-"
    wide, right = math.max(wide, #names[i]), math.max(right, #lasts[i])
  end
  for i, pair in ipairs(list) do
    local s = pair[2]
    lines[i] = ("  %s  %s  %s"):format(layout.pad(names[i], wide), layout.pad_left(lasts[i], right),
      spark.line(s.n, function(t) return s.values[t] end, math.max(10, width - wide - right - 6)))
  end
  return lines
end

return pretty
