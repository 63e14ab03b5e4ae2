--- Curves over time in a terminal, drawn with dots: all on one scale, each in its colour.
local braille = require "runtime.chart.braille"
local frame = require "runtime.chart.frame"
local layout = require "stdlib.layout"
local terminal = require "runtime.terminal"

local plot = {}

local HEIGHT, LEAST = 12, 20
local STYLES = { "green", "red", "yellow", "blue" }
local WIDE = 6 -- times that the most is above the least: from there on the scale is logarithmic

--- For each column of dots the least and the most of the values that fall into it.
local function extremes(curve, dots)
  local lows, highs = {}, {}
  for x = 0, dots - 1 do
    local from = math.floor(x * curve.n / dots)
    local to = math.max(from, math.floor((x + 1) * curve.n / dots) - 1)
    for t = from, math.min(to, curve.n - 1) do
      local value = curve.value(t)
      if value == value and math.abs(value) < math.huge then
        lows[x] = math.min(lows[x] or value, value)
        highs[x] = math.max(highs[x] or value, value)
      end
    end
  end
  return lows, highs
end

local function range(drawn)
  local low, high = math.huge, -math.huge
  for _, one in ipairs(drawn) do
    for _, x in pairs(one.lows) do low = math.min(low, x) end
    for _, x in pairs(one.highs) do high = math.max(high, x) end
  end
  return low, high
end

--- One canvas for all curves; a cell has the colour of the last that drew in it.
local function draw(drawn, scale, columns, rows)
  local canvas, owners = braille.new(columns, rows), {}
  for number, one in ipairs(drawn) do
    local before
    for x = 0, columns * braille.ACROSS - 1 do
      if one.lows[x] then
        local low, high = scale.row(one.lows[x]), scale.row(one.highs[x])
        if before then -- reach for what came before, so that steep stretches have no holes
          low, high = math.min(low, before.high + 1), math.max(high, before.low - 1)
        end
        canvas:bar(x, low, high)
        for y = low, high do owners[math.floor(y / 4) * columns + math.floor(x / 2)] = number end
        before = { low = scale.row(one.lows[x]), high = scale.row(one.highs[x]) }
      else
        before = nil
      end
    end
  end
  return canvas, owners
end

local function coloured(canvas, owners, row, count, paint)
  local text = canvas:row(row)
  if count < 2 then return text end
  local column = -1
  return (text:gsub("[%z\1-\127\194-\244][\128-\191]*", function(cell)
    column = column + 1
    local owner = owners[row * canvas.columns + column]
    return owner and paint(cell, STYLES[(owner - 1) % #STYLES + 1]) or cell
  end))
end

local function places_of(low, high)
  local span = high - low
  return span >= 100 and 0 or span >= 1 and 2 or 5
end

--- The line below: where the curves begin and end.
local function axis(curve, wide, columns)
  if not curve.at then return nil end
  local first, last = curve.at(0), curve.at(curve.n - 1)
  local space = columns - layout.columns(first) - layout.columns(last)
  if space < 1 then return nil end
  return frame.indent(wide) .. first .. (" "):rep(space) .. last
end

local function key(curves, wide, width, paint)
  local lines = {}
  if #curves < 2 then return lines end
  for i, curve in ipairs(curves) do
    local name = layout.wrap(curve.name or tostring(i), width - wide - 4)[1]
    lines[i] = frame.indent(wide) .. paint("●", STYLES[(i - 1) % #STYLES + 1]) .. " " .. name
  end
  return lines
end

--- @param curves  list of { n, value = function(t) -> number (t from 0), at = function(t) -> text
--   of its time (optional), name }
-- @param width   columns to fit
-- @param opts    { height = rows, log = boolean } (optional)
-- @return list of lines; or nil when nothing is defined
function plot.lines(curves, width, opts)
  opts = opts or {}
  local rows, drawn, wide, columns, labels, scale = opts.height or HEIGHT, {}, 10, nil, nil, nil
  for _ = 1, 2 do -- the labels say how much room there is, and the room what is on the scale
    columns = math.max(LEAST, frame.room(wide, width))
    for i, curve in ipairs(curves) do
      local lows, highs = extremes(curve, columns * braille.ACROSS)
      drawn[i] = { lows = lows, highs = highs }
    end
    local low, high = range(drawn)
    if low > high then return nil end
    local log = opts.log
    if log == nil then log = low > 0 and high > WIDE * low end
    labels, wide = frame.labels(frame.scale(low, high, rows, log), places_of(low, high))
    scale = frame.scale(low, high, rows * braille.DOWN, log)
  end
  local canvas, owners = draw(drawn, scale, columns, rows)
  local paint = terminal.painter()
  local lines = frame.lines(labels, wide, rows, function(row)
    return coloured(canvas, owners, row, #curves, paint)
  end)
  lines[#lines + 1] = axis(curves[1], wide, columns)
  for _, line in ipairs(key(curves, wide, width, paint)) do lines[#lines + 1] = line end
  return lines
end

return plot
