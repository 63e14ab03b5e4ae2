--- squeeze, worked by hand from its definition.
return {
  origin = "by hand: deviations sqrt(8/9); true ranges 8/3, 3; close - middle -1/6, 1, 5/6, 5/3 from bar 2 on",
  params = { 3, 4.5, 1.5 },
  inputs = {
    high = { 12, 13, 13, 14, 14, 16 },
    low = { 9, 10, 11, 10, 12, 13 },
    close = { 11, 12, 11, 13, 13, 15 },
  },
  outputs = {
    on = { first = 4, values = { 0, 1 } },
    momentum = { first = 4, values = { 19 / 18, 3 / 2 } },
  },
}
