--- Text laid out for a terminal: columns of cells, wrapped sentences.
local layout = {}

-- A cell is a label and a value at its right end; two stand beside each other where they fit.
local CELL_MIN, CELL_MAX, GAP, INDENT = 34, 38, 4, 2

--- Columns a text takes: bytes that continue a UTF-8 character take none.
function layout.columns(text) return #text:gsub("[\128-\191]", "") end

--- Spaces behind a text, up to a width.
function layout.pad(text, width) return text .. (" "):rep(width - layout.columns(text)) end

--- Spaces in front of it.
function layout.pad_left(text, width) return (" "):rep(width - layout.columns(text)) .. text end

--- Lines of whole words, none longer than the width unless a word is.
function layout.wrap(text, width)
  local lines, line = {}, ""
  for word in text:gmatch "%S+" do
    if line ~= "" and #line + 1 + #word > width then
      lines[#lines + 1], line = line, word
    else
      line = line == "" and word or line .. " " .. word
    end
  end
  lines[#lines + 1] = line
  return lines
end

--- The same as a paragraph: its first line is indented by two, the others by four.
function layout.hanging(text, width)
  local lines = layout.wrap(text, width - 4)
  for i, line in ipairs(lines) do lines[i] = (i == 1 and "  " or "    ") .. line end
  return lines
end

local function plain(text) return text end

local function cell(row, width, paint)
  local label, value, style = row[1], row[2], row[3]
  local room = math.max(width - layout.columns(value) - 1, 1)
  if layout.columns(label) > room then label = label:sub(1, room) end
  return layout.pad(label, width - layout.columns(value)) .. paint(value, style)
end

--- Labels and values, two beside each other where the width allows it.
-- @param rows   list of {label, value, style}
-- @param paint  function(text, style) -> text, default: as it is
-- @return list of lines
function layout.cells(rows, width, paint)
  local across = width >= 2 * CELL_MIN + GAP + INDENT and 2 or 1
  local cell_width = math.min(math.floor((width - INDENT - GAP * (across - 1)) / across), CELL_MAX)
  local lines = {}
  for i = 1, #rows, across do
    local cells = {}
    for j = i, math.min(i + across - 1, #rows) do
      cells[#cells + 1] = cell(rows[j], cell_width, paint or plain)
    end
    lines[#lines + 1] = (" "):rep(INDENT) .. table.concat(cells, (" "):rep(GAP))
  end
  return lines
end

return layout
