--- tsi, worked by hand from its definition.
return {
  origin = "by hand: tsi 100/3, 250/3, 100/3, 6100/87 from bar 3 on",
  params = { 2, 2, 2 },
  inputs = {
    real = { 10, 12, 11, 11, 14, 13, 16 },
  },
  outputs = {
    tsi = { first = 4, values = { 250 / 3, 100 / 3, 6100 / 87 } },
    signal = { first = 4, values = { 175 / 3, 125 / 3, 5275 / 87 } },
  },
}
