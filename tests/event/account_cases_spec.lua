--- Accounts by example: what fills, what is paid, what is closed and what is said about it.
local accounts = require "stdlib.accounts"
local backtest = require "stdlib.backtest"
local candles = require "stdlib.candles"
local events = require "stdlib.events"
local ffi = require "ffi"
local host = require "stdlib.host"
local orders = require "stdlib.orders"
local small = require "tests.support.small_market"
local ticks = require "stdlib.ticks"

local C = host.C
local START, HOUR = 1700002800000, 3600000

local function bars(rows, columns)
  local lines = { "time,open,high,low,close" .. (columns or "") }
  for i, row in ipairs(rows) do lines[#lines + 1] = ("%d,%s"):format(START + (i - 1) * HOUR, row) end
  return assert(candles.parse(table.concat(lines, "\n"), "C_1h.csv", { now = 4e15 }))
end

local function tape(rows)
  local lines = { "time,side,price,qty" }
  for i, price in ipairs(rows) do lines[#lines + 1] = ("%d,buy,%s,1"):format(START + i * 20000, price) end
  return assert(ticks.load_trades("t.csv", { text = table.concat(lines, "\n") }))
end

local function settings(o)
  local s = backtest.settings "tide"
  s.cash, s.commission, s.slippage, s.spread = 1000, 0, 0, 0
  for name, value in pairs(o or {}) do s[name] = value end
  return s
end

-- @param sends  by event number of the first market's candles or trades, from 1: a list of orders
-- @return events, and the reports as text
local function run(markets, shares, sends)
  local e, said, count = assert(events.new(markets)), {}, 0
  for i = 1, #markets do orders.open(e, i) end
  for i, share in ipairs(shares) do accounts.open(e, i, share) end
  local function next_row(event)
    if event.market ~= 0 then return end
    count = count + 1
    for _, o in ipairs(sends[count] or {}) do orders.send(e, o) end
  end
  assert(e:run {
    candle = next_row, trade = next_row, book = next_row,
    order = function(event)
      local state, why = orders.report(event)
      said[#said + 1] = ("%d %s %s"):format(event.strategy + 1, state, tostring(why))
    end,
    fill = function(event)
      said[#said + 1] = ("%d %s %g at %g"):format(event.strategy + 1, event.side == C.TIDE_BUY and "buy" or "sell",
        event.quantity, event.price)
    end,
  })
  return e, said
end

local function result(e, strategy) return assert(accounts.result(e, strategy)) end

describe("an account", function()
  it("fills what it can pay for, and says what it cannot", function()
    local c = bars { "100,100,100,100", "100,100,100,100", "50,50,50,50" }
    local e, said = run({ { candles = c } }, { settings() }, { { { side = "buy", quantity = 12 } },
      { { side = "buy", quantity = 1 } } })
    assert.same({ "1 working nil", "1 buy 10 at 100", "1 cancelled money", "1 working nil", "1 cancelled money",
      "1 working over", "1 sell 10 at 50" }, said)
    local r = result(e, 1)
    assert.same({ 1000, 1000, 500 }, r:equity())
    assert.equal(12, r.trades[1].wanted)
    assert.equal(10, r.trades[1].quantity)
  end)

  it("closes and opens when a fill goes through zero, with a fee each", function()
    local c = bars { "100,100,100,100", "100,100,100,100", "110,110,110,110", "110,110,110,110" }
    local e = run({ { candles = c } }, { settings { fee_fixed = 1 } }, { { { side = "buy", quantity = 2 } },
      { { side = "sell", quantity = 5 } } })
    local r = result(e, 1)
    assert.equal(2, #r.trades)
    assert.same({ "long", "reverse", 2, 18 }, { r.trades[1].side, r.trades[1].exit_reason, r.trades[1].quantity,
      r.trades[1].pnl })
    assert.same({ "short", "end_of_data", 3, -2 }, { r.trades[2].side, r.trades[2].exit_reason,
      r.trades[2].quantity, r.trades[2].pnl })
    assert.equal(4, r.metrics.fees_paid)
    assert.equal(1016, r.metrics.final_equity)
  end)

  it("has the levels of a bracket in the row of its trade", function()
    local c = bars { "100,100,100,100", "100,101,99,100", "100,112,100,111", "111,111,111,111" }
    local e = assert(events.new { { candles = c } })
    orders.open(e, 1)
    accounts.open(e, 1, settings())
    assert(e:run {
      candle = function(event)
        if event.row > 0 then return end
        local entry = orders.send(e, { side = "buy", quantity = 2 })
        local stop = orders.send(e, { side = "sell", type = "stop", quantity = 2, entry = entry, trigger = 0.05,
          from_entry = true, reduce_only = true })
        orders.send(e, { side = "sell", type = "limit", quantity = 2, entry = entry, price = 0.1, from_entry = true,
          reduce_only = true, other = stop })
      end,
    })
    local trade = result(e, 1).trades[1]
    assert.same({ 100 * (1 - 0.05), 100 * (1 + 0.1), "take_profit" }, { trade.stop, trade.target, trade.exit_reason })
  end)

  it("knows its position now", function()
    local c = bars { "100,100,100,100", "100,104,98,102", "110,110,110,110" }
    local e = assert(events.new { { candles = c } })
    orders.open(e, 1)
    accounts.open(e, 1, settings { commission = 0.01 })
    local seen = {}
    assert(e:run {
      candle = function(event)
        local h = accounts.holding(e, 1, 1)
        seen[#seen + 1] = { h.quantity, h.profit, h.fees, h.price, accounts.cash(e, 1), accounts.equity(e, 1) }
        if event.row == 0 then orders.send(e, { side = "sell", quantity = 3 }) end
      end,
    })
    assert.same({ { 0, 0, 0, 100, 1000, 1000 }, { -3, -6, 3, 102, 1297, 991 }, { -3, -30, 3, 110, 1297, 967 } }, seen)
    assert.is_nil(accounts.holding(e, 1, 2))
    assert.is_nil(accounts.holding(e, 2, 1))
    assert.is_true(accounts.cash(e, 2) ~= accounts.cash(e, 2))
  end)

  it("pays funding for what it held before the instant, in candles and in trades", function()
    local c = bars({ "100,100,100,100,", "100,100,100,100,0.01", "100,100,100,100,0.01" }, ",funding_rate")
    local e = run({ { candles = c } }, { settings() }, { { { side = "buy", quantity = 2 } } })
    assert.equal(2, result(e, 1).trades[1].funding) -- the entry at the second open does not pay
    local t = tape { 100, 100, 100, 100, 100 }
    e = run({ { candles = c, trades = t } }, { settings() }, { { { side = "sell", quantity = 2 } } })
    assert.equal(-4, result(e, 1).trades[1].funding) -- sold in the first hour: both instants
  end)

  it("is liquidated at its price in candles, and with the next trade in trades", function()
    -- 1000 cash, 50 at 100, maintenance 0.5 %: -4000 + 50 x = 0.25 x
    local line = 4000 / 49.75
    local c = bars { "100,100,100,100", "100,101,79,90", "90,90,90,90" }
    local e, said = run({ { candles = c } }, { settings { leverage = 5 } }, { { { side = "buy", quantity = 50 } } })
    assert.same({ "1 working nil", "1 buy 50 at 100", "1 working liquidated", ("1 sell 50 at %g"):format(line) }, said)
    local r = result(e, 1)
    assert.equal("liquidation", r.trades[1].exit_reason)
    assert.equal(line, r.trades[1].exit_price)
    local t = tape { 100, 100, 90, 80, 79, 81 }
    e, said = run({ { trades = t } }, { settings { leverage = 5 } }, { { { side = "buy", quantity = 50 } } })
    assert.same({ "1 working nil", "1 buy 50 at 100", "1 working liquidated", "1 sell 50 at 79" }, said)
    assert.equal(79, result(e, 1).trades[1].exit_price)
  end)

  it("is valued between bid and ask, and closed by what the book offers", function()
    local depth = small.depth { { 0, { "bid", 99, 5 }, { "ask", 101, 2 }, { "ask", 102, 9 } },
      { 100, { "bid", 98, 1 } },
      { 200000, { "bid", 99, 0 }, { "bid", 98, 0 }, { "bid", 77.9, 3 }, { "bid", 77.8, 9 }, { "ask", 78, 1 } } }
    local e, said = run({ { depth = depth } }, { settings { cash = 120, leverage = 10 } },
      { { { side = "buy", quantity = 5 } } })
    assert.same({
      "1 buy 2 at 101", "1 buy 3 at 102", "1 working liquidated", "1 sell 3 at 77.9", "1 sell 2 at 77.8",
    }, said)
    local r = result(e, 1)
    assert.equal(101.6, r.trades[1].entry_price)
    assert.equal("1m", r.timeframe)
    local marks = r:equity()
    assert.equal(2, #marks)
    assert.equal(120 - 508 + 5 * 100, marks[1])
    assert.is_true(math.abs(marks[2] - (120 - 508 + 3 * 77.9 + 2 * 77.8)) < 1e-9)
  end)

  it("lets a nearer stop fill before it is liquidated", function()
    local c = bars { "100,100,100,100", "100,101,79,90", "90,90,90,90" }
    local sends = { { { side = "buy", quantity = 50 }, { side = "sell", type = "stop", trigger = 85, quantity = 50,
      reduce_only = true, entry = 1 } } }
    local e = run({ { candles = c } }, { settings { leverage = 5 } }, sends)
    local trade = result(e, 1).trades[1]
    assert.equal("stop_loss", trade.exit_reason)
    assert.equal(85, trade.exit_price)
  end)

  it("is liquidated by the sum of all strategies", function()
    local c = bars { "100,100,100,100", "100,101,79,90", "90,90,90,90" }
    local buy = { side = "buy", quantity = 50 }
    local alone = run({ { candles = c } }, { settings { leverage = 5 }, settings() }, { { buy } })
    -- a share that does nothing holds it: -3000 + 50 x = 0.25 x is far below
    assert.equal("end_of_data", result(alone, 1).trades[1].exit_reason)
    local sends = { { buy, { side = "buy", quantity = 50, strategy = 2 } } }
    local e = run({ { candles = c } }, { settings { leverage = 5 }, settings { leverage = 5 } }, sends)
    for strategy = 1, 2 do
      local trade = result(e, strategy).trades[1]
      assert.equal("liquidation", trade.exit_reason)
      assert.is_true(math.abs(trade.exit_price - 8000 / 99.5) < 1e-9)
    end
    assert.equal(2, #result(e, accounts.ALL).trades)
  end)

  it("counts positions in other markets towards its margin", function()
    local falls = bars { "100,100,100,100", "100,101,79,90", "90,90,90,90" }
    local rises = bars { "100,100,100,100", "100,120,100,120", "120,120,120,120" }
    local sends = { { { side = "buy", quantity = 25 }, { side = "buy", quantity = 25, market = 2 },
      { side = "buy", quantity = 5, market = 2 } } }
    local e, said = run({ { candles = falls }, { candles = rises } }, { settings { leverage = 5 } }, sends)
    assert.equal("1 cancelled money", said[6])
    local first = result(e, 1).trades
    assert.equal(2, #first)
    for _, trade in ipairs(first) do assert.equal("end_of_data", trade.exit_reason) end
  end)

  it("is ruined when nothing is left, and trades no more", function()
    local c = bars { "100,100,100,100", "100,100,100,100", "250,250,250,250", "100,100,100,100", "100,100,100,100" }
    local one = settings { maintenance = 0 }
    local e, said = run({ { candles = c } }, { one }, { { { side = "sell", quantity = 10 } }, nil,
      { { side = "buy", quantity = 1 } } })
    local r = result(e, 1)
    assert.is_true(r.ruined)
    assert.equal("cancelled money", said[#said]:sub(3))
    assert.equal(1, #r.trades)
  end)

  it("says what it made only after the last event, and whose it is", function()
    local c = bars { "100,100,100,100", "100,100,100,100" }
    local e = assert(events.new { { candles = c } })
    orders.open(e, 1)
    accounts.open(e, 1, settings())
    assert.has_error(function() accounts.open(e, 1, settings()) end, "strategy 0 has an account, or events have begun")
    assert.has_error(function() accounts.open(e, 2, settings { cash = 0 }) end)
    assert.same({ nil, "events are left: a result comes after the last" }, { accounts.result(e, 1) })
    assert(e:run {})
    assert.same({ nil, "strategy 1 has no account" }, { accounts.result(e, 2) })
    local r = result(e, 1)
    assert.equal(0, r.metrics.num_trades)
    assert.is_nil(r.metrics.sharpe_ratio)
    local returns, n = r:returns()
    assert.is_true(n >= 1 and returns[0] == 0 and ffi.istype("double[?]", returns))
  end)
end)
