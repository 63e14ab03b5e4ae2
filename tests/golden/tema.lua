--- tema, worked by hand from its definition.
return {
  origin = "by hand: a = 2/3; e1 = 4.5, 7.5, 4.5, 9.5; e2 = 6, 5, 8; e3 = 5.5, 43/6",
  params = { 2 },
  inputs = {
    real = { 3, 6, 9, 3, 12 },
  },
  outputs = {
    tema = { first = 3, values = { 4, 35 / 3 } },
  },
}
