--- The book of a market as a script sees it: numbers that are looked up when they are asked for.
--
--     on_book = function(ctx, b)
--       if b.known and b.spread > 1 then ctx:buy { limit = b.bid, quantity = 0.1 } end
--     end
--
-- One object for each market and script, from the first event to the last. What it holds of the
-- host stands in upvalues, which a script cannot reach.
local ffi = require "ffi"
local C = require("stdlib.host").C

local book = {}

local SIDES = { bid = C.TIDE_BID, ask = C.TIDE_ASK }

local function side_of(name)
  return SIDES[name] or error(("a side is 'bid' or 'ask', not '%s'"):format(tostring(name)), 3)
end

local methods, numbers = {}, {}

-- The engine's side of each view.
local own = setmetatable({}, { __mode = "k" })

local function of(view, method)
  return own[view] or error(("write b:%s(...) with a colon"):format(method), 3)
end

local function best(o, side)
  if C.tide_book_levels(o.cdata, side, o.top, 1) == 0 then return nil end
  return tonumber(o.top[0].price) / o.price
end

-- No tail call: the compiler does not take one that gives a boolean.
function numbers.known(o)
  local known = C.tide_book_known(o.cdata)
  return known
end

function numbers.bid(o) return best(o, C.TIDE_BID) end
function numbers.ask(o) return best(o, C.TIDE_ASK) end

function numbers.mid(o)
  local bid, ask = best(o, C.TIDE_BID), best(o, C.TIDE_ASK)
  if bid and ask then return (bid + ask) / 2 end
end

function numbers.spread(o)
  local bid, ask = best(o, C.TIDE_BID), best(o, C.TIDE_ASK)
  if bid and ask then return ask - bid end
end

-- Room for n levels.
local function room_of(o, n)
  if n > o.room then
    o.room = n
    o.levels = ffi.new("tide_book_level[?]", n)
  end
  return o.levels
end

local MOST = 1e5 -- levels of one answer
local NEAR = 1e-9

--- The best n levels of a side (10), best first: { { price, quantity }, ... }. The lists are used
-- again by the next call for that side.
function methods:levels(name, n)
  local o, side = of(self, "levels"), side_of(name)
  n = n == nil and 10 or n
  if type(n) ~= "number" or n < 1 or n ~= math.floor(n) then
    error(("levels: expected a whole number above 0, found %s"):format(tostring(n)), 2)
  end
  n = math.min(n, MOST, C.tide_book_count(o.cdata, side))
  local out, list = room_of(o, math.max(n, 1)), o.lists[side]
  n = C.tide_book_levels(o.cdata, side, out, n)
  for i = 1, n do
    local level = list[i]
    if not level then
      level = {}
      list[i] = level
    end
    level[1] = tonumber(out[i - 1].price) / o.price
    level[2] = tonumber(out[i - 1].quantity) / o.quantity
  end
  for i = n + 1, #list do list[i] = nil end
  return list
end

--- What is there at a price; 0 when nothing is.
function methods:quantity(name, price)
  local o, side = of(self, "quantity"), side_of(name)
  if type(price) ~= "number" or price ~= price then
    error(("quantity: expected a price, found %s"):format(tostring(price)), 2)
  end
  local units = math.floor(price * o.price + 0.5)
  if math.abs(units) > 2 ^ 53 then return 0 end
  -- a price that was computed may be a little off
  if math.abs(units / o.price - price) > NEAR * math.abs(price) then return 0 end
  return C.tide_book_quantity(o.cdata, side, units) / o.quantity
end

local class = { __metatable = false }

function class.__index(self, key)
  local method = methods[key]
  if method then return method end
  local live = numbers[key]
  if live then return live(own[self]) end
end

--- @param cdata   tide_book, which whoever made it keeps as long as the view
-- @param market  { symbol, price_digits, quantity_digits }: units of the book
function book.view(cdata, market)
  local made = setmetatable({ symbol = market.symbol }, class)
  own[made] = {
    cdata = cdata, price = 10 ^ market.price_digits, quantity = 10 ^ market.quantity_digits,
    top = ffi.new "tide_book_level[1]", levels = ffi.new "tide_book_level[16]", room = 16,
    lists = { [0] = {}, {} },
  }
  return made
end

--- The books of a script of a backtest.
-- @param events   of stdlib.events, which live as long as the script
-- @param markets  list of { symbol, depth or nil }
-- @return by number of the market
function book.all(events, markets)
  local made = {}
  for i, market in ipairs(markets) do
    local depth = market.depth
    if depth then
      made[i] = book.view(events:book(i), {
        symbol = market.symbol, price_digits = depth.price_digits,
        quantity_digits = depth.quantity_digits,
      })
    end
  end
  return made
end

return book
