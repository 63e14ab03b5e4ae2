--- How much each parameter matters: the share of the variance of the objective that is explained
-- by it alone, over all combinations that are fit.
--
--     share = variance of the means of its values (weighted by how many have it) / variance of all
--
-- On a whole grid these are the main effects of the analysis of variance, and what they leave to 1
-- is what parameters do together. A parameter of many values is looked at in ten stretches of its
-- range where the combinations are no grid.
local importance = {}

local function class_of(a, level, most)
  if a.n <= most then return level end
  return math.floor(level * most / a.n)
end

local function share_of(a, index, points, mean, total, most)
  local sums, counts = {}, {}
  for _, p in ipairs(points) do
    local class = class_of(a, p.levels[index], most)
    sums[class] = (sums[class] or 0) + p.value - mean
    counts[class] = (counts[class] or 0) + 1
  end
  local between = 0
  for class, sum in pairs(sums) do between = between + sum * sum / counts[class] end
  return between / total
end

--- Classes of a parameter where combinations are drawn at random.
importance.CLASSES = 10

--- @param axes    of stdlib.optimizer.axis
-- @param points  list of { levels, value }
-- @param most    classes of a parameter at most; nil: each value is one
-- @return list of shares in the order of the axes; nil where nothing varies
function importance.of(axes, points, most)
  local mean, total = 0, 0
  for _, p in ipairs(points) do mean = mean + p.value / #points end
  for _, p in ipairs(points) do total = total + (p.value - mean) ^ 2 end
  if total == 0 then return nil end
  local shares = {}
  for i, a in ipairs(axes) do shares[i] = share_of(a, i, points, mean, total, most or math.huge) end
  return shares
end

return importance
