--- The numbers that regimes are defined by: config/regimes.lua, and what a file of the user's puts
-- in their place, checked key by key.
local hint = require "stdlib.expr.hint"
local plain = require "stdlib.plain"

local config = {}

local DEFAULT = TIDE_ROOT .. "/config/regimes.lua"

local function whole(least, most) return { bounds = { least, most }, whole = true } end
local function number(least, most) return { bounds = { least, most } } end
-- The bound itself is out of range.
local function inside(least, most) return { bounds = { least, most }, open = true } end

local WEIGHT = number(0, 100)

-- What each key may hold; config/regimes.lua says it in words.
local SCHEMA = {
  trend = {
    days = whole(10, 1000), slope = whole(1, 500), full = number(0.1, 10), edge = inside(0, 1),
    confirm = whole(1, 60),
    weights = { position = WEIGHT, slope = WEIGHT, drawdown = WEIGHT, breadth = WEIGHT },
  },
  drawdown = { days = whole(20, 5000), deep = number(0.1, 10) },
  breadth = { least = whole(1, 1000), stale = whole(1, 365) },
  volatility = {
    usual = whole(10, 1000), days = whole(5, 250), rank = whole(50, 2000),
    high = inside(50, 100), low = inside(0, 50),
  },
  crisis = {
    days = whole(2, 365), fall = number(0.01, 0.99), sigmas = number(0.5, 20),
    hold = whole(0, 250),
  },
  economy = {
    measure = { "change", "difference", "level" }, days = whole(1, 5000),
    boom = number(-1e12, 1e12), recession = number(-1e12, 1e12), full = inside(0, 1e12),
    lag = number(0, 1000), stale = number(1, 5000),
  },
}

local function refuse(...) error({ message = string.format(...) }, 0) end

local function keys_of(t)
  local list = {}
  for key in pairs(t) do list[#list + 1] = key end
  table.sort(list)
  return list
end

local function shown(value) return type(value) == "string" and ("'%s'"):format(value)
  or type(value) == "number" and ("%.14g"):format(value) or "a " .. type(value) end

local function check_word(path, words, value)
  for _, word in ipairs(words) do
    if value == word then return end
  end
  refuse("%s: expected %s, found %s", path, table.concat(words, ", "), shown(value))
end

local function check_number(path, rule, value)
  local x = type(value) == "number" and value == value and value
  local least, most = unpack(rule.bounds)
  local fits = x and x >= least and x <= most and not (rule.whole and x ~= math.floor(x))
    and not (rule.open and (x == least or x == most))
  if not fits then
    refuse(rule.open and "%s: expected a number above %.10g and below %.10g, found %s"
      or rule.whole and "%s: expected a whole number from %.10g to %.10g, found %s"
      or "%s: expected a number from %.10g to %.10g, found %s",
      path, least, most, shown(value))
  end
end

--- Put the keys that are given into a copy of others.
local function merge(path, schema, before, given)
  local made = {}
  for key, value in pairs(before) do made[key] = value end
  for _, key in ipairs(keys_of(given)) do
    local rule, value, where = schema[key], given[key], ("%s%s"):format(path, tostring(key))
    if not rule then refuse("unknown key '%s'%s", where, hint(key, keys_of(schema))) end
    if rule[1] then
      check_word(where, rule, value)
    elseif rule.bounds then
      check_number(where, rule, value)
    elseif type(value) ~= "table" then
      refuse("%s: expected a table, found %s", where, shown(value))
    else
      value = merge(where .. ".", rule, before[key] or {}, value)
    end
    made[key] = value
  end
  return made
end

local function check_whole(c)
  local w = c.trend.weights
  if w.position + w.slope + w.drawdown <= 0 then
    refuse "trend.weights: position, slope and drawdown cannot all be 0"
  end
  if c.economy.boom == c.economy.recession then
    refuse "economy.boom and economy.recession are the same: nothing lies between them"
  end
end

local function read(path)
  local value, message = plain.load(path, "regimes are defined")
  if not value then refuse("%s", message) end
  return value
end

local function complete(given, label)
  local ok, made = pcall(merge, "", SCHEMA, config.default or {}, given)
  if ok then ok, made = pcall(function() check_whole(made) return made end) end
  if ok then return made end
  if type(made) ~= "table" then error(made, 0) end
  refuse("%s%s", label and label .. ": " or "", made.message)
end

local function guarded(f)
  local ok, made = pcall(f)
  if ok then return made end
  if type(made) ~= "table" then error(made, 0) end
  return nil, made.message
end

config.default = complete(read(DEFAULT), DEFAULT)

--- The default with other values for some keys.
-- @param given  { trend = { days = 50 }, ... }, or nil
-- @return the whole table, or nil and what is wrong
function config.make(given) return guarded(function() return complete(given or {}) end) end

--- The same from a file that returns such a table.
-- @return the whole table, or nil and a message that names the file
function config.load(path) return guarded(function() return complete(read(path), path) end) end

return config
