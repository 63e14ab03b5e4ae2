--- vwap, worked by hand from its definition.
return {
  origin = "by hand: typical prices 27/3, 32/3, 26/3, 22/3, 33/3; money 135/3, 224/3, 52/3, 66/3, 132/3",
  params = { 2 },
  inputs = {
    high = { 10, 12, 11, 9, 13 },
    low = { 8, 9, 7, 6, 8 },
    close = { 9, 11, 8, 7, 12 },
    volume = { 5, 7, 2, 3, 4 },
  },
  outputs = {
    vwap = { first = 1, values = { 359 / 36, 92 / 9, 118 / 15, 66 / 7 } },
  },
}
