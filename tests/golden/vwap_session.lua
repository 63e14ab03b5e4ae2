--- vwap_session, worked by hand from its definition.
return {
  origin = "by hand: typical prices 9, 32/3, 26/3, 22/3, 11; days begin at 01:00, so the bars of 23:00 "
    .. "and 00:00 are one session, those of 01:00 and 02:00 the next",
  params = { 1 },
  inputs = {
    high = { 10, 12, 11, 9, 13 },
    low = { 8, 9, 7, 6, 8 },
    close = { 9, 11, 8, 7, 12 },
    volume = { 5, 7, 2, 3, 4 },
    time = { 82800, 86400, 90000, 93600, 176400 },
  },
  outputs = {
    vwap_session = { first = 0, values = { 9, 359 / 36, 26 / 3, 118 / 15, 11 } },
  },
}
