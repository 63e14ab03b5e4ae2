--- cdl_3blackcrows as TA-Lib gives it.
return {
  origin = "TA-Lib 0.6.0 CDL3BLACKCROWS(), on a made-up market of candles",
  market = { n = 300, seed = 5, candles = true },
  params = {},
  outputs = {
    signal = {
      first = 13,
      at = {
        [13] = 0, [70] = 0, [71] = -100, [72] = 0, [139] = 0, [140] = -100, [141] = 0, [147] = 0,
        [148] = -100, [149] = 0, [200] = 0, [201] = -100, [202] = 0, [299] = 0,
      },
    },
  },
}
