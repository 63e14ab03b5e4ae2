--- The vocabulary: what a script writes is what the graph says.
local ffi = require "ffi"
local build = require "tests.graph.build"
local loader = require "runtime.loader"
local random = require "tests.graph.random"
local strategies = require "tests.support.strategies"
local C = require("stdlib.host").C

local function load_rules(body)
  local path = strategies.write(strategies.rules(body))
  local strategy, message = loader.load(path, {}, function() end)
  os.remove(path)
  return strategy, message
end

local function text_of(graph, node)
  local size = 1024 * 1024
  local text = ffi.new("char[?]", size)
  C.tide_graph_text(graph, node, text, size)
  return ffi.string(text)
end

--- Expressions that are read back as they are written.
local SAME = {
  condition = {
    "m.close:above(m.open)", "m.close:below(100)", "m.close:at_least(m.high)", "m.close:at_most(m.low)",
    "m.close:between(10, m.high)", "m.close:crosses_above(m.open)", "m.close:crosses_below(50)",
    "m.close:rising(3)", "m.close:falling(2)", "m.close:above(1):held(3)", "m.close:above(1):within(24)",
    "m.close:above(1):shift(2)", 'm("1d").close:rising(1):fresh()',
    "all { m.close:rising(1), m.open:rising(1) }", "any { m.close:rising(1), m.open:rising(1) }",
    "none { m.close:rising(1) }", "latch(m.close:rising(1), m.close:falling(1))",
    'session { from = "08:00", to = "09:30", tz = "Europe/London" }.inside',
    'session { from = "22:00", to = "06:00", tz = "UTC" }:after("23:15")',
  },
  column = {
    "m.open", "m.volume", "m.hl2", "m.hlc3", "m.ohlc4", "m.hour", "m.weekday", "m.funding", "m.mark",
    "m.open_interest", 'm("4h").high', 'm("1h", "ETHUSDT").low', "(m.close + m.open)", "(m.close - 5)",
    "(2 * m.close)", "(m.close / m.open)", "(-m.close)", "m.close:shift(5)", "m.close:abs()", "m.close:log()",
    "m.close:exp()", "m.close:log10()", "m.close:sin()", "m.close:cos()", "m.close:tan()", "m.close:asin()",
    "m.close:acos()", "m.close:atan()", "m.close:sinh()", "m.close:cosh()", "m.close:tanh()", "m.close:floor()",
    "m.close:ceil()", "m.close:round()", "m.close:trunc()", "(m.close ^ 2)", "(2 ^ m.close)", "((-2) ^ m.close)",
    "(m.close ^ (-m.open))", "m.close:sqrt()", "m.close:max(m.open)", "m.close:min(7)", "m.close:rising(2):to_number()",
    "ta.sma(m.close, 10)", "ta.atr(m, 14)", 'ta.adx(m("4h"), 14)', "ta.macd(m.close, 12, 26, 9).histogram",
    'ta.highest(m("1d").high, 20)', "ta.sma(ta.rsi(m.close, 14), 3)", "ta.obv(m)",
    "ta.bars_since(m.close:rising(2))", "ta.sma(ta.bars_since(m.close:above(m.open)), 5)",
    'session { from = "08:00", to = "09:00", tz = "UTC" }.high',
    'session { from = "08:00", to = "09:00", tz = "UTC" }.low',
  },
}

describe("the vocabulary", function()
  for kind, list in pairs(SAME) do
    for _, text in ipairs(list) do
      it("says " .. text, function()
        local rule = kind == "condition" and text or ("(%s):above(1)"):format(text)
        local s = assert(load_rules(("return { long = { enter = %s } }"):format(rule)))
        local said = text_of(s.cdata.graph, s.cdata.side[0].enter)
        if kind == "column" then said = said:gsub(":above%(1%)$", "") end
        assert.equal((text:gsub("^%((.*)%)$", "%1")), (said:gsub("^%((.*)%)$", "%1")))
      end)
    end
  end

  for what, pair in pairs {
    ["defaults of an indicator"] = { "ta.rsi(m.close)", "ta.rsi(m.close, 14)" },
    ["a power as a method"] = { "m.close:pow(m.open)", "m.close ^ m.open" },
    ["a count as a method"] = { "m.close:rising(2):bars_since()", "ta.bars_since(m.close:rising(2))" },
    ["numbers before a column"] = { "2 + m.close", "m.close + 2" },
    ["the traded symbol's own time frame"] = { 'm("4h")("1d").close', 'm("1d").close' },
    ["a symbol that is kept"] = { 'm("4h", "ETHUSDT")("1d").close', 'm("1d", "ETHUSDT").close' },
    ["a session in UTC"] = {
      'session { from = "8:00", to = "09:00" }.high', 'session { from = "08:00", to = "09:00", tz = "UTC" }.high' },
    ["a required ta"] = { 'require("stdlib.ta").sma(m.close, 5)', "ta.sma(m.close, 5)" },
  } do
    it("means the same by " .. what, function()
      local function hash(column)
        return assert(load_rules(("return { long = { enter = (%s):above(1) } }"):format(column))).hash
      end
      assert.equal(hash(pair[2]), hash(pair[1]))
    end)
  end
end)

--- Can a script say it? A number has no methods, and a session no time frame.
local INFIX = { add = true, sub = true, mul = true, div = true, pow = true }

local function sayable(x, seen)
  if seen[x] then return true end
  seen[x] = true
  local args = x.args or {}
  if #args > 0 and args[1].number and not (args[2] and not args[2].number and INFIX[x.op]) then
    return false
  end
  if x.op and x.op:match "^session" then
    return args[1].field == "close" and (args[1].tf or "") == "" and (args[1].symbol or "") == ""
  end
  for _, arg in ipairs(args) do if not sayable(arg, seen) then return false end end
  return true
end

describe("any expression", function()
  it("survives being written as a strategy and loaded again", function()
    local tried = 0
    for seed = 1, 250 do
      local r = random.new(seed)
      local make = random.expressions(r, {
        timeframes = { "1h", "4h", "1d", "1mo" }, others = { { symbol = "ETHUSDT", tf = "1h" } },
      })
      local x = make.condition(4)
      local graph_side = build.strategy()
      local id = sayable(x, {}) and build.node(graph_side.graph, x)
      local text = id and text_of(graph_side.graph, id)
      if text and #text < 20000 then
        graph_side.side[0].used, graph_side.side[0].enter = true, id
        local s, message = load_rules("return { long = { enter = " .. text .. " } }")
        assert(s, ("seed %d: %s\n%s"):format(seed, tostring(message), text))
        assert.equal(build.hash(graph_side), s.hash, ("seed %d: %s"):format(seed, text))
        tried = tried + 1
      end
    end
    assert.is_true(tried > 80, tried .. " expressions were tried")
  end)
end)

describe("a side", function()
  local function side_of(text)
    local path = strategies.write(strategies.side(text))
    local s = assert(loader.load(path, {}, function() end))
    os.remove(path)
    return s.cdata.side[0], s
  end

  it("has levels as fraction, distance and price", function()
    local side, s = side_of "enter = up, stop_loss = 0.05, take_profit = atr(10) * 3, trailing_stop = m.low:shift(1)"
    assert.equal(C.TIDE_LEVEL_FRACTION, side.stop_loss.kind)
    assert.equal(0.05, side.stop_loss.fraction)
    assert.equal(C.TIDE_LEVEL_DISTANCE, side.take_profit.kind)
    assert.equal("(ta.atr(m, 10) * 3)", text_of(s.cdata.graph, side.take_profit.node))
    assert.equal(C.TIDE_LEVEL_PRICE, side.trailing_stop.kind)
    assert.equal("m.low:shift(1)", text_of(s.cdata.graph, side.trailing_stop.node))
  end)

  it("has distances that are scaled from either side", function()
    for _, text in ipairs { "atr(14) * 2", "2 * atr(14)", "atr() * 4 / 2", "atr(14) * 1 * 2" } do
      local side, s = side_of("enter = up, stop_loss = " .. text)
      assert.equal("(ta.atr(m, 14) * 2)", text_of(s.cdata.graph, side.stop_loss.node))
    end
  end)

  it("has exits by time, by parts and by breakeven", function()
    local side = side_of [[enter = up, exit = m.close:falling(1), max_bars = 24, breakeven_at = 0.02,
        partial = { { at = 0.06, close = 0.25 }, { at = 0.03, close = 0.5 } }, max_entries = { 3, "1d" } ]]
    assert.equal(24, side.max_bars)
    assert.equal(0.02, side.breakeven_at)
    assert.equal(2, side.partials)
    assert.same({ 0.03, 0.5, 0.06, 0.25 },
      { side.partial[0].at, side.partial[0].close, side.partial[1].at, side.partial[1].close })
    assert.equal(3, side.max_entries)
    assert.equal(86400e6, tonumber(side.max_entries_period))
    assert.is_true(side.exit >= 0)
  end)

  it("has limits and confidence", function()
    local side, s = side_of "enter = up, limit = m.low, limit_bars = 4, confidence = m.close / m.high"
    assert.equal("m.low", text_of(s.cdata.graph, side.limit))
    assert.equal(4, side.limit_bars)
    assert.equal("(m.close / m.high)", text_of(s.cdata.graph, side.confidence))
  end)

  for text, want in pairs {
    ["0.5"] = { C.TIDE_SIZE_FIXED, 0.5 }, ["cash(1000)"] = { C.TIDE_SIZE_CASH, 1000 },
    ["units(2)"] = { C.TIDE_SIZE_UNITS, 2 }, ["risk(0.01)"] = { C.TIDE_SIZE_RISK, 0.01 },
    ["volatility(0.02)"] = { C.TIDE_SIZE_VOLATILITY, 0.02 }, ["kelly(0.25)"] = { C.TIDE_SIZE_KELLY, 0.25 },
  } do
    it("has the size " .. text, function()
      local side = side_of("enter = up, stop_loss = 0.1, size = " .. text)
      assert.same(want, { side.size.kind, side.size.value })
    end)
  end

  it("that is absent is not used, and what is absent is nowhere", function()
    local side, s = side_of "enter = up"
    assert.is_true(side.used)
    assert.is_false(s.cdata.side[1].used)
    assert.equal(-1, side.exit)
    assert.equal(-1, side.limit)
    assert.equal(1, side.limit_bars)
    assert.equal(C.TIDE_LEVEL_NONE, side.stop_loss.kind)
    assert.equal(C.TIDE_SIZE_DEFAULT, side.size.kind)
  end)
end)
