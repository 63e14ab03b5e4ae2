--- A script that trades the rules of a strategy with orders gets the trades of the vector kernel, to the last
-- bit: market and limit entries, stops, targets and trailing stops on random candles.
local candles = require "stdlib.candles"
local columns = require "tests.support.columns"
local events = require "stdlib.events"
local kernel = require "tests.support.kernel"
local orders = require "stdlib.orders"
local random_rules = require "tests.support.reference.random_rules"

local START, HOUR = 1700002800000, 3600000
local CASES = os.getenv "TIDE_SANITIZED" and 60 or 400
local QUANTITY = 10

local function make_candles(random, n)
  local list, lines, close = {}, { "time,open,high,low,close,volume" }, 100
  for i = 0, n - 1 do
    local open = close * (1 + (random() < 0.3 and (random() - 0.5) * 0.03 or 0))
    close = open * (1 + (random() - 0.5) * 0.04)
    local high, low = math.max(open, close) * (1 + random() * 0.01), math.min(open, close) * (1 - random() * 0.01)
    local bar = { open, high, low, close }
    list[#list + 1] = bar
    lines[#lines + 1] = ("%d,%.17g,%.17g,%.17g,%.17g,1"):format(START + i * HOUR, unpack(bar))
  end
  return list, assert(candles.parse(table.concat(lines, "\n"), "C_1h.csv", { now = 4e15 }))
end

local function make_case(seed)
  local random = columns.random(seed)
  for _ = 1, 5 do random() end
  local n = random(30, 90)
  local list, c = make_candles(random, n)
  local case = { n = n, candles = c, enter = {}, exit = {}, limit = nil, slippage = random() < 0.5 and 0.0007 or 0 }
  case.long = random() < 0.5
  case.stop = random() < 0.8 and 0.005 * random(1, 6) or nil
  case.target = random() < 0.7 and 0.005 * random(1, 8) or nil
  case.trail = random() < 0.5 and 0.005 * random(1, 8) or nil
  local d = case.long and 1 or -1
  if random() < 0.4 then case.limit = {} end
  for t = 0, n - 1 do
    case.enter[t], case.exit[t] = random() < 0.3, random() < 0.15
    if case.limit then case.limit[t] = list[t + 1][4] * (1 - d * 0.002 * random(-1, 5)) end
  end
  return case
end

--- What the kernel does with it. Its columns are the very ones that the host has read.
local function by_kernel(case)
  local c = case.candles.cdata
  local market = { n = case.n, time = c.time, timeframe = c.timeframe }
  for _, name in ipairs { "open", "high", "low", "close", "volume" } do market[name] = c[name] end
  local function level(fraction) return fraction and { kind = "fraction", value = fraction } or nil end
  local rules = {
    enter = case.enter, exit = case.exit, stop_loss = level(case.stop), take_profit = level(case.target),
    trailing_stop = level(case.trail), limit = case.limit,
  }
  local base = random_rules.plain()
  base.cash, base.size, base.slippage = 1e7, { kind = "units", value = QUANTITY }, case.slippage
  local side = case.long and 0 or 1
  local result = assert(kernel.run(market, { first = 0, settled = 0, side = { [side] = rules } }, base))
  local trades = {}
  for _, trade in ipairs(result.trades) do
    if trade.reason ~= "end_of_data" then
      trades[#trades + 1] = ("%d %.17g %.17g"):format(trade.entry_bar, trade.entry_price, trade.exit_price)
    end
  end
  return trades
end

--- What a script does: it knows its position, and sends what a side would want.
local function by_orders(case)
  local e = assert(events.new { { candles = case.candles } })
  orders.open(e, 1, { slippage = case.slippage })
  local buy, sell = case.long and "buy" or "sell", case.long and "sell" or "buy"
  local trades, entry, waiting, exits, t = {}, nil, nil, {}, -1
  local function leave_orders(of)
    local other
    local function add(o)
      o.side, o.quantity, o.entry, o.other = sell, QUANTITY, of, other
      other = orders.send(e, o)
      exits[other] = true
    end
    if case.stop then add { type = "stop", trigger = case.stop, from_entry = true } end
    if case.trail then add { type = "trailing", trail = case.trail, fraction = true } end
    if case.target then add { type = "take_profit", trigger = case.target, from_entry = true } end
  end
  local handlers = {}
  function handlers.fill(event)
    if event.order == waiting then
      waiting, entry = nil, { bar = t + 1, price = event.price }
    else
      local exit = QUANTITY * event.price / QUANTITY -- a row of the kernel has a mean of its exits
      trades[#trades + 1] = ("%d %.17g %.17g"):format(entry.bar, entry.price, exit)
      entry = nil
    end
  end
  function handlers.order(event)
    local state = orders.report(event)
    if state == "cancelled" then exits[event.order] = nil end
  end
  function handlers.candle(event)
    t = event.row
    -- a limit works for one bar; whatever has not filled by now
    if waiting then orders.cancel(e, waiting) end
    waiting = nil
    if entry and case.exit[t] then
      for name in pairs(exits) do orders.cancel(e, name) end
      exits = {}
      orders.send(e, { side = sell, quantity = QUANTITY })
    elseif not entry and case.enter[t] and not case.exit[t] and t < case.n - 1 then
      exits = {}
      waiting = orders.send(e, {
        side = buy, quantity = QUANTITY, type = case.limit and "limit" or "market",
        price = case.limit and case.limit[t],
      })
      leave_orders(waiting)
    end
  end
  assert(e:run(handlers))
  return trades
end

describe("orders in candles", function()
  it("make the trades of the vector kernel", function()
    local count = 0
    for seed = 1, CASES do
      local case = make_case(seed)
      local expected, got = by_kernel(case), by_orders(case)
      for _, trade in ipairs(got) do assert.is_string(trade) end
      assert.same(expected, got, "seed " .. seed)
      count = count + #got
    end
    assert.is_true(count > CASES * 2, count)
  end)
end)
