--- cdl_eveningdojistar as TA-Lib gives it.
return {
  origin = "TA-Lib 0.6.0 CDLEVENINGDOJISTAR(0.3), on a made-up market of candles",
  market = { n = 300, seed = 1, candles = true },
  params = { 0.3 },
  outputs = {
    signal = {
      first = 12,
      at = {
        [12] = 0, [58] = 0, [59] = -100, [60] = 0, [61] = 0, [62] = -100, [63] = 0, [109] = 0,
        [110] = -100, [111] = 0, [235] = 0, [236] = -100, [237] = 0, [299] = 0,
      },
    },
  },
}
