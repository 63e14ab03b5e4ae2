--- Curves for a terminal: one line of blocks each, all on one scale.
local chart = {}

local BLOCKS = { "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█" }
local WIDE = 6 -- times that the most is above the least: from there on the scale is logarithmic

local function range(curves)
  local low, high = math.huge, -math.huge
  for _, curve in ipairs(curves) do
    for _, x in ipairs(curve) do low, high = math.min(low, x), math.max(high, x) end
  end
  return low, high
end

--- The lines of curves, and what their ends stand for.
-- @param curves  lists of numbers
-- @return list of texts, { low, high, log }
function chart.lines(curves)
  local low, high = range(curves)
  local log = low > 0 and high > WIDE * low
  local f = log and math.log or function(x) return x end
  local from, span = f(low), f(high) - f(low)
  local lines = {}
  for i, curve in ipairs(curves) do
    local blocks = {}
    for k, x in ipairs(curve) do
      local level = span > 0 and math.floor((f(x) - from) / span * #BLOCKS) or 0
      blocks[k] = BLOCKS[math.min(level, #BLOCKS - 1) + 1]
    end
    lines[i] = table.concat(blocks)
  end
  return lines, { low = low, high = high, log = log }
end

return chart
