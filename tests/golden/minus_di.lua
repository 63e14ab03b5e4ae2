--- minus_di, worked by hand from its definition.
return {
  origin = "by hand: movement down 0, 2, 1, 0; sums 2, 2, 1 over ranges 5.5, 5.75, 8.875",
  params = { 2 },
  inputs = {
    high = { 10, 12, 11, 9, 13 },
    low = { 8, 9, 7, 6, 8 },
    close = { 9, 11, 8, 7, 12 },
  },
  outputs = {
    minus_di = { first = 2, values = { 400 / 11, 800 / 23, 800 / 71 } },
  },
}
