--- Slow twins of the statistic indicators; see init.lua.
local twins = {}

return twins
