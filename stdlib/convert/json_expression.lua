--- Columns and conditions in the JSON form of strategies.
--
-- What is used twice is written twice: a small graph may be a text without end, so its length
-- is counted before.
local json = require "stdlib.json"
local model = require "stdlib.convert.model"
local refusal = require "stdlib.convert.refusal"

local expressions = {}

-- The reader's limits (host/graph/json_reader.h), less what stands around an expression.
local MOST_DEPTH, MOST_WRITTEN = 58, 20000

local COMPARISONS = {
  crosses_above = "crosses_above", crosses_below = "crosses_below", above = "greater_than",
  below = "less_than", at_least = "at_least", at_most = "at_most", between = "between",
  rising = "rising", falling = "falling",
}
local RULES = { all = "AND", any = "OR", none = "NOT" }
-- Members beside a condition, in the order in which the reader applies them.
local MODIFIERS = { held = 1, within = 2, fresh = 3 }
local PRICES = { open = true, high = true, low = true, close = true, volume = true, time = true }

local operand, condition

--- A number, or "$name".
function expressions.number(x)
  if type(x) ~= "table" then return x end
  if x.percent then
    refusal.raise(("a hundredth of the parameter '%s' stands where JSON takes it only as it is")
      :format(x.param), nil, x.param)
  end
  return "$" .. x.param
end

local function numbers(list)
  local made = {}
  for i, x in ipairs(list) do made[i] = expressions.number(x) end
  return json.array(made)
end

local function clock(minutes, x)
  if type(minutes) == "table" then
    refusal.raise(("the parameter '%s' moves the hours of a session, which JSON cannot say")
      :format(minutes.param), x, minutes.param)
  end
  return ("%02d:%02d"):format(math.floor(minutes / 60), minutes % 60)
end

local function put_candles(object, field)
  if field.timeframe ~= "" then json.put(object, "timeframe", field.timeframe) end
  if field.symbol ~= "" then json.put(object, "symbol", field.symbol) end
end

local function session(x)
  local field = x.args[1]
  if field.name ~= "close" then
    refusal.raise(("a session of '%s', which JSON cannot say: it takes the candles"):format(
      field.name), x)
  end
  local hours = json.object {
    "from", clock(x.numbers[1], x), "to", clock(x.numbers[2], x), "tz", x.text,
  }
  put_candles(hours, field)
  local object = json.object { "session", hours }
  local part = x.name:match "^session_(.*)$"
  if part == "after" then json.put(object, "after", clock(x.numbers[3], x)) end
  if x.kind == "column" then json.put(object, "output", part) end
  return object
end

local function params_of(x)
  local object = json.object {}
  for i, value in ipairs(x.numbers) do
    json.put(object, x.param_names[i], expressions.number(value))
  end
  return object
end

--- The candles that all inputs come from, when all are columns of the same candles.
local function candles_of(args)
  local first = args[1]
  for _, arg in ipairs(args) do
    if arg.form ~= "field" or arg.timeframe ~= first.timeframe or arg.symbol ~= first.symbol then
      return nil
    end
  end
  return first
end

local function has_default_inputs(x)
  for i, arg in ipairs(x.args) do
    if arg.name ~= (PRICES[x.inputs[i]] and x.inputs[i] or "close") then return false end
  end
  return true
end

local function input(x, i)
  local arg = x.args[i]
  if x.inputs[i] == "condition" then return condition(arg.args[1]) end
  return operand(arg)
end

local function indicator(x)
  local object = json.object { "indicator", x.name }
  if #x.numbers > 0 then json.put(object, "params", params_of(x)) end
  local candles, inputs = candles_of(x.args), {}
  if candles then
    put_candles(object, candles)
    for i, arg in ipairs(x.args) do inputs[i] = arg.name end
  else
    for i in ipairs(x.args) do inputs[i] = input(x, i) end
  end
  if not candles or not has_default_inputs(x) then
    json.put(object, "inputs", json.array(inputs))
  end
  if #x.outputs > 1 then json.put(object, "output", x.output) end
  return object
end

local function field(x)
  local object = json.object { "indicator", x.name }
  put_candles(object, x)
  return object
end

local function operator(x)
  local args = {}
  for i, arg in ipairs(x.args) do
    args[i] = arg.kind == "condition" and condition(arg) or operand(arg)
  end
  local object = json.object { "op", x.name, "args", json.array(args) }
  if #x.numbers > 0 then json.put(object, "numbers", numbers(x.numbers)) end
  return object
end

--- A column as an object, to which members may be added.
local function column(x)
  local inner = x.args[1]
  if x.form == "field" then return field(x) end
  if x.form == "indicator" then return indicator(x) end
  if x.name:find "^session_" then return session(x) end
  local moved = x.name == "shift" and inner.name ~= "shift" and inner.form ~= "number"
  if moved then return json.put(column(inner), "shift", expressions.number(x.numbers[1])) end
  return operator(x)
end

function operand(x)
  if x.form == "number" then return expressions.number(x.numbers[1]) end
  if x.form == "field" and x.timeframe == "" and x.symbol == "" then return x.name end
  return column(x)
end

--- sma(fast) and sma(slow) of one close: { "indicator": "sma_cross" }.
local function cross(x)
  local fast, slow = x.args[1], x.args[2]
  local name = fast.name
  if x.name ~= "crosses_above" and x.name ~= "crosses_below" then return nil end
  if name ~= "sma" and name ~= "ema" or slow.name ~= name or fast.form ~= "indicator" then
    return nil
  end
  local a, b = fast.args[1], slow.args[1]
  if a ~= b or a.form ~= "field" or a.name ~= "close" then return nil end
  local object = json.object { "indicator", name .. "_cross", "params", json.object {
    "fast", expressions.number(fast.numbers[1]), "slow", expressions.number(slow.numbers[1]),
  } }
  put_candles(object, a)
  return json.put(object, "comparison", x.name)
end

local function comparison(x)
  local object = json.put(column(x.args[1]), "comparison", COMPARISONS[x.name])
  if x.name == "between" then
    json.put(object, "value", json.array { operand(x.args[2]), operand(x.args[3]) })
  elseif x.args[2] then
    json.put(object, "value", operand(x.args[2]))
  elseif x.numbers[1] ~= 1 then
    json.put(object, "value", expressions.number(x.numbers[1]))
  end
  return object
end

--- Modifiers at the outside of a condition, and what is inside of them. The reader applies them
-- in one order: others stay inside.
local function peel(x)
  local list, last = {}, 4
  while MODIFIERS[x.name] and MODIFIERS[x.name] < last do
    last = MODIFIERS[x.name]
    table.insert(list, 1, x)
    x = x.args[1]
  end
  return x, list
end

local function put_modifiers(object, list)
  for _, x in ipairs(list) do
    json.put(object, x.name, x.name == "fresh" or expressions.number(x.numbers[1]))
  end
  return object
end

--- One condition alone in a rule is itself: all { a } has to be said as an operator.
local function is_rule(x) return RULES[x.name] and (#x.args > 1 or x.name == "none") end

local function rule(x, more)
  local inner, modifiers = peel(x)
  local object, list = json.object {}, {}
  if is_rule(inner) then
    json.put(object, "operator", RULES[inner.name])
    for i, arg in ipairs(inner.args) do list[i] = condition(arg) end
  else
    list[1] = condition(inner)
  end
  for _, one in ipairs(more or {}) do list[#list + 1] = one end
  json.put(object, "conditions", json.array(list))
  return put_modifiers(object, modifiers)
end

local function bare(x)
  if MODIFIERS[x.name] then
    return json.object { "conditions", json.array { condition(x) } } -- in another order
  end
  if is_rule(x) then return rule(x) end
  if x.name:find "^session_" then return session(x) end
  x = model.column_first(x)
  if COMPARISONS[x.name] and x.args[1].form ~= "number" then return cross(x) or comparison(x) end
  return operator(x)
end

function condition(x)
  local inner, modifiers = peel(x)
  return put_modifiers(bare(inner), modifiers)
end

expressions.operand = operand

--- The rule of a side.
-- @param more  objects that stand among its conditions: stops
expressions.rule = rule

--- Refuse what the JSON form has no room for.
function expressions.check_size(m)
  local written, depth = {}, {}
  model.walk(m, function(x)
    local count, deep = 1, 0
    for _, arg in ipairs(x.args) do
      count, deep = count + written[arg], math.max(deep, depth[arg] + 1)
    end
    written[x], depth[x] = count, deep
    if count > MOST_WRITTEN or deep > MOST_DEPTH then
      refusal.raise(count > MOST_WRITTEN
        and "the rules are too long for JSON, where what is used twice is written twice"
        or ("the rules are nested more than %d deep, which JSON cannot say"):format(MOST_DEPTH), x)
    end
  end)
end

return expressions
