--- cdl_advanceblock as TA-Lib gives it.
return {
  origin = "TA-Lib 0.6.0 CDLADVANCEBLOCK(), on a made-up market of candles",
  market = { n = 300, seed = 1, candles = true },
  params = {},
  outputs = {
    signal = {
      first = 12,
      at = {
        [12] = 0, [41] = 0, [42] = -100, [43] = -100, [44] = 0, [88] = 0, [89] = -100, [90] = 0,
        [149] = 0, [150] = -100, [151] = 0, [299] = 0,
      },
    },
  },
}
