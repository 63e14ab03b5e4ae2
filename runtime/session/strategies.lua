--- Strategies of a session: files that are read again when they changed, and tables.
local failure = require "runtime.failure"
local loader = require "runtime.loader"
local terminal = require "runtime.terminal"

local strategies = {}

local class = {}
class.__index = class
strategies.class = class

local function text_of(path)
  local file = io.open(path, "rb")
  local text = file and file:read "*a"
  if file then file:close() end
  return text or ""
end

--- The texts of a strategy and of the files with indicators that it uses.
local function texts_of(path, loaded)
  local texts = { [path] = text_of(path) }
  for _, place in pairs(loaded.defined or {}) do
    if place.file then texts[place.file] = text_of(place.file) end
  end
  return texts
end

local function read(self)
  local loaded, message, usage = loader.load(self.path)
  if not loaded then failure.raise(message, usage and failure.USAGE) end
  self.loaded, self.texts = loaded, texts_of(self.path, loaded)
  self.name = loaded.name
end

--- @return a strategy of a file
function strategies.load(path)
  local self = setmetatable({ path = path }, class)
  read(self)
  return self
end

--- A strategy of a table, as strategy { ... } takes it.
function strategies.of_table(t)
  if type(t) ~= "table" then failure.raise "strategy takes a table in braces, or load a file" end
  local name = type(t.name) == "string" and t.name or "strategy"
  return setmetatable({ table = t, name = name }, class)
end

function strategies.is(value) return getmetatable(value) == class end

--- Read the file of a strategy again when it changed, and say so. One that cannot be read is a
-- failure: what it was before would answer another question.
function strategies.refresh(self)
  if not self.path then return end
  for path, text in pairs(self.texts) do
    if text_of(path) ~= text then
      read(self)
      terminal.clear()
      io.stderr:write(("tide: %s changed: loaded again\n"):format(path))
      return
    end
  end
end

function class:__tostring() return ("strategy %s"):format(self.name) end

return strategies
