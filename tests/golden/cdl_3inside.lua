--- cdl_3inside as TA-Lib gives it.
return {
  origin = "TA-Lib 0.6.0 CDL3INSIDE(), on a made-up market of candles",
  market = { n = 300, seed = 47, candles = true },
  params = {},
  outputs = {
    signal = {
      first = 12,
      at = {
        [12] = 0, [26] = 0, [27] = -100, [28] = 0, [68] = 0, [69] = 100, [70] = 0, [90] = 0,
        [91] = 100, [92] = 0, [107] = 0, [108] = -100, [109] = 0, [113] = 0, [114] = -100,
        [115] = 0, [128] = 0, [129] = 100, [130] = 0, [246] = 0, [247] = -100, [248] = 0, [289] = 0,
        [290] = 100, [291] = 0, [299] = 0,
      },
    },
  },
}
