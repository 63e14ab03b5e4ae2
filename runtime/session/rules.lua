--- Rules that are made in a session: the table of a strategy, or a side by itself. They are read
-- as those of a file are, but where they stand: no sandbox, and on the candles at hand.
local ffi = require "ffi"
local build = require "runtime.script.build"
local failure = require "runtime.failure"
local parameters = require "runtime.script.parameters"
local params = require "stdlib.expr.params"
local plans = require "runtime.session.plan"
local sides = require "stdlib.expr.sides"
local C = require("stdlib.host").C

local rules = {}

local function hash_of(cdata)
  local out = ffi.new "char[17]"
  failure.check(C.tide_strategy_hash(cdata, out) == C.TIDE_OK, "out of memory")
  return ffi.string(out)
end

local function strategy_of(context, name, checked, candles, more)
  local r, roots, at = context.r, {}, sides.places(checked)
  for i, place in ipairs(at) do roots[i] = r.nodes[place[1][place[2]]] end
  local plan = plans.new(roots, candles, more.timeframe)
  for i, place in ipairs(at) do place[1][place[2]] = plan.index[roots[i]] end
  local built, wrong = build.strategy {
    name = name, timeframe = plan.timeframe, params = more.list, values = more.values,
    sides = checked, nodes = plan.nodes,
  }
  if not built then failure.raise(wrong.message) end
  return {
    cdata = built.cdata, hash = hash_of(built.cdata), name = name, timeframe = more.timeframe,
    params = built.params, param_specs = built.param_specs, doc = "",
  }, plan.with
end

local function no_line() end

local function checked(context, value)
  return sides.check(context.r, value,
    { line_of = no_line, distance_of = context.distance_of, size_of = context.size_of })
end

--- A strategy of { enter, exit, ... }, or { long = ..., short = ... }.
-- @param context  { r, distance_of, size_of, param_of }
-- @param candles  that it trades on
-- @param frame    the time frame of its bars, nil: that of the candles
-- @return as of the loader, and { SYMBOL = candles } that it looks at beside them
function rules.of_sides(context, value, candles, frame)
  local both = value.enter ~= nil and { long = value } or value
  return strategy_of(context, "rules", checked(context, both), candles,
    { list = {}, values = {}, timeframe = frame })
end

--- Copies: what int and its like made has its name only while it is read, to be read again.
local function named_parameters(context, t)
  local list = parameters.list(context.r, t.params, context.param_of, no_line)
  for i, spec in ipairs(list) do
    list[i] = {}
    for key, value in pairs(spec) do list[i][key] = value end
    spec.name = nil
  end
  return list
end

--- A strategy of the table that strategy { ... } was given.
-- @param frame  the time frame of its bars, nil: what the table says
-- @param given  { name = value } for its parameters
-- @return the same
function rules.of_table(context, t, candles, frame, given)
  local r = context.r
  if type(t.rules) ~= "function" then
    r:fail("rules: expected a function(m, p), found %s", r:describe(t.rules))
  end
  local list = named_parameters(context, t)
  frame = frame or t.timeframe
  local values, message = params.bind(list, given)
  if not values then failure.raise(message) end
  local made = t.rules(frame and candles(frame) or candles, parameters.object(r, list, values))
  return strategy_of(context, type(t.name) == "string" and t.name or "strategy",
    checked(context, made), candles, { list = list, values = values, timeframe = frame })
end

return rules
