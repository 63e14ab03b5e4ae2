--- zscore, worked by hand from its definition.
return {
  origin = "by hand: mean 5, deviation 2, the last value 9",
  params = { 8 },
  inputs = {
    real = { 2, 4, 4, 4, 5, 5, 7, 9 },
  },
  outputs = {
    zscore = { first = 7, values = { 2 } },
  },
}
