--- Orders by example: what the text promises, on markets small enough to be worked out by hand.
local candles = require "stdlib.candles"
local events = require "stdlib.events"
local host = require "stdlib.host"
local orders = require "stdlib.orders"
local ticks = require "stdlib.ticks"

local C = host.C
local MS = 1700000000000

local function trades_of(list)
  local lines = { "time,side,price,qty" }
  for _, row in ipairs(list) do lines[#lines + 1] = ("%d,%s,%s,%s"):format(MS + row[1], row[2], row[3], row[4]) end
  return assert(ticks.load_trades("t.csv", { text = table.concat(lines, "\n") }))
end

--- Messages { time, { side, price, quantity }, ... }; the first is a snapshot.
local function depth_of(list)
  local lines = { "time,type,first_id,last_id,side,price,qty" }
  for i, m in ipairs(list) do
    for k = 2, #m do
      local kind = i == 1 and "snapshot" or "update"
      lines[#lines + 1] = ("%d,%s,%d,%d,%s,%s,%s"):format(MS + m[1], kind, i, i, unpack(m[k]))
    end
  end
  return assert(ticks.load_depth("d.csv", { text = table.concat(lines, "\n") }))
end

--- Candles of an hour: { open, high, low, close }, ...
local function candles_of(list)
  local lines = { "time,open,high,low,close,volume" }
  for i, b in ipairs(list) do lines[#lines + 1] = ("%d,%s,%s,%s,%s,1"):format(MS - 800000 + i * 3600000, unpack(b)) end
  return assert(candles.parse(table.concat(lines, "\n"), "C_1h.csv", { now = 4e15 }))
end

--- Sends orders before the first event, or by `at` = { [number of a market's event] = function(e) }.
-- @return what was reported: "1 filled 100 x 2 maker at 50" (order, state, price, quantity, ms), ...
local function reports(market, venue, list, at)
  local e = assert(events.new { market })
  orders.open(e, 1, venue)
  for _, o in ipairs(list) do orders.send(e, o) end
  local out, n = {}, 0
  local function happens()
    n = n + 1
    if at and at[n] then at[n](e) end
  end
  local function report(event)
    local state, why = orders.report(event)
    local text = ("%d %s"):format(event.order, state) .. (why and " " .. why or "")
    if event.kind == C.TIDE_EVENT_FILL then
      text = text .. (" %.10g x %.10g"):format(event.price, event.quantity)
        .. (event.flags == C.TIDE_EVENT_MAKER and " maker" or "")
    end
    out[#out + 1] = text .. (" at %d"):format(tonumber(event.time) / 1000 - MS)
  end
  assert(e:run { trade = happens, book = happens, candle = happens, order = report, fill = report })
  return out, e
end

local BOOK = { 0, { "bid", 99, 5 }, { "bid", 98, 5 }, { "ask", 101, 2 }, { "ask", 102, 3 }, { "ask", 103, 10 } }

--- What is sent once the book is there.
local function after_book(market, venue, list, at)
  at = at or {}
  at[1] = function(e)
    for _, o in ipairs(list) do orders.send(e, o) end
  end
  return reports(market, venue, {}, at)
end

describe("an order in a book", function()
  it("walks the levels, and what it took stays taken until the level is said again", function()
    local depth = depth_of { BOOK, { 10, { "ask", 103, 10 } }, { 20, { "ask", 102, 4 } } }
    local function buy(quantity) return { side = "buy", quantity = quantity } end
    assert.same({
      "1 working 101 x 2 at 0", "1 filled 102 x 1 at 0", "1 working 102 x 2 at 10", "1 filled 103 x 1 at 10",
      "1 filled 102 x 4 at 20",
    }, (after_book({ depth = depth }, {}, { buy(3) }, {
      [2] = function(e) orders.send(e, buy(3)) end, [3] = function(e) orders.send(e, buy(4)) end,
    })))
  end)

  it("takes up to its limit, and the rest waits", function()
    local depth = depth_of { BOOK, { 10, { "ask", 101, 1 } } }
    assert.same({ "1 working 101 x 2 at 0", "1 working 101 x 1 maker at 10" },
      (after_book({ depth = depth }, {}, { { side = "buy", type = "limit", price = 101, quantity = 5 } })))
  end)

  it("that has emptied the book gets no more than is traded", function()
    local trades = trades_of { { 10, "buy", 101, 1.5 }, { 20, "sell", 100, 100 } }
    local market = { depth = depth_of { BOOK }, trades = trades }
    assert.same({
      "1 working 101 x 2 at 0", "1 working 102 x 3 at 0", "1 working 103 x 10 at 0", "1 working 110 x 1.5 maker at 10",
      "1 filled 110 x 83.5 maker at 20",
    }, (after_book(market, {}, { { side = "buy", type = "limit", price = 110, quantity = 100 } })))
  end)

  it("is in force as it says", function()
    local depth = depth_of { BOOK }
    local function limit(price, quantity, force)
      return { side = "buy", type = "limit", price = price, quantity = quantity, force = force }
    end
    assert.same({
      "1 working 101 x 2 at 0", "1 cancelled in_force at 0", "2 cancelled in_force at 0", "3 filled 102 x 3 at 0",
      "4 rejected post_only at 0", "5 working at 0", "6 working 103 x 10 at 0", "6 expired no_offer at 0",
    }, (after_book({ depth = depth }, {}, {
      limit(101, 5, "ioc"), limit(102, 4, "fok"), limit(102, 3, "fok"),
      { side = "buy", type = "limit", price = 103, quantity = 1, post_only = true },
      { side = "buy", type = "limit", price = 100, quantity = 1, post_only = true },
      { side = "buy", quantity = 11 },
    })))
  end)

  it("waits behind what the book showed, and comes forward with trades", function()
    local market = {
      depth = depth_of { BOOK },
      trades = trades_of {
        { 10, "sell", 99, 3 }, { 20, "sell", 99, 2 }, { 30, "sell", 99, 1.5 }, { 40, "sell", 98, 1 },
      },
    }
    assert.same({
      "1 working at 0", "2 working at 0", "1 working 99 x 1.5 maker at 30", "1 filled 99 x 0.5 maker at 40",
      "2 filled 99 x 2 maker at 40",
    }, (after_book(market, {}, {
      { side = "buy", type = "limit", price = 99, quantity = 2 },
      { side = "buy", type = "limit", price = 99, quantity = 2 },
    })))
  end)

  -- 5 wait ahead; 4 more come behind; of these 9, 1 is traded, so 4 ahead and 4 behind; 4 are cancelled.
  local AHEAD = { pessimistic = 4, proportional = 2, power = 2 }
  for queue, ahead in pairs(AHEAD) do
    it("comes forward with cancels: " .. queue, function()
      local market = {
        depth = depth_of { BOOK, { 10, { "bid", 99, 9 } }, { 30, { "bid", 99, 4 } } },
        trades = trades_of { { 20, "sell", 99, 1 }, { 40, "sell", 99, ahead }, { 50, "sell", 99, 1 } },
      }
      assert.same({ "1 working at 0", "1 filled 99 x 1 maker at 50" },
        (after_book(market, { queue = queue, power = 3 }, {
          { side = "buy", type = "limit", price = 99, quantity = 1 },
        })))
    end)
  end

  it("shows a part of itself, and each part goes to the back", function()
    local market = {
      depth = depth_of { BOOK },
      trades = trades_of { { 10, "sell", 99, 7 }, { 20, "sell", 99, 1 }, { 30, "sell", 98, 1 } },
    }
    -- 5 ahead, 1 shown: the rest of the first trade goes to others; the level is used up by then
    assert.same({ "1 working at 0", "1 working 99 x 1 maker at 10", "1 working 99 x 1 maker at 20",
      "1 filled 99 x 1 maker at 30" },
      (after_book(market, {}, { { side = "buy", type = "iceberg", price = 99, quantity = 3, shown = 1 } })))
  end)

  it("is triggered by trades", function()
    local market = {
      depth = depth_of { BOOK },
      trades = trades_of { { 10, "buy", 101, 1 }, { 20, "buy", 102, 1 }, { 30, "sell", 100, 1 } },
    }
    assert.same({
      "1 working at 0", "2 working at 0", "3 working at 0", "1 working triggered at 20", "1 filled 101 x 1 at 20",
      "3 working triggered at 30", "3 filled 99 x 1 at 30",
    }, (after_book(market, {}, {
      { side = "buy", type = "stop", trigger = 102, quantity = 1 },
      { side = "sell", type = "stop", trigger = 99, quantity = 1 },
      { side = "sell", type = "trailing", trail = 2, quantity = 1 },
    })))
  end)

  it("makes a bracket: children wake with the fills, one loses what the other fills", function()
    local market = {
      depth = depth_of { BOOK, { 60, { "bid", 99, 5 } } },
      trades = trades_of { { 10, "sell", 99, 6 }, { 20, "buy", 104, 1 }, { 30, "sell", 98, 1 }, { 40, "sell", 97, 1 } },
    }
    assert.same({
      "1 working at 0", "1 working 99 x 1 maker at 10", "2 working at 10", "3 working at 10",
      "3 working 104 x 1 maker at 20", "2 working other at 20", "1 filled 99 x 3 maker at 30",
      "2 working triggered at 40",
      "2 filled 99 x 3 at 40", "3 cancelled other at 40",
    }, (after_book(market, {}, {
      { side = "buy", type = "limit", price = 99, quantity = 4 },
      { side = "sell", type = "stop", trigger = 97, quantity = 4, entry = 1 },
      { side = "sell", type = "limit", price = 104, quantity = 4, entry = 1, other = 2 },
    })))
  end)
end)

describe("an order in trades", function()
  it("takes with the next one, at its price and with slippage", function()
    local trades = trades_of { { 0, "sell", 100, 1 }, { 10, "sell", 100, 1 }, { 20, "buy", 100.1, 1 } }
    assert.same({ "1 working at 0", "2 working at 0", "1 filled 101 x 5 at 10", "2 filled 100 x 1 at 10" },
      (reports({ trades = trades }, { slippage = 0.01 }, {}, {
        [1] = function(e)
          orders.send(e, { side = "buy", quantity = 5 })
          orders.send(e, { side = "buy", type = "limit", price = 100.5, quantity = 1 })
        end,
      })))
  end)

  it("fills at its price when what waits ahead is used up, or beyond it", function()
    local trades = trades_of {
      { 0, "buy", 101, 1 }, { 10, "sell", 100, 2 }, { 20, "sell", 100, 2 }, { 30, "sell", 99, 0.5 },
    }
    local function at_limit(ahead)
      return (reports({ trades = trades }, { ahead = ahead }, {}, {
        [1] = function(e) orders.send(e, { side = "buy", type = "limit", price = 100, quantity = 1.5 }) end,
      }))
    end
    assert.same({ "1 working at 0", "1 filled 100 x 1.5 maker at 10" }, at_limit(0))
    assert.same({ "1 working at 0", "1 working 100 x 1 maker at 20", "1 filled 100 x 0.5 maker at 30" }, at_limit(3))
    assert.same({ "1 working at 0", "1 filled 100 x 1.5 maker at 30" }, at_limit(nil))
  end)

  it("may only reduce what is open", function()
    local trades = trades_of { { 0, "buy", 100, 1 }, { 10, "buy", 100, 1 }, { 20, "buy", 100, 1 } }
    local got, e = reports({ trades = trades }, {}, {}, {
      [1] = function(e)
        orders.send(e, { side = "sell", quantity = 1, reduce_only = true })
        orders.send(e, { side = "buy", quantity = 2 })
      end,
      [2] = function(e) orders.send(e, { side = "sell", quantity = 9, reduce_only = true }) end,
    })
    assert.same({ "1 rejected reduce_only at 0", "2 working at 0", "2 filled 100 x 2 at 10", "1 working at 10",
      "1 filled 100 x 2 at 20" }, got)
    assert.equal(0, orders.position(e))
  end)
end)

describe("an order in candles", function()
  local BARS = { { 100, 101, 99, 100 }, { 102, 106, 97, 103 }, { 104, 105, 103, 104 } }
  local HOUR = 3600000
  local FIRST = 2800000 + HOUR -- when the first has closed

  local function with(list, venue)
    return (reports({ candles = candles_of(BARS) }, venue or {}, {}, {
      [1] = function(e)
        for _, o in ipairs(list) do orders.send(e, o) end
      end,
    }))
  end

  local BRACKET = {
    { side = "buy", quantity = 1 }, { side = "sell", type = "stop", quantity = 1, trigger = 98, entry = 1 },
    { side = "sell", type = "take_profit", quantity = 1, trigger = 105, entry = 1, other = 2 },
  }

  it("fills at the next open; inside a bar the stop comes first", function()
    assert.same({
      "1 working at " .. FIRST, "1 filled 103.02 x 1 at " .. FIRST, "2 working at " .. FIRST, "3 working at " .. FIRST,
      "2 filled 97.02 x 1 at " .. FIRST + HOUR, "3 cancelled other at " .. FIRST + HOUR,
    }, with(BRACKET, { slippage = 0.01 }))
  end)

  it("goes along a path when asked: the nearer extreme first", function()
    -- 102 to the high 106 is nearer than to the low 97: the target is met first
    local got = with(BRACKET, { path = true })
    assert.equal("3 filled 105 x 1 maker at " .. FIRST + HOUR, got[5])
    assert.equal("2 cancelled other at " .. FIRST + HOUR, got[6])
  end)

  it("as a limit fills at a better open, or strictly inside", function()
    assert.same({
      "1 working at " .. FIRST, "2 working at " .. FIRST, "3 working at " .. FIRST, "1 filled 102 x 1 at " .. FIRST,
      "3 filled 98 x 1 maker at " .. FIRST + HOUR,
    }, with {
      { side = "buy", type = "limit", quantity = 1, price = 103 },
      { side = "buy", type = "limit", quantity = 1, price = 97 },
      { side = "buy", type = "limit", quantity = 1, price = 98 },
    })
  end)
end)

describe("orders", function()
  it("arrive after their delay, and reports after theirs; nothing overtakes", function()
    local trades, venue = {}, { entry_us = 5000, cancel_us = 1000, response_us = 3000 }
    for i = 0, 20 do trades[i + 1] = { i, "buy", 100, 1 } end
    assert.same({ "1 working at 8", "1 cancelled asked at 8", "2 working at 8", "2 filled 100 x 1 at 8" },
      (reports({ trades = trades_of(trades) }, venue, {}, {
        [1] = function(e)
          local name = orders.send(e, { side = "buy", type = "stop", trigger = 200, quantity = 1 })
          assert.is_true(orders.cancel(e, name))
          orders.send(e, { side = "buy", quantity = 1 })
        end,
      })))
    venue = { delays = { time = { MS * 1000, (MS + 10) * 1000 }, entry = { 2000, 7000 }, response = { 0, 1000 } } }
    local function send(e) orders.send(e, { side = "buy", type = "stop", trigger = 200, quantity = 1 }) end
    assert.same({ "1 working at 6", "2 working at 19" },
      (reports({ trades = trades_of(trades) }, venue, {}, { [5] = send, [12] = send })))
  end)

  it("have names that are used again after the last report", function()
    local trades, highest = {}, 0
    for i = 0, 300 do trades[i + 1] = { i, "buy", 100, 1 } end
    local e = assert(events.new { { trades = trades_of(trades) } })
    orders.open(e, 1)
    local fills = 0
    assert(e:run {
      trade = function() highest = math.max(highest, orders.send(e, { side = "buy", quantity = 1 })) end,
      fill = function(event)
        fills = fills + 1
        local s = orders.status(e, event.order)
        assert.same({ "filled", 1, 100 }, { s.state, s.filled, s.average })
      end,
    })
    assert.equal(300, fills)
    assert.equal(300, orders.position(e))
    assert.is_true(highest <= 3, highest)
    assert.is_nil(orders.status(e, 99))
    assert.is_nil((orders.cancel(e, 99)))
  end)

  it("come before what the market does at the same instant, as timers do", function()
    local e = assert(events.new { { trades = trades_of { { 0, "buy", 100, 1 }, { 10, "buy", 100, 1 } } } })
    orders.open(e, 1, { entry_us = 10000 })
    local seen, first = {}, true
    assert(e:run {
      trade = function()
        seen[#seen + 1] = "trade"
        if not first then return end
        first = false
        orders.timer(e, 0.01, 7, 3)
        orders.send(e, { side = "buy", quantity = 1 })
      end,
      timer = function(event) seen[#seen + 1] = ("timer %d of %d"):format(event.row, event.strategy) end,
      order = function() seen[#seen + 1] = "order" end,
      fill = function(event) seen[#seen + 1] = "fill " .. event.price end,
    })
    assert.same({ "trade", "timer 7 of 2", "order", "trade", "fill 100" }, seen)
  end)

  it("come to an end with their market, however often a timer is set again", function()
    local e = assert(events.new { { trades = trades_of { { 0, "buy", 100, 1 }, { 1000, "buy", 100, 1 } } } })
    orders.open(e, 1, { response_us = 5000 })
    local timers, reports_after = 0, 0
    assert(e:run {
      trade = function(event)
        if event.row == 0 then orders.timer(e, 0.1) end
        if event.row == 1 then orders.send(e, { side = "buy", type = "limit", price = 1, quantity = 1 }) end
      end,
      timer = function()
        timers = timers + 1
        orders.timer(e, 0.1)
      end,
      order = function() reports_after = reports_after + 1 end,
    })
    assert.same({ 10, 1 }, { timers, reports_after })
  end)

  it("lie on the units of their market, never to their disadvantage", function()
    local trades = trades_of { { 0, "buy", 100.1, 1.25 }, { 10, "buy", 100.1, 1 }, { 20, "sell", 99.9, 1 } }
    local got = reports({ trades = trades }, { ahead = 0 }, {}, {
      [1] = function(e) orders.send(e, { side = "buy", type = "limit", price = 99.96, quantity = 0.3799 }) end,
    })
    assert.same({ "1 working at 0", "1 filled 99.9 x 0.37 maker at 20" }, got)
  end)

  local BAD = {
    { { side = "buy" }, "quantity 0 is not above 0" },
    { { side = "up", quantity = 1 }, "unknown side 'up'" },
    { { side = "buy", type = "limt", quantity = 1 }, "did you mean 'limit'" },
    { { side = "buy", type = "limit", quantity = 1, price = 0 / 0 }, "a limit order needs a price" },
    { { side = "buy", type = "trailing", quantity = 1 }, "a trailing order needs a trail above 0" },
    { { side = "buy", type = "iceberg", quantity = 1, price = 1 }, "shows a quantity above 0" },
    { { side = "buy", type = "limit", quantity = 1, price = 1e300 }, "beyond 2^53 units" },
    { { side = "buy", quantity = 1, post_only = true }, "only a limit that may rest" },
    { { side = "buy", quantity = 1e-9 }, "less than one unit" },
    { { side = "buy", quantity = 1, market = 2 }, "market 1 is not open" },
    { { side = "buy", quantity = 1, strategy = 65 }, "strategies are 0 to 63, not 64" },
    { { side = "buy", quantity = 1, entry = 5 }, "entry: there is no order 5" },
    { { side = "buy", type = "stop", trigger = 0.1, quantity = 1, from_entry = true }, "with an entry" },
  }
  it("that make no sense are refused with what is expected", function()
    local e = assert(events.new { { trades = trades_of { { 0, "buy", 100, 1 } } } })
    orders.open(e, 1)
    for _, case in ipairs(BAD) do
      local ok, message = pcall(orders.send, e, case[1])
      assert.is_false(ok)
      assert.is_truthy(message:find(case[2], 1, true), message)
    end
    assert.has_error(function() orders.timer(e, -1) end)
    assert.has_error(function() orders.timer(e, 1, -1) end)
  end)

  local SHUT = {
    { 1, { queue = "power" }, "powers are 1 to 16" }, { 1, { queue = "lucky" }, "unknown queue model 'lucky'" },
    { 1, { slippage = 1 }, "slippage is a fraction" }, { 1, { ahead = -1 }, "ahead is 0 or more" },
    { 1, { entry_us = -1 }, "a delay is below 0" }, { 1, { delays = { time = { 2, 1 } } }, "fall" },
    { 1, { delays = { time = { 1 }, entry = {} } }, "0 of entry, expected are 1" },
    { 2, {}, "no candles, trades or depth" }, { 65, {}, "market 64 is not there" },
  }
  it("need a market that can be opened", function()
    local e = assert(events.new { { trades = trades_of { { 0, "buy", 100, 1 } } } })
    for _, case in ipairs(SHUT) do
      local ok, message = pcall(orders.open, e, case[1], case[2])
      assert.is_false(ok)
      assert.is_truthy(message:find(case[3], 1, true), message)
    end
    orders.open(e, 1)
    assert.has_error(function() orders.open(e, 1) end)
    assert.equal(C.TIDE_EINVAL, C.tide_events_add_trades(e.cdata, 0, e.held[1].trades.cdata))
  end)
end)
