--- Live after a history, strategies as they come, real candles, and what is refused.
local ffi = require "ffi"
local C = require("stdlib.host").C
local backtest = require "stdlib.backtest"
local build = require "tests.graph.build"
local candle_files = require "stdlib.candles"
local data = require "tests.support.data"
local indicators = require "stdlib.indicators"
local live = require "stdlib.live"
local loader = require "runtime.loader"
local stepped = require "tests.graph.stepped"
local walk = require "tests.support.walk"

local HOUR = 3600e6
local MONDAY = 1704067200e6 -- 2024-01-01

local function file_of(name) return TIDE_ROOT .. "/strategies/" .. name end

local function strategies()
  local list = {}
  for name in io.popen(("ls '%s/strategies'"):format(TIDE_ROOT)):lines() do
    list[#list + 1] = name:match "^(.+)%.lua$"
  end
  assert(#list >= 5)
  return list
end

local function evaluate(strategy, candles, symbol)
  local market = build.market(symbol, { [symbol] = candles })
  return assert(build.signals(strategy, market)), market
end

--- A history of `cut` candles, then each as it closes. First difference, or nil.
local function history_then_live(strategy, candles, cut, each)
  local signals, market = evaluate(strategy, candles, "X")
  local st, error = assert(stepped.new(strategy, { "X" }, { X = candles })), ffi.new "tide_error"
  local bars, last = 0, candles.time[candles.n - 1] + candles.timeframe
  local function at_bar(bar)
    bars = bars + 1
    if each or bar.index % 97 == 0 or bar.index > signals.candles.n - 50 then
      return stepped.difference(st, signals)
    end
  end
  local past = stepped.part(candles, 0, cut)
  assert(C.tide_stepper_load(st, 0, past, error) == 0, ffi.string(error.text))
  local wrong = stepped.run(st, nil, at_bar)
  for t = cut, candles.n - 1 do
    if wrong then break end
    assert(C.tide_stepper_push(st, 0, stepped.candle(candles, t), error) == 0)
    wrong = stepped.run(st, nil, at_bar)
  end
  assert(wrong or bars == signals.candles.n, ("%d bars of %d"):format(bars, signals.candles.n))
  C.tide_signals_free(signals)
  assert(market and past and last)
  return wrong
end

describe("a strategy that is stepped", function()
  for _, name in ipairs(strategies()) do
    it("says what its evaluation says, before and after a live start: " .. name, function()
      local s = assert(loader.load(file_of(name .. ".lua")))
      local candles = walk.candles(3000, walk.generator(11))
      for _, cut in ipairs { 0, 1, 23, 24, 700, 2999, 3000 } do
        local wrong = history_then_live(s.cdata, candles.cdata, cut, cut == 700)
        assert.is_nil(wrong)
      end
    end)

    it("says so on real candles: " .. name, function()
      local loaded = assert(candle_files.load(data.path "BTCUSDT_1h.csv", { drop_last = true }))
      local s = assert(loader.load(file_of(name .. ".lua")))
      assert.is_nil(history_then_live(s.cdata, loaded.cdata, loaded.n - 100))
    end)
  end

  it("gives the bars a backtest is made of", function()
    local s = assert(loader.load(file_of "breakout.lua"))
    local candles = walk.candles(20000, walk.generator(5))
    local result = assert(backtest.run { strategy = s, candles = candles, settings = backtest.settings "tide" })
    local st = assert(live.new { strategy = s, feeds = { live.feed(candles) } })
    local entered = {}
    assert(st:load("WALK", candles))
    for bar in st:bars() do
      if bar.side[0].enter and bar.index >= bar.first then entered[bar.index] = true end
    end
    assert.is_true(#result.trades > 10)
    for _, trade in ipairs(result.trades) do assert.is_true(entered[trade.signal_bar]) end
    assert.is_true(#live.reads(s) > 1)
  end)
end)

--- Every indicator on hourly candles, on days, and on what is made of both.
describe("an indicator that is stepped", function()
  local owner, candles
  setup(function()
    owner = walk.candles(900, walk.generator(17))
    candles = owner.cdata
  end)

  local function inputs(spec, tf)
    local args = {}
    for i, name in ipairs(spec.inputs) do
      local kind = indicators.kind(name)
      if kind == "field" then args[i] = { field = name, tf = tf }
      elseif kind == "condition" then
        args[i] = { op = "above", args = { { field = "close", tf = tf }, { field = "open", tf = tf } } }
      else
        local column = { field = i % 2 == 1 and "close" or "high", tf = tf }
        args[i] = { op = "sub", args = { column, { field = "open" } } }
      end
    end
    return args
  end

  for _, spec in ipairs(indicators.list) do
    it("is ta." .. spec.name, function()
      local s, nodes = build.strategy(), {}
      local params = {}
      for i, p in ipairs(spec.params) do params[i] = p.default end
      for _, tf in ipairs { "", "4h" } do
        for k = 0, #spec.outputs - 1 do
          local x = { ind = spec.name, args = inputs(spec, tf), params = params, output = k }
          nodes[#nodes + 1] = assert(build.node(s.graph, x))
        end
      end
      local all = {}
      for i, node in ipairs(nodes) do
        local error = ffi.new "tide_error"
        local apply = ffi.new("tide_graph_apply", { op = "above", n_args = 2 })
        apply.args[0], apply.args[1] = node, C.tide_graph_number(s.graph, 0)
        all[i] = C.tide_graph_op(s.graph, apply, error)
      end
      local apply = ffi.new("tide_graph_apply", { op = "any", n_args = #all })
      for i, node in ipairs(all) do apply.args[i - 1] = node end
      s.side[0].used, s.side[0].enter = true, C.tide_graph_op(s.graph, apply, ffi.new "tide_error")
      local signals, market = evaluate(s, candles, "X")
      local st = assert(stepped.new(s, { "X" }, { X = candles }))
      assert(C.tide_stepper_load(st, 0, candles, ffi.new "tide_error") == 0)
      local wrong = stepped.run(st, nil, function() return stepped.difference(st, signals, nodes) end)
      C.tide_signals_free(signals)
      assert.is_nil(wrong)
      assert(market and owner)
    end)
  end
end)

ffi.cdef [[
  struct tide_test_mallinfo { size_t arena, ordblks, smblks, hblks, hblkhd, usmblks, fsmblks, uordblks, fordblks,
    keepcost; };
  struct tide_test_mallinfo mallinfo2(void);
]]

describe("the memory of a stepper", function()
  it("does not grow while it steps", function()
    if ffi.C.mallinfo2().uordblks == 0 then return pending "this build counts no memory" end
    local s = build.strategy()
    local session = { op = "session_high", args = { { field = "close" } }, numbers = { 480, 960 },
      text = "Europe/London" }
    local days = { ind = "highest", args = { { field = "high", tf = "1d" } }, params = { 20 } }
    local level = { op = "shift", args = { days }, numbers = { 50 } }
    s.side[0].used = true
    s.side[0].enter = assert(build.node(s.graph, { op = "within", numbers = { 9 }, args = {
      { op = "crosses_above", args = { { field = "close" }, { op = "max", args = { level, session } } } } } }))
    local owner = walk.candles(30000, walk.generator(2))
    local candles = owner.cdata
    local st, error = assert(stepped.new(s, { "X" }, { X = candles })), ffi.new "tide_error"
    local first = stepped.part(candles, 0, 100)
    assert(C.tide_stepper_load(st, 0, first, error) == 0)
    while C.tide_stepper_step(st, 0, error) ~= 0 do end -- zones are read with the first candle
    local one = ffi.new "tide_candle"
    collectgarbage()
    collectgarbage "stop"
    local before = ffi.C.mallinfo2().uordblks
    for t = 100, candles.n - 1 do
      one.time, one.open, one.high, one.low, one.close, one.volume = candles.time[t], candles.open[t], candles.high[t],
        candles.low[t], candles.close[t], candles.volume[t]
      assert(C.tide_stepper_push(st, 0, one, error) == 0)
      while C.tide_stepper_step(st, 0, error) ~= 0 do end
    end
    local after = ffi.C.mallinfo2().uordblks
    collectgarbage "restart"
    assert.equal(candles.n - 1, C.tide_stepper_bar(st).index)
    assert.equal(tonumber(before), tonumber(after))
    assert(owner)
  end)
end)

describe("candles that cannot be stepped through", function()
  local strategy, st
  before_each(function()
    local s = build.strategy()
    s.side[0].used = true
    local enter = { op = "above", args = { { field = "close", tf = "4h" }, { number = 1 } } }
    s.side[0].enter = assert(build.node(s.graph, enter))
    strategy = { cdata = s }
    st = assert(live.new { strategy = strategy, feeds = {
      { symbol = "A", timeframe = "1h", volume = true }, { symbol = "B", timeframe = "1h" } } })
  end)

  local function candle(hour, changed)
    local c = { time = MONDAY + hour * HOUR, open = 2, high = 3, low = 1, close = 2, volume = 1 }
    for name, x in pairs(changed or {}) do c[name] = x end
    return c
  end
  local function step() for _ in st:bars() do end end
  local function refused(text, symbol, c)
    local ok, message = st:push(symbol, c)
    assert.is_nil(ok)
    assert.is_truthy(message:find(text, 1, true), message)
  end

  it("are out of order, there already, or late", function()
    assert(st:push("A", candle(5)))
    step()
    refused("A: the candle of 2024-01-01 05:00:00 is there already", "A", candle(5))
    refused("A: the candle of 2024-01-01 04:00:00 comes after a later one: expected the oldest first", "A", candle(4))
    refused("B: the candle of 2024-01-01 05:00:00 comes too late: the bars up to its close were stepped through",
      "B", candle(5))
    assert(st:push("B", candle(6)))
    assert(st:push("A", candle(6)))
    refused("A: the candle of 2024-01-01 06:00:00 is there already", "A", candle(6))
    local ok, message = st:load("A", walk.candles(3, walk.generator(1)))
    assert.is_nil(ok)
    assert.equal("A: candles that came before are waiting: step through them first", message)
  end)

  it("are impossible", function()
    refused("A: the candle of 2024-01-01 00:00:00 has a price that is no number", "A", candle(0, { high = 1 / 0 }))
    refused("opens or closes outside its high and low", "A", candle(0, { low = 2.5 }))
    refused("opens or closes outside its high and low", "A", candle(0, { high = 1.5 }))
    refused("has a volume that is negative or no number", "A", candle(0, { volume = -1 }))
    refused("has a volume that is negative or no number", "A", candle(0, { volume = 0 / 0 }))
    assert(st:push("B", candle(0, { volume = -1 }))) -- a feed without volume ignores it
  end)

  it("leave everything as it was", function()
    for hour = 0, 40 do
      refused("opens or closes", "A", candle(hour, { low = 99 }))
      assert(st:push("A", candle(hour)))
      step()
      refused("is there already", "A", candle(hour))
      local bar = C.tide_stepper_bar(st.cdata)
      assert.equal(hour, bar.index)
      assert.equal(hour >= 3, bar.side[0].enter)
      assert.equal(hour >= 3 and 3 or hour + 1, bar.first)
    end
  end)

  it("are of another time frame, or lack a column", function()
    local hours = walk.candles(3, walk.generator(1))
    local one = { 1 }
    local days = build.candles { tf = "1d", time = { MONDAY }, open = one, high = one, low = one, close = one }
    local ok, message = st:load("A", { cdata = days })
    assert.is_nil(ok)
    assert.equal("A: found candles of 1d, expected 1h", message)
    hours.cdata.volume = nil
    ok, message = st:load("A", hours)
    assert.is_nil(ok)
    assert.equal("A: the candles lack a column that the feed has", message)
    assert.has_error(function() st:load("C", hours) end, "there is no feed of C")
    assert.equal(C.TIDE_EINVAL, C.tide_stepper_push(st.cdata, 2, ffi.new "tide_candle", ffi.new "tide_error"))
  end)

  it("are not what the strategy needs", function()
    local function lacks(text, feeds, x)
      local s = build.strategy()
      s.side[0].used, s.side[0].limit = true, assert(build.node(s.graph, x))
      local none, message = live.new { strategy = { cdata = s }, feeds = feeds }
      assert.is_nil(none)
      assert.is_truthy(message:find(text, 1, true), message)
    end
    local hours = { { symbol = "A", timeframe = "1h" } }
    lacks("the strategy uses volume, which the data of A does not have", hours, { field = "volume" })
    lacks("the strategy uses funding, which the data of A does not have", hours, { field = "funding" })
    lacks("the strategy reads B, but only A is given", hours, { field = "close", symbol = "B" })
    lacks("the strategy wants 5m candles, but the data of A has 1h candles", hours, { field = "close", tf = "5m" })
    lacks("a feed needs a symbol", { { symbol = "", timeframe = "1h" } }, { field = "close" })
    lacks("a strategy needs 1 to 256 feeds", {}, { field = "close" })
    lacks("cannot be added", { hours[1], hours[1] }, { field = "close" })
    lacks("unknown time zone 'Mars/Base'", hours,
      { op = "session_high", args = { { field = "close" } }, numbers = { 60, 120 }, text = "Mars/Base" })
  end)
end)
