--- var, worked by hand from its definition.
return {
  origin = "by hand: mean 5; squares of the distances 9 1 1 1 0 0 4 16, sum 32",
  params = { 8 },
  inputs = {
    real = { 2, 4, 4, 4, 5, 5, 7, 9 },
  },
  outputs = {
    var = { first = 7, values = { 4 } },
  },
}
