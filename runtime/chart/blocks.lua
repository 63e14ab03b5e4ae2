--- Curves for a terminal: one line of blocks each, all on one scale.
local blocks = {}

local BLOCKS = { "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█" }
local WIDE = 6 -- times that the most is above the least: from there on the scale is logarithmic

local function range(curves)
  local low, high = math.huge, -math.huge
  for _, curve in ipairs(curves) do
    for _, x in ipairs(curve) do
      if x == x then low, high = math.min(low, x), math.max(high, x) end
    end
  end
  return low, high
end

--- The lines of curves, and what their ends stand for.
-- @param curves  lists of numbers; one that is undefined leaves a gap
-- @return list of texts, { low, high, log }
function blocks.lines(curves)
  local low, high = range(curves)
  local log = low > 0 and high > WIDE * low
  local f = log and math.log or function(x) return x end
  local from, span = f(low), f(high) - f(low)
  local lines = {}
  for i, curve in ipairs(curves) do
    local cells = {}
    for k, x in ipairs(curve) do
      local level = span > 0 and math.floor((f(x) - from) / span * #BLOCKS) or 0
      cells[k] = x == x and BLOCKS[math.min(level, #BLOCKS - 1) + 1] or " "
    end
    lines[i] = table.concat(cells)
  end
  return lines, { low = low, high = high, log = log }
end

return blocks
