--- cdl_gravestonedoji as TA-Lib gives it.
return {
  origin = "TA-Lib 0.6.0 CDLGRAVESTONEDOJI(), on a made-up market of candles",
  market = { n = 300, seed = 1, candles = true },
  params = {},
  outputs = {
    signal = {
      first = 10,
      at = {
        [10] = 0, [20] = 0, [21] = 100, [22] = 0, [91] = 0, [92] = 100, [93] = 0, [169] = 0,
        [170] = 100, [171] = 0, [192] = 0, [193] = 100, [194] = 0, [299] = 0,
      },
    },
  },
}
