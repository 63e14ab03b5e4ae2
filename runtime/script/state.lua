--- The state of a script as bytes, and back: ctx.state lives on when its process does not.
local buffer = require "string.buffer"

local state = {}

--- How many bytes it may have: each change of it goes to the host.
state.MOST_BYTES = 256 * 1024

local MARK = "S" -- of bytes that are a state
local MOST_DEPTH = 50

local PLAIN = { number = true, string = true, boolean = true }

local function name_of(path, key)
  if type(key) == "string" and key:find "^[%a_][%w_]*$" then return path .. "." .. key end
  return ("%s[%s]"):format(path, type(key) == "string" and ("%q"):format(key) or tostring(key))
end

local check

local function refuse(path, what)
  error(("%s: %s cannot be kept in the state of a script: it has tables, texts, numbers and "
    .. "true or false"):format(path, what), 0)
end

-- Names are made where something is wrong, not before.
local function check_table(t, path, depth)
  if getmetatable(t) ~= nil then refuse(path(), "a table with a metatable") end
  if depth > MOST_DEPTH then
    refuse(path(), ("a table in more than %d tables, perhaps in itself,"):format(MOST_DEPTH))
  end
  for key, value in next, t do
    if not PLAIN[type(key)] then refuse(path(), ("a key that is a %s"):format(type(key))) end
    if not PLAIN[type(value)] then
      check(value, function() return name_of(path(), key) end, depth + 1)
    end
  end
end

function check(value, path, depth)
  if type(value) ~= "table" then refuse(path(), "a " .. type(value)) end
  check_table(value, path, depth)
end

local function root() return "ctx.state" end

--- @return its bytes; raises a text that names what cannot be kept
function state.pack(t)
  if type(t) ~= "table" then
    error(("ctx.state is a %s, and has to be a table"):format(type(t)), 0)
  end
  check(t, root, 1)
  local bytes = MARK .. buffer.encode(t)
  if #bytes > state.MOST_BYTES then
    error(("ctx.state has %d bytes, and %d are the most"):format(#bytes, state.MOST_BYTES), 0)
  end
  return bytes
end

--- Do these bytes say that they are a state?
function state.marked(bytes) return bytes:byte(1) == MARK:byte() end

--- Only in the box: whoever wrote the bytes may have been anything.
function state.unpack(bytes)
  local ok, t = pcall(buffer.decode, bytes:sub(2))
  if ok and bytes:sub(1, 1) == MARK and type(t) == "table" then return t end
  error("its state is damaged", 0)
end

return state
