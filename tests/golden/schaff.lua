--- schaff, worked by hand from its definition.
return {
  origin = "by hand: m 1, 0, 0, 1, 0, 1, 0 from bar 1, its smoothed places 0, 50, 25, 62.5, 31.25 from bar 3 on",
  params = { 3, 1, 2, 0.5 },
  inputs = {
    real = { 10, 12, 11, 11, 14, 13, 16, 15 },
  },
  outputs = {
    schaff = { first = 5, values = { 50, 75, 275 / 6 } },
  },
}
