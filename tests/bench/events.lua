--- Markets replayed: recorded trades and depth of BTCUSDT in one order with the book kept, without a
-- function and with one for each trade and message; with a hundred orders that work on both sides of the
-- price, and with a strategy that quotes both sides and moves with the price. A row is a trade or a level of
-- the book, an event a trade or a message. The files of ../shared/data; nothing is reported where they are not.
local data = require "tests.support.data"
local events = require "stdlib.events"
local ffi = require "ffi"
local host = require "stdlib.host"
local orders = require "stdlib.orders"
local ticks = require "stdlib.ticks"

local C = host.C
local RUNS = 9

--- Seconds of the fastest of some runs.
-- @param prepare  function(events) -> handlers, or the handlers
local function best(markets, prepare)
  local least = math.huge
  for _ = 1, RUNS do
    local e = assert(events.new(markets))
    local handlers = type(prepare) == "function" and prepare(e) or prepare
    local start = C.tide_clock_seconds()
    assert(e:run(handlers))
    least = math.min(least, C.tide_clock_seconds() - start)
  end
  return least
end

--- A hundred limits about the price, which fill when it comes to them.
local function hundred(e)
  orders.open(e, 1, { queue = "proportional" })
  for i = 1, 50 do
    orders.send(e, { side = "buy", type = "limit", quantity = 0.01, price = 61700 - i })
    orders.send(e, { side = "sell", type = "limit", quantity = 0.01, price = 61900 + i })
  end
  return {}
end

--- Quotes one step outside the best prices, moved when they move; what fills is quoted again.
local function quoter(e)
  orders.open(e, 1, { queue = "proportional", entry_us = 2000, cancel_us = 2000, response_us = 1000 })
  local book, level, name, at = e:book(1), ffi.new "tide_book_level[1]", { 0, 0 }, { 0, 0 }
  local order, err = ffi.new "tide_order", ffi.new "tide_error"
  order.type, order.quantity, order.flags = C.TIDE_ORDER_LIMIT, 0.01, C.TIDE_ORDER_POST_ONLY
  local count = 0
  local function quote(side)
    if C.tide_book_levels(book, side, level, 1) == 0 then return end
    local price = tonumber(level[0].price) + (side == 0 and -1 or 1)
    if price == at[side + 1] then return end
    if name[side + 1] > 0 then C.tide_events_cancel(e.cdata, name[side + 1]) end
    order.side, order.price = side, price / 10
    name[side + 1], at[side + 1] = C.tide_events_submit(e.cdata, order, err), price
  end
  local function forget(event)
    if event.row < C.TIDE_ORDER_FILLED then return end
    for side = 1, 2 do
      if name[side] == event.order then name[side], at[side] = 0, 0 end
    end
  end
  return {
    trade = function() count = count + 1 end, order = forget, fill = forget,
    book = function()
      quote(0)
      quote(1)
    end,
  }
end

return function(report)
  local trades_path = data.find "ticks/BTCUSDT_PERP_trades.csv"
  local depth_path = data.find "ticks/BTCUSDT_PERP_depth.csv.gz"
  if not trades_path or not depth_path then return end
  local trades = assert(ticks.load_trades(trades_path))
  local depth = assert(ticks.load_depth(depth_path))
  local markets = { { trades = trades, depth = depth } }
  local rows, count = trades.n + depth.rows, trades.n + depth.messages
  local sum = 0
  local function add(event) sum = sum + event.quantity end
  local seconds = best(markets, {})
  report("events_replay_rows_s", rows / seconds, "1/s")
  report("events_replay_s", count / seconds, "1/s")
  seconds = best(markets, { trade = add, book = add })
  report("events_lua_rows_s", rows / seconds, "1/s")
  report("events_lua_s", count / seconds, "1/s")
  report("events_lua_trades_s", trades.n / best({ { trades = trades } }, { trade = add }), "1/s")
  seconds = best(markets, hundred)
  report("events_orders_rows_s", rows / seconds, "1/s")
  report("events_orders_s", count / seconds, "1/s")
  seconds = best(markets, quoter)
  report("events_quotes_rows_s", rows / seconds, "1/s")
  report("events_quotes_s", count / seconds, "1/s")
end
