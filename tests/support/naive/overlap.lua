--- Slow twins of the overlap indicators; see init.lua.
local twins = {}

return twins
