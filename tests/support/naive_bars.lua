--- How candles fill the orders of naive_orders.lua: as section 2 of docs/reference/semantics.md has it,
-- or along a path.
local naive = require "tests.support.naive_orders"

local bars = {}
local direction, is_limit, is_over, is_above = naive.direction, naive.is_limit, naive.is_over, naive.is_above

local function is_profit(o) return o.type == "take_profit" end
local function rests(o) return o.where == "bids" or o.where == "asks" end
local function is_stop(o) return o.where == "trigger" and not is_profit(o) end

function bars.active(self, o)
  if is_limit(o) then self:rest(o) else self:put(o, "waiting") end
end

local function fill(self, o, price, maker)
  local room = self:room(o)
  if room > 0 then self:fill(o, price, room, { slips = not is_limit(o) and not is_profit(o), maker = maker }) end
end

local function strike(self, o, price)
  if o.type ~= "stop_limit" then return fill(self, o, price, false) end
  self:trigger(o)
  if direction(o) * price <= direction(o) * o.price then return fill(self, o, price, false) end
  if o.force ~= "gtc" then return self:finish(o, "cancelled", "in_force") end
  self:rest(o)
end

--- A candle opens.
function bars.open(self, bar)
  local open = bar.open
  self.born, self.opens, self.last = self.opens, self.opens + 1, open
  for _, o in ipairs(self:at "waiting") do
    if o.where then fill(self, o, open, false) end
  end
  for _, where in ipairs { "bids", "asks" } do
    for _, o in ipairs(self:at(where)) do
      local takes = direction(o) * open <= direction(o) * o.price
      if not o.where then -- luacheck: ignore
      elseif takes and o.post_only and o.opens == self.opens - 1 then
        self:finish(o, "rejected", "post_only")
      elseif takes then
        fill(self, o, open, false)
      elseif o.force ~= "gtc" then
        self:finish(o, "cancelled", "in_force")
      end
    end
  end
  for _, profits in ipairs { true, false } do
    for _, above in ipairs { false, true } do
      for _, o in ipairs(self:at("trigger", function(o)
        return o.trigger and is_above(o) == above and (above and open >= o.trigger or not above and open <= o.trigger)
      end)) do
        if o.where == "trigger" and is_profit(o) == profits then
          if profits then fill(self, o, open, true) else strike(self, o, open) end
        end
      end
    end
  end
  self:settle()
  self.born = self.opens
end

--- Where the bar meets an order, or nil.
local function met(o, bar)
  if rests(o) then
    if o.side == "buy" then
      return bar.open <= o.price and bar.open or bar.low < o.price and o.price or nil
    end
    return bar.open >= o.price and bar.open or bar.high > o.price and o.price or nil
  elseif o.trigger and is_above(o) then
    return bar.high >= o.trigger and math.max(bar.open, o.trigger) or nil
  elseif o.trigger then
    return bar.low <= o.trigger and math.min(bar.open, o.trigger) or nil
  end
end

local function first(self, from, where, pick)
  local found, at
  for _, o in ipairs(self.orders) do
    if (rests(o) or o.where == "trigger") and o.opens < self.opens and pick(o) then
      local price = where(o)
      local away = price and math.abs(price - from)
      local best = at and math.abs(at - from)
      if away and (not best or away < best or (away == best and o.place < found.place)) then found, at = o, price end
    end
  end
  return found, at
end

--- What woke inside: the stop is assumed to come after its entry, a profit only when the close shows it.
local function met_after(o, bar)
  if is_over(o) or not (rests(o) or o.where == "trigger") then return nil end
  local buy = o.side == "buy"
  if is_stop(o) then
    return (buy and bar.high >= o.trigger or not buy and bar.low <= o.trigger) and o.trigger or nil
  elseif is_profit(o) then
    return (buy and bar.close <= o.trigger or not buy and bar.close >= o.trigger) and o.trigger or nil
  end
  return (buy and bar.close < o.price or not buy and bar.close > o.price) and o.price or nil
end

local function after(self, woken, bar)
  for _, stops in ipairs { true, false } do
    while true do
      local found, at
      for _, o in ipairs(woken) do
        local level = is_stop(o) == stops and met_after(o, bar)
        if level and (not at or math.abs(level - o.best) < math.abs(at - found.best)) then found, at = o, level end
      end
      if not found then break end
      if stops then strike(self, found, at) else fill(self, found, at, true) end
    end
  end
end

local function inside(self, bar)
  for _, stops in ipairs { true, false } do
    while true do
      local o, price = first(self, bar.open, function(order) return met(order, bar) end,
        function(order) return is_stop(order) == stops end)
      if not o then break end
      if stops then strike(self, o, price) else fill(self, o, price, is_profit(o) or price ~= bar.open) end
      while #self.fresh > 0 do
        local woken = self.fresh
        self:settle()
        after(self, woken, bar)
      end
    end
  end
  self:follow(bar.high, bar.low, self.opens)
  self:follow(bar.close, bar.close, math.huge)
end

--- Where an order is met on the way from one price to another.
local function on_way(o, from, to)
  if rests(o) then
    local d = direction(o)
    return d * from < d * o.price and from or d * to < d * o.price and o.price or nil
  end
  local d = is_above(o) and 1 or -1
  if not o.trigger then return nil end
  return d * from >= d * o.trigger and from or d * to >= d * o.trigger and o.trigger or nil
end

local function go(self, from, to)
  while true do
    local o, price = first(self, from, function(order) return on_way(order, from, to) end,
      function() return true end)
    if not o then break end
    from = price
    if is_stop(o) then strike(self, o, price) else fill(self, o, price, is_profit(o) or price == o.price) end
    self:settle()
  end
  self:follow(to, to, self.opens)
end

--- It closes, and is known from then on.
function bars.inside(self, bar)
  if self.venue.path then
    self.born = self.opens - 1
    local low_first = bar.open - bar.low <= bar.high - bar.open
    local a, b = low_first and bar.low or bar.high, low_first and bar.high or bar.low
    go(self, bar.open, a)
    go(self, a, b)
    go(self, b, bar.close)
    self.born = self.opens
  else
    inside(self, bar)
  end
  self.last = bar.close
end

return bars
