--- cdl_marubozu as TA-Lib gives it.
return {
  origin = "TA-Lib 0.6.0 CDLMARUBOZU(), on a made-up market of candles",
  market = { n = 300, seed = 1, candles = true },
  params = {},
  outputs = {
    signal = {
      first = 10,
      at = {
        [10] = 0, [31] = 0, [32] = -100, [33] = 0, [34] = 100, [35] = 0, [36] = -100, [37] = -100,
        [38] = 0, [39] = 100, [40] = 0, [53] = 0, [54] = -100, [55] = 0, [56] = 100, [57] = 100,
        [58] = 0, [299] = -100,
      },
    },
  },
}
