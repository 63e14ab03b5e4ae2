--- drawdown, worked by hand.
return {
  origin = "by hand: highest 10, 10, 20, 20, 20",
  params = { 0 },
  inputs = {
    real = { 10, 9, 20, 15, 5 },
  },
  outputs = {
    drawdown = { first = 0, values = { 0, 0.1, 0, 0.25, 0.75 } },
  },
}
