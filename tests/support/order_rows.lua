--- What happens in a market of trades and depth, for the twin of naive_orders.lua: a row for each trade and
-- message, in the order of events.
local match = require "tests.support.naive_match"

local order_rows = {}

local function power(digits) return 10 ^ digits end

local function trade_rows(list, t, venue)
  local by_price = venue.price_unit / power(t.price_digits)
  local by_quantity = venue.quantity_unit / power(t.quantity_digits)
  for row = 0, t.n - 1 do
    local price, quantity = tonumber(t.cdata.price[row]) * by_price, tonumber(t.cdata.quantity[row]) * by_quantity
    local side = t.cdata.side[row] == 0 and "buy" or "sell"
    list[#list + 1] = {
      time = tonumber(t.cdata.time[row]), order = 2, counts = true,
      received = t.cdata.received ~= nil and tonumber(t.cdata.received[row]) or nil,
      happen = function(twin) match.trade(twin, price, quantity, side) end,
    }
  end
end

local KINDS = { [0] = "snapshot", "update", "lost" }

local function depth_rows(list, d, venue)
  local by_price = venue.price_unit / power(d.price_digits)
  local by_quantity = venue.quantity_unit / power(d.quantity_digits)
  local c = d.cdata
  for i = 0, d.messages - 1 do
    local rows = {}
    for row = c.from[i], c.from[i + 1] - 1 do
      rows[#rows + 1] = {
        c.side[row] == 0 and "bid" or "ask", tonumber(c.price[row]) * by_price, tonumber(c.quantity[row]) * by_quantity,
      }
    end
    list[#list + 1] = {
      time = tonumber(c.time[i]), order = 3, counts = true,
      received = c.received ~= nil and tonumber(c.received[i]) or nil,
      happen = function(twin) match.book.message(twin, KINDS[c.kind[i]], rows) end,
    }
  end
end

local function sort(list)
  local by_receipt = true
  for i, row in ipairs(list) do
    row.i = i
    by_receipt = by_receipt and row.received ~= nil
  end
  table.sort(list, function(a, b)
    if a.time ~= b.time then return a.time < b.time end
    if by_receipt and a.received ~= b.received then return a.received < b.received end
    if a.order ~= b.order then return a.order < b.order end
    return a.i < b.i
  end)
  return list
end

--- @param venue  gets what the twin has to know: by, traded, price_unit, quantity_unit
function order_rows.of(market, venue)
  local t, d = market.trades, market.depth
  venue.by, venue.traded = d and "book" or "trades", t ~= nil
  venue.price_unit = power(math.max(t and t.price_digits or 0, d and d.price_digits or 0))
  venue.quantity_unit = power(math.max(t and t.quantity_digits or 0, d and d.quantity_digits or 0))
  local list = {}
  if t then trade_rows(list, t, venue) end
  if d then depth_rows(list, d, venue) end
  return sort(list)
end

return order_rows
