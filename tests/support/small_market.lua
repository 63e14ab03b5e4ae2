--- Markets small enough to be worked out by hand, and what becomes of orders in them.
local candles = require "stdlib.candles"
local events = require "stdlib.events"
local host = require "stdlib.host"
local orders = require "stdlib.orders"
local ticks = require "stdlib.ticks"

local C = host.C
local MS = 1700000000000

local small = { ms = MS }

--- Trades { ms, side, price, quantity }, ...
function small.trades(list)
  local lines = { "time,side,price,qty" }
  for _, row in ipairs(list) do lines[#lines + 1] = ("%d,%s,%s,%s"):format(MS + row[1], row[2], row[3], row[4]) end
  return assert(ticks.load_trades("t.csv", { text = table.concat(lines, "\n") }))
end

--- Messages { time, { side, price, quantity }, ... }; the first is a snapshot.
function small.depth(list)
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
function small.candles(list)
  local lines = { "time,open,high,low,close,volume" }
  for i, b in ipairs(list) do lines[#lines + 1] = ("%d,%s,%s,%s,%s,1"):format(MS - 800000 + i * 3600000, unpack(b)) end
  return assert(candles.parse(table.concat(lines, "\n"), "C_1h.csv", { now = 4e15 }))
end

--- Sends orders before the first event, or by `at` = { [number of a market's event] = function(e) }.
-- @return what was reported: "1 filled 100 x 2 maker at 50" (order, state, price, quantity, ms), ...
function small.reports(market, venue, list, at)
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

return small
