--- cdl_spinningtop as TA-Lib gives it.
return {
  origin = "TA-Lib 0.6.0 CDLSPINNINGTOP(), on a made-up market of candles",
  market = { n = 300, seed = 2, candles = true },
  params = {},
  outputs = {
    signal = {
      first = 10,
      at = {
        [10] = 0, [16] = 0, [17] = 100, [18] = 0, [19] = 0, [20] = 100, [21] = 0, [25] = 0,
        [26] = -100, [27] = 100, [28] = 100, [29] = 0, [36] = 0, [37] = -100, [38] = 0, [71] = 0,
        [72] = -100, [73] = 0, [199] = 100, [200] = -100, [201] = 0, [299] = 0,
      },
    },
  },
}
