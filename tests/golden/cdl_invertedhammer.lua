--- cdl_invertedhammer as TA-Lib gives it.
return {
  origin = "TA-Lib 0.6.0 CDLINVERTEDHAMMER(), on a made-up market of candles",
  market = { n = 300, seed = 4, candles = true },
  params = {},
  outputs = {
    signal = {
      first = 11,
      at = {
        [11] = 0, [41] = 0, [42] = 100, [43] = 0, [63] = 0, [64] = 100, [65] = 0, [66] = 0,
        [67] = 100, [68] = 0, [69] = 0, [70] = 100, [71] = 0, [299] = 0,
      },
    },
  },
}
