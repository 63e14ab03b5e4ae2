--- cdl_tristar as TA-Lib gives it.
return {
  origin = "TA-Lib 0.6.0 CDLTRISTAR(), on a made-up market of candles",
  market = { n = 300, seed = 59, candles = true },
  params = {},
  outputs = {
    signal = {
      first = 12,
      at = {
        [12] = 0, [17] = 0, [18] = -100, [19] = 0, [40] = 0, [41] = -100, [42] = 100, [43] = 0,
        [50] = 0, [51] = 100, [52] = 0, [67] = 0, [68] = -100, [69] = 100, [70] = 0, [160] = 0,
        [161] = 100, [162] = 0, [166] = 0, [167] = -100, [168] = 0, [299] = 0,
      },
    },
  },
}
