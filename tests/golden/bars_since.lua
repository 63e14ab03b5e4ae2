--- bars_since, counted by hand.
return {
  origin = "by hand: true on bars 2, 3 and 6",
  params = {},
  inputs = {
    condition = { 0, 0, 1, 1, 0, 0, 1, 0 },
  },
  outputs = {
    bars_since = { first = 2, values = { 0, 0, 1, 2, 0, 1 } },
  },
}
