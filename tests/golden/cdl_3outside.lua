--- cdl_3outside as TA-Lib gives it.
return {
  origin = "TA-Lib 0.6.0 CDL3OUTSIDE(), on a made-up market of candles",
  market = { n = 300, seed = 14, candles = true },
  params = {},
  outputs = {
    signal = {
      first = 3,
      at = {
        [3] = 0, [12] = 0, [13] = 100, [14] = 0, [24] = 0, [25] = 100, [26] = 0, [44] = 0,
        [45] = -100, [46] = 0, [143] = 0, [144] = -100, [145] = 0, [165] = 0, [166] = -100,
        [167] = 0, [175] = 0, [176] = 100, [177] = 0, [245] = 0, [246] = 100, [247] = 0, [288] = 0,
        [289] = -100, [290] = 0, [299] = 0,
      },
    },
  },
}
