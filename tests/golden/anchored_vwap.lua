--- anchored_vwap, worked by hand from its definition.
return {
  origin = "by hand: typical prices 9, 32/3, 26/3, 22/3, 11; from 1970-01-02 on, anew with each month; "
    .. "the last bar opens on February 1st",
  params = { 86400, 3 },
  inputs = {
    high = { 10, 12, 11, 9, 13 },
    low = { 8, 9, 7, 6, 8 },
    close = { 9, 11, 8, 7, 12 },
    volume = { 5, 7, 2, 3, 4 },
    time = { 82800, 86400, 90000, 2674800, 2678400 },
  },
  outputs = {
    anchored_vwap = { first = 1, values = { 32 / 3, 92 / 9, 9.5, 11 } },
  },
}
