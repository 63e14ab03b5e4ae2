--- Slow twins of the cycle indicators; see init.lua.
local twins = {}

return twins
