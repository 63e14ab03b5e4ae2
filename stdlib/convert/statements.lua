--- Expressions as statements of a language without tide's vocabulary: what is used twice, or would
-- make a line too long, is put into a variable first.
local model = require "stdlib.convert.model"
local names = require "stdlib.convert.names"

local statements = {}
statements.__index = statements

--- @param m  the model that is written
-- @param language  { taken = { word = true }, longest = columns of an expression inside another,
--   render = function(self, x) -> text and how tightly it holds,
--   assign = function(self, name, text, x) -> list of lines,
--   apart = function(self, x) -> always a variable? (optional),
--   name = function(x) -> what to call it (optional) }
function statements.new(m, language)
  local self = setmetatable({
    language = language, uses = {}, known = {}, lines = {}, names = names.new(language.taken),
  }, statements)
  local function use(x)
    self.uses[x] = (self.uses[x] or 0) + 1
    if self.uses[x] > 1 then return end
    for _, arg in ipairs(x.args) do use(arg) end
  end
  for _, root in ipairs(model.roots(m)) do use(root) end
  return self
end

--- Add a line of its own.
function statements:line(text) self.lines[#self.lines + 1] = text end

--- Put a text into a variable. @return its name
function statements:variable(wanted, text, x)
  local name = self.names:take(wanted)
  for _, line in ipairs(self.language.assign(self, name, text, x)) do self:line(line) end
  return name
end

local function wanted_names(language, x)
  local base = names.short(language.name and language.name(x) or names.base(x))
  local number, list = x.form == "indicator" and x.numbers[1], { base }
  if type(number) == "table" then
    list[2] = names.short((number.param:gsub("_period", "")))
  elseif number then
    list[2] = ("%s_%s"):format(base, tostring(number):gsub("%W", "_"))
  end
  if x.form == "indicator" then list[#list + 1] = base .. "_line" end
  return list
end

--- The text of an expression inside another.
-- @param least  how tightly it has to hold not to be put into parentheses
function statements:text(x, least)
  if self.known[x] then return self.known[x] end
  local text, tight = self.language.render(self, x)
  if self.known[x] then return self.known[x] end -- the renderer made a variable of it
  local simple = x.form == "number" or x.form == "field"
  local apart = not simple and (self.uses[x] > 1 or #text > self.language.longest
    or self.language.apart and self.language.apart(self, x))
  if apart then
    self.known[x] = self:variable(wanted_names(self.language, x), text, x)
    return self.known[x]
  end
  return tight < least and "(" .. text .. ")" or text
end

--- What variables of an expression would be called.
function statements:wanted(x) return wanted_names(self.language, x) end

return statements
