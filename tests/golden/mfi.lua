--- mfi, worked by hand from its definition.
return {
  origin = "by hand: typical prices 27/3, 32/3, 26/3, 22/3, 33/3; flows 224/3, -52/3, -66/3, 132/3",
  params = { 2 },
  inputs = {
    high = { 10, 12, 11, 9, 13 },
    low = { 8, 9, 7, 6, 8 },
    close = { 9, 11, 8, 7, 12 },
    volume = { 5, 7, 2, 3, 4 },
  },
  outputs = {
    mfi = { first = 2, values = { 5600 / 69, 0, 200 / 3 } },
  },
}
