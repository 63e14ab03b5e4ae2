--- The configuration of a session: config/default.lua, a file of the user's over it, options over
-- both.
local failure = require "runtime.failure"
local files = require "runtime.files"
local keys = require "runtime.config.keys"
local nearest = require "stdlib.nearest"

local config = {}

local DEFAULT = "config/default.lua"

local function read(path)
  local text = files.read(path)
  local chunk, message = load(text, "@" .. path, "t", { math = { huge = math.huge } })
  local ok, made = false, message
  if chunk then ok, made = pcall(chunk) end
  if not ok then failure.raise((tostring(made))) end
  if type(made) ~= "table" then
    failure.raise(("%s: expected a table like { speed = 60 }, found %s"):format(path, type(made)))
  end
  return made
end

-- { ["scripts.max_errors"] = 10 }
local function flat(path, t, prefix, made)
  for key, value in pairs(t) do
    if type(key) ~= "string" then
      failure.raise(("%s: expected names, found the key %s"):format(path, tostring(key)))
    end
    local name = prefix .. key
    if type(value) == "table" then flat(path, value, name .. ".", made) else made[name] = value end
  end
  return made
end

local function check(path, values)
  local known, names = {}, {}
  for i, key in ipairs(keys) do known[key[1]], names[i] = key, key[1] end
  local sorted = {}
  for name in pairs(values) do sorted[#sorted + 1] = name end
  table.sort(sorted)
  for _, name in ipairs(sorted) do
    local key, value = known[name], values[name]
    if not key then
      failure.raise(("%s: unknown key '%s'%s"):format(path, name, nearest.hint(name, names)))
    end
    if not key[2].is(value) then
      failure.raise(("%s: %s: expected %s, found %s"):format(path, name, key[2].wanted,
        tostring(value)))
    end
  end
  return values
end

--- Values by name ("scripts.max_errors").
-- @param path   of the user's file, or nil
-- @param given  values that options say, by name
-- @return the values; raises a failure
function config.load(path, given)
  local default = TIDE_ROOT .. "/" .. DEFAULT
  local values = check(default, flat(default, read(default), "", {}))
  if path then
    local own = check(path, flat(path, read(path), "", {}))
    for name, value in pairs(own) do values[name] = value end
  end
  for name, value in pairs(given) do values[name] = value end
  if values.speed == "max" then values.speed = math.huge end
  return values
end

--- Take up what has changed, where it may be while a session runs.
-- @return names that were taken up, and names that were not
function config.update(values, fresh)
  local taken, left = {}, {}
  for _, key in ipairs(keys) do
    local name = key[1]
    if values[name] ~= fresh[name] then
      if key[3] then values[name] = fresh[name] end
      table.insert(key[3] and taken or left, name)
    end
  end
  return taken, left
end

return config
