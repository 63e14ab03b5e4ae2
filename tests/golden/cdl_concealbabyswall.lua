--- cdl_concealbabyswall as TA-Lib gives it.
return {
  origin = "TA-Lib 0.6.0 CDLCONCEALBABYSWALL(), on a made-up market of candles",
  market = { n = 300, seed = 5, candles = true },
  params = {},
  outputs = {
    signal = {
      first = 13,
      at = {
        [13] = 0, [34] = 0, [35] = 100, [36] = 0, [93] = 0, [94] = 100, [95] = 0, [114] = 0,
        [115] = 100, [116] = 0, [164] = 0, [165] = 100, [166] = 0, [299] = 0,
      },
    },
  },
}
