--- Hold from 14:00 to 20:00 UTC.
--
-- Works on `tide demo --edge session`, a made-up market that rises in these hours and gives
-- it back in the others. Fails on noise, where the clock decides nothing.
return strategy {
  name = "planted_session",
  rules = function(m)
    local busy = m.hour:between(13, 18) -- known at the close of an hour, held in the next
    return { long = { enter = busy, exit = none { busy } } }
  end,
}
