--- Slow twins of the price indicators; see init.lua.
local twins = {}

return twins
