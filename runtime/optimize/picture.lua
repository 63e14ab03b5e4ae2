--- The heat map of two parameters in a terminal: darker is better.
local format = require "stdlib.report.format"
local layout = require "stdlib.layout"

local picture = {}

local SHADES = { " ", "░", "▒", "▓", "█" }
local NOTHING = "·"

--- All values that are there, in their order.
local function sorted(rows, columns)
  local list = {}
  for _, row in ipairs(rows) do
    for i = 1, columns do list[#list + 1] = row[i] end
  end
  table.sort(list)
  return list
end

--- Each shade is a fifth of the cells: a few terrible ones do not make all others look alike.
local function limits_of(list)
  local limits = {}
  for i = 1, #SHADES - 1 do limits[i] = list[math.ceil(i * #list / #SHADES)] end
  return limits
end

local function shade(x, limits)
  if not x then return NOTHING end
  local i = 1
  while limits[i] and x > limits[i] do i = i + 1 end
  return SHADES[i]
end

local function label(x) return type(x) == "number" and format.value(x) or tostring(x) end

--- @param map    of stdlib.optimizer.heatmap
-- @param width  columns to fit
-- @return list of lines, or none when it does not fit
function picture.lines(map, width)
  local columns, margin = #map.x_values, layout.columns(map.y)
  for _, y in ipairs(map.y_values) do margin = math.max(margin, layout.columns(label(y))) end
  local cell = math.min(3, math.floor((width - margin - 2) / columns))
  if cell < 1 then return {} end
  local list = sorted(map.mean, columns)
  if #list == 0 then return {} end
  local limits = limits_of(list)
  local lines = { layout.pad_left(map.y, margin) }
  for i = #map.y_values, 1, -1 do
    local cells = {}
    for k = 1, columns do cells[k] = shade(map.mean[i][k], limits):rep(cell) end
    lines[#lines + 1] = ("%s  %s"):format(layout.pad_left(label(map.y_values[i]), margin),
      (table.concat(cells):gsub("%s+$", "")))
  end
  local first, last = label(map.x_values[1]), label(map.x_values[columns])
  local space = columns * cell - layout.columns(first) - layout.columns(last)
  lines[#lines + 1] = (" "):rep(margin + 2) .. first .. (" "):rep(math.max(1, space)) .. last
    .. "  " .. map.x
  lines[#lines + 1] = ("%s%s to %s: a fifth of the cells is '%s', the best fifth '%s'%s"):format(
    (" "):rep(margin + 2), format.decimal(list[1], 2), format.decimal(list[#list], 2), SHADES[1],
    SHADES[#SHADES], #list < columns * #map.y_values and ("; '%s' unfit"):format(NOTHING) or "")
  return lines
end

return picture
