--- stochrsi, worked by hand from its definition.
return {
  origin = "by hand: rsi = 200/3, 200/3, 280/3, 1400/23; fastk from bar 3 = 0 (flat), 100, 0",
  params = { 2, 2, 2 },
  inputs = {
    real = { 10, 12, 11, 11, 14, 13 },
  },
  outputs = {
    fastk = { first = 4, values = { 100, 0 } },
    fastd = { first = 4, values = { 50, 50 } },
  },
}
