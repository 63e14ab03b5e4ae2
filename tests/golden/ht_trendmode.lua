--- ht_trendmode as TA-Lib gives it.
return {
  origin = "TA-Lib 0.6.0 HT_TRENDMODE(), on a made-up market",
  market = { n = 160, seed = 5 },
  params = {  },
  tolerance = 1e-9,
  outputs = {
    ht_trendmode = {
      first = 63,
      at = {
        [63] = 0,
        [64] = 0,
        [65] = 0,
        [76] = 0,
        [90] = 1,
        [104] = 1,
        [117] = 0,
        [131] = 1,
        [145] = 1,
        [159] = 0,
      },
    },
  },
}
