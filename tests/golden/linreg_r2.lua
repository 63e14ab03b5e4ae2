--- linreg_r2, worked by hand from its definition.
return {
  origin = "by hand: n = 3; shared 1, 3, 3, 0; squares 2/3, 6, 6, 0; spread 2",
  params = { 3 },
  inputs = {
    real = { 1, 2, 2, 5, 5, 5 },
  },
  outputs = {
    linreg_r2 = { first = 2, values = { 0.75, 0.75, 0.75, 0 } },
  },
}
