--- willr, worked by hand from its definition.
return {
  origin = "by hand: close below the top 1, 4, 4, 1 of ranges 4, 5, 5, 7",
  params = { 2 },
  inputs = {
    high = { 10, 12, 11, 9, 13 },
    low = { 8, 9, 7, 6, 8 },
    close = { 9, 11, 8, 7, 12 },
  },
  outputs = {
    willr = { first = 1, values = { -25, -80, -80, -100 / 7 } },
  },
}
