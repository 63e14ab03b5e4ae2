--- percent_rank, worked by hand from its definition.
return {
  origin = "by hand: n = 3; of the three before, 2, 0 and 3 are no larger",
  params = { 3 },
  inputs = {
    real = { 1, 5, 3, 4, 0, 5 },
  },
  outputs = {
    percent_rank = { first = 3, values = { 200 / 3, 0, 100 } },
  },
}
