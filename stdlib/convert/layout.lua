--- Lays text out within a number of columns: a group stands on one line where it fits, else each
-- of its items has a line of its own.
--
-- A document is a text, a list of documents, or what layout.group makes.
local layout = {}

local Group = {}

local MOST_FLAT = 400 -- longer than any line: no need to know how much

--- @param open, close  around the items: "{ ", " }"; blanks at their inner ends are left out
--   where the group takes several lines
-- @param items  documents
-- @param more   { trailing = "," after the last item on lines of its own, always = several lines,
--   indent = columns (2), comma = between items (","), hang = the first item stays on its line and
--   nothing comes after the last one } (optional)
function layout.group(open, items, close, more)
  local group = { open = open, items = items, close = close }
  for key, value in pairs(more or {}) do group[key] = value end
  return setmetatable(group, Group)
end

local flat

local function flat_list(docs, between)
  local parts, length = {}, 0
  for i, doc in ipairs(docs) do
    local text = flat(doc)
    if not text then return nil end
    parts[i] = text
    length = length + #text
    if length > MOST_FLAT then return nil end
  end
  return table.concat(parts, between)
end

--- The text of a document on one line; nil when it is too long or has several.
function flat(doc)
  if type(doc) == "string" then return not doc:find "\n" and doc or nil end
  if getmetatable(doc) ~= Group then return flat_list(doc, "") end
  if doc.flat == nil then
    local inside = not doc.always and flat_list(doc.items, (doc.comma or ",") .. " ")
    doc.flat = inside and doc.open .. inside .. doc.close or false
  end
  return doc.flat or nil
end

--- The text of a document on one line, or nil.
layout.flat = flat

local printer = {}
printer.__index = printer

function printer:put(text)
  self.out[#self.out + 1] = text
  local last = text:match "\n([^\n]*)$"
  self.column = last and #last or self.column + #text
end

--- @param tail  columns that something after it needs on its last line
function printer:doc(doc, indent, tail)
  if type(doc) == "string" then return self:put(doc) end
  if getmetatable(doc) ~= Group then
    for i, part in ipairs(doc) do
      local rest = 0
      for k = i + 1, #doc do
        local text = flat(doc[k]) or (doc[k].open or "")
        rest = rest + #text
      end
      self:doc(part, indent, rest + tail)
    end
    return
  end
  local text = flat(doc)
  if text and self.column + #text + tail <= self.width then return self:put(text) end
  local inner = indent + (doc.indent or 2)
  local start, comma = "\n" .. (" "):rep(inner), doc.comma or ","
  if not doc.hang then self:put((doc.open:gsub("%s+$", ""))) end
  for i, item in ipairs(doc.items) do
    local last = i == #doc.items
    local after = last and (doc.trailing or "") or comma
    if i > 1 or not doc.hang then self:put(start) end
    self:doc(item, inner, #after + (last and doc.hang and tail or 0))
    self:put(after)
  end
  if not doc.hang then self:put("\n" .. (" "):rep(indent) .. doc.close:gsub("^%s+", "")) end
end

--- The text of a document. @param indent  of the line that it begins on
function layout.text(doc, width, indent, column)
  local p = setmetatable({ out = {}, column = column or 0, width = width }, printer)
  p:doc(doc, indent or 0, 0)
  return table.concat(p.out)
end

return layout
