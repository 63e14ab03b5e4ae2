--- What the price of a fill says of how it came about.
local prices = {}

--- Are two prices the same, as far as files write them?
function prices.same(a, b)
  return a ~= nil and b ~= nil and math.abs(a - b) <= math.max(1e-6 * math.abs(b), 6e-9)
end

--- The bar of a time (milliseconds), or nil.
function prices.bar_at(bars, at)
  local low, high, us = 0, bars.n - 1, at * 1000
  while low < high do
    local middle = math.ceil((low + high) / 2)
    if tonumber(bars.time[middle]) <= us then low = middle else high = middle - 1 end
  end
  return bars.n > 0 and math.abs(tonumber(bars.time[low]) - us) < 500 and low or nil
end

--- Which price of a bar a fill is: "open", "close" or nil.
function prices.point(bars, bar, price)
  if not bar or bar < 0 or bar >= bars.n then return nil end
  if prices.same(price, bars.open[bar]) then return "open" end
  if prices.same(price, bars.close[bar]) then return "close" end
end

--- By which share a fill is worse than a price.
-- @param sign  1 when buying, -1 when selling
function prices.worse(sign, price, base) return sign * (price / base - 1) end

--- Does a price lie outside a bar by more than slippage explains?
function prices.foreign(bars, bar, price)
  return bar ~= nil and (price > bars.high[bar] * 1.02 or price < bars.low[bar] * 0.98)
end

--- How that is said.
function prices.foreign_text(bars, bar)
  return ("their price lies outside the bar, which reaches from %.10g to %.10g: they have other "
    .. "candles"):format(bars.low[bar], bars.high[bar])
end

--- All fees of a trade as a rate on what was traded; nil when it is not known.
function prices.fee_rate(trade)
  local q, entry, exit = trade.quantity, trade.entry_price, trade.exit_price
  if not exit then return nil end
  local sign = trade.side == "short" and -1 or 1
  if trade.fees and q then return trade.fees / (q * (entry + exit)) end
  if trade.pnl and q then return (sign * q * (exit - entry) - trade.pnl) / (q * (entry + exit)) end
  local net = trade["return"]
  return net and (sign * (exit / entry - 1) - net) / (1 + exit / entry) or nil
end

return prices
