--- cdl_ladderbottom as TA-Lib gives it.
return {
  origin = "TA-Lib 0.6.0 CDLLADDERBOTTOM(), on a made-up market of candles",
  market = { n = 300, seed = 5, candles = true },
  params = {},
  outputs = {
    signal = {
      first = 14,
      at = {
        [14] = 0, [144] = 0, [145] = 100, [146] = 0, [191] = 0, [192] = 100, [193] = 0, [220] = 0,
        [221] = 100, [222] = 0, [284] = 0, [285] = 100, [286] = 0, [299] = 0,
      },
    },
  },
}
