--- cdl_morningdojistar as TA-Lib gives it.
return {
  origin = "TA-Lib 0.6.0 CDLMORNINGDOJISTAR(0.3), on a made-up market of candles",
  market = { n = 300, seed = 41, candles = true },
  params = { 0.3 },
  outputs = {
    signal = {
      first = 12,
      at = {
        [12] = 0, [17] = 0, [18] = 100, [19] = 0, [101] = 0, [102] = 100, [103] = 0, [135] = 0,
        [136] = 100, [137] = 0, [219] = 0, [220] = 100, [221] = 0, [299] = 0,
      },
    },
  },
}
