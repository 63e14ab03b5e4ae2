--- garman_klass, worked by hand from its definition.
local L = math.log(2)

return {
  origin = "by hand: n = 2; ranges 2 L, L, 0; bodies L, 0, 0",
  params = { 2 },
  inputs = {
    open = { 1, 2, 3 },
    high = { 4, 2, 3 },
    low = { 1, 1, 3 },
    close = { 2, 2, 3 },
  },
  outputs = {
    garman_klass = { first = 1, values = { math.sqrt((2.5 - 2 * L + 1) * L * L / 2), L / 2 } },
  },
}
