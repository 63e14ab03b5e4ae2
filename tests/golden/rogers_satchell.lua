--- rogers_satchell, worked by hand from its definition.
local L = math.log(2)

return {
  origin = "by hand: n = 2; 2 L^2, 0, 0",
  params = { 2 },
  inputs = {
    open = { 2, 2, 3 },
    high = { 4, 4, 3 },
    low = { 1, 2, 3 },
    close = { 2, 4, 3 },
  },
  outputs = {
    rogers_satchell = { first = 1, values = { L, 0 } },
  },
}
