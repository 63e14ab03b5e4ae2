--- force, worked by hand from its definition.
return {
  origin = "by hand: raw 14, -6, -3, 20; the average begins with their mean 4 and moves by 2/3",
  params = { 2 },
  inputs = {
    close = { 9, 11, 8, 7, 12 },
    volume = { 5, 7, 2, 3, 4 },
  },
  outputs = {
    force = { first = 2, values = { 4, -2 / 3, 118 / 9 } },
  },
}
