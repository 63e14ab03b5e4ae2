--- cdl_separatinglines as TA-Lib gives it.
return {
  origin = "TA-Lib 0.6.0 CDLSEPARATINGLINES(), on a made-up market of candles",
  market = { n = 300, seed = 222, candles = true },
  params = {},
  outputs = {
    signal = {
      first = 11,
      at = {
        [11] = 0, [136] = 0, [137] = -100, [138] = 0, [147] = 0, [148] = 100, [149] = 0, [150] = 0,
        [151] = 100, [152] = 0, [154] = 0, [155] = -100, [156] = 0, [193] = 0, [194] = 100,
        [195] = 0, [196] = -100, [197] = 0, [210] = 0, [211] = -100, [212] = 0, [233] = 0,
        [234] = 100, [235] = 0, [299] = 0,
      },
    },
  },
}
