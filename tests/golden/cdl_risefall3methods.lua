--- cdl_risefall3methods as TA-Lib gives it.
return {
  origin = "TA-Lib 0.6.0 CDLRISEFALL3METHODS(), on a made-up market of candles",
  market = { n = 300, seed = 7, candles = true },
  params = {},
  outputs = {
    signal = {
      first = 14,
      at = {
        [14] = 0, [54] = 0, [55] = -100, [56] = 0, [70] = 0, [71] = 100, [72] = 0, [106] = 0,
        [107] = 100, [108] = 0, [185] = 0, [186] = 100, [187] = 0, [266] = 0, [267] = -100,
        [268] = 0, [285] = 0, [286] = 100, [287] = 0, [299] = 0,
      },
    },
  },
}
