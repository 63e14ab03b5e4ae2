--- cdl_abandonedbaby as TA-Lib gives it.
return {
  origin = "TA-Lib 0.6.0 CDLABANDONEDBABY(0.3), on a made-up market of candles",
  market = { n = 300, seed = 102, candles = true },
  params = { 0.3 },
  outputs = {
    signal = {
      first = 12,
      at = {
        [12] = 0, [36] = 0, [37] = -100, [38] = 0, [43] = 0, [44] = 100, [45] = 0, [85] = 0,
        [86] = -100, [87] = 0, [166] = 0, [167] = -100, [168] = 0, [207] = 0, [208] = 100,
        [209] = 0, [264] = 0, [265] = -100, [266] = 0, [289] = 0, [290] = 100, [291] = 0,
        [299] = -100,
      },
    },
  },
}
