--- vortex, worked by hand from its definition.
return {
  origin = "by hand: true ranges 3, 2, 4, 2, 3",
  params = { 2 },
  inputs = {
    high = { 12, 13, 13, 14, 14, 16 },
    low = { 9, 10, 11, 10, 12, 13 },
    close = { 11, 12, 11, 13, 13, 15 },
  },
  outputs = {
    plus = { first = 2, values = { 7 / 5, 1, 7 / 6, 8 / 5 } },
    minus = { first = 2, values = { 4 / 5, 5 / 6, 5 / 6, 3 / 5 } },
  },
}
