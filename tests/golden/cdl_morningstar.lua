--- cdl_morningstar as TA-Lib gives it.
return {
  origin = "TA-Lib 0.6.0 CDLMORNINGSTAR(0.3), on a made-up market of candles",
  market = { n = 300, seed = 1, candles = true },
  params = { 0.3 },
  outputs = {
    signal = {
      first = 12,
      at = {
        [12] = 0, [13] = 0, [14] = 100, [15] = 0, [33] = 0, [34] = 100, [35] = 0, [38] = 0,
        [39] = 100, [40] = 0, [55] = 0, [56] = 100, [57] = 0, [299] = 0,
      },
    },
  },
}
