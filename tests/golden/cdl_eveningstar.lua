--- cdl_eveningstar as TA-Lib gives it.
return {
  origin = "TA-Lib 0.6.0 CDLEVENINGSTAR(0.3), on a made-up market of candles",
  market = { n = 300, seed = 1, candles = true },
  params = { 0.3 },
  outputs = {
    signal = {
      first = 12,
      at = {
        [12] = 0, [31] = 0, [32] = -100, [33] = 0, [58] = 0, [59] = -100, [60] = 0, [61] = 0,
        [62] = -100, [63] = 0, [78] = 0, [79] = -100, [80] = 0, [299] = 0,
      },
    },
  },
}
