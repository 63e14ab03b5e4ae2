--- cdl_3whitesoldiers as TA-Lib gives it.
return {
  origin = "TA-Lib 0.6.0 CDL3WHITESOLDIERS(), on a made-up market of candles",
  market = { n = 300, seed = 1, candles = true },
  params = {},
  outputs = {
    signal = {
      first = 12,
      at = {
        [12] = 0, [56] = 0, [57] = 100, [58] = 0, [72] = 0, [73] = 100, [74] = 0, [129] = 0,
        [130] = 100, [131] = 0, [143] = 0, [144] = 100, [145] = 0, [299] = 0,
      },
    },
  },
}
