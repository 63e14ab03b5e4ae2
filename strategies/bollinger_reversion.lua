--- Trade back into the Bollinger bands, to the middle, while nothing trends.
--
-- Works in ranges: a close that returns into the band is often followed by one at
-- the mean. Fails in trends, where price walks along a band; the limit on the ADX
-- keeps out of most of them, and the time stop ends what does not revert.
return strategy {
  name = "bollinger_reversion", timeframe = "1h",
  params = {
    period = int { 20, min = 5, max = 100 },
    width = number { 2.0, min = 1.0, max = 4.0 },
    calm = number { 25, min = 10, max = 60 },
    stop = number { 3.0, min = 1.0, max = 10.0 },
  },
  rules = function(m, p)
    local bands = ta.bbands(m.close, p.period, p.width)
    local ranging = ta.adx(m, 14):below(p.calm)
    return {
      long = {
        enter = all { m.close:crosses_above(bands.lower), ranging },
        exit = m.close:at_least(bands.middle),
        stop_loss = atr(14) * p.stop, max_bars = 48,
      },
      short = {
        enter = all { m.close:crosses_below(bands.upper), ranging },
        exit = m.close:at_most(bands.middle),
        stop_loss = atr(14) * p.stop, max_bars = 48,
      },
    }
  end,
}
