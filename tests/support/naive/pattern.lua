--- Slow twins of the pattern indicators; see init.lua.
local twins = {}

return twins
