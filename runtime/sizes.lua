--- Sizes in bytes as people write them: 512MiB, 2G.
local population = require "stdlib.population"

local sizes = { DEFAULT = population.MEMORY }

local UNITS = { [""] = 1, k = 2 ^ 10, m = 2 ^ 20, g = 2 ^ 30, t = 2 ^ 40 }

--- @return bytes, or nil and what was wanted
function sizes.parse(word)
  local number, unit = word:lower():match "^(%d+%.?%d*)%s*([kmgt]?)i?b?$"
  local bytes = number and tonumber(number) * UNITS[unit]
  if not bytes or bytes >= 2 ^ 62 then return nil, "a size like 512MiB or 2GiB" end
  return bytes
end

return sizes
