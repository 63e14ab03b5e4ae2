--- cdl_hammer as TA-Lib gives it.
return {
  origin = "TA-Lib 0.6.0 CDLHAMMER(), on a made-up market of candles",
  market = { n = 300, seed = 3, candles = true },
  params = {},
  outputs = {
    signal = {
      first = 11,
      at = {
        [11] = 0, [12] = 100, [13] = 0, [106] = 0, [107] = 100, [108] = 0, [157] = 0, [158] = 100,
        [159] = 0, [202] = 0, [203] = 100, [204] = 0, [299] = 0,
      },
    },
  },
}
