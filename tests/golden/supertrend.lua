--- supertrend, worked by hand from its definition.
return {
  origin = "by hand: atr 3.5, 3.25, 4.625; mid 9, 7.5, 10.5; upper 12.5, 10.75, 10.75; lower 5.5, 5.5, "
    .. "5.875",
  params = { 2, 1 },
  inputs = {
    high = { 10, 12, 11, 9, 13 },
    low = { 8, 9, 7, 6, 8 },
    close = { 9, 11, 8, 7, 12 },
  },
  outputs = {
    supertrend = { first = 2, values = { 12.5, 10.75, 5.875 } },
    direction = { first = 2, values = { -1, -1, 1 } },
  },
}
