--- Buy the 20-day high and add while the price goes on rising, as the Turtles did.
--
-- Works where a trend carries on for months: the position is largest when most of
-- the way is still ahead, and a new high is proof enough for more. Fails where
-- breaks of the high turn back: the adds raise the average price, so that a small
-- setback takes all of them out. Expect many small losses between few large gains.
return strategy {
  name = "turtle", timeframe = "1d",
  params = {
    enter = int { 20, min = 10, max = 60 },
    leave = int { 10, min = 5, max = 40 },
    step = int { 5, min = 2, max = 20 },
    stop = number { 2.0, min = 1.0, max = 6.0 },
    adds = int { 3, min = 1, max = 8 },
    part = number { 0.25, min = 0.05, max = 0.5 },
  },
  rules = function(m, p)
    local high = ta.highest(m.high, p.enter):shift(1)
    local low = ta.lowest(m.low, p.leave):shift(1)
    local higher = m.close:crosses_above(ta.highest(m.high, p.step):shift(1))
    return {
      long = {
        enter = m.close:crosses_above(high), exit = m.close:below(low),
        stop_loss = atr(20) * p.stop, size = p.part,
        add = { when = higher, max = p.adds },
      },
    }
  end,
}
