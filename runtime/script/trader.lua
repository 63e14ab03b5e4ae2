--- What a script trades with: the methods and numbers of its context.
--
--     on_candle = function(ctx, candle)
--       if ctx.position == 0 then ctx:buy { size = 0.5, stop_loss = 0.03 } end
--     end
--
-- A context belongs to one script. What it holds of the engine stands in upvalues, which a script
-- cannot reach.
local accounts = require "stdlib.accounts"
local orders = require "stdlib.orders"
local C = require("stdlib.host").C

local trader = {}

local KEYS = {}
for name in ([[
  quantity size limit stop stop_loss take_profit trailing_stop tif reduce_only post_only tag
  symbol]]):gmatch "%S+" do
  KEYS[name] = true
end

local function check(order)
  if type(order) ~= "table" then error("an order is a table, like { size = 0.5 }", 4) end
  for key in pairs(order) do
    if not KEYS[key] then error(("unknown key '%s' of an order"):format(tostring(key)), 4) end
  end
end

local function number(order, key)
  local x = order[key]
  if x == nil then return nil end
  if type(x) ~= "number" or x ~= x or x <= 0 or x == math.huge then
    error(("%s: expected a number above 0, found %s"):format(key, tostring(x)), 4)
  end
  return x
end

--- How much a share of the equity buys, costs included, as the kernel sizes.
local function quantity_of(self, side, order, market)
  local given = number(order, "quantity")
  if given then return given end
  local share = number(order, "size")
  return accounts.size(self.events, {
    side = side, market = market, strategy = self.number, price = order.limit,
    size = share and { kind = C.TIDE_SIZE_FIXED, value = share } or nil,
  })
end

local function market_of(self, symbol)
  local market = symbol == nil and 1 or self.markets[symbol]
  if not market then error(("unknown symbol '%s'"):format(tostring(symbol)), 4) end
  return market
end

--- The number that a script knows an order by: its own count, so that it is the same in company.
-- The engine's names are used again, and those of all scripts are one series.
function trader.number(own, name)
  local id = own.ids[name]
  if not id then
    id = own.sent + 1
    own.sent, own.ids[name], own.open[id] = id, id, name
  end
  return id
end

--- An order has ended: its name may come again.
function trader.forget(own, name)
  local id = own.ids[name]
  own.ids[name], own.open[id], own.tags[id] = nil, nil, nil
end

-- An order that has not ended, with what the script calls it.
local function keep(self, name, tag)
  local id = trader.number(self, name)
  self.tags[id] = tag
  return id
end

-- Orders that wait for the fills of an entry, each a share of its price away; one cancels another.
local function add_bracket(self, entry, order, sent)
  local side = sent.side == "buy" and "sell" or "buy"
  local function child(kind, key, fields)
    local x = number(order, key)
    if not x then return nil end
    fields.market, fields.strategy, fields.side, fields.type = sent.market, self.number, side, kind
    fields.quantity, fields.entry, fields.reduce_only = sent.quantity, entry, true
    local name = orders.send(self.events, fields)
    keep(self, name)
    return name
  end
  local stop = child("stop", "stop_loss", { trigger = order.stop_loss, from_entry = true })
  local trail = child("trailing", "trailing_stop",
    { trail = order.trailing_stop, fraction = true, other = stop })
  return stop, trail, child("limit", "take_profit",
    { price = order.take_profit, from_entry = true, other = stop or trail })
end

local function kind_of(order)
  if order.limit and order.stop then return "stop_limit" end
  return order.limit and "limit" or order.stop and "stop" or "market"
end

local function send(self, side, order)
  check(order)
  local market = market_of(self, order.symbol)
  local limit, stop = number(order, "limit"), number(order, "stop")
  local sent = {
    market = market, strategy = self.number, side = side, type = kind_of(order), price = limit,
    trigger = stop, force = order.tif and tostring(order.tif):lower() or "gtc",
    reduce_only = order.reduce_only and true or nil, post_only = order.post_only and true or nil,
    quantity = quantity_of(self, side, order, market),
  }
  if sent.quantity ~= sent.quantity or sent.quantity <= 0 then return nil end
  local name = orders.send(self.events, sent)
  local id = keep(self, name, order.tag)
  add_bracket(self, name, order, sent)
  return id
end

local methods = {}

function methods:buy(order) return send(trader.of[self], "buy", order or {}) end
function methods:sell(order) return send(trader.of[self], "sell", order or {}) end

--- Close what is held, at once.
function methods:close(symbol)
  local own = trader.of[self]
  local market = market_of(own, symbol)
  local position = accounts.holding(own.events, market, own.number)
  local quantity = position and position.quantity or 0
  if quantity == 0 then return nil end
  return keep(own, orders.send(own.events, {
    market = market, strategy = own.number, side = quantity > 0 and "sell" or "buy",
    type = "market", quantity = math.abs(quantity), reduce_only = true,
  }))
end

function methods:cancel(id)
  local own = trader.of[self]
  local name = own.open[id]
  return name and orders.cancel(own.events, name) or false
end

--- Have on_timer called after so many seconds.
function methods:after(seconds, name)
  local own = trader.of[self]
  if type(seconds) ~= "number" or seconds ~= seconds or seconds < 0 then
    error("after: expected seconds, 0 or more", 2)
  end
  own.timers[#own.timers + 1] = name
  orders.timer(own.events, seconds, #own.timers, own.number)
end

--- The position in another symbol.
function methods:held(symbol)
  local own = trader.of[self]
  local position = accounts.holding(own.events, market_of(own, symbol), own.number)
  return position and position.quantity or 0
end

--- The book of a symbol, by default the first that has one; nothing where no depth is.
function methods:book(symbol)
  local own = trader.of[self]
  if symbol ~= nil then return own.books[market_of(own, symbol)] end
  return own.first_book
end

function methods:log(...) trader.of[self].log(...) end

local numbers = {}

local function held(own, market)
  local position = accounts.holding(own.events, market, own.number)
  return position and position.quantity or 0
end

function numbers.position(own) return held(own, 1) end
function numbers.equity(own) return accounts.equity(own.events, own.number) end
function numbers.cash(own) return accounts.cash(own.events, own.number) end

--- The mean price of what is held; nil when that is nothing.
function numbers.entry(own)
  local position = accounts.holding(own.events, 1, own.number)
  if position and position.entry == position.entry then return position.entry end
end

--- The engine's side of each context.
trader.of = setmetatable({}, { __mode = "k" })

local class = { __metatable = false }

function class.__index(self, key)
  local method = methods[key]
  if method then return method end
  local live = numbers[key]
  if live then return live(trader.of[self]) end
end

function class.__newindex(self, key, value)
  if methods[key] or numbers[key] then
    error(("ctx.%s cannot be set"):format(tostring(key)), 2)
  end
  rawset(self, key, value)
end

--- @param own  { events, number = of the strategy from 1, settings, markets = { SYMBOL = number },
--   books = by number of the market, first_book, log = print of the script }
-- @param params  of the strategy
-- @return the context; and `own`, in which open = names of orders that have not ended by the
--   script's number, ids = the numbers by name, tags = by number and timers = names by number
function trader.new(own, params)
  own.open, own.ids, own.tags, own.timers, own.sent = {}, {}, {}, {}, 0
  local ctx = setmetatable({ params = params, state = {} }, class)
  trader.of[ctx] = own
  return ctx, own
end

return trader
