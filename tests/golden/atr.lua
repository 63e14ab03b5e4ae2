--- atr, worked by hand from its definition.
return {
  origin = "by hand: true ranges 3, 4, 3, 6",
  params = { 2 },
  inputs = {
    high = { 10, 12, 11, 9, 13 },
    low = { 8, 9, 7, 6, 8 },
    close = { 9, 11, 8, 7, 12 },
  },
  outputs = {
    atr = { first = 2, values = { 3.5, 3.25, 4.625 } },
  },
}
