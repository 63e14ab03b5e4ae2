--- cdl_unique3river as TA-Lib gives it.
return {
  origin = "TA-Lib 0.6.0 CDLUNIQUE3RIVER(), on a made-up market of candles",
  market = { n = 300, seed = 30, candles = true },
  params = {},
  outputs = {
    signal = {
      first = 12,
      at = {
        [12] = 0, [70] = 0, [71] = 100, [72] = 0, [165] = 0, [166] = 100, [167] = 0, [224] = 0,
        [225] = 100, [226] = 0, [255] = 0, [256] = 100, [257] = 0, [299] = 0,
      },
    },
  },
}
