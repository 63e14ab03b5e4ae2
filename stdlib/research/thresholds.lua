--- The numbers that a validation compares with: config/validation.lua, what a file of the user's
-- puts in their place, and what a type of strategy need not do; checked key by key.
local checklist = require "stdlib.research.checklist"
local hint = require "stdlib.expr.hint"
local plain = require "stdlib.plain"

local thresholds = {}

local DEFAULT = TIDE_ROOT .. "/config/validation.lua"

local function refuse(...) error({ message = string.format(...) }, 0) end

local function keys_of(t)
  local list = {}
  for key in pairs(t) do list[#list + 1] = tostring(key) end
  table.sort(list)
  return list
end

local function shown(value)
  return type(value) == "string" and ("'%s'"):format(value)
    or type(value) == "table" and "a table" or tostring(value)
end

local function is_number(x) return type(x) == "number" and x == x and math.abs(x) < math.huge end

-- Put numbers, or false, into a copy of others.
local function merge(path, known, before, given, can_be_false)
  if type(given) ~= "table" then refuse("%s: expected a table, found %s", path, shown(given)) end
  local made = {}
  for key, value in pairs(before) do made[key] = value end
  for _, key in ipairs(keys_of(given)) do
    local value = given[key]
    if known[key] == nil then
      refuse("%s: unknown key '%s'%s", path, key, hint(key, keys_of(known)))
    end
    if not is_number(value) and not (can_be_false and value == false) then
      refuse("%s.%s: expected a number%s, found %s", path, key, can_be_false and " or false" or "",
        shown(value))
    end
    made[key] = value
  end
  return made
end

local function merge_types(before, given)
  local made = {}
  for name, checks in pairs(before) do made[name] = checks end
  if type(given) ~= "table" then refuse("types: expected a table, found %s", shown(given)) end
  for _, name in ipairs(keys_of(given)) do
    made[name] = merge("types." .. name, checklist.by_name, before[name] or {}, given[name], true)
  end
  return made
end

local PARTS = { share = true, patience = true, checks = true, red_flags = true, types = true }

local function complete(given, before)
  for _, key in ipairs(keys_of(given)) do
    if not PARTS[key] then refuse("unknown key '%s'%s", key, hint(key, keys_of(PARTS))) end
  end
  local flags = before and before.red_flags or given.red_flags
  before = before or { checks = {}, red_flags = {}, types = {} }
  local made = {
    checks = merge("checks", checklist.by_name, before.checks, given.checks or {}, true),
    red_flags = merge("red_flags", flags, before.red_flags, given.red_flags or {}),
    types = merge_types(before.types, given.types or {}),
  }
  for _, key in ipairs { "share", "patience" } do
    made[key] = given[key] == nil and before[key] or given[key]
    if not is_number(made[key]) or made[key] < 0 then
      refuse("%s: expected a number from 0 on, found %s", key, shown(made[key]))
    end
  end
  return made
end

local function guarded(label, f)
  local ok, made = pcall(f)
  if ok then return made end
  if type(made) ~= "table" or not made.message then error(made, 0) end
  return nil, ("%s: %s"):format(label, made.message)
end

local function load(path, before)
  local given, message = plain.load(path, "checks are defined")
  if not given then return nil, message end
  return guarded(path, function() return complete(given, before) end)
end

thresholds.default = assert(load(DEFAULT))

--- The numbers for one type of strategy.
-- @param path  a file with what differs (optional)
-- @param kind  a key of types (optional)
-- @return { share, patience, checks = { [name] = number or false }, red_flags, types, kind }, or
--   nil and a message
function thresholds.load(path, kind)
  local made, message = thresholds.default, nil
  if path then made, message = load(path, thresholds.default) end
  if not made then return nil, message end
  local of_kind = {}
  if kind then
    of_kind = made.types[kind]
    if not of_kind then
      return nil, ("unknown type '%s'%s"):format(kind, hint(kind, keys_of(made.types)))
    end
  end
  return {
    share = made.share, patience = made.patience, red_flags = made.red_flags, types = made.types,
    checks = merge("types", checklist.by_name, made.checks, of_kind, true), kind = kind,
  }
end

return thresholds
