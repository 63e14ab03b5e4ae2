--- dema, worked by hand from its definition.
return {
  origin = "by hand: a = 2/3; e1 = 4.5, 7.5, 4.5; e2 = 6, 5",
  params = { 2 },
  inputs = {
    real = { 3, 6, 9, 3 },
  },
  outputs = {
    dema = { first = 2, values = { 9, 4 } },
  },
}
