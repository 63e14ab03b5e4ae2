--- yang_zhang, worked by hand from its definition.
local L = math.log(2)

return {
  origin = "by hand: n = 2; gaps L and 0, bodies 0 and L, inside 2 L^2 and 0; k = 0.34 / 4.34",
  params = { 2 },
  inputs = {
    open = { 1, 2, 2 },
    high = { 1, 4, 4 },
    low = { 1, 1, 2 },
    close = { 1, 2, 4 },
  },
  outputs = {
    yang_zhang = { first = 2, values = { L * math.sqrt(1.5 - 0.17 / 4.34) } },
  },
}
