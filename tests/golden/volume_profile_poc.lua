--- volume_profile_poc, worked by hand from its definition.
return {
  origin = "by hand: typical prices 9, 32/3, 26/3, 22/3, 11; two levels that meet at 9.5, 9 and 9.5, "
    .. "with volumes 7 and 7 (the lower of equals), 5 and 7, 5 and 4",
  params = { 3, 2 },
  inputs = {
    high = { 10, 12, 11, 9, 13 },
    low = { 8, 9, 7, 6, 8 },
    close = { 9, 11, 8, 7, 12 },
    volume = { 5, 7, 2, 3, 4 },
  },
  outputs = {
    poc = { first = 2, values = { 8.25, 10.5, 7.75 } },
  },
}
