--- Messages about an order book on their way to the process of a script, which keeps a book of its
-- own: what one says, in parts that fit into the ring, and what becomes of them there.
--
-- A part is { kind, price, quantity, side }: bytes of columns, as tide_depth has them.
local ffi = require "ffi"
local C = require("stdlib.host").C

local depth = {}

local MOST_ROWS = 1000 -- of a part

local LEVELS = ffi.typeof "tide_book_level[?]"

local function bytes(column, from, count, kind)
  return count > 0 and ffi.string(column + from, count * ffi.sizeof(kind)) or ""
end

--- A message.
-- @param c    tide_depth
-- @param row  which, from 0
-- @return list of parts, one at least
function depth.parts(c, row)
  local parts, kind, from, to = {}, c.kind[row], c.from[row], c.from[row + 1]
  repeat
    local count = math.min(to - from, MOST_ROWS)
    parts[#parts + 1] = {
      kind, bytes(c.price, from, count, "int64_t"), bytes(c.quantity, from, count, "int64_t"),
      bytes(c.side, from, count, "uint8_t"),
    }
    kind, from = C.TIDE_DEPTH_UPDATE, from + count -- what follows changes what stands before
  until from == to
  return parts
end

-- The levels of a side, behind those of the other one.
local function add_side(columns, b, side, n, at)
  local levels = LEVELS(math.max(n, 1))
  C.tide_book_levels(b, side, levels, n)
  for i = 0, n - 1 do
    columns.price[at + i], columns.quantity[at + i] = levels[i].price, levels[i].quantity
    columns.side[at + i] = side
  end
end

--- A book as it is now, as parts of a snapshot; none where it is unknown.
-- @param b  tide_book
function depth.whole(b)
  if not C.tide_book_known(b) then return {} end
  local bids, asks = C.tide_book_count(b, C.TIDE_BID), C.tide_book_count(b, C.TIDE_ASK)
  local n = bids + asks
  local columns = {
    kind = ffi.new("uint8_t[1]", C.TIDE_DEPTH_SNAPSHOT), from = ffi.new("int32_t[2]", { 0, n }),
    price = ffi.new("int64_t[?]", n + 1), quantity = ffi.new("int64_t[?]", n + 1),
    side = ffi.new("uint8_t[?]", n + 1),
  }
  add_side(columns, b, C.TIDE_BID, bids, 0)
  add_side(columns, b, C.TIDE_ASK, asks, bids)
  return depth.parts(columns, 0)
end

--- A book of a market, empty and unknown.
function depth.new_book()
  local b = C.tide_book_new()
  if b == nil then error("not enough memory", 0) end
  return ffi.gc(b, C.tide_book_free)
end

local one = ffi.new "tide_depth"
local kinds, from = ffi.new "uint8_t[1]", ffi.new "int32_t[2]"
local ZERO = ffi.new "int64_t[1]"
one.messages, one.time, one.kind, one.from = 1, ZERO, kinds, from

--- Apply a part to a book.
function depth.apply(b, part)
  local count = #part[4]
  kinds[0], from[1], one.rows = part[1], count, count
  one.price = ffi.cast("const int64_t *", part[2])
  one.quantity = ffi.cast("const int64_t *", part[3])
  one.side = ffi.cast("const uint8_t *", part[4])
  if C.tide_book_apply(b, one, 0, 1) ~= C.TIDE_OK then error("not enough memory", 0) end
end

return depth
