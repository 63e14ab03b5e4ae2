--- Hold while the average of 10 hours is above that of 30.
--
-- Works on `tide demo --edge cross`, a made-up market that rises while it is and falls
-- while it is not. Fails on noise, where an average says nothing about the next hour.
return strategy {
  name = "planted_cross",
  rules = function(m)
    local fast, slow = ta.sma(m.close, 10), ta.sma(m.close, 30)
    return { long = { enter = fast:crosses_above(slow), exit = fast:crosses_below(slow) } }
  end,
}
