--- What a script trades with: the methods and numbers of its context.
--
--     on_candle = function(ctx, candle)
--       if ctx.position == 0 then ctx:buy { size = 0.5, stop_loss = 0.03 } end
--     end
--
-- A context belongs to one script (runtime/script/context.lua).
local accounts = require "stdlib.accounts"
local context = require "runtime.script.context"
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
  if type(order) ~= "table" then error("an order is a table, like { size = 0.5 }", 0) end
  for key in pairs(order) do
    if not KEYS[key] then error(("unknown key '%s' of an order"):format(tostring(key)), 0) end
  end
end

local function number(order, key)
  local x = order[key]
  if x == nil then return nil end
  if type(x) ~= "number" or x ~= x or x <= 0 or x == math.huge then
    error(("%s: expected a number above 0, found %s"):format(key, tostring(x)), 0)
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
  if not market then error(("unknown symbol '%s'"):format(tostring(symbol)), 0) end
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

function methods.buy(own, order) return send(own, "buy", order or {}) end
function methods.sell(own, order) return send(own, "sell", order or {}) end

--- Close what is held, at once.
function methods.close(own, symbol)
  local market = market_of(own, symbol)
  local position = accounts.holding(own.events, market, own.number)
  local quantity = position and position.quantity or 0
  if quantity == 0 then return nil end
  return keep(own, orders.send(own.events, {
    market = market, strategy = own.number, side = quantity > 0 and "sell" or "buy",
    type = "market", quantity = math.abs(quantity), reduce_only = true,
  }))
end

function methods.cancel(own, id)
  local name = own.open[id]
  return name and orders.cancel(own.events, name) or false
end

--- The name of a timer whose time has come, by its number; it comes once.
function trader.timer(own, wait)
  local name = own.timers[wait]
  own.timers[wait] = nil
  return name
end

--- Have on_timer called after so many seconds.
function methods.after(own, seconds, name)
  if type(seconds) ~= "number" or seconds ~= seconds or seconds < 0 then
    error("after: expected seconds, 0 or more", 0)
  end
  own.waits = own.waits + 1
  own.timers[own.waits] = name
  orders.timer(own.events, seconds, own.waits, own.number)
end

--- The position in another symbol.
function methods.held(own, symbol)
  local position = accounts.holding(own.events, market_of(own, symbol), own.number)
  return position and position.quantity or 0
end

--- The book of a symbol, by default the first that has one; nothing where no depth is.
function methods.book(own, symbol)
  if symbol ~= nil then return own.books[market_of(own, symbol)] end
  return own.first_book
end

function methods.log(own, ...) own.log(...) end

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

local new_context = context.class(methods, numbers)

-- What another process may ask for: what it gives can be written down.
local REMOTE = { buy = true, sell = true, close = true, cancel = true, after = true, held = true }

--- What a script of another process asks for (runtime/live): what it would call in a context.
-- @param name  of a method
-- @param args  its arguments, as a list; they may be anything
-- @return true and what it gives (two values at most), or false and what was wrong
function trader.execute(own, name, args)
  local method = type(name) == "string" and REMOTE[name] and methods[name]
  if not method then return false, ("there is no ctx:%s"):format(tostring(name)) end
  local ok, result, more = pcall(method, own, args[1], args[2])
  if ok then return true, result, more end
  return false, context.plain(result)
end

--- What becomes of the orders of a script that is stopped.
-- @param policy  "cancel" them, "close" its positions, too, or "keep" all
function trader.stop(own, policy)
  if policy == "keep" then return end
  local open = {}
  for id in pairs(own.open) do open[#open + 1] = id end
  table.sort(open) -- the same each time
  for _, id in ipairs(open) do orders.cancel(own.events, own.open[id]) end
  if policy ~= "close" then return end
  local symbols = {}
  for symbol in pairs(own.markets) do symbols[#symbols + 1] = symbol end
  table.sort(symbols)
  for _, symbol in ipairs(symbols) do methods.close(own, symbol) end
end

--- @param own  { events, number = of the strategy from 1, settings, markets = { SYMBOL = number },
--   books = by number of the market, first_book, log = print of the script }
-- @param params  of the strategy
-- @return the context; and `own`, in which open = names of orders that have not ended by the
--   script's number, ids = the numbers by name, tags = by number and timers = names of those to
--   come by number
function trader.new(own, params)
  own.open, own.ids, own.tags, own.timers = {}, {}, {}, {}
  own.sent, own.waits = 0, 0
  return new_context(own, { params = params, state = {} }), own
end

return trader
