--- What an indicator computes, as a text: another one whenever the code is. Comments, blanks
-- and names of files do not count. It is made of the text of its functions, and of what
-- they refer to: upvalues and globals of the script, with their own.
local keys = require "stdlib.expr.keys"

local identity = {}

local maker = {}
maker.__index = maker

local function lines_of(text, first, last)
  local list, i = {}, 0
  for line in (text .. "\n"):gmatch "([^\n]*)\n" do
    i = i + 1
    if i >= first and i <= last then list[#list + 1] = line end
  end
  return table.concat(list, "\n")
end

function maker:put(...)
  for i = 1, select("#", ...) do self.out[#self.out + 1] = (select(i, ...)) end
end

--- A table or function that was written before is its number.
function maker:again(value)
  if self.seen[value] then
    self:put("@", tostring(self.seen[value]))
    return true
  end
  self.count = self.count + 1
  self.seen[value] = self.count
  return false
end

function maker:table(t)
  if self:again(t) then return end
  local list = {}
  for key in next, t do
    list[#list + 1] = { type(key) .. (type(key) == "number" and ("%.17g"):format(key)
      or type(key) == "string" and key or tostring(key)), key }
  end
  table.sort(list, function(a, b) return a[1] < b[1] end)
  self:put "{"
  for _, item in ipairs(list) do
    self:value(item[2])
    self:put "="
    self:value(t[item[2]])
    self:put ";"
  end
  self:put "}"
end

--- Functions of a script, told apart by their text. Two that begin on one line have the
-- same text: then the compiled code says which one it is.
function maker:script_function(fn, info, text)
  local words = keys.words(lines_of(text, info.linedefined, info.lastlinedefined))
  self:put("function ", table.concat(words, " "), "\n")
  local begun = keys.words(lines_of(text, info.linedefined, info.linedefined))
  local functions = 0
  for _, word in ipairs(begun) do functions = functions + (word == "function" and 1 or 0) end
  if functions > 1 then self:put(("%q"):format(string.dump(fn, true))) end
  for i = 1, 60 do
    local name, value = debug.getupvalue(fn, i)
    if not name then break end
    self:put(name, "=")
    self:value(value)
    self:put "\n"
  end
  local used = {}
  for _, word in ipairs(words) do
    if self.globals[word] ~= nil and not used[word] then
      used[word] = true
      self:put("global ", word, "=")
      self:value(self.globals[word])
    end
  end
end

function maker:value(value)
  local kind = type(value)
  if kind == "number" then
    self:put(("%.17g"):format(value))
  elseif kind == "string" then
    self:put(("%q"):format(value))
  elseif kind == "table" then
    self:table(value)
  elseif kind == "function" then
    local info = debug.getinfo(value, "S")
    local text = self.texts[info.source]
    if not text then
      self:put "tide's own"
    elseif not self:again(value) then
      self:script_function(value, info, text)
    end
  else
    self:put(tostring(value))
  end
end

--- @param spec  what stdlib.expr.define read
-- @param texts  { [source name] = text } of the script's files
-- @param globals  { name = value } that the script made
-- @return text
function identity.of(spec, texts, globals)
  local m = { out = {}, seen = {}, count = 0, texts = texts, globals = globals }
  setmetatable(m, maker)
  for _, key in ipairs { "inputs", "outputs", "sparse" } do
    m:put(key, "=")
    m:value(spec[key])
  end
  local functions = spec.custom
  for _, key in ipairs { "batch", "start", "step", "warmup", "window" } do
    m:put(key, "=")
    m:value(functions[key])
  end
  m:put "lookback="
  m:value(functions.constant_lookback or functions.lookback)
  return table.concat(m.out)
end

return identity
