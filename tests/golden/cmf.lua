--- cmf, worked by hand from its definition.
return {
  origin = "by hand: flow 0, 7/3, -1, -1, 2.4; volume of two bars 12, 9, 5, 7",
  params = { 2 },
  inputs = {
    high = { 10, 12, 11, 9, 13 },
    low = { 8, 9, 7, 6, 8 },
    close = { 9, 11, 8, 7, 12 },
    volume = { 5, 7, 2, 3, 4 },
  },
  outputs = {
    cmf = { first = 1, values = { 7 / 36, 4 / 27, -0.4, 0.2 } },
  },
}
