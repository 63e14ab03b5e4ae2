--- lowest, worked by hand from its definition.
return {
  origin = "by hand: read off",
  params = { 2 },
  inputs = {
    real = { 3, 1, 2, 5 },
  },
  outputs = {
    lowest = { first = 1, values = { 1, 1, 2 } },
  },
}
