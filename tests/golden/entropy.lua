--- entropy, worked by hand from its definition.
return {
  origin = "by hand: returns 2, 2, 1, 1, 1 in two bins: two and two, then one and three",
  params = { 4, 2 },
  inputs = {
    real = { 1, 2, 4, 4, 4, 4 },
  },
  outputs = {
    entropy = { first = 4, values = { 1, 2 - 0.75 * math.log(3) / math.log(2) } },
  },
}
