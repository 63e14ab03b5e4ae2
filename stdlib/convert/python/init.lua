--- A strategy as a Python file for backtesting.py.
local columns = require "stdlib.convert.python.columns"
local json = require "stdlib.json"
local library = require "stdlib.convert.python.library"
local names = require "stdlib.convert.names"
local orders = require "stdlib.convert.python.orders"
local refusal = require "stdlib.convert.refusal"
local wrap = require "stdlib.convert.wrap"

local python = {}

local WIDTH = 100

-- What the class has already.
local ATTRIBUTES = [[
  I init next buy sell data equity position orders trades closed_trades bars atr allowed_long
  allowed_short enter_long enter_short guard_long guard_short bars_held long_enter long_exit
  short_enter short_exit]]

local FRAMES = { s = "s", m = "min", h = "h", d = "D", w = "W-MON", mo = "MS" }

--- { [parameter] = attribute of the class }
local function attributes_of(specs)
  local taken = columns.taken()
  for word in ATTRIBUTES:gmatch "%S+" do taken[word] = true end
  local free, map = names.new(taken), {}
  for _, spec in ipairs(specs) do map[spec.name] = free:take { spec.name, spec.name .. "_" } end
  return map
end

local function class_name(name)
  local made = ""
  for word in name:gmatch "[%w]+" do made = made .. word:sub(1, 1):upper() .. word:sub(2) end
  local unfit = made == "" or made:find "^%d" or columns.taken()[made]
  return unfit and "Tide" .. made or made
end

local function docstring_text(text) return (text:gsub("\\", "\\\\"):gsub('"""', "'''")) end

local function head(m, about)
  local doc = about.doc and about.doc ~= "" and about.doc or m.name .. "."
  local lines = wrap(doc, WIDTH - 8)
  lines[1] = '"""' .. docstring_text(lines[1])
  for i = 2, #lines do lines[i] = docstring_text(lines[i]) end
  local function add(text)
    lines[#lines + 1] = ""
    for _, line in ipairs(wrap(text, WIDTH)) do lines[#lines + 1] = docstring_text(line) end
  end
  if about.origin then add("Origin: " .. about.origin) end
  add(("Written by tide convert for backtesting.py (pip install backtesting); strategy hash %s. "
    .. "Conditions are those of tide on every bar. Fills, sizes and costs are those of "
    .. "backtesting.py: whole units, stops that count from the close until the fill is known.")
    :format(about.hash or "unknown"))
  lines[#lines + 1] = "\n    python3 FILE.py candles.csv"
  lines[#lines + 1] = "\nThe columns are time (UTC), open, high, low, close and volume."
  lines[#lines + 1] = '"""'
  return table.concat(lines, "\n")
end

local function param_lines(specs, attributes)
  local lines = {}
  for _, spec in ipairs(specs) do
    local range = ""
    if spec.min and spec.max then
      range = ("  # %s to %s"):format(json.number(spec.min), json.number(spec.max))
      if spec.step then range = ("%s by %s"):format(range, json.number(spec.step)) end
    end
    lines[#lines + 1] = ("    %s = %s%s"):format(attributes[spec.name], json.number(spec.default),
      range)
  end
  if #lines > 0 then lines[#lines + 1] = "" end
  return lines
end

--- atr(n) * k in price, in a variable: a bar without it may not signal.
local function distance(w, name, level)
  w.used.atr = true
  local factor, tight = columns.number(w, level.factor)
  local text = ("atr(bars.high, bars.low, bars.close, %s)"):format((columns.number(w,
    level.period)))
  if level.factor ~= 1 then
    text = ("%s * %s"):format(text, tight < 5 and "(" .. factor .. ")" or factor)
  end
  return w:variable({ name }, text)
end

local function init_lines(m, w)
  local held, seen, distances = {}, {}, {}
  local function hold(attribute, text, ready)
    held[#held + 1] = { attribute, text, ready }
  end
  for _, name in ipairs { "long", "short" } do
    local side = m[name]
    if side then
      hold(name .. "_enter", columns.on_bars(w, side.enter), true)
      if side.exit then hold(name .. "_exit", columns.on_bars(w, side.exit), true) end
      for _, column in ipairs(orders.columns(name, side)) do
        local x = column[2]
        local text = x.form and columns.on_bars(w, x) or distance(w, column[1], x)
        if not x.form then distances[#distances + 1] = text end
        if x.form == "number" then text = ("np.full(len(bars.time), %s)"):format(text) end
        hold(column[1], text)
      end
      if side.size and side.size.kind == "volatility" and not seen.atr then
        seen.atr, w.used.atr = true, true
        hold("atr", "atr(bars.high, bars.low, bars.close, 14)")
      end
    end
  end
  local needed = columns.defined(w, m)
  for _, name in ipairs(distances) do needed[#needed + 1] = name end
  local lines = { "    def init(self):", "        bars = candles(self.data)" }
  for _, line in ipairs(w.lines) do lines[#lines + 1] = "        " .. line end
  local guarded = #needed > 0
  if guarded then
    w.used.defined = true
    local text = ("ready = defined(%s)"):format(table.concat(needed, ", "))
    if #text > WIDTH - 8 then
      text = "ready = defined(\n            "
        .. table.concat(needed, ",\n            ") .. ")"
    end
    lines[#lines + 1] = "        " .. text
  end
  for _, one in ipairs(held) do
    local attribute, text, condition = unpack(one)
    if condition and guarded then text = "ready & " .. text end
    local line = "        self.%s = self.I(lambda: %s, plot=False)"
    if #line:format(attribute, text) > WIDTH then
      for _, part in ipairs(columns.assign(attribute, text)) do
        lines[#lines + 1] = "        " .. part
      end
      text = attribute
    end
    lines[#lines + 1] = line:format(attribute, text)
  end
  if m.long and m.long.max_entries or m.short and m.short.max_entries then
    lines[#lines + 1] = "        self.bars = bars"
  end
  lines[#lines + 1] = ""
  return lines
end

local MAIN = [==[
if __name__ == "__main__":
    import pandas

    table = pandas.read_csv(sys.argv[1])
    table.columns = [name.lower() for name in table.columns]
    time = table.iloc[:, 0]
    if time.dtype.kind in "iuf":
        unit = "s" if time.max() < 1e11 else "ms" if time.max() < 1e14 else "us"
        table.index = pandas.to_datetime(time, unit=unit)
    else:
        table.index = pandas.to_datetime(time, utc=True).dt.tz_localize(None)
    table = table[["open", "high", "low", "close", "volume"]]
    table.columns = ["Open", "High", "Low", "Close", "Volume"]
RESAMPLE    print(Backtest(table, CLASS, cash=1e6, commission=0.0004).run())
]==]
local RESAMPLED = [[
    table = table.resample("FRAME", label="left", closed="left").agg(
        {"Open": "first", "High": "max", "Low": "min", "Close": "last", "Volume": "sum"}).dropna()
]]

local function main_text(m, class)
  local count, unit = m.timeframe:match "^(%d+)(%l+)$"
  local resample = ""
  if count and FRAMES[unit] then
    local frame = (count == "1" and "" or count) .. FRAMES[unit]
    resample = RESAMPLED:gsub("FRAME", frame)
  end
  return (MAIN:gsub("RESAMPLE", resample):gsub("CLASS", class))
end

local function document(m, about)
  local attributes, class = attributes_of(about.params), class_name(m.name)
  local w = columns.new(m, attributes)
  local body = {}
  for _, line in ipairs(param_lines(about.params, attributes)) do body[#body + 1] = line end
  for _, line in ipairs(init_lines(m, w)) do body[#body + 1] = line end
  for _, line in ipairs(orders.lines(m, w)) do body[#body + 1] = line end
  local functions = library.text(w.used)
  local imports = { "import sys" }
  if functions:find("datetime.fromtimestamp", 1, true) then
    imports[#imports + 1] = "from datetime import datetime, timezone"
    imports[#imports + 1] = "from zoneinfo import ZoneInfo"
  end
  imports[#imports + 1] = "\nimport numpy as np\nfrom backtesting import Backtest, Strategy"
  if functions:find("sliding_window_view", 1, true) then
    imports[#imports + 1] = "from numpy.lib.stride_tricks import sliding_window_view"
  end
  return table.concat({
    head(m, about), table.concat(imports, "\n"),
    "\nnp.seterr(all=\"ignore\")  # what is not defined is NaN", "\n",
    functions, "", ("\nclass %s(Strategy):"):format(class), table.concat(body, "\n"), "\n",
    main_text(m, class),
  }, "\n")
end

--- @param m      of stdlib.convert.model, with its parameters bound
-- @param about  { params = specs, doc, origin, hash }
-- @return text, or nil and { message, id = of the expression it is about }
function python.text(m, about)
  local ok, result = pcall(document, m, about)
  if ok then return result end
  return nil, refusal.of(result)
end

--- Indicators that can be written, sorted.
function python.indicators()
  local list = {}
  for _, spec in ipairs(require("stdlib.indicators").list) do
    if library.find(spec.name) then list[#list + 1] = spec.name end
  end
  return list
end

return python
