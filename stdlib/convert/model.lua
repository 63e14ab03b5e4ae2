--- A strategy of the host as plain tables, for those who write it in another form.
--
-- An expression is { form, kind, name, args, numbers, id }:
--   form     "number" "field" "indicator" "op"; kind "column" or "condition"
--   name     of the field, the indicator or the operator
--   args     list of expressions; an expression that is used twice is one table
--   numbers  list: the value of a number, parameters of an indicator, constants of an operator
--   field:      timeframe, symbol: "" is the traded one
--   indicator:  output = its name, inputs, outputs, param_names, defaults, custom = of ta.define
--   session:    text = the time zone
-- A number is a Lua number, or { param = name, value } after stdlib.convert.bind.
local ffi = require "ffi"
local regimes = require "stdlib.regime.names"
local C = require("stdlib.host").C

local model = {}

local FORMS = {
  [C.TIDE_FORM_NUMBER] = "number", [C.TIDE_FORM_FIELD] = "field",
  [C.TIDE_FORM_INDICATOR] = "indicator", [C.TIDE_FORM_OP] = "op",
}
local LEVELS = {
  [C.TIDE_LEVEL_FRACTION] = "fraction", [C.TIDE_LEVEL_DISTANCE] = "distance",
  [C.TIDE_LEVEL_PRICE] = "price",
}
local SIZES = {
  [C.TIDE_SIZE_FIXED] = "fixed", [C.TIDE_SIZE_CASH] = "cash", [C.TIDE_SIZE_UNITS] = "units",
  [C.TIDE_SIZE_RISK] = "risk", [C.TIDE_SIZE_VOLATILITY] = "volatility",
  [C.TIDE_SIZE_KELLY] = "kelly",
}

local function timeframe_name(timeframe)
  if timeframe == 0 then return "" end
  local out = ffi.new "char[32]"
  C.tide_timeframe_name(timeframe, out, 32)
  return ffi.string(out)
end

local function names(array)
  local list = {}
  for i = 0, C.TIDE_IND_MAX_IO - 1 do
    if array[i] == nil then break end
    list[i + 1] = ffi.string(array[i])
  end
  return list
end

local function describe_indicator(x, ind, output)
  x.inputs, x.outputs, x.param_names, x.defaults = names(ind.inputs), names(ind.outputs), {}, {}
  for i = 0, #x.numbers - 1 do
    x.param_names[i + 1] = ffi.string(ind.params[i].name)
    x.defaults[i + 1] = ind.params[i].def
  end
  x.output = x.outputs[output + 1]
  x.custom = ind.lookback == nil
end

local reader = {}
reader.__index = reader

local function describe(raw, id)
  local x = {
    id = id, form = FORMS[raw.form], args = {}, numbers = {},
    kind = raw.kind == C.TIDE_KIND_COLUMN and "column" or "condition",
    name = raw.name ~= nil and ffi.string(raw.name) or nil,
    text = raw.text ~= nil and ffi.string(raw.text) or nil,
  }
  for i = 0, raw.n_numbers - 1 do x.numbers[i + 1] = raw.numbers[i] end
  if x.form == "field" then
    x.timeframe, x.symbol = timeframe_name(raw.timeframe), ffi.string(raw.symbol)
  end
  if x.form == "indicator" then describe_indicator(x, raw.ind, raw.output) end
  return x
end

--- Arguments are nodes with lower numbers: upwards, they are there before what takes them.
function reader:expression(node)
  if node < 0 then return nil end
  local raw = ffi.new "tide_expression"
  for id = self.read, node do
    C.tide_graph_expression(self.graph, id, raw)
    local x = describe(raw, id)
    for i = 0, raw.n_args - 1 do x.args[i + 1] = self.made[raw.args[i]] end
    self.made[id] = x
  end
  self.read = math.max(self.read, node + 1)
  return self.made[node]
end

local function is_atr(x)
  if x.form ~= "indicator" or x.name ~= "atr" then return false end
  for i, field in ipairs { "high", "low", "close" } do
    local arg = x.args[i]
    local traded = arg.form == "field" and arg.timeframe == "" and arg.symbol == ""
    if not traded or arg.name ~= field then return false end
  end
  return true
end

--- atr(n) * k of the traded candles; with a k of 1 nothing is multiplied.
local function atr_distance(x)
  if is_atr(x) then return { kind = "atr", period = x.numbers[1], factor = 1 } end
  if x.form ~= "op" or x.name ~= "mul" then return nil end
  for i = 1, 2 do
    local factor = x.args[3 - i].form == "number" and x.args[3 - i].numbers[1]
    if factor and factor ~= 1 and factor > 0 and is_atr(x.args[i]) then
      return { kind = "atr", period = x.args[i].numbers[1], factor = factor }
    end
  end
end

function reader:level(level)
  local kind = LEVELS[level.kind]
  if not kind then return nil end
  if kind == "fraction" then return { kind = kind, value = level.fraction } end
  local column = self:expression(level.node)
  return kind == "distance" and atr_distance(column) or { kind = kind, column = column }
end

local function positive(x) if x > 0 then return x end end

function reader:side(side)
  if not side.used then return nil end
  local made = {
    enter = self:expression(side.enter), exit = self:expression(side.exit),
    stop_loss = self:level(side.stop_loss), take_profit = self:level(side.take_profit),
    trailing_stop = self:level(side.trailing_stop), breakeven_at = positive(side.breakeven_at),
    max_bars = positive(side.max_bars), limit = self:expression(side.limit),
    confidence = self:expression(side.confidence), partial = {},
  }
  for i = 0, side.partials - 1 do
    made.partial[i + 1] = { at = side.partial[i].at, close = side.partial[i].close }
  end
  if made.limit then made.limit_bars = side.limit_bars end
  if SIZES[side.size.kind] then
    made.size = { kind = SIZES[side.size.kind], value = side.size.value }
  end
  if side.max_entries > 0 then
    made.max_entries = {
      count = side.max_entries, per = timeframe_name(side.max_entries_period),
    }
  end
  if side.add >= 0 then made.add = { when = self:expression(side.add), max = side.add_max } end
  return made
end

--- @param cdata  a tide_strategy
-- @return { name, timeframe = "" or its name, regimes = list or nil, long, short }; a side has
--   the names of docs/reference/strategy-file.md, and what is absent is nil: levels are
--   { kind = "fraction", value }, { kind = "atr", period, factor } or
--   { kind = "distance" or "price", column }, size is { kind, value }, partial a list of
--   { at, close }, max_entries { count, per }, add { when, max }
function model.of(cdata)
  local r = setmetatable({ graph = cdata.graph, made = {}, read = 0 }, reader)
  return {
    name = ffi.string(cdata.name), timeframe = timeframe_name(cdata.timeframe),
    regimes = regimes.of(cdata.regimes),
    long = r:side(cdata.side[C.TIDE_LONG]), short = r:side(cdata.side[C.TIDE_SHORT]),
  }
end

--- Is it a column of the position (pos.entry)?
function model.of_position(x) return x.form == "field" and x.name:find "^pos%." ~= nil end

local MIRRORS = {
  above = "below", below = "above", at_least = "at_most", at_most = "at_least",
  crosses_above = "crosses_below", crosses_below = "crosses_above",
}

--- The same comparison the other way round, or nil when it is none.
function model.mirrored(x)
  local name = x.form == "op" and MIRRORS[x.name]
  if not name then return nil end
  return setmetatable({ name = name, args = { x.args[2], x.args[1] } }, { __index = x })
end

--- A comparison that begins with a number, the other way round; others as they are.
function model.column_first(x)
  local turn = x.form == "op" and MIRRORS[x.name] and x.args[1].form == "number"
    and x.args[2].form ~= "number"
  return turn and model.mirrored(x) or x
end

--- What a number slot holds now.
function model.value(x) return type(x) == "table" and x.value or x end

local NODES = { "enter", "exit", "limit", "confidence" }
local LEVEL_KEYS = { "stop_loss", "take_profit", "trailing_stop" }

--- Every expression that a strategy hands to its sides, in a fixed order.
function model.roots(m)
  local list = {}
  for _, name in ipairs { "long", "short" } do
    local side = m[name]
    if side then
      for _, key in ipairs(NODES) do list[#list + 1] = side[key] end
      for _, key in ipairs(LEVEL_KEYS) do list[#list + 1] = side[key] and side[key].column end
      list[#list + 1] = side.add and side.add.when
    end
  end
  return list
end

--- Visit every expression once, what it takes before itself.
function model.walk(m, visit)
  local seen = {}
  local function go(x)
    if seen[x] then return end
    seen[x] = true
    for _, arg in ipairs(x.args) do go(arg) end
    visit(x)
  end
  for _, root in ipairs(model.roots(m)) do go(root) end
end

return model
