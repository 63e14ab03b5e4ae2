--- cdl_stalledpattern as TA-Lib gives it.
return {
  origin = "TA-Lib 0.6.0 CDLSTALLEDPATTERN(), on a made-up market of candles",
  market = { n = 300, seed = 1, candles = true },
  params = {},
  outputs = {
    signal = {
      first = 12,
      at = {
        [12] = 0, [41] = 0, [42] = -100, [43] = 0, [57] = 0, [58] = -100, [59] = 0, [108] = 0,
        [109] = -100, [110] = 0, [136] = 0, [137] = -100, [138] = 0, [299] = 0,
      },
    },
  },
}
