--- Buy the close above the highest high of the 20 hours before, and hold twelve.
--
-- Works on `tide demo --edge breakout`, a made-up market that rises for twelve hours after
-- each such close. Fails on noise, where every second break falls back.
return strategy {
  name = "planted_breakout",
  rules = function(m)
    local highest = ta.highest(m.high, 20):shift(1)
    return { long = { enter = m.close:crosses_above(highest), max_bars = 12 } }
  end,
}
