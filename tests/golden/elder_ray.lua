--- elder_ray, worked by hand from its definition.
return {
  origin = "by hand: the average is 11, 11, 13",
  params = { 2 },
  inputs = {
    high = { 11, 13, 12, 15 },
    low = { 9, 10, 10, 11 },
    close = { 10, 12, 11, 14 },
  },
  outputs = {
    bull = { first = 1, values = { 2, 1, 2 } },
    bear = { first = 1, values = { -1, -1, -2 } },
  },
}
