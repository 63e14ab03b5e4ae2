--- Columns and conditions in Pine Script. A variable of the script means the same on other
-- candles when request.security asks for it there, so what lives on other candles is written as if
-- they were the chart's.
local indicators = require "stdlib.indicators"
local names = require "stdlib.convert.names"
local pine = require "stdlib.convert.pine.indicators"
local refusal = require "stdlib.convert.refusal"
local pine_text = require "stdlib.convert.pine.text"
local statements = require "stdlib.convert.statements"

local columns = {}

local LONGEST = 60

local CHOICE, OR, AND, COMPARED, SUM, PRODUCT, SIGN, POSTFIX = 0, 1, 2, 3, 5, 6, 7, 8
local INFIX = {
  add = { "+", SUM, SUM, SUM + 1 }, sub = { "-", SUM, SUM, SUM + 1 },
  mul = { "*", PRODUCT, PRODUCT, PRODUCT + 1 }, div = { "/", PRODUCT, PRODUCT, PRODUCT + 1 },
  above = { ">", COMPARED, SUM, SUM }, below = { "<", COMPARED, SUM, SUM },
  at_least = { ">=", COMPARED, SUM, SUM }, at_most = { "<=", COMPARED, SUM, SUM },
}
local JOINED = { all = { " and ", AND }, any = { " or ", OR }, none = { " or ", OR } }
local CALLS = {
  crosses_above = "ta.crossover", crosses_below = "ta.crossunder", rising = "rising",
  falling = "falling", held = "held", within = "within", latch = "latch", trunc = "trunc",
  sinh = "sinh", cosh = "cosh", tanh = "tanh", pow = "math.pow", abs = "math.abs",
  sqrt = "math.sqrt", exp = "math.exp", log = "math.log", log10 = "math.log10", sin = "math.sin",
  cos = "math.cos", tan = "math.tan", asin = "math.asin", acos = "math.acos", atan = "math.atan",
  floor = "math.floor", ceil = "math.ceil", max = "math.max", min = "math.min",
}
local FIELDS = {
  open = "open", high = "high", low = "low", close = "close", volume = "volume", hl2 = "hl2",
  hlc3 = "hlc3", ohlc4 = "ohlc4", time = "time / 1000", hour = 'hour(time, "UTC")',
  weekday = '(dayofweek(time, "UTC") + 5) % 7 + 1',
}
--- The text of a number slot alone.
local function number_of(self, x) return (pine_text.number(self.inputs, x)) end

local function check_field(x)
  if FIELDS[x.name] then return end
  refusal.raise(("%s: Pine Script does not have it"):format(x.name), x)
end

--- Which candles an expression lives on: "TIMEFRAME SYMBOL", " " those of the chart; nil a number.
local function candles_of(self, x)
  if self.frames[x] ~= nil then return self.frames[x] or nil end
  local found
  if x.form == "field" then
    check_field(x)
    local frame = x.timeframe == self.primary and "" or x.timeframe
    found = ("%s %s"):format(frame, x.symbol)
  elseif x.name == "fresh" then
    found = " "
  else
    for _, arg in ipairs(x.args) do
      local own = candles_of(self, arg)
      if own and found and own ~= found then
        -- what meets, meets on the chart: requests cannot be nested
        found = " "
      elseif own then
        found = found or own
      end
    end
  end
  self.frames[x] = found or false
  return found
end

--- Two kinds of other candles may meet on the chart only where it is as fine as either.
local function check_meeting(self, x)
  local on = candles_of(self, x)
  if on ~= " " then return end
  local chart, others = false, {}
  for _, arg in ipairs(x.args) do
    local own = candles_of(self, arg)
    chart = chart or own == " "
    if own and own ~= " " and not others[own] then
      others[own], others[#others + 1] = true, own
    end
  end
  local only_symbols = true
  for _, own in ipairs(others) do only_symbols = only_symbols and own:find "^ " ~= nil end
  if #others > 1 and not chart and not only_symbols and x.name ~= "fresh" then
    refusal.raise(("candles of %s meet away from the chart, where Pine Script cannot ask for them")
      :format(table.concat(others, " and ")), x)
  end
end

local function symbol_of(self, symbol)
  if symbol == "" then return "syminfo.tickerid" end
  if not self.symbols[symbol] then
    self.symbols[symbol] = self.names:take { names.short(symbol:lower():gsub("%W", "_")
      :gsub("^%d", "_%0")) }
    self.symbols[#self.symbols + 1] = symbol
  end
  return self.symbols[symbol]
end

--- request.security of a text on other candles: the last one that has closed.
local function requested(self, text, candles, x)
  local frame, symbol = candles:match "^(%S*) (.*)$"
  local period = frame == "" and "timeframe.period"
    or ('"%s"'):format(pine_text.timeframe(frame, x))
  local value = frame == "" and text or ("closed(%s)"):format(text)
  return ("request.security(%s, %s, %s, lookahead=barmerge.lookahead_off)"):format(
    symbol_of(self, symbol), period, value)
end

--- An argument on the candles of what takes it.
local function aligned(self, x, candles, least)
  local own = candles_of(self, x)
  if not own or own == candles then return self:text(x, least) end
  local key = self:text(x, CHOICE) .. "|" .. own
  if not self.asked[key] then
    local frame = own:match "^(%S*)"
    local base = names.short(("%s_%s"):format(names.base(x), frame):gsub("_$", ""):gsub("%W", "_"))
    self.asked[key] = self:variable({ base }, requested(self, self:text(x, CHOICE), own, x), x)
  end
  return self.asked[key]
end

local function call(name, items)
  return ("%s(%s)"):format(name, table.concat(items, ", ")), POSTFIX
end

local function refuse(x, why)
  refusal.raise(("ta.%s cannot be written in Pine Script%s: the indicators that can are listed in "
    .. "docs/guide/convert.md"):format(x.name, why or ""), x)
end

--- Prices that an indicator takes by itself have to be just those.
local function check_prices(x)
  for i, arg in ipairs(x.args) do
    local field = indicators.kind(x.inputs[i]) == "field"
    if field and (arg.form ~= "field" or arg.name ~= x.inputs[i]) then
      refuse(x, " with other prices than the market's")
    end
  end
end

local function filled(self, x, template)
  local values = {}
  for i, name in ipairs(x.inputs) do
    local arg = x.args[i]
    if name == "condition" then arg = arg.args[1] end
    if indicators.kind(name) ~= "field" then
      values[name] = aligned(self, arg, candles_of(self, x), CHOICE)
    end
  end
  for i, name in ipairs(x.param_names) do values[name] = number_of(self, x.numbers[i]) end
  return (template:gsub("{([%w_]+)}", values))
end

--- Several values of one call: a tuple, once.
local function outputs(self, x, entry)
  local text = filled(self, x, entry[1])
  if not self.calls[text] then
    local list, made = {}, {}
    for i = 2, #entry do
      local name = entry[i]
      list[i - 1] = "_"
      if not name:find "^_" then
        made[name] = self.names:take { names.short(name == x.name and name .. "_line"
          or ("%s_%s"):format(x.name, name)) }
        list[i - 1] = made[name]
      end
    end
    local line = ("[%s] = %s"):format(table.concat(list, ", "), text)
    for _, part in ipairs(pine_text.wrap(line)) do self:line(part) end
    self.calls[text .. x.name], self.calls[text] = made, made
  end
  local made = self.calls[text .. x.name]
  if not made then -- another indicator of the same call
    self.calls[text] = nil
    return outputs(self, x, entry)
  end
  local name = made[x.output]
  if entry.negative == x.output then return "-" .. name, SIGN end
  self.known[x] = name
  return name, POSTFIX
end

local function indicator(self, x)
  local entry = not x.custom and pine.find(x.name)
  if not entry then refuse(x) end
  check_prices(x)
  if type(entry) == "table" then return outputs(self, x, entry) end
  if x.name == "vwma" and x.args[1].name ~= "close" then refuse(x) end
  local text = filled(self, x, entry)
  local simple = text:find "^[%w_.]+%b()$" or text:find "^[%w_.]+$" or text:find "^%b()$"
  return text, simple and POSTFIX or SUM
end

local function session(self, x)
  local items, part = {}, x.name
  for i = part == "session_after" and 3 or 1, #x.numbers do
    items[#items + 1] = number_of(self, x.numbers[i])
  end
  items[#items + 1] = ('"%s"'):format(x.text)
  return call(part, items)
end

--- The history of an expression is that of a variable.
local function in_variable(self, x, candles)
  local text = aligned(self, x, candles, CHOICE)
  if text:find "^[%a_][%w_]*$" then return text end
  self.known[x] = self:variable(self:wanted(x), text, x)
  return self.known[x]
end

local function operator(self, x)
  local candles, name = candles_of(self, x), x.name
  if not candles then refusal.raise("an expression of numbers alone: write the number", x) end
  check_meeting(self, x)
  if name:find "^session_" then return session(self, x) end
  if name == "shift" then
    return ("%s[%s]"):format(in_variable(self, x.args[1], candles),
      number_of(self, x.numbers[1])), POSTFIX
  elseif name == "fresh" then
    local own = candles_of(self, x.args[1])
    if not own or own == " " then return self:text(x.args[1], OR), OR end
    local condition = aligned(self, x.args[1], " ", AND)
    local key = "time|" .. own
    self.asked[key] = self.asked[key]
      or self:variable({ "candle_time" }, requested(self, "time", own, x), x)
    return ("%s and %s != %s[1]"):format(condition, self.asked[key], self.asked[key]), AND
  end
  if JOINED[name] then
    local sign, tight = unpack(JOINED[name])
    local items = {}
    for i, arg in ipairs(x.args) do items[i] = aligned(self, arg, candles, tight + 1) end
    local text = table.concat(items, sign)
    if name == "none" then
      if #items == 1 then return "not " .. aligned(self, x.args[1], candles, SIGN), SIGN end
      return ("not (%s)"):format(text), SIGN
    end
    return text, #items > 1 and tight or POSTFIX
  elseif INFIX[name] then
    local sign, tight, left, right = unpack(INFIX[name])
    return ("%s %s %s"):format(aligned(self, x.args[1], candles, left), sign,
      aligned(self, x.args[2], candles, right)), tight
  elseif name == "neg" then
    return "-" .. aligned(self, x.args[1], candles, POSTFIX), SIGN
  end
  local items = {}
  for i, arg in ipairs(x.args) do items[i] = aligned(self, arg, candles, CHOICE) end
  if name == "between" then
    local middle = in_variable(self, x.args[1], candles)
    return ("%s >= %s and %s <= %s"):format(middle, aligned(self, x.args[2], candles, SUM), middle,
      aligned(self, x.args[3], candles, SUM)), AND
  elseif name == "to_number" then
    return ("(%s ? 1.0 : 0.0)"):format(items[1]), POSTFIX
  elseif name == "round" then
    return ("math.floor(%s + 0.5)"):format(aligned(self, x.args[1], candles, SUM)), POSTFIX
  end
  for _, number in ipairs(x.numbers) do items[#items + 1] = number_of(self, number) end
  return call(CALLS[name], items)
end

local function render(self, x)
  if x.form == "number" then return pine_text.number(self.inputs, x.numbers[1]) end
  if x.form == "field" then
    check_field(x)
    local text = FIELDS[x.name]
    return text, text:find " [+/] " and SUM or POSTFIX
  elseif x.form == "indicator" then
    return indicator(self, x)
  end
  return operator(self, x)
end

--- What remembers earlier bars has to be computed on each: it stands alone.
local STATEFUL = {
  crosses_above = true, crosses_below = true, rising = true, falling = true, held = true,
  within = true, latch = true, session_high = true, session_low = true, shift = true,
}

local function assign(_, name, text) return pine_text.wrap(("%s = %s"):format(name, text)) end

--- @param m       the model that is written
-- @param inputs  { [parameter] = variable }
function columns.new(m, inputs)
  local self = statements.new(m, {
    taken = pine_text.taken(), longest = LONGEST, render = render, assign = assign,
    apart = function(_, x) return x.form == "indicator" or STATEFUL[x.name] end,
  })
  for _, name in pairs(inputs) do self.names.taken[name] = true end
  self.primary, self.inputs = m.timeframe, inputs
  self.frames, self.asked, self.calls, self.symbols = {}, {}, {}, {}
  return self
end

--- The text of a root on the chart.
function columns.on_chart(self, x, least) return aligned(self, x, " ", least or CHOICE) end

return columns
