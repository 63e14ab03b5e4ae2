--- heikin_ashi, worked by hand.
return {
  origin = "by hand: opens 11, (11 + 10.75) / 2, (10.875 + 12) / 2",
  params = {},
  inputs = {
    open = { 10, 11, 13 },
    high = { 12, 14, 13 },
    low = { 9, 10, 8 },
    close = { 12, 13, 9 },
  },
  outputs = {
    open = { first = 0, values = { 11, 10.875, 11.4375 } },
    high = { first = 0, values = { 12, 14, 13 } },
    low = { first = 0, values = { 9, 10, 8 } },
    close = { first = 0, values = { 10.75, 12, 10.75 } },
  },
}
