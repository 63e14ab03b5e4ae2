--- roc, worked by hand from its definition.
return {
  origin = "by hand: four times the value before",
  params = { 2 },
  inputs = {
    real = { 1, 2, 4, 8 },
  },
  outputs = {
    roc = { first = 2, values = { 300, 300 } },
  },
}
