--- What may follow the text before the cursor: names, methods of values, paths inside of quotes.
local files = require "runtime.files"
local layout = require "stdlib.layout"
local subjects = require "runtime.repl.subjects"
local terminal = require "runtime.terminal"

local complete = {}

local KEYWORDS = {
  "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "goto", "if", "in",
  "local", "nil", "not", "or", "repeat", "return", "then", "true", "until", "while",
}
local MOST_SHOWN = 200

--- The text after the quote that is open at the end, or nil.
local function open_string(text)
  local quote, from, i = nil, nil, 1
  while i <= #text do
    local c = text:sub(i, i)
    if quote then
      if c == "\\" then i = i + 1 elseif c == quote then quote = nil end
    elseif c == "'" or c == '"' then
      quote, from = c, i + 1
    elseif text:find("^%-%-", i) then
      return nil
    end
    i = i + 1
  end
  return quote and text:sub(from), quote
end

--- Files that begin so; folders end in "/".
local function paths(head)
  local folder, stem = head:match "^(.*/)([^/]*)$"
  stem = stem or head
  local where = (folder or "./"):gsub("^~/", (os.getenv "HOME" or "~") .. "/")
  local pipe = io.popen(("ls -1Lp -- %s 2>/dev/null"):format(files.quoted(where)))
  local list = {}
  for name in pipe:lines() do
    if name:sub(1, #stem) == stem and (stem ~= "" or name:sub(1, 1) ~= ".") then
      list[#list + 1] = name
    end
  end
  pipe:close()
  return list, stem
end

local function matching(names, stem)
  local list, seen = {}, {}
  for _, name in ipairs(names) do
    if name:sub(1, #stem) == stem and not seen[name] then
      seen[name], list[#list + 1] = true, name
    end
  end
  table.sort(list)
  return list
end

--- Everything that could stand at the end of a text.
-- @return list of words, the part of the word that is there, and the quote it stands in or nil
function complete.candidates(session, text)
  local inside, quote = open_string(text)
  if inside then
    local path = inside:match "^[%w_.-]+=(.*)$" or inside
    local list, stem = paths(path)
    return list, stem, quote
  end
  local stem = text:match "[%a_][%w_]*$" or ""
  local before = text:sub(1, #text - #stem)
  local mark = before:match "([.:])$"
  if before:find "%.%.$" then mark = nil end
  if mark then
    return matching(subjects.keys(session, before:sub(1, -2), mark), stem), stem
  end
  if stem == "" then return {}, stem end
  local names = subjects.globals(session)
  for _, word in ipairs(KEYWORDS) do names[#names + 1] = word end
  return matching(names, stem), stem
end

local function common(list)
  local prefix = list[1] or ""
  for _, word in ipairs(list) do
    while word:sub(1, #prefix) ~= prefix do prefix = prefix:sub(1, -2) end
  end
  return prefix
end

local function columns_of(list, width)
  local wide = 0
  for _, word in ipairs(list) do wide = math.max(wide, layout.columns(word) + 2) end
  local across = math.max(1, math.floor(width / wide))
  local count = math.min(#list, MOST_SHOWN)
  local rows, lines = math.ceil(count / across), {}
  for row = 1, rows do
    local cells = {}
    for i = row, count, rows do cells[#cells + 1] = layout.pad(list[i], wide) end
    lines[row] = (table.concat(cells):gsub("%s+$", ""))
  end
  if #list > count then lines[#lines + 1] = ("... %d more"):format(#list - count) end
  return table.concat(lines, "\n") .. "\n"
end

--- For the line editor.
-- @param text  before the cursor
-- @return what to insert, and what to show below the line; nil where there is nothing
function complete.answer(session, text)
  local list, stem, quote = complete.candidates(session, text)
  if #list == 0 then return nil end
  if #list == 1 then
    local word = list[1]
    return word:sub(#stem + 1) .. (quote and word:sub(-1) ~= "/" and quote or "")
  end
  local insert = common(list):sub(#stem + 1)
  if insert ~= "" then return insert end
  return nil, columns_of(list, terminal.columns())
end

return complete
