--- cdl_dragonflydoji as TA-Lib gives it.
return {
  origin = "TA-Lib 0.6.0 CDLDRAGONFLYDOJI(), on a made-up market of candles",
  market = { n = 300, seed = 1, candles = true },
  params = {},
  outputs = {
    signal = {
      first = 10,
      at = {
        [10] = 0, [73] = 0, [74] = 100, [75] = 0, [125] = 0, [126] = 100, [127] = 0, [184] = 0,
        [185] = 100, [186] = 0, [270] = 0, [271] = 100, [272] = 0, [299] = 0,
      },
    },
  },
}
