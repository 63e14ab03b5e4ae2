--- What the JSON documents of all searches say in the same words.
local honesty = require "stdlib.research.honesty"
local json = require "stdlib.json"

local document = {}

local function part_range(part)
  if not part then return json.null end
  return json.object {
    "from", tonumber(part.from) / 1000,
    "to", part.to ~= 0 and tonumber(part.to) / 1000 or json.null,
    "bars", part.bars,
  }
end

--- The instruments, their parts, and the honesty block of the winner on each.
-- @param found  { datasets, blocks = by data set }
function document.data(found)
  local list = {}
  for i, one in ipairs(found.datasets) do
    local block = found.blocks[i]
    list[i] = json.object {
      "symbol", one.symbol, "timeframe", one.candles.timeframe, "source", one.path,
      "in_sample", part_range(one.parts.in_sample), "validation", part_range(one.parts.validation),
      "test", part_range(one.parts.test), "honesty", block and honesty.object(block) or json.null,
    }
  end
  return json.array(list)
end

--- The worst of the blocks: what is said of the winner as a whole.
-- @param sign  1 where less is worse, else -1
function document.worst(found, key, sign)
  local least
  for i = 1, #found.datasets do
    local x = found.blocks[i] and found.blocks[i][key]
    if x and (not least or sign * x < sign * least) then least = x end
  end
  return least == nil and json.null or least
end

return document
