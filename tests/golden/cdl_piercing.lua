--- cdl_piercing as TA-Lib gives it.
return {
  origin = "TA-Lib 0.6.0 CDLPIERCING(), on a made-up market of candles",
  market = { n = 300, seed = 21, candles = true },
  params = {},
  outputs = {
    signal = {
      first = 11,
      at = {
        [11] = 0, [20] = 0, [21] = 100, [22] = 0, [131] = 0, [132] = 100, [133] = 0, [161] = 0,
        [162] = 100, [163] = 0, [236] = 0, [237] = 100, [238] = 0, [299] = 0,
      },
    },
  },
}
