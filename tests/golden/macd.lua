--- macd, worked by hand from its definition.
return {
  origin = "by hand: slow 7/3, 31/6, 127/12, 511/24; fast 3, 19/3, 115/9, 691/27; the signal starts as the "
    .. "mean of 2/3 and 7/6",
  params = { 2, 3, 2 },
  inputs = {
    real = { 1, 2, 4, 8, 16, 32 },
  },
  outputs = {
    macd = { first = 3, values = { 7 / 6, 79 / 36, 929 / 216 } },
    signal = { first = 3, values = { 11 / 12, 191 / 108, 280 / 81 } },
    histogram = { first = 3, values = { 1 / 4, 46 / 108, 547 / 648 } },
  },
}
