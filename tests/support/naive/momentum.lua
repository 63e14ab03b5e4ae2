--- Slow twins of the momentum indicators; see init.lua.
local twins = {}

return twins
