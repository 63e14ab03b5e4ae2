--- cdl_onneck as TA-Lib gives it.
return {
  origin = "TA-Lib 0.6.0 CDLONNECK(), on a made-up market of candles",
  market = { n = 300, seed = 2, candles = true },
  params = {},
  outputs = {
    signal = {
      first = 11,
      at = {
        [11] = 0, [32] = 0, [33] = -100, [34] = 0, [128] = 0, [129] = -100, [130] = 0, [177] = 0,
        [178] = -100, [179] = 0, [298] = 0, [299] = -100,
      },
    },
  },
}
