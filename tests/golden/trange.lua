--- trange, worked by hand from its definition.
return {
  origin = "by hand: 12 - 9, 11 - 7, 9 - 6, 13 - 7 (the close before is below the low)",
  params = {},
  inputs = {
    high = { 10, 12, 11, 9, 13 },
    low = { 8, 9, 7, 6, 8 },
    close = { 9, 11, 8, 7, 12 },
  },
  outputs = {
    trange = { first = 1, values = { 3, 4, 3, 6 } },
  },
}
