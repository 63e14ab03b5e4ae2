--- What docs/reference/strategy-file.md says in its tables: the one place where the words of a
-- strategy are described, read by who describes them elsewhere.
local tables = {}

local PATH = "docs/reference/strategy-file.md"

local function plain(text) return (text:gsub("%[([^%]]*)%]%b()", "%1"):gsub("\\|", "|")) end

local function read()
  local path = ("%s/%s"):format(TIDE_ROOT, PATH)
  local file = assert(io.open(path), PATH .. ": not found; the words are described there")
  local rows, section = {}, ""
  for line in file:lines() do
    section = line:match "^##%s+(.*)$" or section
    local cell, text = line:match "^|%s*(`.-)%s*|%s*(.-)%s*|$"
    if cell then rows[#rows + 1] = { section = section, cell = cell, text = plain(text) } end
  end
  file:close()
  return rows
end

local rows

--- What is said of a word.
-- @param form     how the word is written in its row, as a Lua pattern after a backtick or a blank
-- @param section  heading of the table; nil: any
-- @return a text; raises when there is none: a word has to be described
function tables.text(form, section)
  rows = rows or read()
  for _, row in ipairs(rows) do
    if (not section or row.section == section) and row.cell:find("[`%s]" .. form) then
      return row.text
    end
  end
  error(("%s: no table describes '%s'%s"):format(PATH, form,
    section and " under " .. section or ""), 2)
end

return tables
