--- keltner, worked by hand from its definition.
return {
  origin = "by hand: ema 10, 26/3, 68/9, 284/27; atr 3.5, 3.25, 4.625",
  params = { 2, 2, 2 },
  inputs = {
    high = { 10, 12, 11, 9, 13 },
    low = { 8, 9, 7, 6, 8 },
    close = { 9, 11, 8, 7, 12 },
  },
  outputs = {
    lower = { first = 2, values = { 5 / 3, 19 / 18, 137 / 108 } },
    middle = { first = 2, values = { 26 / 3, 68 / 9, 284 / 27 } },
    upper = { first = 2, values = { 47 / 3, 253 / 18, 2135 / 108 } },
  },
}
