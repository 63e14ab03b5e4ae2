--- Where strategies that are made go: stdout, a list, a file, the store, or several of these; add,
-- then finish or discard.
--
-- A strategy is { name, hash, tree, text = a line of JSON }.
local failure = require "runtime.failure"
local files = require "runtime.files"
local strategies = require "stdlib.store.strategies"
local terminal = require "runtime.terminal"

local sink = {}

local function text_of(list)
  local lines = {}
  for i, one in ipairs(list) do lines[i] = one.text end
  lines[#lines + 1] = ""
  return table.concat(lines, "\n")
end

local stdout = { finish = function() end, discard = function() end }
stdout.__index = stdout

function stdout.add(_, list) terminal.write(text_of(list)) end

--- JSON Lines for the next program.
function sink.stdout() return setmetatable({}, stdout) end

local kept = { finish = function() end, discard = function() end }
kept.__index = kept

function kept:add(list)
  for _, one in ipairs(list) do self.list[#self.list + 1] = one end
end

--- A list in memory: its member `list`.
function sink.list() return setmetatable({ list = {} }, kept) end

local PART = ".part" -- of the name of a file that is not whole yet

local file = {}
file.__index = file

local function fail(self, message)
  local named = "^" .. self.written:gsub("%p", "%%%0") .. ": "
  local reason = tostring(message):gsub(named, "")
  failure.raise(("%s: cannot write the strategies: %s"):format(self.path, reason))
end

function file:add(list)
  local ok, message = self.handle:write(text_of(list))
  if not ok then fail(self, message) end
end

--- The file gets its name only now that it is whole.
function file:finish()
  local ok, message = self.handle:close()
  self.handle = nil
  if ok and self.written ~= self.path then ok, message = os.rename(self.written, self.path) end
  if not ok then fail(self, message) end
end

--- As if nothing had been written.
function file:discard()
  if self.handle then self.handle:close() end
  if self.written ~= self.path then os.remove(self.written) end
end

--- JSON Lines in a file, which replaces one of that name when it is finished.
function sink.file(path)
  local written = files.is_device(path) and path or path .. PART
  local self = setmetatable({ path = path, written = written }, file)
  local message
  self.handle, message = io.open(self.written, "wb")
  if not self.handle then fail(self, message) end
  return self
end

local stored = { finish = function() end, discard = function() end }
stored.__index = stored

function stored:add(list)
  local rows = {}
  for i, one in ipairs(list) do
    rows[i] = { hash = one.hash, name = one.name, json = one.text, origin = self.origin,
      complexity = one.tree.measure.complexity }
  end
  self.new = self.new + strategies.put(self.db, rows)
end

--- Rows of the store; its member `new` counts those that were not there. What was added stays.
-- @param origin  one of stdlib.store.strategies.ORIGINS
function sink.store(db, origin)
  return setmetatable({ db = db, origin = origin, new = 0 }, stored)
end

local several = {}
several.__index = several

for _, name in ipairs { "add", "finish", "discard" } do
  several[name] = function(self, ...)
    for _, one in ipairs(self) do one[name](one, ...) end
  end
end

--- All of a list.
function sink.all(list) return setmetatable(list, several) end

return sink
