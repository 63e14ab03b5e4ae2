--- Tables in text: rows of cells between commas, semicolons or tabs, quoted where they need it.
-- Candles have a reader of their own (stdlib.candles); this one is for short files.
local csv = {}

local function delimiter_of(line)
  local best, most = ",", 0
  for _, one in ipairs { ",", ";", "\t" } do
    local _, count = line:gsub(one, "")
    if count > most then best, most = one, count end
  end
  return best
end

-- A quoted cell from its opening quote on; returns its text and where it ended, or nil.
local function quoted(text, at)
  local from = at + 1
  while true do
    local close = text:find('"', from, true)
    if not close then return nil end
    if text:sub(close + 1, close + 1) ~= '"' then
      return text:sub(at + 1, close - 1):gsub('""', '"'), close + 1
    end
    from = close + 2
  end
end

local function trimmed(text) return text:match "^%s*(.-)%s*$" end

--- Read a table.
-- @return { header = names, rows = { { cells ... , line = number }, ... } }, or nil and a message
-- that begins with the line
function csv.parse(text)
  text = text:gsub("^\239\187\191", ""):gsub("\r\n?", "\n")
  local delimiter = delimiter_of(text:match "^[^\n]*")
  local rows, row, at, line = {}, { line = 1 }, 1, 1
  while at <= #text do
    local cell, stop
    if text:sub(at, at) == '"' then
      cell, stop = quoted(text, at)
      if not cell then return nil, line .. ": a quote is not closed" end
      local _, ends = cell:gsub("\n", "")
      line = line + ends
      stop = text:find("[" .. delimiter .. "\n]", stop) or #text + 1
    else
      stop = text:find("[" .. delimiter .. "\n]", at) or #text + 1
      cell = trimmed(text:sub(at, stop - 1))
    end
    row[#row + 1] = cell
    local ended = text:sub(stop, stop)
    if ended ~= delimiter then
      if #row > 1 or cell ~= "" then rows[#rows + 1] = row end
      line = line + 1
      row = { line = line }
    elseif stop == #text then
      row[#row + 1] = ""
    end
    at = stop + 1
  end
  if #row > 0 then rows[#rows + 1] = row end
  if #rows == 0 then return nil, "1: there is nothing in it" end
  return { header = table.remove(rows, 1), rows = rows }
end

return csv
