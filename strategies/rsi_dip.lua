--- Buy an oversold dip inside an up-trend; leave when momentum recovers.
--
-- Works in markets that rise with sharp, short setbacks. Fails when the trend
-- itself breaks: the first leg of a bear market looks like one more dip, and the
-- stop is what limits it.
return strategy {
  name = "rsi_dip", timeframe = "1h",
  params = {
    period = int { 14, min = 2, max = 60 },
    trend = int { 200, min = 20, max = 400 },
    enter = number { 30, min = 5, max = 45 },
    leave = number { 55, min = 46, max = 90 },
  },
  rules = function(m, p)
    local rsi = ta.rsi(m.close, p.period)
    local up = m.close:above(ta.ema(m.close, p.trend))
    return {
      long = {
        enter = all { rsi:below(p.enter), up },
        exit = rsi:above(p.leave),
        stop_loss = 0.05,
      },
    }
  end,
}
