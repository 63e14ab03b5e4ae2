--- hma, worked by hand from its definition.
return {
  origin = "by hand: wma 2: 20/3, 40/3, 80/3; wma 4: 4.9, 9.8, 19.6; raw = 253/30, 506/30, 1012/30",
  params = { 4 },
  inputs = {
    real = { 1, 2, 4, 8, 16, 32 },
  },
  outputs = {
    hma = { first = 4, values = { 1265 / 90, 2530 / 90 } },
  },
}
