--- cdl_rickshawman as TA-Lib gives it.
return {
  origin = "TA-Lib 0.6.0 CDLRICKSHAWMAN(), on a made-up market of candles",
  market = { n = 300, seed = 1, candles = true },
  params = {},
  outputs = {
    signal = {
      first = 10,
      at = {
        [10] = 0, [32] = 0, [33] = 100, [34] = 0, [57] = 0, [58] = 100, [59] = 0, [60] = 0,
        [61] = 100, [62] = 0, [75] = 0, [76] = 100, [77] = 0, [299] = 0,
      },
    },
  },
}
