--- wma, worked by hand from its definition.
return {
  origin = "by hand: 1 + 2*2 + 3*4 = 17 over 6; each step doubles",
  params = { 3 },
  inputs = {
    real = { 1, 2, 4, 8, 16 },
  },
  outputs = {
    wma = { first = 2, values = { 17 / 6, 34 / 6, 68 / 6 } },
  },
}
