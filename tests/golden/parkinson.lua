--- parkinson, worked by hand from its definition.
local L = math.log(2)

return {
  origin = "by hand: n = 2; log(high / low) is L, L, 2 L",
  params = { 2 },
  inputs = {
    high = { 2, 4, 4 },
    low = { 1, 2, 1 },
  },
  outputs = {
    parkinson = { first = 1, values = { math.sqrt(L / 4), math.sqrt(5 * L / 8) } },
  },
}
