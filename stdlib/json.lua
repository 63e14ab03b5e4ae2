--- JSON text of Lua values, exact, ordered, the same bytes each time; and back.
--
--     json.encode(json.object { "name", "breakout", "sharpe", 0 / 0 })
--     --> {"name":"breakout","sharpe":null}
--
-- Numbers are the shortest text that reads back as the same double; NaN and
-- infinity, which JSON does not have, are null.
local ffi = require "ffi"
local C = require("stdlib.host").C

local json = {}

--- What encode writes as null where Lua's nil would end a list or drop a key.
json.null = setmetatable({}, { __tostring = function() return "null" end })

local Object, Array, Verbatim = {}, {}, {}

--- An object whose members keep this order.
-- @param members  {key, value, key, value ...}; a nil value is null
-- @param count    how many entries members has, needed when the last value may be nil
function json.object(members, count)
  local keys, values = {}, {}
  for i = 1, count or #members, 2 do
    keys[#keys + 1] = members[i]
    values[#keys] = members[i + 1]
  end
  return setmetatable({ keys = keys, values = values }, Object)
end

--- An object of these keys of a table, in their order; what is not there is null.
function json.pick(keys, values)
  local names, picked = {}, {}
  for i, key in ipairs(keys) do names[i], picked[i] = key, values[key] end
  return setmetatable({ keys = names, values = picked }, Object)
end

--- Add or replace a member of an ordered object.
function json.put(object, key, value)
  local at = #object.keys + 1
  for i, known in ipairs(object.keys) do
    if known == key then at = i end
  end
  object.keys[at], object.values[at] = key, value
  return object
end

--- A list, even when it is empty. @param count  needed when elements may be nil
function json.array(list, count)
  return setmetatable({ list = list, count = count or #list }, Array)
end

--- Text that is JSON already: long base64 need not be searched for what to escape.
function json.verbatim(text) return setmetatable({ text = text }, Verbatim) end

--- The shortest text that reads back as the same double; "null" for NaN and infinity.
function json.number(x)
  if x ~= x or x == math.huge or x == -math.huge then return "null" end
  -- below the normal range a double has fewer digits of its own
  for digits = math.abs(x) < 2.2250738585072014e-308 and 1 or 15, 16 do
    local text = ("%." .. digits .. "g"):format(x)
    if tonumber(text) == x then return text end
  end
  return ("%.17g"):format(x)
end

local ESCAPES = { ['"'] = '\\"', ["\\"] = "\\\\", ["\b"] = "\\b", ["\f"] = "\\f", ["\n"] = "\\n",
  ["\r"] = "\\r", ["\t"] = "\\t" }

local function escape(c) return ESCAPES[c] or ("\\u%04x"):format(c:byte()) end

--- A string in quotes. Bytes above 127 stay as they are: the text is UTF-8.
function json.string(s) return '"' .. s:gsub('[%c"\\\127]', escape) .. '"' end

local write

local function write_list(out, list, count)
  out[#out + 1] = "["
  for i = 1, count do
    if i > 1 then out[#out + 1] = "," end
    write(out, list[i])
  end
  out[#out + 1] = "]"
end

local function write_members(out, keys, values)
  out[#out + 1] = "{"
  for i, key in ipairs(keys) do
    out[#out + 1] = (i > 1 and "," or "") .. json.string(tostring(key)) .. ":"
    write(out, values[i])
  end
  out[#out + 1] = "}"
end

-- Objects that decode made, and their keys as they were written; lists are false.
local orders = setmetatable({}, { __mode = "k" })

-- The keys of an object: those it was read with first, the others sorted.
local function keys_of(t)
  local keys, others, read = {}, {}, {}
  for _, key in ipairs(orders[t] or {}) do
    if t[key] ~= nil and not read[key] then keys[#keys + 1], read[key] = key, true end
  end
  for key in pairs(t) do
    if not read[key] then others[#others + 1] = key end
  end
  table.sort(others, function(a, b) return tostring(a) < tostring(b) end)
  for _, key in ipairs(others) do keys[#keys + 1] = key end
  return keys
end

local function write_table(out, t)
  if t[1] ~= nil or orders[t] == false then return write_list(out, t, #t) end
  local keys, values = keys_of(t), {}
  for i, key in ipairs(keys) do values[i] = t[key] end
  write_members(out, keys, values)
end

function write(out, value)
  local kind, meta = type(value), getmetatable(value)
  if value == nil or value == json.null then
    out[#out + 1] = "null"
  elseif kind == "number" then
    out[#out + 1] = json.number(value)
  elseif kind == "boolean" then
    out[#out + 1] = tostring(value)
  elseif kind == "string" then
    out[#out + 1] = json.string(value)
  elseif kind == "cdata" and (ffi.istype("int64_t", value) or ffi.istype("uint64_t", value)) then
    out[#out + 1] = (tostring(value):gsub("U?LL$", ""))
  elseif kind ~= "table" then
    error("JSON has no " .. kind, 0)
  elseif meta == Verbatim then
    out[#out + 1] = value.text
  elseif meta == Object then
    write_members(out, value.keys, value.values)
  elseif meta == Array then
    write_list(out, value.list, value.count)
  else
    write_table(out, value)
  end
end

--- The JSON text of a value, without spaces or a final newline. A plain table
-- is a list when it has a [1], else an object with its keys sorted; what decode made is
-- written in the order it was read in.
function json.encode(value)
  local out = {}
  write(out, value)
  return table.concat(out)
end

--- The keys of an object that decode made, in the order of the text.
function json.keys(object) return orders[object] or nil end

local read

local readers = {
  [C.TIDE_JSON_NULL] = function() return json.null end,
  [C.TIDE_JSON_FALSE] = function() return false end,
  [C.TIDE_JSON_TRUE] = function() return true end,
  [C.TIDE_JSON_NUMBER] = function(v) return C.tide_json_number(v) end,
  [C.TIDE_JSON_TEXT] = function(v)
    local size = ffi.new "int32_t[1]"
    local text = C.tide_json_text(v, size)
    return ffi.string(text, size[0])
  end,
  [C.TIDE_JSON_LIST] = function(v)
    local list = {}
    for i = 1, C.tide_json_size(v) do list[i] = read(C.tide_json_item(v, i - 1)) end
    orders[list] = false
    return list
  end,
  [C.TIDE_JSON_OBJECT] = function(v)
    local object, keys, member = {}, {}, ffi.new "tide_json_member"
    while C.tide_json_next(v, member) do
      local key = ffi.string(member.name)
      keys[#keys + 1], object[key] = key, read(member.value)
    end
    orders[object] = keys
    return object
  end,
}

function read(v) return readers[C.tide_json_kind(v)](v) end

--- The value of a JSON text, an object or a list: plain tables; null is json.null.
-- @return the value, or nil and what is wrong with the text, with its line
function json.decode(text)
  local message = ffi.new "tide_error"
  local document = C.tide_json_read(text, #text, message)
  if document == nil then return nil, ffi.string(message.text) end
  document = ffi.gc(document, C.tide_json_free)
  return (read(document))
end

return json
