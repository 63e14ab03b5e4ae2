--- cdl_xsidegap3methods as TA-Lib gives it.
return {
  origin = "TA-Lib 0.6.0 CDLXSIDEGAP3METHODS(), on a made-up market of candles",
  market = { n = 300, seed = 5, candles = true },
  params = {},
  outputs = {
    signal = {
      first = 2,
      at = {
        [2] = 0, [81] = 0, [82] = -100, [83] = 0, [102] = 0, [103] = 100, [104] = 0, [177] = 0,
        [178] = -100, [179] = 0, [195] = 0, [196] = -100, [197] = 0, [253] = 0, [254] = 100,
        [255] = 0, [256] = 0, [257] = -100, [258] = 0, [299] = 0,
      },
    },
  },
}
