--- Follow the MACD in the direction of the daily trend, with a trailing stop.
--
-- Works when a daily trend is under way and its setbacks are short. Fails at
-- turning points, where the daily average still points the old way, and in quiet
-- markets, where the lines cross often and go nowhere.
return strategy {
  name = "macd_trend", timeframe = "4h",
  params = {
    fast = int { 12, min = 5, max = 30 },
    slow = int { 26, min = 15, max = 80 },
    signal = int { 9, min = 3, max = 20 },
    trend = int { 50, min = 10, max = 200 },
    trail = number { 3.0, min = 1.0, max = 8.0 },
  },
  rules = function(m, p)
    local day = m("1d")
    local average = ta.ema(day.close, p.trend)
    local macd = ta.macd(m.close, p.fast, p.slow, p.signal)
    return {
      long = {
        enter = all { macd.macd:crosses_above(macd.signal), day.close:above(average) },
        exit = macd.macd:crosses_below(macd.signal),
        trailing_stop = atr(14) * p.trail, size = risk(0.02),
      },
      short = {
        enter = all { macd.macd:crosses_below(macd.signal), day.close:below(average) },
        exit = macd.macd:crosses_above(macd.signal),
        trailing_stop = atr(14) * p.trail, size = risk(0.02),
      },
    }
  end,
}
