--- Hold the side of the faster average: long above the slower one, short below.
--
-- Works in long, smooth trends, which it joins late and leaves late. Fails in
-- markets that go sideways: the averages cross back and forth, and each crossing
-- pays costs for nothing. Always in the market after the first crossing.
return strategy {
  name = "sma_cross",
  params = {
    fast = int { 10, min = 2, max = 100 },
    slow = int { 30, min = 5, max = 400 },
  },
  rules = function(m, p)
    local fast, slow = ta.sma(m.close, p.fast), ta.sma(m.close, p.slow)
    return {
      long = { enter = fast:crosses_above(slow) },
      short = { enter = fast:crosses_below(slow) },
    }
  end,
}
