--- A strategy that never trades: what a window holds in which nothing was fit to be chosen.
local strategies = require "stdlib.strategy"

local flat = {}

local TEXT = [[{"name":"flat","entry_rules":{"long":{"conditions":[{"indicator":"close",
  "comparison":"greater_than","value":{"indicator":"close"}}]}}}]]

--- @return a choice, as stdlib.research.walkforward wants it, without a value and parameters
function flat.choice()
  local made = assert(strategies.from_json(TEXT))
  return { strategy = made, hash = made.hash, flat = true }
end

return flat
