--- A canvas of dots: two beside each other and four above each other in each cell.
local bit = require "bit"

local braille = {}
braille.__index = braille

braille.ACROSS, braille.DOWN = 2, 4

-- The bit of a dot by its column, and its row from the bottom.
local BITS = { [0] = { [0] = 0x40, 0x04, 0x02, 0x01 }, { [0] = 0x80, 0x20, 0x10, 0x08 } }

--- @param columns, rows  in cells
function braille.new(columns, rows)
  return setmetatable({ columns = columns, rows = rows, cells = {} }, braille)
end

--- Set a dot; (0, 0) is at the left and at the bottom.
function braille:dot(x, y)
  local column, row = math.floor(x / 2), math.floor(y / 4)
  if column < 0 or column >= self.columns or row < 0 or row >= self.rows then return end
  local at = row * self.columns + column
  self.cells[at] = bit.bor(self.cells[at] or 0, BITS[x % 2][y % 4])
end

--- Set the dots of a column from y1 to y2.
function braille:bar(x, y1, y2)
  for y = math.min(y1, y2), math.max(y1, y2) do self:dot(x, y) end
end

--- The UTF-8 of U+2800 and the bits of a cell.
local function glyph(bits)
  if bits == 0 then return " " end
  return string.char(0xE2, 0xA0 + bit.rshift(bits, 6), 0x80 + bit.band(bits, 0x3F))
end

--- The text of a row of cells, 0 being the lowest.
function braille:row(row)
  local cells = {}
  for column = 0, self.columns - 1 do
    cells[column + 1] = glyph(self.cells[row * self.columns + column] or 0)
  end
  return table.concat(cells)
end

return braille
