--- rvgi, worked by hand from its definition.
return {
  origin = "by hand: rvgi 5/38, 5/38, 4/19, 3/13 from bar 4 on",
  params = { 2 },
  inputs = {
    open = { 10, 11, 12, 11, 13, 12, 14, 15 },
    high = { 12, 13, 13, 14, 14, 15, 16, 17 },
    low = { 9, 10, 10, 10, 12, 11, 13, 13 },
    close = { 11, 12, 11, 13, 12, 14, 15, 14 },
  },
  outputs = {
    rvgi = { first = 7, values = { 3 / 13 } },
    signal = { first = 7, values = { 517 / 2964 } },
  },
}
