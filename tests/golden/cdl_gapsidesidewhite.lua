--- cdl_gapsidesidewhite as TA-Lib gives it.
return {
  origin = "TA-Lib 0.6.0 CDLGAPSIDESIDEWHITE(), on a made-up market of candles",
  market = { n = 300, seed = 52, candles = true },
  params = {},
  outputs = {
    signal = {
      first = 7,
      at = {
        [7] = 0, [44] = 0, [45] = 100, [46] = 0, [69] = 0, [70] = -100, [71] = 0, [81] = 0,
        [82] = 100, [83] = 0, [111] = 0, [112] = 100, [113] = 0, [118] = 0, [119] = -100, [120] = 0,
        [129] = 0, [130] = -100, [131] = 0, [159] = 0, [160] = 100, [161] = 0, [209] = 0,
        [210] = -100, [211] = 0, [299] = 0,
      },
    },
  },
}
