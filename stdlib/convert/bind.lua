--- Where the parameters of a strategy are in its rules: they run with one parameter varied at a
-- time, and the constant that moves as the parameter does is that parameter.
local model = require "stdlib.convert.model"

local bind = {}

local function in_range(spec, value)
  return value ~= spec.default and value >= (spec.min or value) and value <= (spec.max or value)
    and (spec.kind ~= "int" or value == math.floor(value))
end

local function numbers_for(spec, base)
  local least, most = spec.min or base - 4, spec.max or base + 9
  local step = spec.kind == "int" and (spec.step or 1) or math.abs(base) * 0.137 + 0.0137
  local inside = least + (most - least) * 0.618
  if spec.kind == "int" then inside = math.floor(inside) end
  local list, seen = {}, { [base] = true }
  for _, value in ipairs { base + step, base - step, inside, least, most } do
    if in_range(spec, value) and not seen[value] then list[#list + 1], seen[value] = value, true end
  end
  return list
end

--- Values to try in place of `base`, the value the rules run with.
-- @param spec  { kind, default, min, max, step, choices } of a parameter
function bind.values(spec, base)
  if spec.kind == "flag" then return { not base } end
  if spec.kind ~= "choice" then return numbers_for(spec, base) end
  local list = {}
  for _, choice in ipairs(spec.choices) do
    if choice ~= base then list[#list + 1] = choice end
  end
  return list
end

local binder = {}
binder.__index = binder

local function fail(what, id) error({ what = what, id = id }, 0) end

local function moves_as(ys, values, divisor)
  for i, y in ipairs(ys) do
    if y ~= values[i] / divisor then return false end
  end
  return true
end

--- A number of the rules, and what it is with each value of the parameter.
function binder:slot(x, ys)
  local now, moved = type(x) == "table" and x.value or x, false
  for _, y in ipairs(ys) do
    if type(y) ~= "number" then fail("structure", self.at) end
    moved = moved or y ~= now
  end
  if not moved then return x end
  if type(x) == "table" or type(self.base) ~= "number" then fail("arithmetic", self.at) end
  if now == self.base and moves_as(ys, self.values, 1) then
    return { param = self.name, value = now }
  elseif now == self.base / 100 and moves_as(ys, self.values, 100) then
    return { param = self.name, value = now, percent = true }
  end
  fail("arithmetic", self.at)
end

local function same_keys(x, y)
  for key in pairs(y) do
    if x[key] == nil then return false end
  end
  return true
end

--- A comparison and its mirror image are one node: which of them it was written as may differ.
local function alike(x, ys)
  if x.form ~= "op" then return ys end
  local turned = {}
  for i, y in ipairs(ys) do
    local mirror = type(y) == "table" and y.name ~= x.name and model.mirrored(y)
    turned[i] = mirror and mirror.name == x.name
      and { form = y.form, kind = y.kind, name = mirror.name, args = mirror.args,
        numbers = y.numbers, id = y.id }
      or y
  end
  return turned
end

function binder:members(x, ys)
  local made, changed = {}, false
  for _, y in ipairs(ys) do
    if type(y) ~= "table" or not same_keys(x, y) then fail("structure", self.at) end
  end
  for key, value in pairs(x) do
    if key == "id" then
      made[key] = value
    else
      local others = {}
      for i, y in ipairs(ys) do others[i] = y[key] end
      if #others < #ys then fail("structure", self.at) end
      made[key] = self:merge(value, others)
      changed = changed or made[key] ~= value
    end
  end
  return changed and made or x
end

--- An expression is looked at once for each set of its counterparts.
function binder:expression(x, ys)
  local ids = {}
  for i, y in ipairs(ys) do
    if type(y) ~= "table" or y.form ~= x.form then fail("structure", x.id) end
    ids[i] = y.id
  end
  local key = table.concat(ids, " ")
  local known = self.known[x] or {}
  self.known[x] = known
  if not known[key] then
    local outside = self.at
    self.at = x.id
    known[key] = self:members(x, alike(x, ys))
    self.at = outside
  end
  return known[key]
end

function binder:merge(x, ys)
  if type(x) == "number" or type(x) == "table" and x.param then return self:slot(x, ys) end
  if type(x) == "table" then
    if x.form then return self:expression(x, ys) end
    return self:members(x, ys)
  end
  for _, y in ipairs(ys) do
    if y ~= x then fail("structure", self.at) end
  end
  return x
end

--- Find one parameter in the rules.
-- @param m     of stdlib.convert.model, in which other parameters may be found already
-- @param name  of the parameter
-- @param base  its value in m
-- @param variants  { { value, model }, ... }: the same rules with other values
-- @return a model with { param = name, value, percent = true where it is a hundredth } in place
--   of the constants; or nil and { what = "structure" or "arithmetic", id = of an expression }
function bind.param(m, name, base, variants)
  local values, models = {}, {}
  for i, variant in ipairs(variants) do values[i], models[i] = variant.value, variant.model end
  local b = setmetatable({ name = name, base = base, values = values, known = {} }, binder)
  local ok, result = pcall(b.merge, b, m, models)
  if ok then return result end
  if type(result) ~= "table" then error(result, 0) end
  return nil, result
end

--- The rules with other values of one parameter; those that cannot be loaded are left out.
local function variants_of(spec, first, load)
  local list, trouble = {}, nil
  for _, value in ipairs(bind.values(spec, first.params[spec.name])) do
    local given = {}
    for name, other in pairs(first.params) do given[name] = other end
    given[spec.name] = value
    local strategy, message = load(given)
    if strategy then
      list[#list + 1] = { value = value, model = model.of(strategy.cdata) }
    else
      trouble = trouble or message
    end
  end
  return list, trouble
end

--- Find one parameter by loading the strategy with other values of it.
-- @param m     as in bind.param
-- @param spec  of the parameter: its min and max are where values are tried
-- @param first, load  as in bind.all
-- @return as bind.all; in place of the specs why a value could not be loaded, or nil
function bind.one(m, spec, first, load)
  local variants, trouble = variants_of(spec, first, load)
  if #variants == 0 and trouble then
    return nil, { what = "variation", spec = spec, message = trouble }
  end
  local found, failure = bind.param(m, spec.name, first.params[spec.name], variants)
  if not found then
    failure.spec = spec
    return nil, failure
  end
  return found, trouble
end

--- Find all parameters.
-- @param first  a loaded strategy: { cdata, params, param_specs }
-- @param load   function(values of all parameters) -> the same strategy with them, or nil and
--   a message
-- @param frozen { name = true }: stay the constants that they are
-- @return a model, and the specs of its parameters with the values as defaults; or nil and
--   { what = as bind.param says, or "variation", spec, message, id }
function bind.all(first, load, frozen)
  local m, specs = model.of(first.cdata), {}
  for _, spec in ipairs(first.param_specs) do
    local base = first.params[spec.name]
    if not frozen[spec.name] then
      local found, failure = bind.one(m, spec, first, load)
      if not found then return nil, failure end
      m = found
      if type(base) == "number" then
        specs[#specs + 1] = {
          name = spec.name, kind = spec.kind, default = base, min = spec.min, max = spec.max,
          step = spec.step,
        }
      end
    end
  end
  return m, specs
end

return bind
