--- Shuffled candles, one at a time, in Lua: the twin of host/data/permute.c. The generator of
-- random numbers is written out, too, in 64-bit integers.
local ffi = require "ffi"

local permute = {}

local band, bxor, rshift = bit.band, bit.bxor, bit.rshift

local function generator(seed)
  local state = ffi.cast("uint64_t", seed)
  local function next_bits()
    state = state + 0x9e3779b97f4a7c15ULL
    local z = state
    z = bxor(z, rshift(z, 30)) * 0xbf58476d1ce4e5b9ULL
    z = bxor(z, rshift(z, 27)) * 0x94d049bb133111ebULL
    return bxor(z, rshift(z, 31))
  end
  --- 0 .. n - 1: the part of 2^32 that does not divide by n is drawn again.
  return function(n)
    local again = 2 ^ 32 % n
    while true do
      local wide = rshift(next_bits(), 32) * n
      if tonumber(band(wide, 0xffffffffULL)) >= again then return tonumber(rshift(wide, 32)) end
    end
  end
end

--- Which candle of the original stands at each place: { [t] = i }, from 0.
function permute.order(n, block, seed)
  local below = generator(seed)
  local blocks, cut = { {} }, 1 + below(block)
  for i = 1, n - 1 do
    if i > cut then
      blocks[#blocks + 1] = {}
      cut = cut + block
    end
    table.insert(blocks[#blocks], i)
  end
  for i = #blocks, 2, -1 do
    local k = 1 + below(i)
    blocks[i], blocks[k] = blocks[k], blocks[i]
  end
  local order = { [0] = 0 }
  for _, list in ipairs(blocks) do
    for _, i in ipairs(list) do order[#order + 1] = i end
  end
  return order
end

--- @param c  columns: open, high, low, close [n] and, where there are, mark
-- @return open, high, low, close, mark of the shuffled candles
function permute.prices(c, n, order)
  local to = { open = {}, high = {}, low = {}, close = {}, mark = c.mark ~= nil and {} or nil }
  for name, column in pairs(to) do column[0] = c[name][0] end
  for t = 1, n - 1 do
    local i = order[t]
    to.open[t] = to.close[t - 1] * (c.open[i] / c.close[i - 1])
    for _, name in ipairs { "high", "low", "close", "mark" } do
      if to[name] then to[name][t] = to.open[t] * (c[name][i] / c.open[i]) end
    end
  end
  return to
end

return permute
