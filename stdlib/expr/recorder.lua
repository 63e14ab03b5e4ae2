--- Remembers every expression a script makes: what it is, of what, and on which
-- line. Expression objects are empty tables whose content lives here, so a
-- script can neither read nor change it.
local recorder = {}
recorder.__index = recorder

local MOST_NODES = 20000

local NOUNS = { column = "a column", condition = "a condition" }

--- An error of the person who wrote the script: where, and what to write.
local complaint = {}
recorder.complaint = complaint

--- @param chunk  source name of the script, as debug.getinfo shows it
function recorder.new(chunk)
  local r = { nodes = {}, handles = {}, classes = {}, nouns = {}, hints = {} }
  -- Files that are read for the script have a path; the script has none.
  r.chunks = { [chunk] = false }
  return setmetatable(r, recorder)
end

--- Line of the script that is running now, and the path of the file when it is not the
-- script's own. A function that was left by a tail call is not on the stack: then it is
-- the line that called it.
function recorder:place()
  for level = 2, 64 do
    local info = debug.getinfo(level, "Sl")
    if not info then break end
    local path = self.chunks[info.source]
    if path ~= nil and info.currentline > 0 then return info.currentline, path or nil end
  end
  return self.fallback_line, self.reading
end

--- The line alone.
function recorder:line() return (self:place()) end

--- Raise a complaint about a line of the file that is being read; the rest is a text, or a
-- format and its values.
function recorder:fail_at(line, message, ...)
  if select("#", ...) > 0 then message = message:format(...) end
  local file = self.reading
  if not line then line, file = self:place() end
  error(setmetatable({ message = message, line = line, file = file }, complaint), 0)
end

--- The same about the line that is running.
function recorder:fail(...) self:fail_at(nil, ...) end

--- Is this raised value a complaint about a strategy file?
function recorder.is_complaint(value) return getmetatable(value) == complaint end

--- Make the objects of a class known.
-- @param noun  what they are called in a message
-- @param hint  what to write where a column is expected (optional)
function recorder:name_class(class, noun, hint)
  self.nouns[class], self.hints[class] = noun, hint
end

local OPERATORS = {
  "__add", "__sub", "__mul", "__div", "__unm", "__mod", "__pow", "__lt", "__le", "__eq", "__concat",
}

--- Objects of a class are no columns: their operators say so, and they cannot be changed.
-- @param noun  "a market"
-- @param example  "m.close"
function recorder:no_column(class, noun, example)
  function class.__newindex() self:fail("%s cannot be changed", noun) end
  for _, event in ipairs(OPERATORS) do
    class[event] = function()
      self:fail("%s is no column: name one of its columns, %s for example", noun, example)
    end
  end
end

--- What a value is, for a message.
function recorder:describe(value)
  local kind = type(value)
  local node = self.nodes[self.handles[value] or 0]
  if node then return NOUNS[node.kind] end
  local noun = self.nouns[getmetatable(value) or false]
  if noun then return noun end
  if kind == "string" then
    return ("the text %q"):format(#value > 40 and value:sub(1, 40) .. "..." or value)
  end
  if kind == "number" or kind == "boolean" then return tostring(value) end
  return kind == "nil" and "nothing (nil)" or "a " .. kind
end

--- Note in a node whether it reads the position, itself or through what it is made of.
function recorder:note_position(node)
  for _, id in ipairs(node.args or node.inputs or {}) do
    node.position = node.position or self.nodes[id].position
  end
  if node.position and node.form == "indicator" then
    self:fail("ta.%s cannot be computed from pos.*, which begins anew with each position: "
      .. "compare it, or compute with it", node.name)
  end
end

--- Record a node and give the script an object for it.
-- @param kind  "column" or "condition"
-- @param node  { form = "number" | "field" | "indicator" | "op", ... }
function recorder:make(kind, node)
  local id = #self.nodes + 1
  if id > MOST_NODES then
    self:fail("the rules are too large: more than %d expressions", MOST_NODES)
  end
  node.kind, node.line = kind, self:line()
  self:note_position(node)
  self.nodes[id] = node
  local object = setmetatable({}, self.classes[kind])
  self.handles[object] = id
  return object
end

--- @return the kind of an expression object, or nil for any other value
function recorder:kind(value)
  local node = self.nodes[self.handles[value] or 0]
  return node and node.kind
end

--- Does an expression object read the position (pos.entry)?
function recorder:position(value)
  local node = self.nodes[self.handles[value] or 0]
  return node ~= nil and node.position == true
end

--- Node id of a column; a number becomes a column of that number.
-- @param what  for the message: "above(x)", "ta.sma: input 1"
function recorder:column(value, what)
  if type(value) == "number" then
    if value ~= value or value == math.huge or value == -math.huge then
      self:fail("%s: expected a finite number, found %s", what, tostring(value))
    end
    value = self:make("column", { form = "number", number = value })
  end
  if self:kind(value) == "column" then return self.handles[value] end
  local hint = self.hints[getmetatable(value) or false] or ""
  if self:kind(value) == "condition" then hint = "; :to_number() makes 1 and 0 of it" end
  self:fail("%s: expected a column or a number, found %s%s", what, self:describe(value), hint)
end

--- Node id of a condition.
function recorder:condition(value, what)
  if self:kind(value) == "condition" then return self.handles[value] end
  local hint = ""
  if type(value) == "boolean" then
    hint = "; Lua's comparisons, `and`, `or` and `not` do not make conditions: write "
      .. "a:above(b), all { a, b }, any { a, b } or none { a }"
  elseif self:kind(value) == "column" then
    hint = "; compare it: column:above(0)"
  end
  self:fail("%s: expected a condition, found %s%s", what, self:describe(value), hint)
end

--- A whole number in a range.
function recorder:count(value, least, most, what)
  local whole = type(value) == "number" and value == math.floor(value)
  if whole and value >= least and value <= most then return value end
  self:fail("%s: expected a whole number from %d to %d, found %s", what, least, most,
    self:describe(value))
end

return recorder
