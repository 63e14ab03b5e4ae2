--- natr, worked by hand from its definition.
return {
  origin = "by hand: atr 3.5, 3.25, 4.625 over the closes 8, 7, 12",
  params = { 2 },
  inputs = {
    high = { 10, 12, 11, 9, 13 },
    low = { 8, 9, 7, 6, 8 },
    close = { 9, 11, 8, 7, 12 },
  },
  outputs = {
    natr = { first = 2, values = { 43.75, 325 / 7, 462.5 / 12 } },
  },
}
