--- ema, worked by hand from its definition.
return {
  origin = "by hand: a = 1/2; 7/3, then half way to 8, then half way to 16",
  params = { 3 },
  inputs = {
    real = { 1, 2, 4, 8, 16 },
  },
  outputs = {
    ema = { first = 2, values = { 7 / 3, 31 / 6, 127 / 12 } },
  },
}
