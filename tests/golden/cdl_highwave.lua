--- cdl_highwave as TA-Lib gives it.
return {
  origin = "TA-Lib 0.6.0 CDLHIGHWAVE(), on a made-up market of candles",
  market = { n = 300, seed = 175, candles = true },
  params = {},
  outputs = {
    signal = {
      first = 10,
      at = {
        [10] = 0, [16] = 0, [17] = 100, [18] = 0, [36] = 0, [37] = 100, [38] = 0, [50] = 0,
        [51] = 100, [52] = 0, [96] = 0, [97] = 100, [98] = 0, [136] = 0, [137] = -100, [138] = 0,
        [150] = 0, [151] = -100, [152] = -100, [153] = 0, [232] = 0, [233] = -100, [234] = 0,
        [299] = 0,
      },
    },
  },
}
