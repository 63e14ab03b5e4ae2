--- rsi, worked by hand from its definition.
return {
  origin = "by hand: up 1, 0.5, 1.75; down 0.5, 0.25, 0.125",
  params = { 2 },
  inputs = {
    real = { 10, 12, 11, 11, 14 },
  },
  outputs = {
    rsi = { first = 2, values = { 200 / 3, 200 / 3, 280 / 3 } },
  },
}
