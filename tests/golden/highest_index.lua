--- highest_index as TA-Lib gives it.
return {
  origin = "TA-Lib 0.6.0 MAXINDEX(20), subtracted from the bar, on a made-up market",
  market = { n = 160, seed = 5 },
  params = { 20 },
  tolerance = 1e-9,
  outputs = {
    highest_index = {
      first = 19,
      at = {
        [19] = 0,
        [20] = 1,
        [21] = 0,
        [39] = 5,
        [59] = 18,
        [79] = 11,
        [99] = 4,
        [119] = 18,
        [139] = 16,
        [159] = 5,
      },
    },
  },
}
