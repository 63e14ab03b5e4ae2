--- linreg, worked by hand from its definition.
return {
  origin = "by hand: slopes 3/2 and 3, means 7/3 and 14/3; the end lies one step past the middle",
  params = { 3 },
  inputs = {
    real = { 1, 2, 4, 8 },
  },
  outputs = {
    linreg = { first = 2, values = { 23 / 6, 23 / 3 } },
  },
}
