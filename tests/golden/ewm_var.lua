--- ewm_var, worked by hand from its definition.
return {
  origin = "by hand: a = 0.5; means 1, 2, 2.5, 1.25",
  params = { 3 },
  inputs = {
    real = { 1, 3, 3, 0 },
  },
  outputs = {
    ewm_var = { first = 0, values = { 0, 1, 0.75, 1.9375 } },
  },
}
