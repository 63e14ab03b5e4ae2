--- permute_ms_*: 100,000 candles shuffled, one by one and in blocks of a day; planted_ms_*:
-- 20,000 hours of a market in which a rule has an edge, the rule loaded.
local planted = require "runtime.planted"
local walk = require "tests.support.walk"

local PERMUTED, BLOCKS, PLANTED, ROUNDS = 100000, { 1, 24 }, 20000, 21

return function(report)
  local strategies = {}
  for _, edge in ipairs(planted.names) do strategies[edge] = planted.strategy(edge) end
  local candles = planted.candles { edge = "rsi", bars = PERMUTED, strategy = strategies.rsi }
  for _, block in ipairs(BLOCKS) do
    local seconds = walk.median(ROUNDS, function() assert(candles:permute(1, block)) end)
    report("permute_ms_block_" .. block, seconds * 1e3, "ms")
  end
  for _, edge in ipairs(planted.names) do
    local seconds = walk.median(ROUNDS, function()
      planted.candles { edge = edge, bars = PLANTED, strategy = strategies[edge] }
    end)
    report("planted_ms_" .. edge, seconds * 1e3, "ms")
  end
end
