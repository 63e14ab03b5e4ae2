--- cdl_shortline as TA-Lib gives it.
return {
  origin = "TA-Lib 0.6.0 CDLSHORTLINE(), on a made-up market of candles",
  market = { n = 300, seed = 1, candles = true },
  params = {},
  outputs = {
    signal = {
      first = 10,
      at = {
        [10] = 0, [12] = 0, [13] = 100, [14] = 0, [15] = 100, [16] = 0, [17] = 100, [18] = 0,
        [22] = 0, [23] = -100, [24] = 0, [30] = 0, [31] = -100, [32] = 0, [33] = 100, [34] = 0,
        [35] = -100, [36] = 0, [37] = 0, [38] = -100, [39] = 0, [299] = 0,
      },
    },
  },
}
