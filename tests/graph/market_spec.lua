--- How candles of several time frames and symbols meet, by hand.
local C = require("stdlib.host").C
local build = require "tests.graph.build"

local HOUR, DAY = 3600e6, 86400e6
local MONDAY = 1704067200e6 -- 2024-01-01

--- Hourly bars whose close is their number.
local function hours(n, from, tf, step)
  local c = { tf = tf or "1h", time = {}, open = {}, high = {}, low = {}, close = {}, volume = {} }
  for t = 1, n do
    c.time[t] = (from or MONDAY) + (t - 1) * (step or HOUR)
    c.open[t], c.high[t], c.low[t], c.close[t], c.volume[t] = t, t + 0.5, t - 0.5, t, 1
  end
  return c
end

local function drop(c, t)
  for _, list in pairs(c) do if type(list) == "table" then table.remove(list, t) end end
  return c
end

--- Values of an expression on the bars of symbol A.
local function values(x, symbols, timeframe)
  local s = build.strategy()
  if timeframe then s.timeframe = timeframe end
  local node, message = build.node(s.graph, x)
  if not node then return nil, message end
  local side = s.side[0]
  side.used = true
  if C.tide_graph_kind(s.graph, node) == C.TIDE_KIND_COLUMN then side.limit = node else side.enter = node end
  local candles = {}
  for name, c in pairs(symbols) do candles[name] = build.candles(c) end
  local signals, why = build.signals(s, build.market("A", candles))
  if not signals then return nil, why end
  local out, first, settled = {}, signals.first, signals.settled
  for t = 0, signals.candles.n - 1 do out[t + 1] = C.tide_signals_value(signals, node, t) end
  C.tide_signals_free(signals)
  return out, first, settled
end

local function field(name, tf, symbol) return { field = name, tf = tf, symbol = symbol } end
local function highest(input, n) return { ind = "highest", args = { input }, params = { n } } end

describe("a higher time frame", function()
  it("is seen from the close of its candle on", function()
    local x, first = values(field("close", "4h"), { A = hours(13) })
    for t = 1, 3 do assert.is_true(x[t] ~= x[t]) end
    for t = 4, 7 do assert.equal(4, x[t]) end
    for t = 8, 11 do assert.equal(8, x[t]) end
    for t = 12, 13 do assert.equal(12, x[t]) end
    assert.equal(3, first)
  end)

  it("counts its own candles", function()
    local x, first = values(highest(field("high", "1d"), 2), { A = hours(24 * 3) })
    assert.equal(47, first)
    assert.is_true(x[47] ~= x[47])
    assert.equal(48.5, x[48])
    assert.equal(48.5, x[71])
    assert.equal(72.5, x[72])
    local shifted = values({ op = "shift", args = { field("close", "1d") }, numbers = { 1 } }, { A = hours(72) })
    assert.is_true(shifted[47] ~= shifted[47])
    assert.equal(24, shifted[48])
  end)

  it("begins with an incomplete candle", function()
    local x = values(field("open", "1d"), { A = hours(30, MONDAY + 20 * HOUR) })
    assert.is_true(x[3] ~= x[3])
    assert.equal(1, x[4])
    assert.equal(5, x[28])
  end)

  it("is seen after a gap over its close", function()
    local c = hours(8)
    drop(c, 4)
    local x = values(field("close", "4h"), { A = c })
    assert.is_true(x[3] ~= x[3]) -- the bar of 02:00
    assert.equal(3, x[4]) -- the bar of 04:00, the first to close after 04:00
  end)

  it("holds a condition until its next candle, fresh only once", function()
    local cond = { op = "above", args = { field("close", "4h"), { number = 5 } } }
    local held = values(cond, { A = hours(17) })
    local fresh = values({ op = "fresh", args = { cond } }, { A = hours(17) })
    for t = 1, 17 do
      assert.equal(t >= 8 and 1 or 0, held[t])
      assert.equal((t == 8 or t == 12 or t == 16) and 1 or 0, fresh[t])
    end
  end)

  it("crosses on its own candles", function()
    local cross = { op = "crosses_above", args = { field("close", "4h"), { number = 6 } } }
    local x = values(cross, { A = hours(17) })
    for t = 1, 17 do assert.equal(t >= 8 and t < 12 and 1 or 0, x[t]) end
  end)

  it("meets the finer one there", function()
    local level = { op = "add", args = { field("close", "4h"), { number = 2 } } }
    local cross = { op = "crosses_above", args = { field "close", level } }
    local x = values(cross, { A = hours(12) })
    for t = 1, 12 do assert.equal((t == 7 or t == 11) and 1 or 0, x[t]) end
  end)

  it("may be the traded one", function()
    local x, first = values(field "close", { A = hours(50) }, DAY)
    assert.same({ 24, 48 }, x)
    assert.equal(0, first)
    local finer = values(field("close", "4h"), { A = hours(50) }, DAY)
    assert.same({ 24, 48 }, finer)
  end)

  it("of months ends with the month", function()
    local x = values(field("close", "1mo"), { A = hours(61, MONDAY, "1d", DAY) })
    assert.is_true(x[30] ~= x[30])
    assert.equal(31, x[31])
    assert.equal(31, x[59])
    assert.equal(60, x[60])
  end)
end)

describe("another symbol", function()
  it("is undefined where it misses a bar", function()
    local b = drop(hours(10), 4)
    local x = values(field("close", "", "B"), { A = hours(10), B = b })
    for t = 1, 10 do if t == 4 then assert.is_true(x[t] ~= x[t]) else assert.equal(t, x[t]) end end
    local cond = values({ op = "above", args = { field("close", "", "B"), { number = 0 } } }, { A = hours(10), B = b })
    for t = 1, 10 do assert.equal(t == 4 and 0 or 1, cond[t]) end
  end)

  it("may be named by its own name when it is the traded one", function()
    assert.same({ 1, 2, 3 }, values(field("close", "1h", "A"), { A = hours(3) }))
  end)

  it("of a coarser time frame is seen from its close on", function()
    local x = values(field("close", "1h", "B"), { A = hours(12, MONDAY, "15m", 900e6), B = hours(3) })
    assert.is_true(x[3] ~= x[3])
    assert.same({ 1, 1, 1, 1, 2 }, { x[4], x[5], x[6], x[7], x[8] })
  end)

  it("begins when it begins", function()
    local x, first = values({ op = "sub", args = { field "close", field("close", "", "B") } },
      { A = hours(10), B = hours(10, MONDAY + 4 * HOUR) })
    assert.equal(4, first)
    assert.is_true(x[4] ~= x[4])
    assert.equal(4, x[5])
  end)
end)

describe("the first bar that may signal", function()
  local function sma(input, n) return { ind = "sma", args = { input }, params = { n } } end
  it("adds lookbacks and shifts, not crossings", function()
    local x = { op = "crosses_above", args = { field "close",
      { op = "shift", args = { sma(sma(field "close", 5), 3) }, numbers = { 2 } } } }
    local _, first = values(x, { A = hours(30) })
    assert.equal(4 + 2 + 2, first)
  end)
  it("is the number of bars when there is none", function()
    local _, first, settled = values(sma(field "close", 40), { A = hours(30) })
    assert.equal(30, first)
    assert.equal(30, settled)
  end)
  it("waits longer for what remembers its seed", function()
    local _, first, settled = values({ ind = "ema", args = { field "close" }, params = { 5 } }, { A = hours(300) })
    assert.equal(4, first)
    assert.is_true(settled > 10 and settled < 60)
  end)
end)

describe("a market that lacks something", function()
  local cases = {
    { field("close", "5m"), { A = hours(3) }, "the strategy wants 5m candles, but the data of A has 1h candles" },
    { field("close", "90m"), { A = hours(3) }, "which the 1h candles of A do not divide" },
    { field("close", "1mo"), { A = hours(3, MONDAY, "1w", 7 * DAY) }, "which the 1w candles of A do not divide" },
    { field("close", "", "B"), { A = hours(3) }, "the strategy reads B, but only A is given: add --with B=FILE" },
    { field "funding", { A = hours(3) }, "the strategy uses funding, which the data of A does not have" },
  }
  for _, case in ipairs(cases) do
    it("is told: " .. case[3], function()
      local none, message = values(case[1], case[2])
      assert.is_nil(none)
      assert.is_truthy(message:find(case[3], 1, true), message)
    end)
  end
  it("is told: no volume", function()
    local c = hours(3)
    c.volume = nil
    local none, message = values(field "volume", { A = c })
    assert.is_nil(none)
    assert.equal("the strategy uses volume, which the data of A does not have", message)
  end)
  it("is told: finer than the data", function()
    local none, message = values(field "close", { A = hours(3) }, 60e6)
    assert.is_nil(none)
    assert.is_truthy(message:find("wants 1m candles, but the data of A has 1h", 1, true))
  end)
end)

describe("values that are no numbers", function()
  it("compare false, and what is made of them is none", function()
    local root = { op = "sqrt", args = { { op = "sub", args = { field "close", { number = 3 } } } } }
    for _, op in ipairs { "above", "below", "at_least", "at_most" } do
      local x = values({ op = op, args = { root, { op = "neg", args = { { number = 1 } } } } }, { A = hours(4) })
      assert.same({ 0, 0 }, { x[1], x[2] })
    end
    local x = values({ op = "max", args = { root, { number = 9 } } }, { A = hours(4) })
    assert.is_true(x[1] ~= x[1])
    assert.equal(9, x[4])
  end)
end)

describe("a count from a condition", function()
  local function since(level, tf)
    local x = { op = "above", args = { field("close", tf), { number = level } } }
    return { ind = "bars_since", args = { x }, params = {} }
  end

  it("begins when the condition is true, on its own candles", function()
    local x = values(since(3), { A = hours(6) })
    for t = 1, 3 do assert.is_true(x[t] ~= x[t]) end
    assert.same({ 0, 0, 0 }, { x[4], x[5], x[6] })
    x = values(since(5, "4h"), { A = hours(16) })
    assert.is_true(x[7] ~= x[7])
    assert.same({ 0, 0 }, { x[8], x[12] })
  end)

  it("does not keep a strategy waiting for what may never come", function()
    local x, first, settled = values({ op = "none", args = {
      { op = "below", args = { since(1000), { number = 5 } } } } }, { A = hours(8) })
    for t = 1, 8 do assert.equal(1, x[t]) end
    assert.same({ 0, 0 }, { first, settled })
  end)
end)

describe("evaluating again", function()
  it("gives the same bits in the memory used before", function()
    local s = build.strategy()
    local level = highest(field("high", "4h"), 2)
    local node = build.node(s.graph, { op = "crosses_above", args = { field "close", level } })
    s.side[0].used, s.side[0].enter = true, node
    local market = build.market("A", { A = build.candles(hours(200)) })
    local words
    for _ = 1, 5 do
      local a, b = assert(build.signals(s, market)), assert(build.signals(s, market))
      local list = {}
      for t = 0, 199 do list[t] = C.tide_signals_value(a, node, t) .. "" .. C.tide_signals_value(b, node, t) end
      local text = table.concat(list)
      assert.equal(words or text, text)
      words = text
      C.tide_signals_free(a)
      C.tide_signals_free(b)
    end
  end)
end)
