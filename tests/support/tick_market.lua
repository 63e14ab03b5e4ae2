--- Files of a made-up market for a few minutes: candles, trades, and an order book some of whose messages are
-- missing.
local program = require "tests.support.program"
local walk = require "tests.support.walk"

local tick_market = {}

local START = 1700000040000 -- a full minute, in milliseconds
local DEEP = 1500 -- levels of the first snapshot: more than one message to a script holds

local function depth(random, minutes)
  local rows, id = { "timestamp_ms,type,first_id,last_id,side,price,qty" }, 1
  local function int(n) return math.floor(random() * n) end
  local function row(ms, kind, side, price, quantity)
    rows[#rows + 1] = ("%d,%s,%d,%d,%s,%.1f,%.2f"):format(START + ms, kind, id, id, side, price, quantity)
  end
  local function snapshot(ms, levels)
    for i = 0, levels - 1 do
      row(ms, "snapshot", "bid", 1000 - i / 10, 1 + i % 7)
      row(ms, "snapshot", "ask", 1000.2 + i / 10, 1 + i % 5)
    end
  end
  snapshot(0, DEEP)
  for k = 1, math.floor(minutes * 60000 / 113) do
    id = id + (k % 400 == 0 and 2 or 1) -- one that nobody got
    for _ = 1, 1 + int(4) do
      local bid = random() < 0.5
      row(k * 113, "update", bid and "bid" or "ask", bid and 1000 - int(30) / 10 or 1000.2 + int(30) / 10,
        random() < 0.3 and 0 or 1 + int(500) / 100)
    end
    if k % 400 == 10 then snapshot(k * 113 + 5, 100) end
  end
  return table.concat(rows, "\n") .. "\n"
end

local function trades(random, minutes, every)
  local rows = { "timestamp_ms,side,price,qty" }
  for ms = 7, minutes * 60000 - 1, every do
    local buy = random() < 0.5
    rows[#rows + 1] = ("%d,%s,%.1f,%.2f"):format(START + ms, buy and "buy" or "sell",
      (buy and 1000.2 or 1000) + (math.floor(random() * 5) - 2) / 10, 1 + math.floor(random() * 300) / 100)
  end
  return table.concat(rows, "\n") .. "\n"
end

local function candles(minutes)
  local rows = { "timestamp,open,high,low,close,volume" }
  for m = 0, minutes - 1 do
    rows[#rows + 1] = ("%d,%d,1003,997,%d,5"):format(START + m * 60000, 1000 + m % 2, 1000 + (m + 1) % 2)
  end
  return table.concat(rows, "\n") .. "\n"
end

--- Write them. @return { candles, trades, depth, liquidations }: paths
function tick_market.write(folder, minutes)
  local random = walk.generator(7)
  return {
    candles = program.write(folder .. "/AAA_1m.csv", candles(minutes)),
    trades = program.write(folder .. "/AAA_trades.csv", trades(random, minutes, 191)),
    depth = program.write(folder .. "/AAA_depth.csv", depth(random, minutes)),
    liquidations = program.write(folder .. "/AAA_liquidations.csv", trades(random, minutes, 7000)),
  }
end

return tick_market
