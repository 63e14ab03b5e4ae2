--- Buy when the RSI comes back above 30, and hold a day.
--
-- Works on `tide demo --edge rsi`, a made-up market that rises for a day after each such
-- hour. Fails on noise, where the hour means nothing and each trade costs.
return strategy {
  name = "planted_rsi",
  rules = function(m)
    return { long = { enter = ta.rsi(m.close, 14):crosses_above(30), max_bars = 24 } }
  end,
}
