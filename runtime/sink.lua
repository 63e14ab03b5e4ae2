--- Where strategies that are made go: stdout, a file, or a list; add, then finish or discard.
--
-- A strategy is { name, hash, text = a line of JSON }.
local failure = require "runtime.failure"
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
  local is_device = path:find "^/dev/" -- is written to; a file must not take its place
  local self = setmetatable({ path = path, written = is_device and path or path .. PART }, file)
  local message
  self.handle, message = io.open(self.written, "wb")
  if not self.handle then fail(self, message) end
  return self
end

return sink
