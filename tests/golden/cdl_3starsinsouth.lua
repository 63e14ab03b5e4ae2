--- cdl_3starsinsouth as TA-Lib gives it.
return {
  origin = "TA-Lib 0.6.0 CDL3STARSINSOUTH(), on a made-up market of candles",
  market = { n = 300, seed = 35, candles = true },
  params = {},
  outputs = {
    signal = {
      first = 12,
      at = {
        [12] = 0, [18] = 0, [19] = 100, [20] = 0, [78] = 0, [79] = 100, [80] = 0, [146] = 0,
        [147] = 100, [148] = 0, [250] = 0, [251] = 100, [252] = 0, [299] = 0,
      },
    },
  },
}
