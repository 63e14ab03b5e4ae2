--- cdl_2crows as TA-Lib gives it.
return {
  origin = "TA-Lib 0.6.0 CDL2CROWS(), on a made-up market of candles",
  market = { n = 300, seed = 53, candles = true },
  params = {},
  outputs = {
    signal = {
      first = 12,
      at = {
        [12] = 0, [47] = 0, [48] = -100, [49] = 0, [140] = 0, [141] = -100, [142] = 0, [162] = 0,
        [163] = -100, [164] = 0, [168] = 0, [169] = -100, [170] = 0, [299] = 0,
      },
    },
  },
}
