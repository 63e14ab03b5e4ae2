--- cdl_kickingbylength as TA-Lib gives it.
return {
  origin = "TA-Lib 0.6.0 CDLKICKINGBYLENGTH(), on a made-up market of candles",
  market = { n = 300, seed = 90, candles = true },
  params = {},
  outputs = {
    signal = {
      first = 11,
      at = {
        [11] = 0, [84] = 0, [85] = -100, [86] = 0, [140] = 0, [141] = 100, [142] = 0, [182] = 0,
        [183] = -100, [184] = 0, [208] = 0, [209] = 100, [210] = 0, [233] = 0, [234] = 100,
        [235] = 0, [266] = 0, [267] = -100, [268] = 0, [283] = 0, [284] = -100, [285] = 0,
        [291] = 0, [292] = 100, [293] = 0, [299] = 0,
      },
    },
  },
}
