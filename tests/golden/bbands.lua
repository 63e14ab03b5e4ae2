--- bbands, worked by hand from its definition.
return {
  origin = "by hand: mean 5; squares of the distances 9 1 1 1 0 0 4 16, sum 32, deviation 2",
  params = { 8, 2 },
  inputs = {
    real = { 2, 4, 4, 4, 5, 5, 7, 9 },
  },
  outputs = {
    lower = { first = 7, values = { 1 } },
    middle = { first = 7, values = { 5 } },
    upper = { first = 7, values = { 9 } },
  },
}
