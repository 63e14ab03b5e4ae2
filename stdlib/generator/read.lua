--- Trees from the JSON form: the way back of stdlib.generator.text, for strategies that join a
-- search. What the grammar has no words for is refused.
local json = require "stdlib.json"
local regimes = require "stdlib.regime.names"
local tree = require "stdlib.generator.tree"

local read = {}

local function refuse(...) error({ message = string.format(...) }, 0) end

local function members(object, where, ...)
  local known = {}
  for i = 1, select("#", ...) do known[(select(i, ...))] = true end
  for key in pairs(object) do
    if not known[key] then refuse("%s: '%s' is not a part of the grammar", where, key) end
  end
end

local function find_term(g, name, output)
  local field = g.terms.field[name]
  if field then return field end
  for _, term in ipairs(g.terms.by_name[name] or {}) do
    if term.output == output then return term end
  end
  refuse("'%s' is not among the indicators of the grammar",
    output and ("%s.%s"):format(name, output) or tostring(name))
end

local function read_params(term, given)
  local plan, values = term.params, {}
  for i = 1, #plan do
    local name = term.spec.params[i].name
    local value = given and (given[i] or given[name]) or plan[i].default
    if type(value) ~= "number" then refuse("%s: %s is not a number", term.name, name) end
    values[i] = value
  end
  return values
end

local function read_operand(g, o, outer)
  if type(o) == "string" then o = { indicator = o } end
  if type(o) ~= "table" or not o.indicator then
    refuse "the grammar has prices and indicators, not arithmetic"
  end
  local term = find_term(g, o.indicator, o.output)
  local more = { timeframe = o.timeframe or outer, shift = o.shift }
  local input = o.inputs and o.inputs[1]
  if o.inputs and (not term.takes_column or #o.inputs ~= 1) then
    refuse("%s: its inputs are not those of the grammar", o.indicator)
  end
  if type(input) == "string" then
    more.input = input ~= "close" and input or nil
  elseif input then
    more.input = read_operand(g, input, more.timeframe)
  end
  return tree.operand(term, read_params(term, o.params), more)
end

local COLUMN = { "indicator", "params", "inputs", "output", "timeframe", "shift" }

local function read_condition(g, c)
  local allowed = { "comparison", "value", "held", "within", unpack(COLUMN) }
  members(c, "a condition", unpack(allowed))
  local left = {}
  for _, key in ipairs(COLUMN) do left[key] = c[key] end
  local made = { left = read_operand(g, left), comparison = c.comparison, held = c.held,
    within = c.within }
  if c.comparison == "rising" or c.comparison == "falling" then
    made.bars = c.value or 1
  elseif type(c.value) == "number" then
    made.right = c.value
  elseif c.value == nil or c.comparison == "between" then
    refuse("the grammar has no comparison '%s'", tostring(c.comparison))
  else
    made.right = read_operand(g, c.value)
  end
  return tree.condition(made)
end

local function read_rule(g, rule, depth, stops)
  members(rule, "a rule", "operator", "conditions")
  local list = {}
  for _, part in ipairs(rule.conditions or {}) do
    if part.type then
      if not stops then refuse "a stop stands among conditions" end
      stops[#stops + 1] = part
    elseif part.conditions then
      if depth > 1 then refuse "rules are nested deeper than in the grammar" end
      list[#list + 1] = read_rule(g, part, depth + 1)
    else
      list[#list + 1] = read_condition(g, part)
    end
  end
  return #list > 0 and tree.group(rule.operator or "AND", list) or nil
end

local function read_stop(stop)
  for _, measure in ipairs { "percent", "atr", "bars" } do
    if type(stop[measure]) == "number" then
      members(stop, "a stop", "type", measure)
      return tree.stop(stop.type, measure, stop[measure])
    end
  end
  refuse("a stop '%s' that is no percent, atr or bars is not in the grammar", tostring(stop.type))
end

local function read_side(g, enter, exit)
  if not enter then return nil end
  local found, stops = {}, {}
  local rule = exit and read_rule(g, exit, 1, found)
  for i, stop in ipairs(found) do stops[i] = read_stop(stop) end
  local entry = read_rule(g, enter, 1)
  if not entry then refuse "an entry has no conditions" end
  return tree.side(entry, rule, stops)
end

local function read_regimes(list)
  if list == nil then return nil end
  if type(list) ~= "table" or #list == 0 then refuse "regimes: expected a list of names" end
  for _, name in ipairs(list) do
    if not regimes.axis_of[name] then refuse("regimes: unknown regime '%s'", tostring(name)) end
  end
  return list
end

local function run(g, object)
  members(object, "the strategy", "name", "hash", "version", "description", "timeframes",
    "entry_rules", "exit_rules", "params", "regimes")
  if object.params and next(object.params) then
    refuse "parameters by name are not in the grammar"
  end
  local enter, exit = object.entry_rules or {}, object.exit_rules or {}
  local long, short = read_side(g, enter.long, exit.long), read_side(g, enter.short, exit.short)
  if not long and not short then refuse "it has no entry rules" end
  local primary = object.timeframes and object.timeframes.primary
  return tree.strategy(long, short, type(primary) == "string" and primary or nil,
    read_regimes(object.regimes))
end

--- The tree of a strategy's JSON text.
-- @return it, or nil and why the grammar cannot say it
function read.strategy(g, text)
  local object, message = json.decode(text)
  if type(object) ~= "table" then return nil, message or "it is no JSON object" end
  local ok, made = pcall(run, g, object)
  if ok then return made end
  if type(made) ~= "table" then return nil, "its members are not those of a strategy" end
  return nil, made.message
end

return read
