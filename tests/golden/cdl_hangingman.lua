--- cdl_hangingman as TA-Lib gives it.
return {
  origin = "TA-Lib 0.6.0 CDLHANGINGMAN(), on a made-up market of candles",
  market = { n = 300, seed = 1, candles = true },
  params = {},
  outputs = {
    signal = {
      first = 11,
      at = {
        [11] = 0, [57] = 0, [58] = -100, [59] = 0, [73] = 0, [74] = -100, [75] = 0, [108] = 0,
        [109] = -100, [110] = 0, [125] = 0, [126] = -100, [127] = 0, [299] = 0,
      },
    },
  },
}
