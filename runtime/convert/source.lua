--- A strategy that is to be converted: its rules with parameters found in them, or what of it
-- another form cannot say, with its line.
local bind = require "stdlib.convert.bind"
local json = require "stdlib.json"
local loader = require "runtime.loader"
local model = require "stdlib.convert.model"

local source = {}

local function place(strategy, id, spec)
  local line = id and strategy.node_lines and strategy.node_lines[id] or spec and spec.line
  return line and ("%s:%d"):format(strategy.path, line) or strategy.path
end

local function value_text(value)
  return type(value) == "string" and ('"%s"'):format(value) or tostring(value)
end

local WHY = {
  structure = "parameter '%s' changes what the rules are made of, not one number of them",
  arithmetic = "parameter '%s' is calculated with before it becomes a number of the rules",
}

local function frozen_advice(spec, value)
  return (": '--freeze %s' writes it as the constant %s, '--param %s=VALUE --freeze %s' as another")
    :format(spec.name, value_text(value), spec.name, spec.name)
end

local function refuse_param(strategy, failure)
  local spec = failure.spec
  if failure.what == "variation" then
    return ("%s: parameter '%s' cannot be varied, so it cannot be found in the rules (%s)%s")
      :format(place(strategy, nil, spec), spec.name, failure.message,
        frozen_advice(spec, strategy.params[spec.name]))
  end
  return ("%s: %s%s"):format(place(strategy, failure.id, spec), WHY[failure.what]:format(spec.name),
    frozen_advice(spec, strategy.params[spec.name]))
end

--- What a file says itself of an indicator cannot be said elsewhere; a file of indicators can be
-- there too.
local function own_indicator(strategy, m)
  local message
  model.walk(m, function(x)
    local defined = x.custom and strategy.defined and strategy.defined[x.name]
    if defined and not defined.file and not message then
      message = ("%s: ta.%s is defined in this file, and its code cannot be converted: "
        .. "move the ta.define to indicators/%s.lua beside it"):format(
        defined.line and ("%s:%d"):format(strategy.path, defined.line) or strategy.path, x.name,
        x.name)
    end
  end)
  return message
end

local function description(path, text)
  if not path:find "%.jsonl?$" then return nil end
  local document = json.decode(text)
  local said = type(document) == "table" and document.description
  return type(said) == "string" and said or nil
end

--- Finish what was loaded.
-- @param load  function(values) -> the same strategy with other values
-- @param options  { frozen = { name = true }, doc, json = it is JSON and nothing was frozen }
-- @return { model, params = specs, doc, hash, strategy, load, constants }, or nil and a message
function source.of(strategy, load, options)
  for name in pairs(options.frozen) do
    local known = strategy.params[name] ~= nil
    if not known then
      return nil, ("%s: '--freeze' names '%s', which is no parameter of it"):format(strategy.path,
        name), true
    end
  end
  local m, specs = bind.all(strategy, load, options.frozen)
  if not m then return nil, refuse_param(strategy, specs) end
  local own = own_indicator(strategy, m)
  if own then return nil, own end
  return {
    model = m, params = specs, doc = options.doc or strategy.doc, hash = strategy.hash,
    strategy = strategy, load = load, constants = options.json and #specs == 0,
  }
end

--- Read a .lua or .json file.
-- @param options  { params = { name = value }, frozen = { name = true }, indicators = paths }
-- @return as source.of
function source.read(path, options)
  local strategy, message, usage = loader.load(path, options.params, nil, options.indicators)
  if not strategy then return nil, message, usage end
  local function silent() end
  local function load(values) return loader.load(path, values, silent, options.indicators) end
  local text = ""
  local file = io.open(path, "rb")
  if file then
    text = file:read "*a" or ""
    file:close()
  end
  return source.of(strategy, load, {
    frozen = options.frozen, doc = description(path, text), json = path:find "%.json$" ~= nil
      and not next(options.frozen),
  })
end

--- One line of JSON Lines.
-- @param place  "FILE:LINE", for messages
function source.read_line(path, where, text, options)
  local strategy, message = loader.parse_json(path, text, options.indicators)
  if not strategy then return nil, where .. message:sub(#path + 1) end
  strategy.path = where
  local function load(values) return loader.parse_json(path, text, options.indicators, values) end
  return source.of(strategy, load, { frozen = {}, doc = description(path, text), json = true })
end

--- Where a refusal of a writer stands.
function source.place(from, refused)
  local about
  for _, spec in ipairs(from.strategy.param_specs) do
    if spec.name == refused.param then about = spec end
  end
  return place(from.strategy, refused.id, about)
end

return source
