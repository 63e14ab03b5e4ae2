--- cdl_dojistar as TA-Lib gives it.
return {
  origin = "TA-Lib 0.6.0 CDLDOJISTAR(), on a made-up market of candles",
  market = { n = 300, seed = 1, candles = true },
  params = {},
  outputs = {
    signal = {
      first = 11,
      at = {
        [11] = 0, [32] = 0, [33] = 100, [34] = 0, [37] = 0, [38] = 100, [39] = 0, [57] = 0,
        [58] = -100, [59] = 0, [60] = 0, [61] = -100, [62] = 0, [75] = 0, [76] = -100, [77] = 0,
        [108] = 0, [109] = -100, [110] = 0, [239] = 0, [240] = 100, [241] = 0, [284] = 0,
        [285] = 100, [286] = 0, [299] = 0,
      },
    },
  },
}
