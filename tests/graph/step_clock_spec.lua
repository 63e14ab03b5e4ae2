--- When candles close while they come: other time frames, other symbols, clocks, gaps.
local C = require("stdlib.host").C
local build = require "tests.graph.build"
local live = require "stdlib.live"
local stepped = require "tests.graph.stepped"

local MINUTE, HOUR, DAY = 60e6, 3600e6, 86400e6
local MONDAY = 1704067200e6 -- 2024-01-01

local function close_of(name, tf, symbol) return { field = name, tf = tf, symbol = symbol } end

--- A stepper whose long limit is x, and the node.
local function stepper(x, feeds, timeframe)
  local s = build.strategy()
  if timeframe then s.timeframe = timeframe end
  local node = assert(build.node(s.graph, x))
  s.side[0].used = true
  if C.tide_graph_kind(s.graph, node) == C.TIDE_KIND_COLUMN then s.side[0].limit = node else s.side[0].enter = node end
  local st = assert(live.new { strategy = { cdata = s }, feeds = feeds })
  return st, node
end

local function push(st, symbol, time, price)
  return assert(st:push(symbol, { time = time, open = price, high = price, low = price, close = price, volume = 1 }))
end

--- The bars up to a time, each as { open time in hours since MONDAY, value }.
local function bars(st, node, until_time)
  local list = {}
  for bar in st:bars(until_time) do
    list[#list + 1] = { (tonumber(bar.candle.time) - MONDAY) / HOUR, st:value(node) }
  end
  return list
end

local A, B = { symbol = "A", timeframe = "1h" }, { symbol = "B", timeframe = "1h" }

describe("candles of another symbol", function()
  it("are seen in whatever order they came", function()
    local st, node = stepper(close_of("close", "", "B"), { A, B })
    push(st, "A", MONDAY, 1)
    push(st, "B", MONDAY, 7)
    assert.same({ { 0, 7 } }, bars(st, node))
    push(st, "B", MONDAY + HOUR, 8)
    push(st, "A", MONDAY + HOUR, 1)
    assert.same({ { 1, 8 } }, bars(st, node))
  end)

  it("are undefined at a bar they miss, and close their coarser candles by the clock", function()
    local st, node = stepper(close_of("close", "4h", "B"), { A, B })
    for hour = 0, 2 do
      push(st, "A", MONDAY + hour * HOUR, 1)
      push(st, "B", MONDAY + hour * HOUR, 10 + hour)
      local got = bars(st, node)
      assert.equal(1, #got)
      assert.is_true(got[1][2] ~= got[1][2])
    end
    push(st, "A", MONDAY + 3 * HOUR, 1) -- B trades no more
    assert.same({ { 3, 12 } }, bars(st, node))
    local other, at = stepper(close_of("close", "", "B"), { A, B })
    push(other, "A", MONDAY, 1)
    local got = bars(other, at)
    assert.is_true(got[1][2] ~= got[1][2])
  end)
end)

describe("a bar of the strategy", function()
  it("closes by the clock when its last hours are missing", function()
    local st, node = stepper(close_of "close", { A }, DAY)
    for hour = 0, 20 do push(st, "A", MONDAY + hour * HOUR, hour) assert.same({}, bars(st, node)) end
    assert.same({}, bars(st, node, MONDAY + DAY - 1))
    assert.same({ { 0, 20 } }, bars(st, node, MONDAY + DAY))
    assert.equal(MONDAY + DAY, tonumber(C.tide_stepper_bar(st.cdata).close_time))
    local late, message = st:push("A", { time = MONDAY + 23 * HOUR, open = 1, high = 1, low = 1, close = 1 })
    assert.is_nil(late)
    assert.is_truthy(message:find("comes too late", 1, true))
  end)

  it("closes late when only the next candle tells, in order", function()
    local st, node = stepper(close_of("close", "12h"), { A }, DAY)
    for hour = 0, 20 do push(st, "A", MONDAY + hour * HOUR, hour) assert.same({}, bars(st, node)) end
    push(st, "A", MONDAY + 2 * DAY + 23 * HOUR, 99)
    local got = {}
    for bar in st:bars() do
      got[#got + 1] = { (tonumber(bar.candle.time) - MONDAY) / HOUR, st:value(node) }
    end
    assert.same({ { 0, 20 }, { 48, 99 } }, got)
  end)
end)

describe("candles that overlap", function()
  it("make each coarser candle once", function()
    local st, node = stepper(close_of("time", "4h"), { A })
    local last, changes = nil, 0
    for k = 0, 99 do
      push(st, "A", MONDAY + k * 20 * MINUTE, k)
      for _ in st:bars() do
        local now = st:value(node)
        if now == now then
          assert.is_true(not last or now >= last)
          if now ~= last then changes = changes + 1 end
          last = now
        end
      end
    end
    assert.equal(8, changes)
  end)
end)

--- Both at every bar. c as build.candles takes it, with close_time.
local function equal_to_evaluation(x, c, timeframe)
  local s = build.strategy()
  if timeframe then s.timeframe = timeframe end
  local node = assert(build.node(s.graph, x))
  s.side[0].used = true
  if C.tide_graph_kind(s.graph, node) == C.TIDE_KIND_COLUMN then s.side[0].limit = node else s.side[0].enter = node end
  local candles = build.candles(c)
  local market = build.market("A", { A = candles })
  local signals = assert(build.signals(s, market))
  local st, error = assert(stepped.new(s, { "A" }, { A = candles })), require("ffi").new "tide_error"
  local count = 0
  for t = 0, candles.n - 1 do
    assert(C.tide_stepper_push(st, 0, stepped.candle(candles, t), error) == 0)
    assert.is_nil(stepped.run(st, nil, function(bar)
      count = count + 1
      if bar.index < signals.candles.n then return stepped.difference(st, signals, { node }) end
    end))
  end
  assert.is_true(count >= signals.candles.n and count > 0)
  C.tide_signals_free(signals)
  assert(market)
end

local function series(tf, step, n, from, skip)
  local c = { tf = tf, time = {}, open = {}, high = {}, low = {}, close = {}, volume = {} }
  for k = 0, n - 1 do
    if not (skip and skip(k)) then
      local t = #c.time + 1
      c.time[t], c.open[t], c.close[t], c.volume[t] = from + k * step, 100 + k % 7, 100 + k % 11, k % 3
      c.high[t], c.low[t] = 112 + k % 5, 90 - k % 5
    end
  end
  return c
end

local function mixed(tf)
  return { op = "add", args = { { ind = "sma", args = { close_of("close", tf) }, params = { 3 } },
    { op = "shift", args = { close_of("high", tf) }, numbers = { 2 } } } }
end

describe("equal to the evaluation", function()
  it("are rules that read no candle", function()
    local two, one = { number = 2 }, { number = 1 }
    equal_to_evaluation({ op = "above", args = { two, one } }, series("1h", HOUR, 5, MONDAY))
    equal_to_evaluation({ op = "rising", args = { two }, numbers = { 1 } }, series("1h", HOUR, 5, MONDAY))
    equal_to_evaluation({ op = "shift", args = { two }, numbers = { 2 } }, series("1h", HOUR, 5, MONDAY))
    equal_to_evaluation(two, series("1h", HOUR, 5, MONDAY))
  end)

  it("are candles off the grid", function()
    for _, tf in ipairs { "2h", "4h", "1d", "1w" } do
      local c = series("1h", HOUR, 400, MONDAY + 30 * MINUTE, function(k) return k % 13 > 10 or (k > 60 and k < 90) end)
      equal_to_evaluation(mixed(tf), c)
      equal_to_evaluation(mixed(tf), c, 4 * HOUR)
    end
  end)

  it("are candles that overlap, on their own time frame", function()
    equal_to_evaluation(mixed "", series("1h", 20 * MINUTE, 300, MONDAY, function(k) return k % 5 == 0 end))
  end)

  it("are months and quarters of days, over leap years", function()
    local c = series("1d", DAY, 800, 1577836800e6 + 3 * DAY, function(k) return k % 7 > 4 end)
    for _, tf in ipairs { "1w", "1mo", "3mo", "12mo" } do
      equal_to_evaluation(mixed(tf), c)
      equal_to_evaluation(mixed(tf), c, -1)
    end
  end)

  it("are sessions over summer time, decades apart, and before 1970", function()
    for _, zone in ipairs { "Europe/London", "America/New_York", "Asia/Kolkata", "UTC" } do
      for _, op in ipairs { "session_high", "session_low", "session_inside", "session_after" } do
        local x = { op = op, args = { close_of "close" }, numbers = { 480, 60 }, text = zone }
        if op == "session_after" then x.numbers[3] = 1000 end
        equal_to_evaluation(x, series("1h", HOUR, 24 * 40, 1710000000e6 - 1710000000e6 % HOUR))
        equal_to_evaluation(x, series("1h", HOUR, 100, -400 * DAY))
        local apart = series("1h", HOUR, 50, 1e15 - 1e15 % HOUR)
        local later = series("1h", HOUR, 50, 2.2e15 - 2.2e15 % HOUR)
        for name, list in pairs(later) do
          if type(list) == "table" then for _, v in ipairs(list) do table.insert(apart[name], v) end end
        end
        equal_to_evaluation(x, apart)
      end
    end
  end)
end)
