--- Tables for people: columns as wide as what they hold, as many as fit.
local layout = require "stdlib.layout"
local terminal = require "runtime.terminal"

local grid = {}

local GAP = 2

local function fitting(columns, width, least)
  local used, shown = 0, {}
  for _, column in ipairs(columns) do
    column.width = layout.columns(column.title)
    for _, cell in ipairs(column) do column.width = math.max(column.width, layout.columns(cell)) end
    used = used + column.width + GAP
    if #shown >= least and used - GAP > width then break end
    shown[#shown + 1] = column
  end
  return shown
end

--- The text of a table.
-- @param columns  list of { title, left = true for text, cell, cell ... }
-- @param rows     how many cells each has
-- @param width    columns of the terminal: those at the end that do not fit are left out
-- @param least    how many are shown, fit or not; default 3
function grid.text(columns, rows, width, least)
  local shown = fitting(columns, width, least or 3)
  local paint = terminal.painter()
  local lines = {}
  for r = 0, rows do
    local cells = {}
    for i, column in ipairs(shown) do
      local text = r == 0 and column.title or column[r]
      cells[i] = (column.left and layout.pad or layout.pad_left)(text, column.width)
    end
    local line = table.concat(cells, (" "):rep(GAP)):gsub("%s+$", "")
    lines[r + 1] = r == 0 and paint(line, "bold") or line
  end
  return table.concat(lines, "\n") .. "\n"
end

return grid
