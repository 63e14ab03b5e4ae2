--- cdl_homingpigeon as TA-Lib gives it.
return {
  origin = "TA-Lib 0.6.0 CDLHOMINGPIGEON(), on a made-up market of candles",
  market = { n = 300, seed = 16, candles = true },
  params = {},
  outputs = {
    signal = {
      first = 11,
      at = {
        [11] = 0, [17] = 0, [18] = 100, [19] = 0, [151] = 0, [152] = 100, [153] = 0, [209] = 0,
        [210] = 100, [211] = 0, [215] = 0, [216] = 100, [217] = 0, [299] = 0,
      },
    },
  },
}
