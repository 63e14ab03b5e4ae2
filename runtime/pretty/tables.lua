--- Tables of Lua for people: what fits on a line stands on one, records of one kind as a table.
local format = require "stdlib.report.format"
local grid = require "runtime.grid"
local layout = require "stdlib.layout"

local tables = {}

local MOST_ROWS, MOST_KEYS, MOST_DEPTH = 20, 40, 4

local function is_plain(value) return type(value) == "table" and getmetatable(value) == nil end

local function atom(value)
  if type(value) == "string" then
    local text = #value > 60 and value:sub(1, 57) .. "..." or value
    return ("%q"):format(text):gsub("\\\n", "\\n")
  end
  if type(value) == "number" then return ("%.14g"):format(value) end
  return (tostring(value):gsub("[%c]+", " "))
end

local function sorted_keys(t)
  local keys = {}
  for key in next, t do
    if not (type(key) == "number" and key >= 1 and key <= #t and key % 1 == 0) then
      keys[#keys + 1] = key
    end
  end
  table.sort(keys, function(a, b)
    if type(a) == type(b) and type(a) ~= "table" and type(a) ~= "boolean" then return a < b end
    return tostring(a) < tostring(b)
  end)
  return keys
end

local function key_text(key)
  return type(key) == "string" and key:match "^[%a_][%w_]*$" or ("[%s]"):format(atom(key))
end

local add

--- Everything on one line, or nil when it is longer than `room`.
local function inline(t, room, seen)
  local parts, used = {}, 4
  local function put(text)
    used = used + layout.columns(text) + 2
    parts[#parts + 1] = text
    return used <= room
  end
  local function value_text(value)
    if not is_plain(value) then return atom(value) end
    if seen[value] then return "{ again }" end
    seen[value] = true
    local text = inline(value, room - used, seen)
    seen[value] = nil
    return text
  end
  for _, value in ipairs(t) do
    local text = value_text(value)
    if not text or not put(text) then return nil end
  end
  for _, key in ipairs(sorted_keys(t)) do
    local text = value_text(t[key])
    if not text or not put(key_text(key) .. " = " .. text) then return nil end
  end
  return #parts == 0 and "{}" or "{ " .. table.concat(parts, ", ") .. " }"
end

local function add_value(lines, label, value, job, depth)
  local indent = ("  "):rep(depth)
  local room = job.width - #indent - layout.columns(label)
  local text = not is_plain(value) and atom(value) or job.seen[value] and "{ again }"
    or inline(value, room, job.seen)
  if text then
    lines[#lines + 1] = indent .. label .. text
  elseif depth >= MOST_DEPTH then
    lines[#lines + 1] = indent .. label .. "{ ... }"
  else
    lines[#lines + 1] = indent .. (label ~= "" and label or "") .. "{"
    job.seen[value] = true
    add(lines, value, job, depth + 1)
    job.seen[value] = nil
    lines[#lines + 1] = indent .. "}"
  end
end

function add(lines, t, job, depth)
  local keys, shown = sorted_keys(t), 0
  for _, value in ipairs(t) do
    shown = shown + 1
    if shown > MOST_ROWS then
      lines[#lines + 1] = ("%s... %s more"):format(("  "):rep(depth),
        format.decimal(#t - MOST_ROWS, 0))
      break
    end
    add_value(lines, "", value, job, depth)
  end
  for i, key in ipairs(keys) do
    if i > MOST_KEYS then
      lines[#lines + 1] = ("%s... %d more keys"):format(("  "):rep(depth), #keys - MOST_KEYS)
      break
    end
    add_value(lines, key_text(key) .. " = ", t[key], job, depth)
  end
end

local FIRST = {
  "symbol", "name", "side", "entry_time", "entry_price", "exit_time", "exit_price", "return", "pnl",
}

--- Keys of a list of records: those that are known come first.
local function record_keys(list)
  local first = list[1]
  if not is_plain(first) or #first > 0 or next(first) == nil then return nil end
  local keys, known = {}, {}
  for _, key in ipairs(FIRST) do
    if first[key] ~= nil then keys[#keys + 1], known[key] = key, true end
  end
  for _, key in ipairs(sorted_keys(first)) do
    if type(key) ~= "string" then return nil end
    if not known[key] then keys[#keys + 1] = key end
  end
  for _, row in ipairs(list) do
    if not is_plain(row) or #row > 0 then return nil end
  end
  return keys
end

local function record_cell(key, value)
  if value == nil then return "-" end
  if type(value) == "number" then
    if key:find "time$" and value > 1e11 then return require("stdlib.time").format(value) end
    return ("%.7g"):format(value)
  end
  if is_plain(value) then return inline(value, 24, {}) or "{ ... }" end
  return (tostring(value):gsub("%c+", " "))
end

local function records(list, keys, width)
  local columns, rows = {}, math.min(#list, MOST_ROWS)
  for c, key in ipairs(keys) do
    columns[c] = { title = key, left = type(list[1][key]) ~= "number" }
    for i = 1, rows do columns[c][i] = record_cell(key, list[i][key]) end
  end
  local lines = {}
  for line in grid.text(columns, rows, width - 2, 1):gmatch "[^\n]+" do
    lines[#lines + 1] = "  " .. line
  end
  if #list > rows then
    lines[#lines + 1] = ("  ... %s more"):format(format.decimal(#list - rows, 0))
  end
  return lines
end

--- @return list of lines
function tables.lines(t, width)
  local keys = #t > 1 and #sorted_keys(t) == 0 and record_keys(t)
  if keys then return records(t, keys, width) end
  local lines = {}
  add_value(lines, "", t, { width = width, seen = {} }, 0)
  return lines
end

--- One value that is no table.
tables.atom = atom

return tables
