--- Columns and conditions as numpy expressions, in the `init` of a generated strategy.
local json = require "stdlib.json"
local library = require "stdlib.convert.python.library"
local model = require "stdlib.convert.model"
local names = require "stdlib.convert.names"
local refusal = require "stdlib.convert.refusal"
local statements = require "stdlib.convert.statements"

local columns = {}

local WIDTH, LONGEST = 100, 56

-- How tightly Python's operators hold.
local ANY, COMPARED, OR, AND, SUM, PRODUCT, SIGN, POWER, POSTFIX = 0, 1, 2, 3, 4, 5, 6, 7, 8
local INFIX = {
  add = { "+", SUM, SUM, SUM + 1 }, sub = { "-", SUM, SUM, SUM + 1 },
  mul = { "*", PRODUCT, PRODUCT, PRODUCT + 1 }, div = { "/", PRODUCT, PRODUCT, PRODUCT + 1 },
  pow = { "**", POWER, POSTFIX, SIGN },
  above = { ">", COMPARED, SUM, SUM }, below = { "<", COMPARED, SUM, SUM },
  at_least = { ">=", COMPARED, SUM, SUM }, at_most = { "<=", COMPARED, SUM, SUM },
}
local JOINED = { all = { " & ", AND }, any = { " | ", OR }, none = { " | ", OR } }
local NUMPY = {
  abs = "abs", sqrt = "sqrt", exp = "exp", log = "log", log10 = "log10", sin = "sin", cos = "cos",
  tan = "tan", asin = "arcsin", acos = "arccos", atan = "arctan", sinh = "sinh", cosh = "cosh",
  tanh = "tanh", floor = "floor", ceil = "ceil", trunc = "trunc", max = "maximum", min = "minimum",
}
local OWN = {
  crosses_above = "crosses_above", crosses_below = "crosses_below", rising = "rising",
  falling = "falling", held = "held", within = "within", latch = "latch",
  round = "nearest_whole",
}
local FIELDS = {
  open = true, high = true, low = true, close = true, volume = true, hl2 = true, hlc3 = true,
  ohlc4 = true, time = true, hour = true, weekday = true,
}
local KEYWORDS = [[
  False None True and as assert async await break class continue def del elif else except finally
  for from global if import in is lambda nonlocal not or pass raise return try while with yield
  np self abs max min bool float int len list object print range set sorted sum type
  Backtest Strategy bars begin end]]

--- Words that no variable may have.
function columns.taken()
  local taken = {}
  for word in KEYWORDS:gmatch "%S+" do taken[word] = true end
  for _, name in ipairs(library.names()) do taken[name] = true end
  return taken
end

local UNITS = { s = 1, m = 60, h = 3600, d = 86400, w = 604800, mo = 30.4375 * 86400 }

local function seconds(frame)
  local count, unit = frame:match "^(%d+)(%l+)$"
  return UNITS[unit] and tonumber(count) * UNITS[unit]
end

--- Which candles an expression lives on: "" the bars, nil none (a number).
local function frame_of(self, x)
  if self.frames[x] ~= nil then return self.frames[x] or nil end
  local found
  if x.form == "field" then
    found = x.timeframe == self.primary and "" or x.timeframe
  elseif x.name == "fresh" then
    found = ""
  else
    for _, arg in ipairs(x.args) do
      local frame = frame_of(self, arg)
      local finer = frame and (not found or frame == ""
        or found ~= "" and seconds(frame) < seconds(found))
      if finer then found = frame end
    end
  end
  self.frames[x] = found or false
  return found
end

local function check_field(self, x)
  if x.symbol ~= "" then
    refusal.raise(("%s: a backtest of backtesting.py has one instrument"):format(x.symbol), x)
  end
  if not FIELDS[x.name] then
    refusal.raise(("%s: a backtest of backtesting.py has open, high, low, close and volume")
      :format(x.name), x)
  end
  local length = x.timeframe == "" or seconds(x.timeframe)
  if not length then refusal.raise(x.timeframe .. ": too fine a time frame", x) end
  if self.primary ~= "" and x.timeframe ~= "" and length < seconds(self.primary) then
    refusal.raise(("%s is finer than the bars of %s, which is all that backtesting.py has")
      :format(x.timeframe, self.primary), x)
  end
end

local CANDLES = { ["1h"] = "hour", ["1d"] = "day", ["1w"] = "week", ["1mo"] = "month" }

--- The variable of the candles of a time frame.
local function candles(self, frame)
  if frame == "" then return "bars" end
  if not self.candles[frame] then
    local wanted = { CANDLES[frame] or "candles_" .. frame }
    self.candles[frame] = self.names:take(wanted)
    self.used.resample = true
    self:line(('%s = resample(bars, "%s")'):format(self.candles[frame], frame))
  end
  return self.candles[frame]
end

--- A number slot.
function columns.number(self, x)
  if type(x) ~= "table" then return json.number(x), x < 0 and SIGN or POSTFIX end
  local name = "self." .. self.attributes[x.param]
  if x.percent then return name .. " / 100", PRODUCT end
  return name, POSTFIX
end

local function call(self, name, items)
  self.used[name] = true
  return ("%s(%s)"):format(name, table.concat(items, ", ")), POSTFIX
end

--- An argument on the candles of what takes it.
local function aligned(self, x, frame, least)
  local own = frame_of(self, x)
  if not own or own == frame then return self:text(x, least) end
  return (call(self, "on", { self:text(x, ANY), candles(self, own), candles(self, frame) }))
end

local function numbers(self, x, items)
  for _, number in ipairs(x.numbers) do items[#items + 1] = (columns.number(self, number)) end
  return items
end

local function check_indicator(x)
  local name = not x.custom and library.find(x.name)
  local type = name and x.name == "ma" and model.value(x.numbers[2])
  local mama = type == 7
    or name and (x.name == "apo" or x.name == "ppo") and model.value(x.numbers[3]) == 7
  if name and not mama then return name end
  refusal.raise(("ta.%s%s cannot be written in Python yet: the indicators that can are listed in "
    .. "docs/guide/convert.md"):format(x.name, mama and " with type 7 (mama)" or ""), x)
end

local function indicator(self, x)
  local name, frame, items = check_indicator(x), frame_of(self, x), {}
  for i, arg in ipairs(x.args) do
    if x.inputs[i] == "condition" then arg = arg.args[1] end
    items[i] = aligned(self, arg, frame, ANY)
    if arg.form == "number" then items[i] = ("np.full(len(bars.time), %s)"):format(items[i]) end
  end
  self.used[name] = true
  numbers(self, x, items)
  -- what is on the bars themselves can be drawn
  if frame == "" then
    return ("self.I(%s, %s)"):format(name, table.concat(items, ", ")), POSTFIX
  end
  return call(self, name, items)
end

--- Where the operators between conditions stand, outside of parentheses.
local function split(text)
  local parts, depth, from = {}, 0, 1
  for at, c in text:gmatch "()(.)" do
    if c == "(" or c == "[" then depth = depth + 1 end
    if c == ")" or c == "]" then depth = depth - 1 end
    if depth == 0 and text:sub(at):find "^ [&|] " then
      parts[#parts + 1], from = text:sub(from, at - 1), at + 1
    end
  end
  parts[#parts + 1] = text:sub(from)
  return parts
end

--- Lines of an assignment, several where one is too long.
function columns.assign(name, text)
  local line = ("%s = %s"):format(name, text)
  if #line <= WIDTH - 8 then return { line } end
  local parts = split(text)
  if #parts == 1 then
    local head, rest = text:match "^([%w_.]+%()(.*)$"
    if not head then return { line } end
    local lines, current = { ("%s = %s"):format(name, head) }, "   "
    for word in rest:gmatch "%S+" do
      if #current + 1 + #word > WIDTH - 8 then
        lines[#lines + 1], current = current, "   "
      end
      current = current .. " " .. word
    end
    lines[#lines + 1] = current
    return lines
  end
  local lines = { name .. " = (" .. parts[1] }
  for i = 2, #parts do lines[i] = (" "):rep(#name + 4) .. parts[i] end
  lines[#lines] = lines[#lines] .. ")"
  return lines
end

--- An indicator of several outputs is computed once.
local function outputs(self, x)
  local key = { x.name }
  for _, arg in ipairs(x.args) do key[#key + 1] = tostring(arg) end
  for _, number in ipairs(x.numbers) do key[#key + 1] = (columns.number(self, number)) end
  key = table.concat(key, " ")
  if not self.calls[key] then
    local text, list = indicator(self, x), {}
    for i, output in ipairs(x.outputs) do
      local name = names.short(output == x.name and output .. "_line" or x.name .. "_" .. output)
      list[i] = self.names:take { name }
    end
    for _, line in ipairs(columns.assign(table.concat(list, ", "), text)) do self:line(line) end
    self.calls[key] = list
  end
  for i, output in ipairs(x.outputs) do
    if output == x.output then
      self.known[x] = self.calls[key][i]
      return self.known[x], POSTFIX
    end
  end
end

local function session(self, x)
  local items = { candles(self, frame_of(self, x)) }
  if x.name == "session_after" then
    items[2] = json.number(model.value(x.numbers[3]))
  else
    items[2], items[3] = (columns.number(self, x.numbers[1])), (columns.number(self, x.numbers[2]))
  end
  items[#items + 1] = ('"%s"'):format(x.text)
  return call(self, x.name, items)
end

local function joined(self, x, frame)
  local sign, tight = unpack(JOINED[x.name])
  local items = {}
  for i, arg in ipairs(x.args) do items[i] = aligned(self, arg, frame, tight + 1) end
  local text = table.concat(items, sign)
  if x.name ~= "none" then return text, #items > 1 and tight or POSTFIX end
  if #items == 1 then return "~" .. aligned(self, x.args[1], frame, SIGN), SIGN end
  return ("~(%s)"):format(text), SIGN
end

local function operator(self, x)
  local frame, name = frame_of(self, x), x.name
  if not frame then
    refusal.raise("an expression of numbers alone cannot be written in Python", x)
  end
  if name:find "^session_" then return session(self, x) end
  if JOINED[name] then return joined(self, x, frame) end
  if INFIX[name] then
    local sign, tight, left, right = unpack(INFIX[name])
    return ("%s %s %s"):format(aligned(self, x.args[1], frame, left), sign,
      aligned(self, x.args[2], frame, right)), tight
  end
  if name == "neg" then return "-" .. aligned(self, x.args[1], frame, SIGN), SIGN end
  local items = {}
  for i, arg in ipairs(x.args) do items[i] = aligned(self, arg, frame, ANY) end
  if name == "between" then
    local middle = aligned(self, x.args[1], frame, SUM)
    if middle:find " " then middle = self:variable({ names.base(x.args[1]) }, middle, x) end
    return ("(%s >= %s) & (%s <= %s)"):format(middle, aligned(self, x.args[2], frame, SUM), middle,
      aligned(self, x.args[3], frame, SUM)), AND
  elseif name == "fresh" then
    local own = frame_of(self, x.args[1]) or ""
    if own == "" then return items[1], ANY end
    local text = self:text(x.args[1], ANY)
    return call(self, "fresh", { text, candles(self, own), "bars" })
  elseif name == "to_number" then
    return aligned(self, x.args[1], frame, SUM) .. " + 0.0", SUM
  end
  numbers(self, x, items)
  if name == "shift" then return call(self, x.kind == "column" and "before" or "ago", items) end
  if OWN[name] then return call(self, OWN[name], items) end
  return ("np.%s(%s)"):format(NUMPY[name], table.concat(items, ", ")), POSTFIX
end

local function render(self, x)
  if x.form == "number" then return columns.number(self, x.numbers[1]) end
  if x.form == "field" then
    check_field(self, x)
    return ("%s.%s"):format(candles(self, frame_of(self, x)), x.name), POSTFIX
  elseif x.form == "indicator" then
    if #x.outputs > 1 then return outputs(self, x) end
    return indicator(self, x)
  end
  return operator(self, x)
end

--- @param m           the model that is written
-- @param attributes  { [parameter] = attribute of the class }
-- @return a writer (stdlib.convert.statements) with used = { function of the library = true }
function columns.new(m, attributes)
  local self = statements.new(m, {
    taken = columns.taken(), longest = LONGEST, render = render,
    assign = function(_, name, text) return columns.assign(name, text) end,
    apart = function(_, x) return x.form == "indicator" end,
  })
  self.primary, self.attributes = m.timeframe, attributes
  self.used, self.frames, self.candles, self.calls = { candles = true }, {}, {}, {}
  return self
end

--- The text of a root on the bars; a condition may be joined to another with &.
function columns.on_bars(self, x)
  return aligned(self, x, "", x.kind == "condition" and AND or ANY)
end

--- The columns that have to be defined before a bar may signal, on the bars.
function columns.defined(self, m)
  local list, seen = {}, {}
  model.walk(m, function(x)
    local frame = x.form == "field" and frame_of(self, x) or ""
    if frame ~= "" and not seen[frame] then -- the first of its candles has to have closed
      seen[frame] = true
      local candle = candles(self, frame)
      list[#list + 1] = (call(self, "on", { candle .. ".close", candle, "bars" }))
    end
    local counts = x.form == "indicator" and x.name ~= "bars_since" or x.name == "shift"
      or x.name == "session_high" or x.name == "session_low"
    if counts and x.kind == "column" then
      local text = columns.on_bars(self, x)
      if not seen[text] then list[#list + 1], seen[text] = text, true end
    end
  end)
  return list
end

return columns
