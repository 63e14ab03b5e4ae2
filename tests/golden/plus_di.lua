--- plus_di, worked by hand from its definition.
return {
  origin = "by hand: movement up 2, 0, 0, 4; sums 1, 0.5, 4.25 over ranges 5.5, 5.75, 8.875",
  params = { 2 },
  inputs = {
    high = { 10, 12, 11, 9, 13 },
    low = { 8, 9, 7, 6, 8 },
    close = { 9, 11, 8, 7, 12 },
  },
  outputs = {
    plus_di = { first = 2, values = { 200 / 11, 200 / 23, 3400 / 71 } },
  },
}
