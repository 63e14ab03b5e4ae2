--- highest, worked by hand from its definition.
return {
  origin = "by hand: read off",
  params = { 2 },
  inputs = {
    real = { 3, 1, 2, 5 },
  },
  outputs = {
    highest = { first = 1, values = { 3, 2, 5 } },
  },
}
