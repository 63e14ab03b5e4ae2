--- The order book of one market. Prices and quantities are whole numbers of units, those of the
-- depth that is applied (stdlib/ticks.lua).
local ffi = require "ffi"
local host = require "stdlib.host"

local C = host.C

local book = {}
local methods = host.class("tide_book", {})

local SIDES = { bid = C.TIDE_BID, ask = C.TIDE_ASK }

local function side_of(name) return SIDES[name] or error("side is bid or ask", 3) end

--- An empty book, not known yet.
function book.new()
  local b = C.tide_book_new()
  if b == nil then return nil, "out of memory" end
  return ffi.gc(b, C.tide_book_free)
end

--- Say what quantity is at a price from now on; 0 takes the level away.
function methods:set(side, price, quantity)
  local status = C.tide_book_set(self, side_of(side), price, quantity)
  if status == C.TIDE_OK then return true end
  if status ~= C.TIDE_EINVAL then return nil, "out of memory" end
  error("prices are at most 2^53 either way, quantities 0 to 2^53", 2)
end

--- Apply messages of a depth: from `first` to before `last`, counted from 0; without them all.
function methods:apply(depth, first, last)
  local status = C.tide_book_apply(self, depth.cdata, first or 0, last or depth.messages)
  if status == C.TIDE_OK then return true end
  if status ~= C.TIDE_EINVAL then return nil, "out of memory" end
  error(("there are the messages 0 to %d"):format(depth.messages - 1), 2)
end

--- Whether a snapshot was applied, and no message is missing since.
function methods:known() return C.tide_book_known(self) end

--- How many levels a side has.
function methods:count(side) return C.tide_book_count(self, side_of(side)) end

--- What is there at a price; 0 when nothing is.
function methods:quantity(side, price)
  return C.tide_book_quantity(self, side_of(side), price)
end

--- The best n levels of a side, or all of them, best first.
-- @return { { price, quantity }, ... }
function methods:levels(side, n)
  n = math.min(n or math.huge, self:count(side))
  local out, list = ffi.new("tide_book_level[?]", math.max(n, 1)), {}
  for i = 1, C.tide_book_levels(self, side_of(side), out, n) do
    list[i] = { tonumber(out[i - 1].price), tonumber(out[i - 1].quantity) }
  end
  return list
end

return book
