--- ulcer, worked by hand from its definition.
return {
  origin = "by hand: n = 2; -20, 0, -50 below the highest",
  params = { 2 },
  inputs = {
    real = { 10, 8, 8, 4 },
  },
  outputs = {
    ulcer = { first = 2, values = { math.sqrt(200), math.sqrt(1250) } },
  },
}
