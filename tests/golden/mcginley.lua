--- mcginley, worked by hand from its definition.
return {
  origin = "by hand: begins with the mean 11; at twice the average the share is 1/32; a fall to 5 "
    .. "would overshoot, so it takes the price",
  params = { 2, 1 },
  inputs = {
    real = { 10, 12, 11, 22, 5, 10 },
  },
  outputs = {
    mcginley = { first = 1, values = { 11, 11, 11.34375, 5, 5.15625 } },
  },
}
