--- obv, worked by hand from its definition.
return {
  origin = "by hand: up 7, down 2, down 3, up 4",
  params = {},
  inputs = {
    close = { 9, 11, 8, 7, 12 },
    volume = { 5, 7, 2, 3, 4 },
  },
  outputs = {
    obv = { first = 0, values = { 5, 12, 10, 7, 11 } },
  },
}
