--- Is a good combination one of many good ones, or alone among bad ones?
--
-- Neighbours are the combinations of the grid at most one step away in every parameter that has an
-- order. One that is unfit counts as the worst that was fit.
--
--   neighbours  mean of the neighbours' values
--   robust      the smaller of its own value and that mean
--   plateau     how much of the lead over the median combination the neighbours keep:
--               (neighbours - median) / (value - median); undefined where there is no lead
--   peak        plateau below 0.5: what was found is in its exact numbers
local stats = require "stdlib.stats"

local plateau = {}

--- Below this share of the lead a combination is a peak.
plateau.PEAK = 0.5

--- Adds to each number those of its neighbours along one axis.
local function spread(from, stride, n, count)
  local to = {}
  for i = 1, count do
    local level = math.floor((i - 1) / stride) % n
    local sum = from[i]
    if level > 0 then sum = sum + from[i - stride] end
    if level < n - 1 then sum = sum + from[i + stride] end
    to[i] = sum
  end
  return to
end

local function around(space, numbers)
  for i, a in ipairs(space.axes) do
    if a.ordered and a.n > 1 then
      numbers = spread(numbers, space.strides[i], a.n, space.count)
    end
  end
  return numbers
end

--- The median and the least of the values that are there; nil when there are none.
local function middle(values, count)
  local list = {}
  for i = 1, count do list[#list + 1] = values[i] end
  return stats.median(list)
end

--- @param value, mean of the neighbours, median of the combinations
-- @return { neighbours, robust, plateau, peak }
function plateau.score(value, mean, median)
  local made = { neighbours = mean, robust = math.min(value, mean) }
  if value > median then
    made.plateau = (mean - median) / (value - median)
    made.peak = made.plateau < plateau.PEAK
  end
  return made
end

--- @param space   of stdlib.optimizer.space, a grid
-- @param values  { [number] = value, or nil where it is unfit }
-- @param done    { [number] = true } of those that were tried, or nil: all
-- @return { [number] = { neighbours, robust, plateau, peak } } for all that are fit and have
--   neighbours
function plateau.of(space, values, done)
  local median, least = middle(values, space.count)
  local scores, filled, present = {}, {}, {}
  if not median then return scores end
  for i = 1, space.count do
    local there = not done or done[i]
    filled[i] = there and (values[i] or least) or 0
    present[i] = there and 1 or 0
  end
  local sums, counts = around(space, filled), around(space, present)
  for i = 1, space.count do
    local others = counts[i] - present[i]
    if values[i] and others > 0 then
      scores[i] = plateau.score(values[i], (sums[i] - filled[i]) / others, median)
    end
  end
  return scores
end

local NEAR = 0.1 -- of a range: where the neighbours of a point are that is on no grid
local LEAST = 3 -- of them

local function is_near(axes, a, b)
  for i, one in ipairs(axes) do
    local far = math.abs(a.levels[i] - b.levels[i])
    if far > (one.ordered and NEAR * one.n or 0) then return false end
  end
  return a ~= b
end

--- The same where combinations are scattered: neighbours are those tried within a tenth of the
-- range of every parameter, at least three of them.
-- @param points  everything that was tried: { levels, value or nil }
-- @param list    those that are scored, all fit
-- @param most    how many of them, from the first on
-- @return { [index in list] = as plateau.of gives }
function plateau.scattered(axes, points, list, most)
  local values, scores = {}, {}
  for i, p in ipairs(points) do values[i] = p.value end
  local median, least = middle(values, #points)
  for k = 1, math.min(most, #list) do
    local sum, count = 0, 0
    for _, p in ipairs(points) do
      if is_near(axes, list[k], p) then sum, count = sum + (p.value or least), count + 1 end
    end
    if count >= LEAST then scores[k] = plateau.score(list[k].value, sum / count, median) end
  end
  return scores
end

return plateau
