--- cdl_matchinglow as TA-Lib gives it.
return {
  origin = "TA-Lib 0.6.0 CDLMATCHINGLOW(), on a made-up market of candles",
  market = { n = 300, seed = 2, candles = true },
  params = {},
  outputs = {
    signal = {
      first = 6,
      at = {
        [6] = 0, [25] = 0, [26] = 100, [27] = 0, [42] = 0, [43] = 100, [44] = 0, [113] = 0,
        [114] = 100, [115] = 0, [163] = 0, [164] = 100, [165] = 0, [299] = 0,
      },
    },
  },
}
