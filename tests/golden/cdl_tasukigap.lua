--- cdl_tasukigap as TA-Lib gives it.
return {
  origin = "TA-Lib 0.6.0 CDLTASUKIGAP(), on a made-up market of candles",
  market = { n = 300, seed = 6, candles = true },
  params = {},
  outputs = {
    signal = {
      first = 7,
      at = {
        [7] = 0, [57] = 0, [58] = 100, [59] = 0, [79] = 0, [80] = 100, [81] = 0, [99] = 0,
        [100] = 100, [101] = 0, [158] = 0, [159] = -100, [160] = 0, [198] = 0, [199] = 100,
        [200] = 0, [275] = 0, [276] = -100, [277] = 0, [299] = 0,
      },
    },
  },
}
