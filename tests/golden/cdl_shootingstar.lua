--- cdl_shootingstar as TA-Lib gives it.
return {
  origin = "TA-Lib 0.6.0 CDLSHOOTINGSTAR(), on a made-up market of candles",
  market = { n = 300, seed = 1, candles = true },
  params = {},
  outputs = {
    signal = {
      first = 11,
      at = {
        [11] = 0, [57] = 0, [58] = -100, [59] = 0, [68] = 0, [69] = -100, [70] = 0, [108] = 0,
        [109] = -100, [110] = 0, [234] = 0, [235] = -100, [236] = 0, [299] = 0,
      },
    },
  },
}
