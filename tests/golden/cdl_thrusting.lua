--- cdl_thrusting as TA-Lib gives it.
return {
  origin = "TA-Lib 0.6.0 CDLTHRUSTING(), on a made-up market of candles",
  market = { n = 300, seed = 6, candles = true },
  params = {},
  outputs = {
    signal = {
      first = 11,
      at = {
        [11] = 0, [30] = 0, [31] = -100, [32] = 0, [33] = -100, [34] = 0, [74] = 0, [75] = -100,
        [76] = 0, [102] = 0, [103] = -100, [104] = 0, [299] = 0,
      },
    },
  },
}
