--- cdl_longline as TA-Lib gives it.
return {
  origin = "TA-Lib 0.6.0 CDLLONGLINE(), on a made-up market of candles",
  market = { n = 300, seed = 1, candles = true },
  params = {},
  outputs = {
    signal = {
      first = 10,
      at = {
        [10] = 0, [11] = 100, [12] = -100, [13] = 0, [14] = 100, [15] = 0, [19] = 0, [20] = -100,
        [21] = 0, [23] = 0, [24] = 100, [25] = 100, [26] = -100, [27] = 0, [31] = 0, [32] = -100,
        [33] = 0, [299] = -100,
      },
    },
  },
}
