--- cdl_sticksandwich as TA-Lib gives it.
return {
  origin = "TA-Lib 0.6.0 CDLSTICKSANDWICH(), on a made-up market of candles",
  market = { n = 300, seed = 184, candles = true },
  params = {},
  outputs = {
    signal = {
      first = 7,
      at = {
        [7] = 0, [34] = 0, [35] = 100, [36] = 0, [65] = 0, [66] = 100, [67] = 0, [81] = 0,
        [82] = 100, [83] = 0, [180] = 0, [181] = 100, [182] = 0, [299] = 0,
      },
    },
  },
}
