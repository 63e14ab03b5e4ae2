--- cdl_inneck as TA-Lib gives it.
return {
  origin = "TA-Lib 0.6.0 CDLINNECK(), on a made-up market of candles",
  market = { n = 300, seed = 1, candles = true },
  params = {},
  outputs = {
    signal = {
      first = 11,
      at = {
        [11] = 0, [52] = 0, [53] = -100, [54] = 0, [178] = 0, [179] = -100, [180] = 0, [232] = 0,
        [233] = -100, [234] = 0, [289] = 0, [290] = -100, [291] = 0, [299] = 0,
      },
    },
  },
}
