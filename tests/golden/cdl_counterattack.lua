--- cdl_counterattack as TA-Lib gives it.
return {
  origin = "TA-Lib 0.6.0 CDLCOUNTERATTACK(), on a made-up market of candles",
  market = { n = 300, seed = 227, candles = true },
  params = {},
  outputs = {
    signal = {
      first = 11,
      at = {
        [11] = 0, [78] = 0, [79] = -100, [80] = 0, [125] = 0, [126] = 100, [127] = 0, [196] = 0,
        [197] = -100, [198] = 0, [213] = 0, [214] = -100, [215] = 0, [224] = 0, [225] = 100,
        [226] = 0, [233] = 0, [234] = -100, [235] = 0, [292] = 0, [293] = 100, [294] = 0, [299] = 0,
      },
    },
  },
}
