--- coppock, worked by hand from its definition.
return {
  origin = "by hand: rates of change 10 and -25/3, then 50/3 and 300/11 percent",
  params = { 2, 3, 2 },
  inputs = {
    real = { 10, 12, 11, 11, 14 },
  },
  outputs = {
    coppock = { first = 4, values = { 985 / 33 } },
  },
}
