--- sma, worked by hand from its definition.
return {
  origin = "by hand: sums 7, 14, 28",
  params = { 3 },
  inputs = {
    real = { 1, 2, 4, 8, 16 },
  },
  outputs = {
    sma = { first = 2, values = { 7 / 3, 14 / 3, 28 / 3 } },
  },
}
