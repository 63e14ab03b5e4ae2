--- Expressions about the position that is open: of no side where they are written, of one where they
-- are used.
local build = require "tests.graph.build"
local ffi = require "ffi"
local json_strategy = require "stdlib.strategy"
local live = require "stdlib.live"
local population = require "stdlib.population"
local C = require("stdlib.host").C

local CLOSE = { field = "close" }
local ENTRY = { field = "pos.entry" }
local FALLEN = { op = "below", args = { CLOSE, { op = "mul", args = { ENTRY, { number = 0.9 } } } } }
local RISEN = { op = "above", args = { CLOSE, { number = 100 } } }

local failure = ffi.new "tide_error"

local function of_side(strategy, node, side)
  local id = C.tide_graph_of_side(strategy.graph, node, side, failure)
  assert.is_true(id >= 0, ffi.string(failure.text))
  return id
end

local function strategy_of(enter, exit, side)
  local s = build.strategy()
  local one = s.side[side or 0]
  one.used, one.enter = true, assert(build.node(s.graph, enter))
  if exit then one.exit = assert(build.node(s.graph, exit)) end
  return s
end

local function candles(closes)
  local c = { tf = "1h", time = {}, open = {}, high = {}, low = {}, close = closes }
  for t, x in ipairs(closes) do
    c.time[t], c.open[t], c.high[t], c.low[t] = 1704067200e6 + (t - 1) * 3600e6, x, x, x
  end
  return build.candles(c)
end

describe("pos.*", function()
  it("becomes that of a side, once", function()
    local s = strategy_of(RISEN)
    local any = assert(build.node(s.graph, FALLEN))
    local long, short = of_side(s, any, C.TIDE_LONG), of_side(s, any, C.TIDE_SHORT)
    assert.are_not.equal(long, short)
    assert.are_not.equal(any, long)
    assert.are.equal(long, of_side(s, any, C.TIDE_LONG))
    assert.are.equal(long, of_side(s, long, C.TIDE_SHORT)) -- it is of a side already
    for _, id in ipairs { any, long, short } do
      assert.are.equal("m.close:below((pos.entry * 0.9))", build.text(s.graph, id))
    end
  end)

  it("leaves what does not read it as it is", function()
    local s = strategy_of(RISEN)
    local count = C.tide_graph_count(s.graph)
    assert.are.equal(s.side[0].enter, of_side(s, s.side[0].enter, C.TIDE_SHORT))
    assert.are.equal(count, C.tide_graph_count(s.graph))
  end)

  it("is part of what a strategy is", function()
    local function hash(field)
      local s = strategy_of(RISEN)
      local node = assert(build.node(s.graph, { op = "below", args = { CLOSE, { field = field } } }))
      s.side[0].exit = of_side(s, node, C.TIDE_LONG)
      return build.hash(s)
    end
    assert.are_not.equal(hash "pos.entry", hash "pos.last_fill")
    assert.are.equal(hash "pos.entry", hash "pos.entry")
  end)

  it("has no candles", function()
    local s = build.strategy()
    local _, message = build.node(s.graph, { field = "pos.bars", tf = "4h" })
    assert.are.equal("pos.bars is about the position: it has no timeframe and no symbol", message)
    _, message = build.node(s.graph, { field = "pos.entries" })
    assert.are.equal("unknown column 'pos.entries': did you mean 'pos.entry'?", message)
  end)

  it("is no input of an indicator", function()
    local _, message = build.node(build.strategy().graph, { ind = "sma", params = { 3 }, args = { ENTRY } })
    assert.are.equal("ta.sma cannot be computed from pos.*, which begins anew with each position: compare it, "
      .. "or compute with it", message)
  end)

  for _, case in ipairs {
    { "an entry", function() return strategy_of(FALLEN) end,
      "long.enter reads pos.*, which is known while a position is open: it is for exit and add" },
    { "no side", function() return strategy_of(RISEN, FALLEN) end,
      "long.exit reads the position of no side, or of another one" },
    { "another side", function()
      local s = strategy_of(RISEN, FALLEN, C.TIDE_SHORT)
      s.side[1].exit = of_side(s, s.side[1].exit, C.TIDE_LONG)
      return s
    end, "short.exit reads the position of no side, or of another one" },
  } do
    it("is refused where it is that of " .. case[1], function()
      local signals, message = build.signals(case[2](), build.market("A", { A = candles { 1, 2 } }))
      assert.is_nil(signals)
      assert.are.equal(case[3], message)
    end)
  end

  it("is undefined on whole columns, which cannot be simulated", function()
    local s = strategy_of(RISEN, FALLEN)
    s.side[0].exit = of_side(s, s.side[0].exit, C.TIDE_LONG)
    local market = build.market("A", { A = candles { 90, 110, 80 } })
    local signals = assert(build.signals(s, market))
    assert.is_true(signals.reads_position)
    assert.are.equal(0ULL, signals.signals[0].exit[0])
    assert.are.equal(0, signals.first) -- it waits for nothing
    local settings, out = ffi.new "tide_settings", ffi.new "tide_result *[1]"
    C.tide_settings_init(settings, "tide")
    assert.are.equal(C.TIDE_EINVAL, C.tide_backtest(signals, settings, out, failure))
    assert.are.equal("the strategy reads pos.*, which is known only bar by bar: whole columns cannot be simulated",
      ffi.string(failure.text))
    C.tide_signals_free(signals)
  end)

  it("is undefined for a stepper that simulates nothing", function()
    local s = strategy_of(RISEN, FALLEN)
    s.side[0].exit = of_side(s, s.side[0].exit, C.TIDE_LONG)
    local stepper = assert(live.new { strategy = { cdata = s }, feeds = { { symbol = "A", timeframe = "1h" } } })
    for t, x in ipairs { 90, 110, 80 } do
      assert(stepper:push("A", { time = 1704067200e6 + t * 3600e6, open = x, high = x, low = x, close = x }))
    end
    local bars = 0
    for bar in stepper:bars() do
      bars = bars + 1
      assert.is_false(bar.side[0].exit)
    end
    assert.are.equal(3, bars)
  end)

  it("does not stand with columns of a finer time frame", function()
    local finer = { op = "below", args = { { field = "close", tf = "1h" }, ENTRY } }
    local s = strategy_of(RISEN, finer)
    s.timeframe, s.side[0].exit = 4 * 3600e6, of_side(s, s.side[0].exit, C.TIDE_LONG)
    local stepper, message = live.new { strategy = { cdata = s }, feeds = { { symbol = "A", timeframe = "1h" } } }
    assert.is_nil(stepper)
    assert.are.equal("pos.* is known when a bar of the strategy closes: it cannot stand with columns of a finer "
      .. "time frame", message)
  end)

  it("is not for a population", function()
    local s = strategy_of(RISEN, FALLEN)
    s.side[0].exit = of_side(s, s.side[0].exit, C.TIDE_LONG)
    local made, message = assert(population.new {}):add { cdata = s, hash = build.hash(s) }
    assert.is_nil(made)
    assert.matches("reads pos.%*, which is known only bar by bar: it cannot be one of a population", message)
  end)
end)

describe("pos.* in JSON", function()
  local function read(exit, entry)
    return json_strategy.from_json(([[{"name": "x", "timeframes": {"primary": "1h"},
      "entry_rules": {"long": {"conditions": [%s]}}, "exit_rules": {"long": {"conditions": [%s]}}}]])
      :format(entry or [[{"indicator": "close", "comparison": "greater_than", "value": 1}]], exit))
  end

  it("is a column like others", function()
    local s = assert(read [[{"indicator": "close", "comparison": "less_than", "value": "pos.entry"}]])
    assert.are.equal("m.close:below(pos.entry)", build.text(s.cdata.graph, s.cdata.side[0].exit))
    assert.is_true(C.tide_strategy_reads_position(s.cdata))
  end)

  it("is refused in an entry", function()
    local s, message = read([[{"indicator": "close", "comparison": "greater_than", "value": 1}]],
      [[{"indicator": "close", "comparison": "less_than", "value": "pos.entry"}]])
    assert.is_nil(s)
    assert.are.equal("entry_rules.long: long.enter reads pos.*, which is known while a position is open: it is for "
      .. "exit and add", message)
  end)
end)
