--- stoch, worked by hand from its definition.
return {
  origin = "by hand: fastk = 75, 20, 20, 600/7; slowk from bar 2 = 47.5, 20, 370/7",
  params = { 2, 2, 2 },
  inputs = {
    high = { 10, 12, 11, 9, 13 },
    low = { 8, 9, 7, 6, 8 },
    close = { 9, 11, 8, 7, 12 },
  },
  outputs = {
    slowk = { first = 3, values = { 20, 370 / 7 } },
    slowd = { first = 3, values = { 33.75, 255 / 7 } },
  },
}
