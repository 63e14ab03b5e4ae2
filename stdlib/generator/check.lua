--- What is wrong with a grammar, said so that its author finds it.
local indicators = require "stdlib.indicators"
local nearest = require "stdlib.nearest"
local terms = require "stdlib.generator.terms"
local time = require "stdlib.generator.timeframe"

local check = {}

local function fail(key, ...)
  error({ key = key, message = key .. ": " .. string.format(...) }, 0)
end

local function describe(value)
  if type(value) == "string" then return ("'%s'"):format(value) end
  if type(value) == "table" then return "a table" end
  return tostring(value)
end

local function sorted_keys(t)
  local keys = {}
  for key in pairs(t) do keys[#keys + 1] = key end
  table.sort(keys, function(a, b) return tostring(a) < tostring(b) end)
  return keys
end

local function number(key, value, least, most)
  if type(value) ~= "number" or value ~= value or value < least or value > most then
    fail(key, "expected a number from %g to %g, found %s", least, most, describe(value))
  end
end

local function whole(key, value, least, most)
  number(key, value, least, most)
  if value % 1 ~= 0 then fail(key, "expected a whole number, found %g", value) end
end

local function list(key, value)
  if type(value) ~= "table" then fail(key, "expected a list, found %s", describe(value)) end
  for k in pairs(value) do
    if type(k) ~= "number" then
      fail(key, "expected a list, found the key '%s' in it", tostring(k))
    end
  end
end

--- Every key of `value` is one of `known`.
local function members(key, value, known)
  if type(value) ~= "table" then fail(key, "expected a table, found %s", describe(value)) end
  local names = sorted_keys(known)
  for _, name in ipairs(sorted_keys(value)) do
    if known[name] == nil then
      fail(key == "" and tostring(name) or key .. "." .. tostring(name), "there is no such key%s",
        nearest.hint(tostring(name), names))
    end
  end
end

local function weights(key, value, known)
  members(key, value, known)
  local sum = 0
  for _, name in ipairs(sorted_keys(value)) do
    number(key .. "." .. name, value[name], 0, 1e6)
    sum = sum + value[name]
  end
  if sum == 0 then fail(key, "every weight is 0: there is nothing to choose from") end
end

local function shares(key, value, known)
  members(key, value, known)
  for _, name in ipairs(sorted_keys(value)) do number(key .. "." .. name, value[name], 0, 1) end
end

local function range(key, value, least, most)
  members(key, value, { min = true, max = true })
  whole(key .. ".min", value.min, least, most)
  whole(key .. ".max", value.max, value.min, most)
end

local function grid(key, value, least, most)
  list(key, value)
  if #value ~= 3 then fail(key, "expected { from, to, step }, found %d numbers", #value) end
  number(key .. "[1]", value[1], least, most)
  number(key .. "[2]", value[2], value[1], most)
  number(key .. "[3]", value[3], 1e-9, 1e9)
end

local function names(key, value)
  list(key, value)
  local known = {}
  for _, list_ in ipairs { indicators.list, terms.FIELDS } do
    for _, one in ipairs(list_) do known[one.name], known[one.group] = true, true end
  end
  local words = sorted_keys(known)
  for i, word in ipairs(value) do
    if not known[word] then
      fail(("%s[%d]"):format(key, i), "unknown indicator or group %s%s", describe(word),
        nearest.hint(tostring(word), words))
    end
  end
end

local function levels(key, value)
  local known = {}
  for _, spec in ipairs(indicators.list) do
    known[spec.name] = true
    for _, output in ipairs(spec.outputs) do known[spec.name .. "." .. output] = true end
  end
  members(key, value, known)
  for _, name in ipairs(sorted_keys(value)) do
    if value[name] ~= false then
      grid(("%s[\"%s\"]"):format(key, name), value[name], -1e9, 1e9)
    end
  end
end

local function params(key, value)
  local known = {}
  for _, spec in ipairs(indicators.list) do
    for _, p in ipairs(spec.params) do known[spec.name .. "." .. p.name] = p end
  end
  members(key, value, known)
  for _, name in ipairs(sorted_keys(value)) do
    local at, p = ("%s[\"%s\"]"):format(key, name), known[name]
    grid(at, value[name], p.min, p.max)
    for i = 1, p.integer and 3 or 0 do
      whole(("%s[%d]"):format(at, i), value[name][i], -1e9, 1e9)
    end
  end
end

--- Weights of indicators and columns; those without one weigh 1.
local function likely(key, value)
  local known = {}
  for _, each in ipairs { indicators.list, terms.FIELDS } do
    for _, one in ipairs(each) do known[one.name] = true end
  end
  members(key, value, known)
  for _, name in ipairs(sorted_keys(value)) do number(key .. "." .. name, value[name], 0, 1000) end
end

local function timeframes(key, value)
  list(key, value)
  for i, name in ipairs(value) do
    if type(name) ~= "string" or not time.parse(name) then
      fail(("%s[%d]"):format(key, i), "expected a time frame like \"4h\" or \"1d\", found %s",
        describe(name))
    end
  end
end

-- Where stops can stand, by what measures them.
local MEASURES = { percent = { 0.01, 99 }, atr = { 0.01, 1000 }, bars = { 1, 1e6 } }

local function stops(key, value, default)
  members(key, value, default)
  for _, name in ipairs(sorted_keys(value)) do
    local at = key .. "." .. name
    members(at, value[name], default[name])
    if not next(value[name]) then fail(at, "expected one of its measures, found none") end
    for _, measure in ipairs(sorted_keys(value[name])) do
      grid(at .. "." .. measure, value[name][measure], unpack(MEASURES[measure]))
    end
  end
end

local checks = {
  sides = weights, inputs = weights, conditions = weights, modifiers = shares, exits = shares,
  indicators = names, exclude = names, timeframes = timeframes, stops = stops,
  levels = levels, params = params, weights = likely,
  periods = function(key, value) range(key, value, 1, 5000) end,
  bars = function(key, value) range(key, value, 1, 5000) end,
  entry = function(key, value) range(key, value, 1, 20) end,
  exit = function(key, value) range(key, value, 1, 20) end,
  limits = function(key, value, known)
    members(key, value, known)
    whole(key .. ".indicators", value.indicators, 0, 100)
    whole(key .. ".conditions", value.conditions, 1, 100)
    whole(key .. ".timeframes", value.timeframes, 1, 20)
    number(key .. ".complexity", value.complexity, 1, 1e6)
  end,
}

local function run(grammar, default)
  members("", grammar, default)
  for _, key in ipairs(sorted_keys(checks)) do checks[key](key, grammar[key], default[key]) end
  local e = grammar.exits
  if e.signal + e.stop_loss + e.trailing_stop + e.time_stop == 0 then
    fail("exits", "what loses would never be left: give signal, stop_loss, trailing_stop or "
      .. "time_stop a share above 0")
  end
  if grammar.entry.min > grammar.limits.conditions then
    fail("entry.min", "%d conditions at least, but limits.conditions is %d", grammar.entry.min,
      grammar.limits.conditions)
  end
end

--- @param grammar  a whole grammar: the author's keys over those of the default
-- @param default  the default grammar: what keys there are
-- @return true, or nil, a message, and the key it is about
function check.run(grammar, default)
  local ok, raised = pcall(run, grammar, default)
  if ok then return true end
  if type(raised) ~= "table" then error(raised, 0) end
  return nil, raised.message, raised.key
end

return check
