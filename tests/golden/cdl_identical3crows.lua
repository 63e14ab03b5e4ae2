--- cdl_identical3crows as TA-Lib gives it.
return {
  origin = "TA-Lib 0.6.0 CDLIDENTICAL3CROWS(), on a made-up market of candles",
  market = { n = 300, seed = 1, candles = true },
  params = {},
  outputs = {
    signal = {
      first = 12,
      at = {
        [12] = 0, [36] = 0, [37] = -100, [38] = 0, [94] = 0, [95] = -100, [96] = -100, [97] = 0,
        [198] = 0, [199] = -100, [200] = 0, [299] = 0,
      },
    },
  },
}
