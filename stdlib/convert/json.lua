--- A strategy in its JSON form, as a person would write it (docs/reference/strategy-json.md).
local json = require "stdlib.json"
local expressions = require "stdlib.convert.json_expression"
local model = require "stdlib.convert.model"
local refusal = require "stdlib.convert.refusal"

local convert = {}

local MOST_TEXT = 1024 * 1024

local number = expressions.number

--- A fraction as a person says it: 0.05 is "percent": 5, unless that is another double.
local function fraction(x)
  if type(x) == "table" then return x.percent and "percent" or "fraction", "$" .. x.param end
  local percent = tonumber(("%.10g"):format(x * 100))
  if percent / 100 == x then return "percent", percent end
  return "fraction", x
end

local function level(list, kind, what)
  if not what then return end
  local stop = json.object { "type", kind }
  if what.kind == "fraction" then
    json.put(stop, fraction(what.value))
  elseif what.kind == "atr" then
    json.put(stop, "atr", number(what.factor))
    if what.period ~= 14 then json.put(stop, "period", number(what.period)) end
  else
    json.put(stop, what.kind, expressions.operand(what.column))
  end
  list[#list + 1] = stop
end

local function stops_of(side)
  local list = {}
  level(list, "stop_loss", side.stop_loss)
  level(list, "take_profit", side.take_profit)
  level(list, "trailing_stop", side.trailing_stop)
  for _, partial in ipairs(side.partial) do
    local key, at = fraction(partial.at)
    list[#list + 1] = json.object { "type", "partial", key, at, "close", number(partial.close) }
  end
  if side.breakeven_at then
    list[#list + 1] = json.object { "type", "breakeven", fraction(side.breakeven_at) }
  end
  if side.max_bars then
    list[#list + 1] = json.object { "type", "time_stop", "bars", number(side.max_bars) }
  end
  return list
end

local function size(what)
  if what.kind == "fixed" then return number(what.value) end
  return json.object { what.kind, number(what.value) }
end

local function entry(side)
  local rule = expressions.rule(side.enter)
  if side.size then json.put(rule, "size", size(side.size)) end
  if side.confidence then json.put(rule, "confidence", expressions.operand(side.confidence)) end
  if side.limit then
    json.put(rule, "limit", expressions.operand(side.limit))
    if side.limit_bars ~= 1 then json.put(rule, "limit_bars", number(side.limit_bars)) end
  end
  if side.max_entries then
    json.put(rule, "max_entries", json.object {
      "count", number(side.max_entries.count), "per", side.max_entries.per,
    })
  end
  if side.add then
    local add = expressions.rule(side.add.when)
    json.put(add, "max", number(side.add.max))
    json.put(rule, "add", add)
  end
  return rule
end

local function exit(side)
  local stops = stops_of(side)
  if not side.exit then
    return #stops > 0 and json.object { "conditions", json.array(stops) } or nil
  end
  return expressions.rule(side.exit, stops)
end

local function both(m, make)
  local object = json.object {}
  for _, name in ipairs { "long", "short" } do
    local rules = m[name] and make(m[name])
    if rules then json.put(object, name, rules) end
  end
  return object
end

local function timeframes(m)
  local seen, others = { [m.timeframe] = true, [""] = true }, {}
  model.walk(m, function(x)
    if x.form == "field" and not seen[x.timeframe] then
      seen[x.timeframe] = true
      others[#others + 1] = x.timeframe
    end
  end)
  local object = json.object {}
  if m.timeframe ~= "" then json.put(object, "primary", m.timeframe) end
  if #others > 0 then json.put(object, "secondary", json.array(others)) end
  return #object.keys > 0 and object or nil
end

local function params(specs)
  local object = json.object {}
  for _, spec in ipairs(specs) do
    local what = json.object { "type", spec.kind, "default", spec.default }
    for _, key in ipairs { "min", "max", "step" } do
      if spec[key] then json.put(what, key, spec[key]) end
    end
    json.put(object, spec.name, #what.keys == 2 and spec.kind == "number" and spec.default or what)
  end
  return object
end

local function document(m, about)
  local d = json.object { "name", m.name }
  if about.hash then json.put(d, "hash", about.hash) end
  if about.doc and about.doc ~= "" then json.put(d, "description", about.doc) end
  local frames = timeframes(m)
  if frames then json.put(d, "timeframes", frames) end
  if #about.params > 0 then json.put(d, "params", params(about.params)) end
  if m.regimes then json.put(d, "regimes", json.array(m.regimes)) end
  json.put(d, "entry_rules", both(m, entry))
  local exits = both(m, exit)
  if #exits.keys > 0 then json.put(d, "exit_rules", exits) end
  return d
end

--- The document of a strategy, on one line.
-- @param m      of stdlib.convert.model, with its parameters bound
-- @param about  { params = specs of int and number, hash, doc }; the last two may be left out
-- @return text, or nil and { message, id = of the expression it is about }
function convert.text(m, about)
  local ok, result = pcall(function()
    expressions.check_size(m)
    local text = json.encode(document(m, about))
    if #text > MOST_TEXT then refusal.raise "the rules are too long for JSON: more than 1 MiB" end
    return text
  end)
  if ok then return result end
  return nil, refusal.of(result)
end

return convert
