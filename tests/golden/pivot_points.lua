--- pivot_points, worked by hand: two days, and the first bar of a third.
return {
  origin = "by hand: 1970-01-01 has high 14, low 8, close 11; 1970-01-02 has 15, 9, 12",
  params = {},
  inputs = {
    time = { 57600, 72000, 86400, 115200, 259199 },
    high = { 12, 14, 13, 15, 99 },
    low = { 9, 8, 10, 9, 98 },
    close = { 10, 11, 12, 12, 98.5 },
  },
  outputs = {
    pivot = { first = 2, values = { 11, 11, 12 } },
    r1 = { first = 2, values = { 14, 14, 15 } },
    r2 = { first = 2, values = { 17, 17, 18 } },
    r3 = { first = 2, values = { 20, 20, 21 } },
    s1 = { first = 2, values = { 8, 8, 9 } },
    s2 = { first = 2, values = { 5, 5, 6 } },
    s3 = { first = 2, values = { 2, 2, 3 } },
  },
}
