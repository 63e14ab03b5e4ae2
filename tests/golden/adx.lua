--- adx, worked by hand from its definition.
return {
  origin = "by hand: dx = 100/3, 60, 1300/21",
  params = { 2 },
  inputs = {
    high = { 10, 12, 11, 9, 13 },
    low = { 8, 9, 7, 6, 8 },
    close = { 9, 11, 8, 7, 12 },
  },
  outputs = {
    adx = { first = 3, values = { 140 / 3, 380 / 7 } },
  },
}
