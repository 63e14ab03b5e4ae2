--- cdl_breakaway as TA-Lib gives it.
return {
  origin = "TA-Lib 0.6.0 CDLBREAKAWAY(), on a made-up market of candles",
  market = { n = 300, seed = 294, candles = true },
  params = {},
  outputs = {
    signal = {
      first = 14,
      at = {
        [14] = 0, [77] = 0, [78] = -100, [79] = 0, [120] = 0, [121] = -100, [122] = 0, [127] = 0,
        [128] = -100, [129] = 0, [165] = 0, [166] = 100, [167] = 0, [210] = 0, [211] = 100,
        [212] = 0, [229] = 0, [230] = 100, [231] = 0, [247] = 0, [248] = -100, [249] = 0, [298] = 0,
        [299] = 100,
      },
    },
  },
}
