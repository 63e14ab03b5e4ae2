--- Orders as they are sent: delays, names, timers, units, and what is refused.
local events = require "stdlib.events"
local host = require "stdlib.host"
local orders = require "stdlib.orders"
local small = require "tests.support.small_market"

local C = host.C
local MS, trades_of, reports = small.ms, small.trades, small.reports

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
