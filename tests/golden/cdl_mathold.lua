--- cdl_mathold as TA-Lib gives it.
return {
  origin = "TA-Lib 0.6.0 CDLMATHOLD(0.5), on a made-up market of candles",
  market = { n = 300, seed = 3, candles = true },
  params = { 0.5 },
  outputs = {
    signal = {
      first = 14,
      at = {
        [14] = 0, [48] = 0, [49] = 100, [50] = 0, [58] = 0, [59] = 100, [60] = 0, [126] = 0,
        [127] = 100, [128] = 0, [183] = 0, [184] = 100, [185] = 0, [299] = 0,
      },
    },
  },
}
