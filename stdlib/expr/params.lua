--- int, number, choice and flag: what can be tuned in a strategy.
local hint_for = require "stdlib.expr.hint"

local params = {}

local RANGE = { "min", "max", "step" }
local KEYS = { int = RANGE, number = RANGE, choice = {}, flag = {} }
--- The keys of each kind of parameter, beside its default.
params.keys = KEYS

local EXAMPLE = {
  int = "int { 20, min = 5, max = 60 }",
  number = "number { 0.07, min = 0.02, max = 0.30 }",
  choice = 'choice { "sma", "ema" }',
  flag = "flag { true }",
}

local function is_number(value)
  return type(value) == "number" and value == value and math.abs(value) < 1e300
end

local function whole(value) return value == math.floor(value) end

local function check_keys(r, kind, options)
  for key in pairs(options) do
    local known = type(key) == "number" and (key == 1 or kind == "choice")
    for _, name in ipairs(KEYS[kind]) do known = known or key == name end
    if not known then
      r:fail("%s: unknown key '%s'%s: write %s", kind, tostring(key),
        hint_for(key, KEYS[kind]), EXAMPLE[kind])
    end
  end
end

local function numeric(r, kind, options)
  local spec = { kind = kind, default = options[1] }
  for _, name in ipairs(RANGE) do spec[name] = options[name] end
  for _, name in ipairs { "default", "min", "max", "step" } do
    local value = spec[name]
    local missing = value == nil and name ~= "default"
    if not missing and not (is_number(value) and (kind == "number" or whole(value))) then
      r:fail("%s: %s: expected %s, found %s: write %s", kind, name,
        kind == "int" and "a whole number" or "a number", r:describe(value), EXAMPLE[kind])
    end
  end
  if spec.min and spec.max and spec.min > spec.max then
    r:fail("%s: min %g is above max %g", kind, spec.min, spec.max)
  end
  if spec.min and spec.default < spec.min then
    r:fail("%s: the default %g is below min %g", kind, spec.default, spec.min)
  end
  if spec.max and spec.default > spec.max then
    r:fail("%s: the default %g is above max %g", kind, spec.default, spec.max)
  end
  if spec.step and spec.step <= 0 then r:fail("%s: step %g is not above 0", kind, spec.step) end
  return spec
end

local makers = { int = numeric, number = numeric }

function makers.choice(r, kind, options)
  local spec = { kind = kind, default = options[1], choices = {} }
  for i = 1, table.maxn(options) do
    local value = options[i]
    if type(value) ~= "string" or value == "" or #value > 64 then
      r:fail("choice: item %d: expected a text, found %s: write %s", i, r:describe(value),
        EXAMPLE.choice)
    end
    spec.choices[i] = value
  end
  if #spec.choices < 2 then r:fail("choice: it needs at least two: write " .. EXAMPLE.choice) end
  return spec
end

function makers.flag(r, kind, options)
  if type(options[1]) ~= "boolean" then
    r:fail("flag: expected true or false, found %s: write %s", r:describe(options[1]), EXAMPLE.flag)
  end
  return { kind = kind, default = options[1] }
end

--- Add int, number, choice and flag to a script's environment.
-- @return function(value) -> its spec or nil
function params.install(r, env)
  local class, specs, order = {}, {}, 0
  r:name_class(class, "a parameter")
  function class.__index(_, key)
    r:fail("a parameter has no '%s': inside `rules`, p.NAME is its value", tostring(key))
  end
  for kind, make in pairs(makers) do
    env[kind] = function(options)
      if type(options) ~= "table" then
        r:fail("%s takes a table in braces, found %s: write %s", kind, r:describe(options),
          EXAMPLE[kind])
      end
      check_keys(r, kind, options)
      local spec = make(r, kind, options)
      order = order + 1
      spec.order, spec.line = order, r:line()
      local object = setmetatable({}, class)
      specs[object] = spec
      return object
    end
  end
  return function(value) return specs[value] end
end

local TRUTH = {
  ["true"] = true, ["false"] = false, ["1"] = true, ["0"] = false, yes = true, no = false,
}

local function parse(spec, given)
  if spec.kind == "flag" then
    if type(given) == "boolean" then return given, "true or false" end
    return TRUTH[tostring(given)], "true or false"
  elseif spec.kind == "choice" then
    for _, choice in ipairs(spec.choices) do if choice == given then return given end end
    return nil, "one of " .. table.concat(spec.choices, ", ")
  end
  local value = tonumber(given)
  local what = spec.kind == "int" and "a whole number" or "a number"
  local fine = value and is_number(value) and (spec.kind == "number" or whole(value))
  if not fine then return nil, what end
  if spec.min and value < spec.min then return nil, ("%s of at least %g"):format(what, spec.min) end
  if spec.max and value > spec.max then return nil, ("%s of at most %g"):format(what, spec.max) end
  return value
end

--- A value for a parameter, from outside: text as typed, or a value.
-- @return the value, or nil and what was expected
function params.parse(spec, given)
  local value, expected = parse(spec, given)
  if value == nil then return nil, expected end
  return value
end

--- The values a run uses.
-- @param list  specs with names, in order
-- @param given  { name = value or text }
-- @return { name = value }, or nil and a message
function params.bind(list, given)
  local values, names = {}, {}
  for i, spec in ipairs(list) do values[spec.name], names[i] = spec.default, spec.name end
  for name, text in pairs(given) do
    local spec
    for _, candidate in ipairs(list) do if candidate.name == name then spec = candidate end end
    if not spec then
      if #list == 0 then
        return nil, ("there is no parameter '%s': this strategy has none"):format(name)
      end
      return nil, ("there is no parameter '%s'%s"):format(name, hint_for(name, names))
    end
    local value, expected = params.parse(spec, text)
    if value == nil then
      return nil, ("parameter '%s': expected %s, found '%s'"):format(name, expected, tostring(text))
    end
    values[name] = value
  end
  return values
end

return params
