--- cci, worked by hand from its definition.
return {
  origin = "by hand: typical prices 27/3, 32/3, 26/3, 22/3, 33/3; means 85/9, 80/9, 9; mean distances "
    .. "22/27, 32/27, 4/3",
  params = { 3 },
  inputs = {
    high = { 10, 12, 11, 9, 13 },
    low = { 8, 9, 7, 6, 8 },
    close = { 9, 11, 8, 7, 12 },
  },
  outputs = {
    cci = { first = 2, values = { -700 / 11, -175 / 2, 100 } },
  },
}
