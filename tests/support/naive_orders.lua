--- The orders of one strategy in one market as anybody would write them: one list, gone through again for
-- everything that happens. Slow, and a twin of the host's to compare with; how a market fills them is in
-- naive_match.lua.
local naive = {}
naive.__index = naive

local WAITS = { stop = true, stop_limit = true, take_profit = true, trailing = true }
local LIMITS = { limit = true, stop_limit = true, iceberg = true }

--- @param venue  what stdlib/orders.lua gets, with by = "book", "trades" or "candles" and price_unit,
--                quantity_unit: how many units are 1 (nil for candles)
function naive.new(venue, match)
  return setmetatable({
    venue = venue, match = match, orders = {}, flight = {}, fresh = {}, reports = {}, made = 0, places = 0,
    position = 0, sent = -math.huge, told = -math.huge, now = 0, opens = 0, born = 0,
  }, naive)
end

function naive.direction(o) return o.side == "buy" and 1 or -1 end
function naive.is_limit(o) return LIMITS[o.type] or false end
function naive.is_above(o) return (o.side == "buy") ~= (o.type == "take_profit") end

--- A value in units, moved up or down when it is between two.
function naive.units(value, unit, up)
  if not unit then return value end
  local near = math.floor(value * unit + 0.5)
  if near / unit == value then return near end
  return (up and math.ceil or math.floor)(value * unit)
end

function naive:delay(which)
  local v = self.venue
  local list = v.delays and v.delays[which]
  if not list then return v[which .. "_us"] or 0 end
  local found = list[1]
  for i, time in ipairs(v.delays.time) do
    if time <= self.now then found = list[i] end
  end
  return found
end

local function fly(self, time, what, order, report)
  self.made = self.made + 1
  self.flight[#self.flight + 1] = { time = time, made = self.made, what = what, order = order, report = report }
end

--- Send an order (its number is its place in the list) or ask to cancel one.
function naive:send(order)
  local v, o = self.venue, { number = #self.orders + 1, state = "pending", fills = 0 }
  o.filled, o.awake, o.left, o.paid = 0, 0, 0, 0
  for name, value in pairs(order) do o[name] = value end
  local buy = o.side == "buy"
  o.said = { price = o.price, trigger = o.trigger }
  o.price = LIMITS[o.type] and naive.units(o.price, v.price_unit, not buy)
  o.trigger = WAITS[o.type] and o.type ~= "trailing"
    and naive.units(o.trigger, v.price_unit, buy ~= (o.type == "take_profit"))
  if o.trail and not o.fraction then o.trail = naive.units(o.trail, v.price_unit, true) end
  o.asked = naive.units(o.quantity, v.quantity_unit, false)
  o.quantity = o.asked
  o.shown = o.type == "iceberg" and naive.units(o.shown, v.quantity_unit, true) or math.huge
  self.orders[o.number] = o
  self.sent = math.max(self.sent, self.now + self:delay "entry")
  fly(self, self.sent, "order", o)
end

function naive:cancel(number)
  self.sent = math.max(self.sent, self.now + self:delay "cancel")
  fly(self, self.sent, "cancel", self.orders[number])
end

local function tell(self, o, report)
  self.told = math.max(self.told, self.now + self:delay "response")
  report.order, report.state = o.number, o.state
  fly(self, self.told, "report", o, report)
end

function naive:say(o, why)
  local rest = o.quantity - o.filled
  tell(self, o, { kind = "order", why = why, quantity = rest / (self.venue.quantity_unit or 1) })
end

local function is_over(o) return o.state ~= "pending" and o.state ~= "working" end
naive.is_over = is_over

--- Those at a place, next to act first.
function naive:at(where, key)
  local list = {}
  for _, o in ipairs(self.orders) do
    if o.where == where and (key == nil or key(o)) then list[#list + 1] = o end
  end
  table.sort(list, function(a, b)
    if where ~= "waiting" and a.key ~= b.key then return a.key > b.key end
    return a.place < b.place
  end)
  return list
end

function naive:put(o, where, key)
  self.places = self.places + 1
  o.where, o.key, o.place, o.opens = where, key, self.places, self.born
  if o.state == "pending" then
    o.state = "working"
    self:say(o)
  end
end

--- A limit waits at its price, behind what the book shows there.
function naive:rest(o)
  local where = o.side == "buy" and "bids" or "asks"
  if o.where ~= where then
    o.level = self.match.level and self.match.level(self, o.side == "buy" and "bid" or "ask", o.price)
    o.traded = 0
  end
  o.ahead = o.level and math.max(0, o.level - o.traded)
    or naive.units(self.venue.ahead or math.huge, self.venue.quantity_unit, true)
  o.visible = math.min(o.shown, o.left)
  self:put(o, where, naive.direction(o) * o.price)
end

-- Groups: what depends on the fills of another order.

local function others(self, o)
  local list = {}
  if not o.group then return list end
  -- in the order in which they come behind it in the ring: a new one comes behind the one it named
  local i
  for k, member in ipairs(o.group) do
    if member == o then i = k end
  end
  for k = 1, #o.group - 1 do list[k] = o.group[(i + k - 1) % #o.group + 1] end
  return list, self
end

local function leave(o)
  for k, member in ipairs(o.group or {}) do
    if member == o then table.remove(o.group, k) end
  end
  o.group = nil
end

local function close_children(self, o)
  local children = {}
  for _, child in ipairs(self.orders) do
    if child.parent == o then children[#children + 1] = child end
  end
  for _, child in ipairs(children) do
    child.parent = nil
    child.quantity = math.max(child.filled, child.quantity - (child.asked - child.awake))
    child.asked = child.awake
    if child.left <= 0 then self:finish(child, child.filled > 0 and "filled" or "cancelled", "entry") end
  end
end

function naive:finish(o, state, why)
  o.where, o.state = nil, state
  self:say(o, why)
  leave(o)
  o.parent = nil
  close_children(self, o)
end

local function lose(self, o, quantity)
  local rest = o.quantity - o.filled
  if o.force == "fok" or quantity > rest then quantity = rest end
  o.quantity = o.quantity - quantity
  o.left = math.min(o.left, o.quantity - o.filled)
  if o.quantity <= o.filled then return self:finish(o, "cancelled", "other") end
  o.visible = o.visible and math.min(o.visible, o.left)
  if o.left <= 0 then o.where = nil end
  self:say(o, "other")
end

local function levels(self, o, parent)
  if not o.from_entry or o.awake > 0 then return end
  local stop = o.type == "stop"
  local d = naive.direction(parent) * (stop and -1 or 1)
  local average = parent.fills == 1 and parent.last or parent.paid / parent.filled
  local level = average * (1 + d * (o.said[o.type == "limit" and "price" or "trigger"]))
  o[o.type == "limit" and "price" or "trigger"] =
    naive.units(level, self.venue.price_unit, (o.side == "sell") ~= stop)
end

local function wake(self, o, parent)
  local share = o.asked
  if parent.filled < parent.quantity then
    share = o.asked * (parent.filled / parent.quantity)
    if self.venue.quantity_unit then share = math.floor(share) end
  end
  if share <= o.awake then return end
  levels(self, o, parent)
  if o.left <= 0 then o.triggered = false end
  o.left = math.min(o.left + (share - o.awake), o.quantity - o.filled)
  o.awake = share
  o.best = o.best or parent.last
  self:freshen(o)
end

-- Filling.

--- What may fill of an order; 0 when it may only reduce and nothing is open, which ends it.
function naive:room(o)
  if not o.reduce_only then return o.left end
  local open = -naive.direction(o) * self.position
  if open <= 0 then
    self:finish(o, "cancelled", "reduce_only")
    return 0
  end
  return math.min(open, o.left)
end

function naive:fill(o, price, quantity, options)
  local v, d = self.venue, naive.direction(o)
  local value = v.price_unit and price / v.price_unit or price
  if options.slips and (v.slippage or 0) ~= 0 then value = value * (1 + d * v.slippage) end
  o.left, o.filled = o.left - quantity, o.filled + quantity
  if o.visible then o.visible = o.visible - quantity end
  o.fills = o.fills + 1
  o.last, o.paid, self.position = value, o.paid + quantity * value, self.position + d * quantity
  local whole = o.filled >= o.quantity or (o.left <= 0 and o.awake >= o.asked)
  o.state = whole and "filled" or "working"
  if o.left <= 0 then o.where = nil end
  tell(self, o, {
    kind = "fill", price = value, quantity = quantity / (v.quantity_unit or 1), maker = options.maker or false,
  })
  for _, other in ipairs(others(self, o)) do
    if not is_over(other) then lose(self, other, quantity) end
  end
  for _, child in ipairs(self.orders) do
    if child.parent == o then wake(self, child, o) end
  end
  if whole then
    leave(o)
    o.parent = nil
    close_children(self, o)
  elseif o.left > 0 then
    if o.visible and o.visible <= 0 and o.where then self:rest(o) end
    self:room(o)
  end
end

-- Coming to the venue.

function naive:freshen(o)
  if o.fresh then return end
  o.fresh = true
  self.fresh[#self.fresh + 1] = o
end

local function trail(self, o)
  local d = naive.direction(o)
  o.trigger = o.best and (o.fraction and o.best * (1 + d * o.trail) or o.best + d * o.trail)
  if o.trigger and self.venue.price_unit then o.trigger = (d > 0 and math.ceil or math.floor)(o.trigger) end
end

local function arm(self, o)
  self:put(o, "trigger", o.trigger and (naive.is_above(o) and -1 or 1) * o.trigger or -math.huge)
end

--- Orders that trail follow a price: the highest for those that sell, the lowest for those that buy.
function naive:follow(up, down, before)
  for _, above in ipairs { false, true } do
    for _, o in ipairs(self:at("trigger", function(o) return naive.is_above(o) == above end)) do
      local price = above and down or up
      local d = naive.direction(o)
      if o.type == "trailing" and price == price and o.opens < before
        and not (o.best and d * price >= d * o.best) then
        o.best = price
        trail(self, o)
        local opens = o.opens
        arm(self, o)
        o.opens = opens
      end
    end
  end
end

function naive:trigger(o)
  o.where, o.triggered = nil, true
  self:say(o, "triggered")
end

--- Which prices trigger: at or above `up`, at or below `down`.
function naive:check(up, down)
  for _, above in ipairs { false, true } do
    for _, o in ipairs(self:at("trigger", function(o)
      return o.trigger and naive.is_above(o) == above and (above and up >= o.trigger or not above and down <= o.trigger)
    end)) do
      self:trigger(o)
      self:freshen(o)
    end
  end
end

function naive:settle()
  local i = 1
  while self.fresh[i] do
    local o = self.fresh[i]
    o.fresh, i = false, i + 1
    if not is_over(o) and o.left > 0 then
      if o.where == "bids" or o.where == "asks" then
        self:rest(o)
      elseif not o.where then
        if WAITS[o.type] and not o.triggered then
          if o.type == "trailing" then
            if self.venue.by ~= "candles" or not o.best then o.best = self.last end
            trail(self, o)
          end
          arm(self, o)
        else
          self.match.active(self, o)
        end
      end
    end
  end
  self.fresh = {}
end

local function is_above(entry, o)
  return o.parent ~= nil and (o.parent == entry or is_above(entry, o.parent))
end

local function join(self, o, named)
  for _, member in ipairs(named.group or { named }) do
    if is_above(member, o) and not is_over(o) then return self:finish(o, "rejected", "other") end
  end
  local gone = named.filled
  for _, other in ipairs(others(self, named)) do gone = gone + other.filled end
  if not is_over(named) and not is_over(o) then
    named.group = named.group or { named }
    for k, member in ipairs(named.group) do
      if member == named then table.insert(named.group, k + 1, o) break end
    end
    o.group = named.group
  end
  if gone > 0 and not is_over(o) then lose(self, o, gone) end
end

local function arrive(self, o)
  if o.entry then
    local parent = self.orders[o.entry]
    o.parent = parent
    if parent.filled > 0 then wake(self, o, parent) end
    if is_over(parent) then close_children(self, parent) end
  else
    o.awake, o.left = o.asked, o.quantity
  end
  if o.other then join(self, o, self.orders[o.other]) end
  if is_over(o) then return end
  if o.reduce_only and not o.entry then
    local open = -naive.direction(o) * self.position
    if open <= 0 then return self:finish(o, "rejected", "reduce_only") end
    if open < o.quantity then o.quantity, o.asked, o.awake, o.left = open, open, open, open end
  end
  self:freshen(o)
  self:settle()
end

--- Everything under way that arrives until a time.
-- @param rows  how many rows of the market have been told by then
function naive:arrivals(time, rows)
  while true do
    local first
    for i, p in ipairs(self.flight) do
      local f = self.flight[first]
      if p.time <= time and (not f or p.time < f.time or (p.time == f.time and p.made < f.made)) then first = i end
    end
    if not first then return end
    local p = table.remove(self.flight, first)
    self.now = p.time
    if p.what == "order" then
      arrive(self, p.order)
    elseif p.what == "cancel" then
      if not is_over(p.order) then self:finish(p.order, "cancelled", "asked") end
      self:settle()
    else
      p.report.time, p.report.rows = p.time, rows
      self.reports[#self.reports + 1] = p.report
    end
  end
end

return naive
