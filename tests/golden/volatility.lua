--- volatility, worked by hand from its definition.
return {
  origin = "by hand: returns ln 2 and 2 ln 2",
  params = { 2 },
  inputs = {
    real = { 1, 2, 8 },
  },
  outputs = {
    volatility = { first = 2, values = { math.log(2) * math.sqrt(0.5) } },
  },
}
