--- Orders by example: what the text promises, on markets small enough to be worked out by hand.
local orders = require "stdlib.orders"
local small = require "tests.support.small_market"

local trades_of, depth_of, candles_of, reports = small.trades, small.depth, small.candles, small.reports

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
