--- alma, worked by hand from its definition.
local q = math.exp(-0.5)

return {
  origin = "by hand: the middle is 1 and the width 1, so the weights are q 1 q",
  params = { 3, 0.5, 3 },
  inputs = {
    real = { 10, 12, 11, 11, 14 },
  },
  outputs = {
    alma = {
      first = 2,
      values = { (12 + 21 * q) / (1 + 2 * q), (11 + 23 * q) / (1 + 2 * q), (11 + 25 * q) / (1 + 2 * q) },
    },
  },
}
