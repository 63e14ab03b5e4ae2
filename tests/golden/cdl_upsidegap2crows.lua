--- cdl_upsidegap2crows as TA-Lib gives it.
return {
  origin = "TA-Lib 0.6.0 CDLUPSIDEGAP2CROWS(), on a made-up market of candles",
  market = { n = 300, seed = 6, candles = true },
  params = {},
  outputs = {
    signal = {
      first = 12,
      at = {
        [12] = 0, [28] = 0, [29] = -100, [30] = 0, [68] = 0, [69] = -100, [70] = 0, [89] = 0,
        [90] = -100, [91] = 0, [210] = 0, [211] = -100, [212] = 0, [299] = 0,
      },
    },
  },
}
