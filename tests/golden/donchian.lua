--- donchian, worked by hand from its definition.
return {
  origin = "by hand: read off",
  params = { 2 },
  inputs = {
    high = { 10, 12, 11, 9, 13 },
    low = { 8, 9, 7, 6, 8 },
  },
  outputs = {
    lower = { first = 1, values = { 8, 7, 6, 6 } },
    middle = { first = 1, values = { 10, 9.5, 8.5, 9.5 } },
    upper = { first = 1, values = { 12, 12, 11, 13 } },
  },
}
