--- The objective over the values of two parameters: mean and best over everything else.
local axis = require "stdlib.optimizer.axis"

local heatmap = {}

--- What stands beside an axis: its values, or the first values of its stretches.
local function labels(a, cells)
  local list = {}
  for k = 0, cells - 1 do list[k + 1] = axis.value(a, math.ceil(k * a.n / cells)) end
  return list
end

--- @param axes    of stdlib.optimizer.axis
-- @param i, j    the two: columns are the values of i, rows those of j
-- @param points  list of { levels, value }, those that are fit
-- @param most    cells in each direction at most: values beyond that share a cell
-- @return { x, y = names, x_values, y_values, mean, best = { [row] = { [column] = number or nil }
--   } }
function heatmap.of(axes, i, j, points, most)
  local a, b = axes[i], axes[j]
  local columns, rows = math.min(a.n, most), math.min(b.n, most)
  local made = { x = a.name, y = b.name, x_values = labels(a, columns), y_values = labels(b, rows),
    mean = {}, best = {} }
  local counts = {}
  for row = 1, rows do made.mean[row], made.best[row], counts[row] = {}, {}, {} end
  for _, p in ipairs(points) do
    local column = math.floor(p.levels[i] * columns / a.n) + 1
    local row = math.floor(p.levels[j] * rows / b.n) + 1
    local mean, best = made.mean[row], made.best[row]
    mean[column] = (mean[column] or 0) + p.value
    counts[row][column] = (counts[row][column] or 0) + 1
    best[column] = math.max(best[column] or -math.huge, p.value)
  end
  for row, list in ipairs(counts) do
    for column, count in pairs(list) do made.mean[row][column] = made.mean[row][column] / count end
  end
  return made
end

--- Every pair of axes that has something to show.
function heatmap.all(axes, points, most)
  local list = {}
  for i = 1, #axes do
    for j = i + 1, #axes do
      if axes[i].n > 1 and axes[j].n > 1 then
        list[#list + 1] = heatmap.of(axes, i, j, points, most)
      end
    end
  end
  return list
end

return heatmap
