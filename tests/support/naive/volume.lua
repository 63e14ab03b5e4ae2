--- Slow twins of the volume indicators; see init.lua.
local twins = {}

return twins
