--- Markets replayed: the order of events against one made by sorting, and the books on the way.
local candles = require "stdlib.candles"
local columns = require "tests.support.columns"
local depth_file = require "tests.support.depth_file"
local events = require "stdlib.events"
local host = require "stdlib.host"
local naive = require "tests.support.naive_book"
local ticks = require "stdlib.ticks"

local C = host.C
local START = 1700000000000

local function make_candles(random, n)
  local lines = { "time,open,high,low,close,volume" }
  for i = 1, n do
    lines[#lines + 1] = ("%d,1,2,1,%.2f,%d"):format(START + i * 1000, 1 + random(), random(0, 9))
  end
  return assert(candles.parse(table.concat(lines, "\n"), "C_1s.csv", { now = 4e15 }))
end

local function make_trades(random, n, received)
  local lines, time, recv = { "time,recv_us,side,price,qty" }, START, START * 1000
  if not received then lines[1] = "time,side,price,qty" end
  for _ = 1, n do
    time, recv = time + random(0, 3) * 50, recv + random(0, 80000)
    lines[#lines + 1] = ("%d,%s%s,%.2f,%.1f"):format(time, received and ("%d,"):format(recv) or "",
      random() < 0.5 and "buy" or "sell", 100 + random() * 10, 0.1 + random())
  end
  return assert(ticks.load_trades("t.csv", { text = table.concat(lines, "\n") }))
end

local function make_depth(random, futures)
  local text, after = depth_file.make(random, 80, { futures = futures, missing = 0.02, snapshots = 4 })
  return assert(ticks.load_depth("d.csv", { text = text })), after
end

local function rows_of(list, source, kind, market, cdata, n)
  for row = 0, n - 1 do
    local time = tonumber(cdata.time[row])
    if kind == C.TIDE_EVENT_CANDLE then time = time + 1000000 end
    local received = kind ~= C.TIDE_EVENT_CANDLE and cdata.received ~= nil and tonumber(cdata.received[row])
    list[#list + 1] = { time, received or -1, kind, source, row, market }
  end
end

local PARTS = {
  { "candles", C.TIDE_EVENT_CANDLE }, { "trades", C.TIDE_EVENT_TRADE }, { "depth", C.TIDE_EVENT_BOOK },
  { "liquidations", C.TIDE_EVENT_LIQUIDATION },
}

--- All rows of the markets, sorted.
local function sorted(markets)
  local list, source, by_receipt = {}, 0, true
  for i, market in ipairs(markets) do
    for _, part in ipairs(PARTS) do
      local columns_of = market[part[1]]
      if columns_of then
        local c = columns_of.cdata
        rows_of(list, source, part[2], i - 1, c, columns_of.n or columns_of.messages)
        if part[1] ~= "candles" and c.received == nil then by_receipt = false end
        source = source + 1
      end
    end
  end
  if not by_receipt then
    for _, row in ipairs(list) do row[2] = -1 end
  end
  table.sort(list, function(a, b)
    for i = 1, 5 do
      if a[i] ~= b[i] then return a[i] < b[i] end
    end
    return false
  end)
  return list
end

local function make_markets(seed)
  local random, markets, after = columns.random(seed), {}, {}
  for i = 1, 1 + seed % 3 do
    local market = { trades = make_trades(random, random(0, 1) * 150 + 1, seed % 2 == 0) }
    if (seed + i) % 3 > 0 then market.candles = make_candles(random, 8) end
    if (seed + i) % 4 > 0 then market.depth, after[i] = make_depth(random, i % 2 == 0) end
    if (seed + i) % 5 == 0 then market.liquidations = make_trades(random, 40, seed % 2 == 0) end
    markets[i] = market
  end
  return markets, after
end

describe("events", function()
  it("come in the order of their times, receipts, kinds and sources", function()
    for seed = 1, 24 do
      local markets = make_markets(seed)
      local expected, i = sorted(markets), 0
      local e = assert(events.new(markets))
      local function check(event)
        i = i + 1
        local x = expected[i]
        assert.same({ x[1], x[3], x[4], x[5], x[6], i - 1 }, { tonumber(event.time), event.kind, event.source,
          event.row, event.market, tonumber(event.sequence) })
      end
      assert.is_true(e:run { candle = check, trade = check, book = check, liquidation = check })
      assert.equal(#expected, i)
      assert.is_true(e:run { trade = error })
    end
  end)

  it("say what happened", function()
    local random = columns.random(3)
    local market = { candles = make_candles(random, 5), trades = make_trades(random, 200), depth = make_depth(random) }
    local seen = { 0, 0, 0 }
    local e = assert(events.new { market })
    local function count(event)
      seen[event.kind] = seen[event.kind] + 1
      assert.same({ -1, -1 }, { event.strategy, event.order })
    end
    assert(e:run {
      candle = function(event)
        count(event)
        assert.equal(market.candles.cdata.close[event.row], event.price)
        assert.equal(market.candles.cdata.volume[event.row], event.quantity)
        assert.equal(-1, event.side)
      end,
      trade = function(event)
        count(event)
        local t = market.trades.cdata
        assert.equal(tonumber(("%.2f"):format(tonumber(t.price[event.row]) / 100)), event.price)
        assert.equal(tonumber(t.quantity[event.row]) / 10, event.quantity)
        assert.equal(t.side[event.row], event.side)
      end,
      book = function(event)
        count(event)
        local d = market.depth.cdata
        assert.is_true(event.price ~= event.price)
        assert.equal(d.from[event.row + 1] - d.from[event.row], event.quantity)
        assert.equal(d.kind[event.row] ~= C.TIDE_DEPTH_LOST, event.flags == C.TIDE_EVENT_KNOWN)
      end,
    })
    assert.same({ 5, 200, market.depth.messages }, seen)
  end)

  it("find every book as the venue had it", function()
    for seed = 1, 12 do
      local markets, after = make_markets(seed)
      local e, checked = assert(events.new(markets)), 0
      assert(e:run {
        book = function(event)
          local i = event.market + 1
          local b, id = e:book(i), tonumber(markets[i].depth.cdata.id[event.row])
          local venue = b:known() and after[i][id] or naive.new()
          assert.is_nil(venue:difference(b))
          checked = checked + 1
        end,
      })
      for i, market in ipairs(markets) do assert.equal(market.depth == nil, e:book(i) == nil) end
      assert.is_true(checked > 0 or not next(after))
    end
  end)

  it("pass those that nobody asked for, and count them", function()
    local random = columns.random(5)
    local market = { trades = make_trades(random, 100), depth = make_depth(random) }
    local expected, got = {}, {}
    for i, row in ipairs(sorted { market }) do
      if row[3] == C.TIDE_EVENT_TRADE then expected[#expected + 1] = i - 1 end
    end
    local e = assert(events.new { market })
    assert(e:run { trade = function(event) got[#got + 1] = tonumber(event.sequence) end })
    assert.same(expected, got)
    assert.equal(market.depth.cdata.kind[market.depth.messages - 1] ~= C.TIDE_DEPTH_LOST, e:book(1):known())
  end)

  it("are none where there is nothing", function()
    local e = assert(events.new {})
    assert.is_true(e:run { trade = error })
    assert.is_nil(e:book(1))
    assert.is_nil(e:book(1000))
  end)

  it("keep a book that outlives its owner's name", function()
    local market = { depth = make_depth(columns.random(1)) }
    local e = assert(events.new { market })
    assert(e:run {})
    local b, levels = e:book(1), e:book(1):levels "bid"
    e = nil -- luacheck: ignore
    for _ = 1, 3 do collectgarbage() end
    assert.same(levels, b:levels "bid")
    assert.has_error(function() b:set("bid", 1, 1) end)
  end)

  it("refuse what does not fit", function()
    local random = columns.random(2)
    local trades, depth, many = make_trades(random, 3), make_depth(random), {}
    for i = 1, 65 do many[i] = { trades = trades } end
    assert.has_error(function() events.new(many) end)
    local e = assert(events.new { { trades = trades, depth = depth } })
    assert.equal(C.TIDE_EINVAL, C.tide_events_add_depth(e.cdata, 0, depth.cdata))
    assert.equal(2, C.tide_events_add_depth(e.cdata, 1, depth.cdata))
    assert.equal(C.TIDE_EINVAL, C.tide_events_add_trades(e.cdata, 64, trades.cdata))
    assert.equal(C.TIDE_EINVAL, C.tide_events_add_trades(e.cdata, -1, trades.cdata))
    assert(e:run {})
    assert.equal(C.TIDE_EINVAL, C.tide_events_add_trades(e.cdata, 0, trades.cdata))
  end)
end)
