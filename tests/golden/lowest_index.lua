--- lowest_index as TA-Lib gives it.
return {
  origin = "TA-Lib 0.6.0 MININDEX(20), subtracted from the bar, on a made-up market",
  market = { n = 160, seed = 5 },
  params = { 20 },
  tolerance = 1e-9,
  outputs = {
    lowest_index = {
      first = 19,
      at = {
        [19] = 17,
        [20] = 18,
        [21] = 19,
        [39] = 19,
        [59] = 10,
        [79] = 5,
        [99] = 18,
        [119] = 1,
        [139] = 1,
        [159] = 18,
      },
    },
  },
}
