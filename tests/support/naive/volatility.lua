--- Slow twins of the volatility indicators; see init.lua.
local twins = {}

return twins
