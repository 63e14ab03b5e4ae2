--- cdl_takuri as TA-Lib gives it.
return {
  origin = "TA-Lib 0.6.0 CDLTAKURI(), on a made-up market of candles",
  market = { n = 300, seed = 1, candles = true },
  params = {},
  outputs = {
    signal = {
      first = 10,
      at = {
        [10] = 0, [57] = 0, [58] = 100, [59] = 0, [73] = 0, [74] = 100, [75] = 0, [82] = 0,
        [83] = 100, [84] = 0, [108] = 0, [109] = 100, [110] = 0, [299] = 0,
      },
    },
  },
}
