--- Slow twins of the price indicators; see init.lua.
local twins = {}

local NAN = 0 / 0

function twins.bars_since(n, c)
  local y = {}
  for t = 0, n - 1 do
    y[t] = NAN
    for s = 0, t do
      if c[1][s] == 1 then y[t] = t - s end
    end
  end
  return { y }
end

return twins
