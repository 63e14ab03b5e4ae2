--- An order book as anybody would write it: a table of quantities for each side. Slow, and a twin
-- of the host's to compare with.
local ffi = require "ffi"
local host = require "stdlib.host"

local C = host.C

local naive = {}
naive.__index = naive

local SIDES = { bid = C.TIDE_BID, ask = C.TIDE_ASK }

function naive.new() return setmetatable({ bid = {}, ask = {} }, naive) end

function naive:set(side, price, quantity)
  self[side][price] = quantity > 0 and quantity or nil
end

function naive:copy()
  local b = naive.new()
  for side in pairs(SIDES) do
    for price, quantity in pairs(self[side]) do b[side][price] = quantity end
  end
  return b
end

--- Nothing, or what differs. A side is the same when its levels run from the best on, each has the
-- quantity that is known here, and there are as many.
function naive:difference(book)
  for side, code in pairs(SIDES) do
    local n, expected = C.tide_book_count(book, code), 0
    for _ in pairs(self[side]) do expected = expected + 1 end
    if n ~= expected then return ("%s: %d levels, expected %d"):format(side, n, expected) end
    local out = ffi.new("tide_book_level[?]", n + 1)
    if C.tide_book_levels(book, code, out, n + 1) ~= n then return side .. ": more or fewer levels than counted" end
    for i = 0, n - 1 do
      local price, quantity = tonumber(out[i].price), tonumber(out[i].quantity)
      if self[side][price] ~= quantity then
        return ("%s: %d at %d, expected %s"):format(side, quantity, price, self[side][price])
      end
      local before = i > 0 and tonumber(out[i - 1].price)
      if before and (side == "bid" and before <= price or side == "ask" and before >= price) then
        return ("%s: %d stands behind %d"):format(side, price, before)
      end
    end
  end
end

return naive
