--- ichimoku, worked by hand from its definition.
return {
  origin = "by hand: middles of one bar 9 10.5 9 7.5 10.5 12, of two 10 9.5 8.5 9.5 11 from bar 1, of "
    .. "three 9.5 9 9.5 10 from bar 2; the spans are those of the bar before",
  params = { 1, 2, 3, 1 },
  inputs = {
    high = { 10, 12, 11, 9, 13, 14 },
    low = { 8, 9, 7, 6, 8, 10 },
  },
  outputs = {
    conversion = { first = 3, values = { 7.5, 10.5, 12 } },
    base = { first = 3, values = { 8.5, 9.5, 11 } },
    span_a = { first = 3, values = { 9.25, 8, 10 } },
    span_b = { first = 3, values = { 9.5, 9, 9.5 } },
  },
}
