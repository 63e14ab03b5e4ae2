--- cdl_darkcloudcover as TA-Lib gives it.
return {
  origin = "TA-Lib 0.6.0 CDLDARKCLOUDCOVER(0.5), on a made-up market of candles",
  market = { n = 300, seed = 113, candles = true },
  params = { 0.5 },
  outputs = {
    signal = {
      first = 11,
      at = {
        [11] = 0, [67] = 0, [68] = -100, [69] = 0, [70] = -100, [71] = 0, [206] = 0, [207] = -100,
        [208] = 0, [271] = 0, [272] = -100, [273] = 0, [299] = 0,
      },
    },
  },
}
