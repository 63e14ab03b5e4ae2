--- How a market fills the orders of naive_orders.lua: against its book, its trades, or its candles.
local naive = require "tests.support.naive_orders"

local match = { book = {}, trades = {}, candles = {} }
local direction, is_limit, is_over = naive.direction, naive.is_limit, naive.is_over

-- Against a book: venue.market = a naive book, of numbers in units; taken["ask"][price].

local function offers(self, side)
  local list, of = {}, side == "buy" and "ask" or "bid"
  for price, quantity in pairs(self.levels[of]) do
    local net = quantity - (self.taken[of][price] or 0)
    if net > 0 then list[#list + 1] = { price = price, quantity = net } end
  end
  table.sort(list, function(a, b)
    if of == "ask" then return a.price < b.price end
    return a.price > b.price
  end)
  return list
end

local function accepts(o, price) return not is_limit(o) or direction(o) * price <= direction(o) * o.price end

local function take(self, o, maker)
  for _, offer in ipairs(offers(self, o.side)) do
    if is_over(o) or o.left <= 0 or not accepts(o, offer.price) then return end
    local quantity = math.min(self:room(o), offer.quantity)
    if quantity <= 0 then return end
    o.took = o.took or not maker
    local taken = self.taken[o.side == "buy" and "ask" or "bid"]
    taken[offer.price] = (taken[offer.price] or 0) + quantity
    self:fill(o, maker and o.price or offer.price, quantity, { maker = maker })
  end
end

function match.book.level(self, side, price)
  if not self.known then return nil end
  return self.levels[side][price] or 0
end

function match.book.active(self, o)
  if not self.known and not is_limit(o) then return self:put(o, "waiting") end
  if self.known then
    local list, sum = offers(self, o.side), 0
    local takes = list[1] and accepts(o, list[1].price)
    if takes and o.post_only then return self:finish(o, "rejected", "post_only") end
    local room = self:room(o)
    if room <= 0 then return end
    for _, offer in ipairs(list) do
      if accepts(o, offer.price) then sum = sum + offer.quantity end
    end
    if o.force ~= "fok" or sum >= room then take(self, o, false) end
  end
  if is_over(o) or o.left <= 0 then return end
  if o.force ~= "gtc" then return self:finish(o, "cancelled", "in_force") end
  if not is_limit(o) then return self:finish(o, "expired", "no_offer") end
  self:rest(o)
end

local function share(self, ahead, behind)
  local v = self.venue
  if v.queue == "proportional" then return ahead / (ahead + behind) end
  if v.queue == "power" then
    local a, b = 1, 1
    for _ = 1, v.power do a, b = a * ahead, b * behind end
    return a / (a + b)
  end
  return 0
end

local function advance(self, o, level, follows)
  local before = follows and o.level - o.traded
  if follows and before > level and o.ahead > 0 then
    local behind = math.max(0, before - o.ahead)
    o.ahead = o.ahead - math.min(o.ahead, math.floor((before - level) * share(self, o.ahead, behind)))
  end
  o.ahead, o.level, o.traded = math.min(o.ahead, level), level, 0
end

--- A message about the book: kind "snapshot", "update" or "lost", rows { side, price, quantity } in units.
function match.book.message(self, kind, rows)
  local follows = self.known
  if kind ~= "update" then self.levels, self.taken = { bid = {}, ask = {} }, { bid = {}, ask = {} } end
  if kind == "snapshot" then self.known = true elseif kind == "lost" then self.known = false end
  for _, row in ipairs(rows) do
    self.levels[row[1]][row[2]] = row[3] > 0 and row[3] or nil
    self.taken[row[1]][row[2]] = nil
  end
  if not self.known then return end
  local bid, ask = -math.huge, math.huge
  for price in pairs(self.levels.bid) do bid = math.max(bid, price) end
  for price in pairs(self.levels.ask) do ask = math.min(ask, price) end
  for _, o in ipairs(self.orders) do
    if o.where == "bids" or o.where == "asks" then
      advance(self, o, self.levels[o.where == "bids" and "bid" or "ask"][o.price] or 0, follows)
    end
  end
  for _, where in ipairs { "bids", "asks" } do
    for _, o in ipairs(self:at(where, function(o) return where == "bids" and o.price >= ask
      or where == "asks" and o.price <= bid end)) do
      if o.where then take(self, o, true) end
    end
  end
  if not self.venue.traded then
    local some_bid, some_ask = bid > -math.huge, ask < math.huge
    self:follow(some_bid and bid or 0 / 0, some_ask and ask or 0 / 0, math.huge)
    self:check(some_ask and ask or 0 / 0, some_bid and bid or 0 / 0)
  end
  for _, o in ipairs(self:at "waiting") do
    o.where = nil
    self:freshen(o)
  end
  self:settle()
end

-- Against trades.

function match.trades.active(self, o)
  local d, takes = direction(o), not is_limit(o)
  if not takes and self.last then
    takes = d * o.price > d * self.last or (o.price == self.last and self.last_side == o.side)
  end
  if takes and o.post_only then return self:finish(o, "rejected", "post_only") end
  if takes then return self:put(o, "waiting") end
  if o.force ~= "gtc" then return self:finish(o, "cancelled", "in_force") end
  self:rest(o)
end

local function take_trade(self, o, price)
  local room = self:room(o)
  if room <= 0 then return end
  if accepts(o, price) then return self:fill(o, price, room, { slips = not is_limit(o) }) end
  if o.force ~= "gtc" then return self:finish(o, "cancelled", "in_force") end
  self:rest(o)
end

--- A trade, in units; side is that of its taker.
function match.trade(self, price, quantity, side)
  self.last, self.last_side = price, side
  for _, o in ipairs(self:at "waiting") do
    if o.where == "waiting" then take_trade(self, o, price) end
  end
  for _, where in ipairs { "bids", "asks" } do
    local left, d = quantity, where == "bids" and 1 or -1
    for _, o in ipairs(self:at(where, function(o) return d * o.price >= d * price end)) do
      local room = o.where and self:room(o) or 0
      if room > 0 and o.price ~= price then
        -- one that has emptied the book up to its price gets no more than is traded
        local got = o.took and math.min(room, left) or room
        if o.took then left = left - got end
        if got > 0 then self:fill(o, o.price, got, { maker = true }) end
      elseif room > 0 then
        o.traded = o.traded + quantity
        local got = math.min(math.max(0, left - o.ahead), room, o.visible)
        o.ahead = math.max(0, o.ahead - left)
        left = left - got
        if got > 0 then self:fill(o, price, got, { maker = true }) end
      end
    end
  end
  self:follow(price, price, math.huge)
  self:check(price, price)
  self:settle()
end

return match
