--- fractals, found by hand with one bar on each side.
return {
  origin = "by hand: highs stand out on bars 1 and 5 (4 is no more than its neighbour), lows on bars 3 and 6",
  params = { 1 },
  inputs = {
    high = { 10, 12, 11, 9, 13, 14, 8, 9 },
    low = { 8, 9, 7, 6, 8, 9, 5, 7 },
  },
  outputs = {
    up = { first = 4, at = { [4] = 12, [5] = 12, [6] = 14, [7] = 14 } },
    down = { first = 4, at = { [4] = 6, [5] = 6, [6] = 6, [7] = 5 } },
  },
}
