--- Type stubs of the words of a strategy file.
local classes = require "stdlib.expr.classes"
local combine = require "stdlib.expr.combine"
local define = require "stdlib.expr.define"
local describe = require "runtime.script.describe"
local distance = require "stdlib.expr.distance"
local market = require "stdlib.expr.market"
local params = require "stdlib.expr.params"
local position = require "stdlib.expr.position"
local regimes = require "stdlib.regime.names"
local sides = require "stdlib.expr.sides"
local tables = require "runtime.docs.tables"

local strategy = {}

local ARGUMENTS = {
  column = { "x", "Column|number" }, bars = { "n", "integer" }, shift = { "n", "integer" },
}
local CLASSES = { column = "Column", condition = "Condition" }
local OPERATORS = { "add", "sub", "mul", "div", "pow" }

-- The types of what stands in tables, by key.
local TYPES = {
  strategy = {
    name = "string", timeframe = "string?", params = "table<string, Parameter>?",
    regimes = "Regime[]?", rules = "fun(m: Market, p: table<string, any>): Sides",
  },
  side = {
    enter = "Condition", exit = "Condition?", stop_loss = "number|Distance|Column|nil",
    take_profit = "number|Distance|Column|nil", trailing_stop = "number|Distance|Column|nil",
    breakeven_at = "number?", partial = "{ at: number, close: number }[]?", max_bars = "integer?",
    limit = "Column?", limit_bars = "integer?", size = "number|Size|nil",
    confidence = "number|Column|nil", max_entries = "[integer, string]|nil",
    add = "{ when: Condition, max: integer }?",
  },
  session = {
    from = "string", to = "string", tz = "string?", timeframe = "string?", symbol = "string?",
  },
  parts = {
    inside = "Condition", high = "Column", low = "Column",
    after = "fun(self: Session, time: string): Condition",
  },
  define = {
    name = "string", title = "string?", source = "string?", inputs = "string[]?",
    outputs = "string[]?", unit = "Unit?", units = "Unit[]?",
    params = "table<string, Parameter>|table[]|nil", lookback = "integer|fun(p: table): integer",
    warmup = "(fun(p: table): integer)?", window = "(fun(p: table): integer)?",
    range = "[number, number]|nil", sparse = "boolean?",
    batch = "(fun(n: integer, input: table, p: table, output: table))?",
    start = "(fun(p: table): table)?", step = "(fun(state: table, bar: table, p: table): ...)?",
  },
  number = { min = "number?", max = "number?", step = "number?" },
  int = { min = "integer?", max = "integer?", step = "integer?" },
}
-- What says it where: a heading of the reference.
local SECTIONS = { strategy = "The table", side = "Sides", define = "Indicators of your own" }

local function field(list, kind, key, text)
  local typed = TYPES[kind][key] or error(("no type for '%s' of %s"):format(key, kind))
  list[#list + 1] = ("---@field %s %s%s"):format(key, typed, text and " " .. text or "")
end

local function class_of(out, name, kind, keys)
  out[#out + 1] = "---@class " .. name
  for _, key in ipairs(keys) do
    local section = SECTIONS[kind]
    field(out, kind, key, section and tables.text(key .. "`", section))
  end
  out[#out + 1] = ""
end

local function quoted(list)
  local texts = {}
  for i, name in ipairs(list) do texts[i] = ('"%s"'):format(name) end
  return table.concat(texts, "|")
end

--- A method of columns or conditions.
local function method(out, kind, name)
  local spec, class = classes.method(kind, name), CLASSES[kind]
  local words = {}
  local letter = kind == "column" and "[a-z]" or "c"
  out[#out + 1] = "--- " .. tables.text(letter .. ":" .. name .. "%(")
  for i = 2, #spec do
    local argument = ARGUMENTS[spec[i]]
    words[i - 1] = #spec > 2 and argument[1] .. i - 1 or argument[1]
    out[#out + 1] = ("---@param %s %s"):format(words[i - 1], argument[2])
  end
  out[#out + 1] = "---@return " .. CLASSES[spec[1]]
  out[#out + 1] = ("function %s:%s(%s) end"):format(class, name, table.concat(words, ", "))
  out[#out + 1] = ""
end

local function expressions(out)
  out[#out + 1] = "---@class Column"
  for _, name in ipairs(OPERATORS) do
    out[#out + 1] = ("---@operator %s(Column|number): Column"):format(name)
  end
  out[#out + 1] = "---@operator unm: Column\nlocal Column = {}\n"
  for _, name in ipairs(classes.method_names "column") do method(out, "column", name) end
  out[#out + 1] = "---@class Condition\nlocal Condition = {}\n"
  for _, name in ipairs(classes.method_names "condition") do method(out, "condition", name) end
end

-- A class whose fields are columns; what they are stands at their names, after a prefix.
local function columns_of(out, class, names, prefix)
  out[#out + 1] = "---@class " .. class
  for _, name in ipairs(names) do
    out[#out + 1] = ("---@field %s Column %s"):format(name, tables.text(prefix .. name))
  end
end

local function markets(out)
  columns_of(out, "Market", market.fields, "m%.")
  out[#out + 1] = "---@overload fun(timeframe?: string, symbol?: string): Market\n"
end

local function positions(out)
  columns_of(out, "Position", position.fields, "pos%.")
  out[#out + 1] = "\n--- What the side has open, for its `exit` and `add`."
  out[#out + 1] = "---@type Position\npos = nil\n"
end

local function sizes(out)
  out[#out + 1] = "---@class Distance\n---@operator mul(number): Distance\n"
    .. "---@operator div(number): Distance\n"
  out[#out + 1] = "--- A distance in price for stops and targets: atr(14) * 2."
  out[#out + 1] = "---@param n? integer"
  out[#out + 1] = "---@return Distance\nfunction atr(n) end\n"
  out[#out + 1] = "---@class Size\n"
  for _, name in ipairs(distance.sizes) do
    out[#out + 1] = "--- " .. tables.text(name .. "%(", "Sides")
    out[#out + 1] = "---@param value number\n---@return Size"
    out[#out + 1] = ("function %s(value) end\n"):format(name)
  end
end

local function parameters(out)
  out[#out + 1] = "---@class Parameter\n"
  local kinds = { "int", "number", "choice", "flag" }
  local defaults = { int = "[1] integer", number = "[1] number", choice = "[integer] string",
    flag = "[1] boolean" }
  for _, kind in ipairs(kinds) do
    local class = kind:gsub("^%l", string.upper) .. "Range"
    out[#out + 1] = "---@class " .. class
    out[#out + 1] = "---@field " .. defaults[kind]
    for _, key in ipairs(params.keys[kind]) do field(out, kind, key) end
    out[#out + 1] = "\n--- " .. tables.text(kind .. " {", "Parameters")
    out[#out + 1] = ("---@param range %s\n---@return Parameter\nfunction %s(range) end\n"):format(
      class, kind)
  end
end

local function combiners(out)
  for _, name in ipairs { "all", "any", "none" } do
    out[#out + 1] = "--- " .. tables.text(name .. " {", "Conditions")
    out[#out + 1] = ("---@param conditions Condition[]\n---@return Condition\n"
      .. "function %s(conditions) end\n"):format(name)
  end
  out[#out + 1] = "--- " .. tables.text("latch%(", "Conditions")
  out[#out + 1] = "---@param set Condition\n---@param reset Condition\n---@return Condition\n"
    .. "function latch(set, reset) end\n"
  class_of(out, "SessionHours", "session", combine.session_keys)
  class_of(out, "Session", "parts", combine.session_parts)
  out[#out + 1] = "--- " .. tables.text("session {", "Conditions")
  out[#out + 1] = "---@param hours SessionHours\n---@return Session\nfunction session(hours) end\n"
end

local function strategies(out)
  out[#out + 1] = "---@alias Regime " .. quoted(regimes.list) .. "\n"
  class_of(out, "Side", "side", sides.keys)
  out[#out + 1] = "---@class Sides\n---@field long Side?\n---@field short Side?\n"
  class_of(out, "StrategyTable", "strategy", describe.keys)
  out[#out + 1] = "--- The table that the file returns.\n---@param t StrategyTable\n"
    .. "---@return StrategyTable\nfunction strategy(t) end\n"
end

--- The text of docs/luals/strategy.lua.
function strategy.text()
  local out = {
    "---@meta", "-- The words of a strategy file, for editors: written by docs/generate.", "",
  }
  expressions(out)
  markets(out)
  positions(out)
  sizes(out)
  parameters(out)
  combiners(out)
  strategies(out)
  out[#out + 1] = "---@alias Unit " .. quoted(define.units) .. "\n"
  class_of(out, "IndicatorTable", "define", define.keys)
  return (table.concat(out, "\n"):gsub("\n+$", "\n"))
end

return strategy
