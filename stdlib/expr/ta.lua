--- ta.NAME(inputs..., params...): every indicator of the host as a function.
local define = require "stdlib.expr.define"
local hint_for = require "stdlib.expr.hint"
local indicators = require "stdlib.indicators"

local ta = {}

local function wants_market(spec)
  for _, input in ipairs(spec.inputs) do
    if indicators.kind(input) == "field" then return true end
  end
  return false
end

--- How a script calls an indicator, for messages and help.
-- @param spec   a row of stdlib.indicators
-- @param named  names of the parameters in place of their defaults
function ta.signature(spec, named)
  local words = {}
  if wants_market(spec) then words[1] = "m" end
  for _, input in ipairs(spec.inputs) do
    if indicators.kind(input) ~= "field" then
      local column = #words == 0 and "m.close" or "column"
      words[#words + 1] = indicators.kind(input) == "condition" and "condition" or column
    end
  end
  for _, param in ipairs(spec.params) do
    words[#words + 1] = named and param.name or ("%g"):format(param.default)
  end
  return ("ta.%s(%s)"):format(spec.name, table.concat(words, ", "))
end

local function range(param)
  local kind = param.integer and "a whole number" or "a number"
  return ("%s from %g to %g"):format(kind, param.min, param.max)
end

local function read_param(r, spec, param, value)
  if value == nil then return param.default end
  local fine = type(value) == "number" and value >= param.min and value <= param.max
    and (not param.integer or value == math.floor(value))
  if fine then return value end
  r:fail("ta.%s: %s: expected %s, found %s", spec.name, param.name, range(param),
    r:describe(value))
end

local function read_value(r, spec, input, value)
  local kind = indicators.kind(input)
  if kind == "condition" then return r:condition(value, "ta." .. spec.name) end
  if r:kind(value) ~= "column" then
    r:fail("ta.%s: expected a column, found %s: write %s", spec.name, r:describe(value),
      ta.signature(spec))
  end
  return r:column(value, "ta." .. spec.name)
end

--- Node ids of the inputs; how many arguments they took.
local function read_inputs(r, spec, market_of, args)
  local ids, used, at = {}, 0, nil
  if wants_market(spec) then
    used, at = 1, market_of(args[1])
    if not at then
      r:fail("ta.%s: expected a market, found %s: write %s", spec.name, r:describe(args[1]),
        ta.signature(spec))
    end
  end
  for i, input in ipairs(spec.inputs) do
    if indicators.kind(input) ~= "field" then
      used = used + 1
      ids[i] = read_value(r, spec, input, args[used])
    else
      local field = { form = "field", field = input, timeframe = at.timeframe, symbol = at.symbol }
      ids[i] = r.handles[r:make("column", field)]
    end
  end
  return ids, used
end

local function outputs_class(r, spec)
  local class = {}
  local outputs = table.concat(spec.outputs, ", ")
  r:name_class(class, ("the outputs of ta.%s (%s)"):format(spec.name, outputs),
    ("; name one: ta.%s(...).%s"):format(spec.name, spec.outputs[1]))
  function class.__index(_, key)
    r:fail("ta.%s has no output '%s'%s", spec.name, tostring(key), hint_for(key, spec.outputs))
  end
  return class
end

local function indicator(r, spec, market_of)
  local class
  return function(...)
    local args, n = { ... }, select("#", ...)
    local ids, used = read_inputs(r, spec, market_of, args)
    if n > used + #spec.params then
      r:fail("ta.%s: too many arguments: expected %s", spec.name, ta.signature(spec, true))
    end
    local params = {}
    for i, param in ipairs(spec.params) do
      params[i] = read_param(r, spec, param, args[used + i])
    end
    local function output(i)
      return r:make("column",
        { form = "indicator", name = spec.name, inputs = ids, params = params, output = i - 1 })
    end
    if #spec.outputs == 1 then return output(1) end
    class = class or outputs_class(r, spec)
    local columns = {}
    for i, name in ipairs(spec.outputs) do columns[name] = output(i) end
    return setmetatable(columns, class)
  end
end

--- ta.define: one more indicator. Rules are described with parameters put in, and an
-- indicator is the same whatever they are: so it is defined before them.
local function definer(r, by_name, list, defined, param_of)
  return function(t)
    if defined.closed then
      r:fail("ta.define stands outside of rules, above `return strategy`")
    end
    local function taken(name) return by_name[name] ~= nil end
    local spec = define.read(r, t, taken, param_of)
    by_name[spec.name], list[#list + 1], defined[#defined + 1] = spec, spec.name, spec
    return spec.name
  end
end

--- @param specs  list of rows of stdlib.indicators
-- @param market_of  function(value) -> { timeframe, symbol } or nil
-- @param param_of  function(value) -> what int or number made, or nil
-- @return ta, and the list of what is defined, which takes no more when `closed` is set
function ta.install(r, specs, market_of, param_of)
  local by_name, list, defined = {}, {}, {}
  for i, spec in ipairs(specs) do by_name[spec.name], list[i] = spec, spec.name end
  local class = {
    __index = function(self, key)
      local spec = by_name[key]
      if not spec then
        r.wants = type(key) == "string" and key or nil
        r:fail("unknown indicator 'ta.%s'%s", tostring(key),
          hint_for(key, list, "; `tide indicators` lists them all"))
      end
      local call = indicator(r, spec, market_of)
      rawset(self, key, call)
      return call
    end,
    __newindex = function() r:fail "ta cannot be changed" end,
  }
  r:name_class(class, "ta itself: its functions are called with a dot")
  local object = setmetatable({}, class)
  local add = definer(r, by_name, list, defined, param_of)
  rawset(object, "define", function(t) return object[add(t)] end)
  return object, defined
end

return ta
