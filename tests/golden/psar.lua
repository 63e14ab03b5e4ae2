--- psar, worked by hand from its definition.
return {
  origin = "by hand: long from 9 to 11; a new high 13 makes af 0.04; turns at bar 3, where 8 is below "
    .. "9.1984; held by the high 13; a new low 7 makes af 0.04",
  params = { 0.02, 0.2 },
  inputs = {
    high = { 10, 11, 13, 12, 9, 8 },
    low = { 9, 10, 12, 8, 7, 6 },
  },
  outputs = {
    psar = { first = 1, values = { 9, 9.04, 13, 13, 12.76 } },
  },
}
