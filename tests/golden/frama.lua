--- frama, worked by hand from its definition.
local function alpha(ratio) return math.exp(-4.6 * (math.log(ratio) / math.log(2) - 1)) end

local second = 7.5 + 3 * alpha(24 / 7)

return {
  origin = "by hand: begins with the price 7.5; then parts of 3.5 and 2.5 over 1.75 at 10.5, of 3 and "
    .. "2.5 over 2 at 12",
  params = { 4 },
  inputs = {
    high = { 10, 12, 11, 9, 13, 14 },
    low = { 8, 9, 7, 6, 8, 10 },
  },
  outputs = {
    frama = { first = 3, values = { 7.5, second, second + (12 - second) * alpha(2.75) } },
  },
}
