--- kst, worked by hand from its definition.
return {
  origin = "by hand: kst 50/3, 6425/33, 12750/77, 25500/91 from bar 3 on",
  params = { 1, 2, 2, 3, 1, 2, 1, 1, 2 },
  inputs = {
    real = { 10, 12, 11, 11, 14, 13, 16 },
  },
  outputs = {
    kst = { first = 4, values = { 6425 / 33, 12750 / 77, 25500 / 91 } },
    signal = { first = 4, values = { 2325 / 22, 83225 / 462, 31875 / 143 } },
  },
}
