--- cdl_3linestrike as TA-Lib gives it.
return {
  origin = "TA-Lib 0.6.0 CDL3LINESTRIKE(), on a made-up market of candles",
  market = { n = 300, seed = 134, candles = true },
  params = {},
  outputs = {
    signal = {
      first = 8,
      at = {
        [8] = 0, [23] = 0, [24] = -100, [25] = 0, [105] = 0, [106] = -100, [107] = 0, [157] = 0,
        [158] = -100, [159] = 0, [172] = 0, [173] = -100, [174] = 0, [210] = 0, [211] = 100,
        [212] = 0, [227] = 0, [228] = 100, [229] = 0, [299] = 0,
      },
    },
  },
}
