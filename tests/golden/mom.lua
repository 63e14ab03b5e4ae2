--- mom, worked by hand from its definition.
return {
  origin = "by hand: 4 - 1, 8 - 2",
  params = { 2 },
  inputs = {
    real = { 1, 2, 4, 8 },
  },
  outputs = {
    mom = { first = 2, values = { 3, 6 } },
  },
}
