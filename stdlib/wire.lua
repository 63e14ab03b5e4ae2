--- Plain values as text and back, exactly. What comes back may have been written
-- by anybody: reading takes memory in
-- proportion to the text, and checks all.
--
--   z nil   t true   f false   n<number>;   s<length>:<bytes>   {<key><value>...}
local wire = {}

local MAX_DEPTH = 32

local function write(value, out, depth)
  local kind = type(value)
  if kind == "nil" then
    out[#out + 1] = "z"
  elseif kind == "boolean" then
    out[#out + 1] = value and "t" or "f"
  elseif kind == "number" then
    out[#out + 1] = ("n%.17g;"):format(value)
  elseif kind == "string" then
    out[#out + 1] = ("s%d:"):format(#value)
    out[#out + 1] = value
  elseif kind == "table" and depth < MAX_DEPTH then
    out[#out + 1] = "{"
    for key, item in pairs(value) do
      write(key, out, depth + 1)
      write(item, out, depth + 1)
    end
    out[#out + 1] = "}"
  else
    error("wire.encode: cannot write a " .. kind)
  end
end

--- Nested tables of text, numbers and booleans; raises for anything else.
function wire.encode(value)
  local out = {}
  write(value, out, 0)
  return table.concat(out)
end

local LONG = 64 * 1024 -- bytes

--- The same as a list of texts that stand one after the other: a long text in it is not copied.
function wire.pieces(value)
  local out, list, from = {}, {}, 1
  write(value, out, 0)
  for i, text in ipairs(out) do
    if #text >= LONG then
      list[#list + 1] = table.concat(out, "", from, i - 1)
      list[#list + 1], from = text, i + 1
    end
  end
  list[#list + 1] = table.concat(out, "", from)
  return list
end

local read

local readers = {
  z = function(_, at) return nil, at end,
  t = function(_, at) return true, at end,
  f = function(_, at) return false, at end,
  n = function(text, at)
    local stop = text:find(";", at, true)
    local number = stop and stop - at < 40 and tonumber(text:sub(at, stop - 1))
    if not number then error("bad number", 0) end
    return number, stop + 1
  end,
  s = function(text, at)
    local digits, stop = text:match("^(%d%d?%d?%d?%d?%d?%d?%d?):()", at)
    local last = digits and stop + tonumber(digits) - 1
    if not last or last > #text then error("bad text", 0) end
    return text:sub(stop, last), last + 1
  end,
  ["{"] = function(text, at, depth)
    local result = {}
    while text:sub(at, at) ~= "}" do
      local key, value
      key, at = read(text, at, depth + 1)
      value, at = read(text, at, depth + 1)
      if key == nil or key ~= key then error("bad key", 0) end
      result[key] = value
    end
    return result, at + 1
  end,
}

function read(text, at, depth)
  local reader = readers[text:sub(at, at)]
  if not reader or depth > MAX_DEPTH then error("bad value", 0) end
  return reader(text, at + 1, depth)
end

--- Read values that stand one after the other. A part at the end that is not a
-- whole value is left out: its writer was stopped.
-- @return list of values, whether all of the text was read, and where what was not begins
function wire.decode_all(text)
  local values, at = {}, 1
  while at <= #text do
    local ok, value, stop = pcall(read, text, at, 0)
    if not ok then return values, false, at end
    values[#values + 1] = value
    at = stop
  end
  return values, true, at
end

return wire
