--- ta.define { ... }: an indicator that a script computes itself. Here its table is read and
-- checked; what comes out has the shape of a row of stdlib.indicators.
local hint_for = require "stdlib.expr.hint"

local define = {}

local MOST_IO, MOST_PARAMS, MOST_BARS = 8, 12, 1000000
local EXAMPLE = 'ta.define { name = "my_average", '
  .. "params = { period = int { 10, min = 1, max = 500 } }, "
  .. "lookback = function(p) return p.period - 1 end, "
  .. "batch = function(n, input, p, output) ... end }"
local KEYS = {
  "name", "title", "inputs", "outputs", "unit", "units", "params", "lookback", "warmup", "window",
  "range", "sparse", "batch", "start", "step", "source",
}
local FUNCTIONS = { "batch", "step", "start", "warmup", "window" }
local UNITS = { "price", "distance", "percent", "ratio", "volume", "index", "bars", "signal" }
--- The keys of ta.define { ... }, and the units of outputs.
define.keys, define.units = KEYS, UNITS

local PARAM_KEYS = { "name", "default", "min", "max", "step", "integer" }

local known_unit = {}
for _, unit in ipairs(UNITS) do known_unit[unit] = true end

local function fail(r, message, ...) r:fail("ta.define: " .. message, ...) end

local function is_name(value)
  return type(value) == "string" and #value < 40 and value:match "^[%a_][%w_]*$" ~= nil
end

local function check_keys(r, t, keys, where)
  local known = {}
  for _, key in ipairs(keys) do known[key] = true end
  for key in pairs(t) do
    if not known[key] then
      fail(r, "%sunknown key '%s'%s", where, tostring(key), hint_for(key, keys))
    end
  end
end

local function text(r, t, key, otherwise)
  local value = t[key]
  if value == nil then return otherwise end
  if type(value) ~= "string" or value == "" or #value > 200 or value:find "%c" then
    fail(r, "%s: expected one line of text, found %s", key, r:describe(value))
  end
  return value
end

--- A list of names, each once.
local function names(r, value, key, otherwise)
  if value == nil then return otherwise end
  if type(value) ~= "table" or r:kind(value) or #value < 1 or #value > MOST_IO then
    fail(r, '%s: expected a list of 1 to %d names, as { "%s" }; found %s', key, MOST_IO,
      otherwise[1], r:describe(value))
  end
  local list, seen = {}, {}
  for i, name in ipairs(value) do
    if not is_name(name) then
      fail(r, "%s: item %d: expected a name, found %s", key, i, r:describe(name))
    end
    if seen[name] then fail(r, "%s: '%s' stands there twice", key, name) end
    seen[name], list[i] = true, name
  end
  return list
end

local function units(r, t, count)
  local list = t.units or {}
  if type(list) ~= "table" then fail(r, "units: expected a list, found %s", r:describe(list)) end
  local made = {}
  for i = 1, count do
    local unit = list[i] or t.unit or "ratio"
    if not known_unit[unit] then
      fail(r, "unit: expected one of %s, found %s", table.concat(UNITS, ", "), r:describe(unit))
    end
    made[i] = unit
  end
  return made
end

local function is_finite(x) return type(x) == "number" and x - x == 0 and math.abs(x) < 1e300 end

local function param(r, p)
  local what = "params." .. p.name
  for _, key in ipairs { "default", "min", "max" } do
    if not is_finite(p[key]) then
      fail(r, "%s: %s: expected a number, found %s: write %s = int { 10, min = 1, max = 500 }",
        what, key, r:describe(p[key]), p.name)
    end
    if p.integer and p[key] ~= math.floor(p[key]) then
      fail(r, "%s: %s: expected a whole number, found %g", what, key, p[key])
    end
  end
  if p.min > p.default or p.default > p.max then
    fail(r, "%s: the default %g is not between min %g and max %g", what, p.default, p.min, p.max)
  end
  local step = p.step or (p.integer and 1 or (p.max - p.min) / 100)
  return { name = p.name, default = p.default, min = p.min, max = p.max,
           step = is_finite(step) and step > 0 and step or 1, integer = p.integer == true }
end

--- Parameters as a strategy writes them, or as a list of { name, default, min, max }.
local function params(r, value, param_of)
  if value == nil then return {} end
  if type(value) ~= "table" or r:kind(value) then
    fail(r, "params: expected a table, found %s", r:describe(value))
  end
  local found = {}
  for key, item in pairs(value) do
    local spec = param_of(item)
    local name = type(key) == "string" and key or type(item) == "table" and not spec and item.name
    if not is_name(name) then
      fail(r, "params: expected name = int { ... } or number { ... }, found %s", r:describe(item))
    end
    if spec and spec.kind ~= "int" and spec.kind ~= "number" then
      fail(r, "params.%s: an indicator takes numbers: int or number, not %s", name, spec.kind)
    end
    if type(item) ~= "table" then
      fail(r, "params.%s: expected int { ... } or number { ... }, found %s", name, r:describe(item))
    end
    if not spec then check_keys(r, item, PARAM_KEYS, ("params.%s: "):format(name)) end
    local from = spec or item
    found[#found + 1] = { order = spec and spec.order or key, param(r, {
      name = name, default = from.default, min = from.min, max = from.max, step = from.step,
      integer = spec and spec.kind == "int" or from.integer,
    }) }
  end
  if #found > MOST_PARAMS then fail(r, "params: at most %d, found %d", MOST_PARAMS, #found) end
  table.sort(found, function(a, b) return a.order < b.order end)
  for i, item in ipairs(found) do found[i] = item[1] end
  return found
end

local function range(r, value)
  if value == nil then return nil end
  if type(value) ~= "table" or type(value[1]) ~= "number" or type(value[2]) ~= "number"
    or value[1] >= value[2] then
    fail(r, "range: expected { least, most }, found %s", r:describe(value))
  end
  return { value[1], value[2] }
end

local function functions(r, t)
  local made = {}
  for _, key in ipairs(FUNCTIONS) do
    if t[key] ~= nil and type(t[key]) ~= "function" then
      fail(r, "%s: expected a function, found %s", key, r:describe(t[key]))
    end
    made[key] = t[key]
  end
  if not made.batch and not made.step then
    fail(r, "it needs batch = function(n, input, p, output), step = function(state, bar), or both")
  end
  if made.start and not made.step then fail(r, "start is there, and step is not") end
  if made.window and made.step then
    fail(r, "window says how many bars batch needs for one value; with step it has no use")
  end
  local bars = t.lookback
  if bars == nil and t.sparse then bars = 0 end
  if type(bars) ~= "function" then
    if type(bars) ~= "number" or bars < 0 or bars > MOST_BARS or bars ~= math.floor(bars) then
      fail(r, "lookback: expected how many bars stand before the first value, as a whole number "
        .. "or function(p), found %s", r:describe(bars))
    end
    local constant = bars
    bars = function() return constant end
    made.constant_lookback = constant
  end
  made.lookback = bars
  return made
end

--- Read the table of an indicator.
-- @param taken  function(name) -> is there such an indicator?
-- @param param_of  function(value) -> what int or number made, or nil
-- @return a row like those of stdlib.indicators, with custom = its functions
function define.read(r, t, taken, param_of)
  if type(t) ~= "table" or r:kind(t) then
    r:fail("ta.define takes a table in braces, found %s: write %s", r:describe(t), EXAMPLE)
  end
  check_keys(r, t, KEYS, "")
  if not is_name(t.name) then
    fail(r, "name: expected a name of letters, digits and _, found %s", r:describe(t.name))
  end
  if t.name == "define" or taken(t.name) then
    fail(r, "there is an indicator '%s' already: choose another name", t.name)
  end
  if t.sparse ~= nil and type(t.sparse) ~= "boolean" then
    fail(r, "sparse: expected true or false, found %s", r:describe(t.sparse))
  end
  local outputs = names(r, t.outputs, "outputs", { "value" })
  local line, file = r:place()
  return {
    name = t.name, title = text(r, t, "title", t.name), group = "custom",
    source = text(r, t, "source", "defined by a script"),
    inputs = names(r, t.inputs, "inputs", { "real" }), outputs = outputs,
    units = units(r, t, #outputs), params = params(r, t.params, param_of),
    range = range(r, t.range), sparse = t.sparse == true,
    custom = functions(r, t), line = line, file = file,
  }
end

return define
