--- Buy the close above the 20-day high, confirmed by volume.
--
-- Works where a market leaves a range and keeps going: the first months of a
-- strong trend. Fails in ranges, where most breaks of the high fall back, and in
-- slow markets where the target is too far for the time between two breaks.
return strategy {
  name = "breakout", timeframe = "1h",
  params = {
    lookback = int { 20, min = 5, max = 60 },
    tp = number { 0.07, min = 0.02, max = 0.30 },
    sl = number { 0.16, min = 0.02, max = 0.30 },
  },
  rules = function(m, p)
    local resistance = ta.highest(m("1d").high, p.lookback)
    local busy = m.volume:above(ta.sma(m.volume, 24))
    return {
      long = {
        enter = all { m.close:crosses_above(resistance), busy },
        stop_loss = p.sl, take_profit = p.tp,
      },
    }
  end,
}
