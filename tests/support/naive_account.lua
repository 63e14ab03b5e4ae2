--- The money of one strategy, from the fills that were reported to it: lists and sums, nothing else.
local naive = {}
naive.__index = naive

-- @param o  { cash, rate, maker, fixed }
function naive.new(o)
  return setmetatable({ set = o, cash = o.cash, held = {}, trades = {}, equity = {}, fees = 0 }, naive)
end

local function mean(fills, sign)
  local sum, quantity, fees = 0, 0, 0
  for _, f in ipairs(fills) do
    fees = fees + f.fee
    if f.signed * sign > 0 then
      sum, quantity = sum + math.abs(f.signed) * f.price, quantity + math.abs(f.signed)
    end
  end
  return sum / quantity, quantity, fees
end

-- A list of fills that has come to nothing is a trade.
function naive:finish(market)
  local fills = self.held[market]
  local sign = fills[1].signed > 0 and 1 or -1
  local entry, quantity, fees = mean(fills, sign)
  local exit = mean(fills, -sign)
  self.held[market] = nil
  self.trades[#self.trades + 1] = {
    side = sign > 0 and "long" or "short", entry_price = entry, exit_price = exit, quantity = quantity,
    entry_time = fills[1].time / 1000, exit_time = fills[#fills].time / 1000, fees = fees,
    pnl = sign * quantity * (exit - entry) - fees, maker = fills[1].maker,
  }
end

function naive:position(market)
  local sum = 0
  for _, f in ipairs(self.held[market] or {}) do sum = sum + f.signed end
  return sum
end

-- Pays for a part of a fill that does not go through zero.
function naive:pay(market, f)
  local quantity = math.abs(f.signed)
  f.fee = quantity * f.price * (f.maker and self.set.maker or self.set.rate) + self.set.fixed
  self.cash, self.fees = self.cash - f.signed * f.price - f.fee, self.fees + f.fee
  self.held[market] = self.held[market] or {}
  table.insert(self.held[market], f)
  if math.abs(self:position(market)) < 4e-9 then self:finish(market) end
end

--- A fill: signed is bought less sold.
function naive:fill(market, time, price, signed, maker)
  local position = self:position(market)
  local closes = position * signed < 0 and math.min(math.abs(position), math.abs(signed)) or 0
  local sign = signed > 0 and 1 or -1
  local rest = math.abs(signed) - closes
  if closes > 0 then self:pay(market, { time = time, price = price, signed = sign * closes, maker = maker }) end
  if closes == 0 or rest > 4e-9 then
    self:pay(market, { time = time, price = price, signed = sign * rest, maker = maker })
  end
end

--- Cash and positions at prices by market.
function naive:worth(prices)
  local sum = self.cash
  for market in pairs(self.held) do sum = sum + self:position(market) * prices[market] end
  return sum
end

return naive
