--- The frame of a chart in a terminal: a scale up its left side, rows of cells beside it.
local format = require "stdlib.report.format"
local layout = require "stdlib.layout"

local frame = {}

local GAP, EVERY = 2, 3 -- columns behind the labels, rows from one to the next

--- A scale of `rows` rows from low to high. On a logarithmic one a doubling is as high everywhere.
-- @param logarithmic  asked for; it is so only where low is above 0
-- @return { row = function(x) -> 0 at the bottom, at = function(row) -> x, logarithmic }
function frame.scale(low, high, rows, logarithmic)
  logarithmic = logarithmic and low > 0
  local function to(x) return logarithmic and math.log(x) or x end
  local function back(y) return logarithmic and math.exp(y) or y end
  local bottom, top = to(low), to(high)
  if top - bottom < 1e-9 * math.max(1, math.abs(top)) then top = bottom + 1 end
  return {
    rows = rows, logarithmic = logarithmic,
    row = function(x) return math.floor((to(x) - bottom) / (top - bottom) * (rows - 1) + 0.5) end,
    at = function(row) return back(bottom + (top - bottom) * row / (rows - 1)) end,
  }
end

--- The labels of every third row, and how wide they are.
-- @param places  decimals, default 0
function frame.labels(scale, places)
  local labels, wide = {}, 0
  for row = 0, scale.rows - 1 do
    labels[row] = row % EVERY == EVERY - 1 and format.decimal(scale.at(row), places or 0) or ""
    wide = math.max(wide, #labels[row])
  end
  return labels, wide
end

--- Columns that are left for cells.
function frame.room(wide, width) return width - wide - GAP end

--- Lines of a chart, the top one first.
-- @param row_text  function(row) -> the cells of a row
function frame.lines(labels, wide, rows, row_text)
  local lines = {}
  for row = rows - 1, 0, -1 do
    local line = layout.pad_left(labels[row], wide) .. (" "):rep(GAP) .. row_text(row)
    lines[#lines + 1] = (line:gsub("%s+$", ""))
  end
  return lines
end

--- What begins below the cells.
function frame.indent(wide) return (" "):rep(wide + GAP) end

return frame
