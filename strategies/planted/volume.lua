--- Buy a rising hour with twice the usual volume, and hold eight hours.
--
-- Works on `tide demo --edge volume`, a made-up market that goes on rising for eight hours
-- after such an hour. Fails on noise, where volume follows the move and nothing follows it.
return strategy {
  name = "planted_volume",
  rules = function(m)
    local busy = m.volume:above(ta.sma(m.volume, 20) * 2)
    return { long = { enter = all { busy, m.close:above(m.open) }, max_bars = 8 } }
  end,
}
