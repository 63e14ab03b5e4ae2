--- Accounts behind random orders of all types, against a naive twin that hears of nothing but fills:
-- cash, positions, trades and equity.
local accounts = require "stdlib.accounts"
local backtest = require "stdlib.backtest"
local candles = require "stdlib.candles"
local columns = require "tests.support.columns"
local events = require "stdlib.events"
local host = require "stdlib.host"
local naive = require "tests.support.naive_account"
local orders = require "stdlib.orders"
local ticks = require "stdlib.ticks"

local C = host.C
local START, HOUR = 1700002800000, 3600000

local function near(expected, got, label)
  local fine = expected == got or math.abs(expected - got) <= 1e-9 * math.max(1, math.abs(expected))
  if not fine then error(("%s: %.17g, expected %.17g"):format(label, got, expected), 0) end
end

local function make_candles(random, n)
  local lines, close = { "time,open,high,low,close,volume" }, 100
  for i = 0, n - 1 do
    local open = close + random(-3, 3) / 4
    close = math.max(20, open + random(-8, 8) / 4)
    lines[#lines + 1] = ("%d,%.2f,%.2f,%.2f,%.2f,1"):format(START + i * HOUR, open,
      math.max(open, close) + random(0, 4) / 4, math.min(open, close) - random(0, 4) / 4, close)
  end
  return assert(candles.parse(table.concat(lines, "\n"), "C_1h.csv", { now = 4e15 }))
end

local function make_trades(random, n)
  local lines, time, price = { "time,side,price,qty" }, START, 100
  for _ = 1, n do
    time, price = time + random(0, 40000), math.max(20, price + random(-4, 4) / 10)
    lines[#lines + 1] = ("%d,%s,%.1f,%.1f"):format(time, random() < 0.5 and "buy" or "sell", price, random(1, 40) / 10)
  end
  return assert(ticks.load_trades("t.csv", { text = table.concat(lines, "\n") }))
end

local TYPES = { "market", "market", "limit", "stop", "take_profit", "trailing", "iceberg", "stop_limit" }

-- Some order, and sometimes a bracket on it.
local function send_one(e, random, market, strategy, price)
  local kind = TYPES[random(1, #TYPES)]
  local o = {
    market = market, strategy = strategy, side = random() < 0.5 and "buy" or "sell", type = kind,
    quantity = random(1, 60) / 10, price = math.max(1, price + random(-12, 12) / 4),
    trigger = math.max(1, price + random(-12, 12) / 4), trail = random(2, 12) / 4, shown = 0.5,
    reduce_only = random() < 0.2,
  }
  if kind ~= "limit" and kind ~= "iceberg" and kind ~= "stop_limit" then o.price = nil end
  if kind ~= "stop" and kind ~= "take_profit" and kind ~= "stop_limit" then o.trigger = nil end
  if kind ~= "trailing" then o.trail = nil end
  if kind ~= "iceberg" then o.shown = nil end
  local name = orders.send(e, o)
  if o.reduce_only or random() < 0.7 then return end
  local back = o.side == "buy" and "sell" or "buy"
  local stop = orders.send(e, { market = market, strategy = strategy, side = back, type = "stop", entry = name,
    quantity = o.quantity, trigger = 0.02, from_entry = true })
  orders.send(e, { market = market, strategy = strategy, side = back, type = "take_profit", entry = name,
    other = stop, quantity = o.quantity, trigger = 0.02, from_entry = true })
end

local function settings_of(random)
  local s = backtest.settings "tide"
  s.cash, s.leverage = random(5, 50) * 1000, 10
  s.commission, s.commission_maker = random(0, 20) / 1e4, random(-2, 10) / 1e4
  s.fee_fixed = random() < 0.5 and random(0, 4) / 4 or 0
  return s
end

local function twin_of(s)
  return naive.new { cash = s.cash, rate = s.commission, maker = s.commission_maker, fixed = s.fee_fixed }
end

local function check_now(e, twin, strategy, prices, label)
  near(twin.cash, accounts.cash(e, strategy), label .. ": cash")
  near(twin:worth(prices), accounts.equity(e, strategy), label .. ": equity")
  for market in pairs(prices) do
    local held = accounts.holding(e, market, strategy)
    near(twin:position(market), held.quantity, label .. ": position")
    near(orders.position(e, market, strategy), held.quantity, label .. ": position by reports")
    if held.quantity ~= 0 then near(prices[market], held.price, label .. ": price") end
  end
end

local function check_result(twin, result, label)
  assert(#twin.trades == #result.trades, ("%s: %d trades, expected %d"):format(label, #result.trades, #twin.trades))
  for i, expected in ipairs(twin.trades) do
    local got = result.trades[i]
    for key, value in pairs(expected) do
      local what = ("%s: trade %d: %s"):format(label, i, key)
      if type(value) == "number" then near(value, got[key], what) else assert.equal(value, got[key], what) end
    end
    near(got.pnl / (got.quantity * got.entry_price), got["return"], label .. ": return")
  end
  local marks = result:equity()
  assert.equal(#twin.equity, #marks, label)
  for t, mark in ipairs(twin.equity) do near(mark, marks[t], ("%s: mark %d"):format(label, t)) end
  near(twin.fees, result.metrics.fees_paid, label .. ": fees")
  near(twin.cash, result.metrics.final_equity, label .. ": final equity")
end

-- Two strategies in two markets of candles; the first candles are marked.
local function run_candles(seed)
  local random = columns.random(seed)
  for _ = 1, 5 do random() end
  local markets = { { candles = make_candles(random, 80) }, { candles = make_candles(random, 80) } }
  local e = assert(events.new(markets))
  local twins, prices, opened = {}, {}, { START * 1000, START * 1000 }
  for market = 1, 2 do orders.open(e, market, { slippage = 0.001, path = seed % 2 == 0 }) end
  for strategy = 1, 2 do
    local s = settings_of(random)
    accounts.open(e, strategy, s)
    twins[strategy] = twin_of(s)
  end
  assert(e:run {
    fill = function(event)
      local sign = event.side == C.TIDE_BUY and 1 or -1
      twins[event.strategy + 1]:fill(event.market + 1, opened[event.market + 1], event.price, sign * event.quantity,
        event.flags == C.TIDE_EVENT_MAKER)
    end,
    candle = function(event)
      local market = event.market + 1
      prices[market], opened[market] = event.price, tonumber(event.time)
      if event.row == 79 then opened[market] = tonumber(event.time) - HOUR * 1000 end -- the end closes in it
      -- Each candle comes alone; what the other market is worth is known by its last one.
      for strategy, twin in ipairs(twins) do
        if market == 1 then
          local now = { prices[1], markets[2].candles.cdata.close[event.row] }
          twin.equity[event.row + 1] = twin:worth(now)
          check_now(e, twin, strategy, now, ("seed %d, bar %d, strategy %d"):format(seed, event.row, strategy))
        end
        if random() < 0.5 then send_one(e, random, market, strategy, event.price) end
      end
    end,
  })
  local trades = 0
  for strategy, twin in ipairs(twins) do
    twin.equity[80] = twin.cash
    check_result(twin, assert(accounts.result(e, strategy)), ("seed %d, strategy %d"):format(seed, strategy))
    trades = trades + #twin.trades
  end
  return trades
end

-- One market of trades: minutes are marked, with the last price in each.
local function run_trades(seed)
  local random = columns.random(seed)
  for _ = 1, 5 do random() end
  local tape = make_trades(random, 400)
  local e = assert(events.new { { trades = tape } })
  local settings = settings_of(random)
  local twin, prices, minute = twin_of(settings), {}, nil
  orders.open(e, 1, { slippage = 0.001, ahead = random(0, 3) })
  accounts.open(e, 1, settings)
  assert(e:run {
    fill = function(event)
      local sign = event.side == C.TIDE_BUY and 1 or -1
      twin:fill(1, tonumber(event.time), event.price, sign * event.quantity, event.flags == C.TIDE_EVENT_MAKER)
    end,
    trade = function(event)
      local now = math.floor(tonumber(event.time) / 60e6)
      if minute and now > minute then twin.equity[#twin.equity + 1] = twin:worth(prices) end
      minute, prices[1] = now, event.price
      if random() < 0.3 then send_one(e, random, 1, 1, event.price) end
    end,
  })
  twin.equity[#twin.equity + 1] = twin.cash
  check_result(twin, assert(accounts.result(e, 1)), "seed " .. seed)
  return #twin.trades
end

describe("accounts", function()
  it("say in candles what a naive twin makes of the fills", function()
    local trades = 0
    for seed = 1, 150 do trades = trades + run_candles(seed) end
    assert.is_true(trades > 1000, trades)
  end)

  it("say in trades what a naive twin makes of the fills", function()
    local trades = 0
    for seed = 1, 150 do trades = trades + run_trades(seed) end
    assert.is_true(trades > 1000, trades)
  end)
end)
