--- What a search over parameters has found, for people.
local format = require "stdlib.report.format"
local grid = require "runtime.grid"
local layout = require "stdlib.layout"
local picture = require "runtime.optimize.picture"
local searched = require "runtime.search.show"
local trials = require "runtime.optimize.trials"

local show = {}

local function number(x) return x and format.decimal(x, 2) or "-" end

local function percent(x) return x and format.decimal(100 * x, 0) .. " %" or "-" end

local function count(n, one, many)
  return ("%s %s"):format(format.decimal(n, 0), n == 1 and one or many)
end

--- The mean of a metric over the instruments on which it is defined.
-- @param by_place  metrics of a part as the host has them, by instrument
local function mean(by_place, places, key)
  local sum, n = 0, 0
  for place = 1, places do
    local x = by_place[place] and trials.metrics_of(by_place[place], { key })[key]
    if x then sum, n = sum + x, n + 1 end
  end
  return n > 0 and sum / n or nil
end

local function value_text(x) return type(x) == "number" and format.value(x) or tostring(x) end

--- "fast 12, slow 40"
function show.params(point, axes)
  local list = {}
  for i, a in ipairs(axes) do
    list[i] = ("%s %s"):format(a.name, value_text(point.values[a.name]))
  end
  return table.concat(list, ", ")
end

local function mark(point, found)
  if point == found.recommended then return "take" end
  return point.peak and "peak" or ""
end

--- Means of metrics over the instruments: function(point, part, key) -> number or nil.
function show.means(datasets)
  return function(point, part, key)
    local strategy = point.strategy
    return mean(part == "in_sample" and strategy.numbers or strategy.outside, #datasets, key)
  end
end

local function table_of(found, width)
  local columns = { { title = "#" } }
  for r, point in ipairs(found.shown) do columns[1][r] = tostring(point.rank) end
  for _, a in ipairs(found.space.axes) do
    local column = { title = a.name }
    for r, point in ipairs(found.shown) do column[r] = value_text(point.values[a.name]) end
    columns[#columns + 1] = column
  end
  local marks, scores, values = { title = "", left = true }, { title = "plateau" },
    { title = found.objective.text }
  for r, point in ipairs(found.shown) do
    marks[r], values[r] = mark(point, found), number(point.value)
    scores[r] = percent(point.plateau)
  end
  columns[#columns + 1], columns[#columns + 2] = marks, scores
  if found.objective.text ~= "sharpe_ratio" then columns[#columns + 1] = values end
  searched.add_metrics(columns, found.shown, show.means(found.datasets))
  return grid.text(columns, #found.shown, width, #found.space.axes + 4)
end

--- How much was tried.
function show.head(found)
  local tried = found.tried
  local parts = { ("%s of %s tried"):format(format.decimal(#tried.list, 0),
    count(found.combinations, "combination", "combinations")) }
  local unfit = #tried.list - #found.best - tried.failed
  if tried.recalled > 0 then
    parts[#parts + 1] = ("%s known from before"):format(format.decimal(tried.recalled, 0))
  end
  if unfit > 0 then parts[#parts + 1] = ("%s unfit"):format(format.decimal(unfit, 0)) end
  if tried.failed > 0 then
    parts[#parts + 1] = ("%s could not run"):format(format.decimal(tried.failed, 0))
  end
  return table.concat(parts, "; ")
end

--- What is said when there is no winner.
function show.nothing(found)
  local list = {}
  for i, constraint in ipairs(found.constraints) do list[i] = constraint.text end
  return ("No combination was fit: none has a defined %s%s."):format(found.objective.text,
    #list > 0 and " with " .. table.concat(list, " and ") or "")
end

--- What lies at the end of its range may go on beyond it.
local function border(point, axes)
  local names = {}
  for i, a in ipairs(axes) do
    local level = point.levels[i]
    local last = level == 0 or level == a.n - 1
    if a.ordered and a.n > 1 and last then names[#names + 1] = a.name end
  end
  if #names == 0 then return nil end
  return ("At the end of its range, beyond which nothing was tried: %s."):format(
    table.concat(names, ", "))
end

--- Which one to take, and why.
function show.advice(found)
  local best, taken, axes = found.best[1], found.recommended, found.space.axes
  local list = {}
  if best.peak then
    list[1] = ("The best (%s) is a peak: the mean of its neighbours is %s, and %s of its lead over "
      .. "the median combination is left."):format(show.params(best, axes),
      number(best.neighbours), percent(best.plateau))
  elseif best.plateau == nil then
    list[1] = ("Whether the best (%s) stands alone cannot be told: %s."):format(
      show.params(best, axes), best.neighbours and "it is no better than the median combination"
      or "too few were tried beside it")
  end
  if taken then
    list[#list + 1] = ("Take %s%s: its neighbours keep %s of its lead, and their mean is %s.")
      :format(show.params(taken, axes), taken == best and ", the best" or "",
      percent(taken.plateau), number(taken.neighbours))
    list[#list + 1] = border(taken, axes)
  else
    list[#list + 1] = "There is none to recommend."
  end
  return list
end

local function importance_line(found)
  if not found.importance then return nil end
  local parts, rest = {}, 1
  for i, a in ipairs(found.space.axes) do
    parts[i] = ("%s %s"):format(a.name, percent(found.importance[i]))
    rest = rest - found.importance[i]
  end
  if #parts > 1 and found.whole and rest > 0.00005 then
    parts[#parts + 1] = ("together %s"):format(percent(rest))
  end
  return table.concat(parts, ", ")
end

local function result_lines(found, width, paint)
  local lines = { (table_of(found, width):gsub("\n$", "")), "", paint("Choice", "bold") }
  local function add(list) for _, line in ipairs(list) do lines[#lines + 1] = line end end
  for _, sentence in ipairs(show.advice(found)) do add(layout.hanging(sentence, width)) end
  local matters = importance_line(found)
  if matters then
    add(layout.hanging(("Explained by each parameter alone: %s."):format(matters), width))
  end
  if #found.heatmaps == 1 then
    lines[#lines + 1] = ""
    add(picture.lines(found.heatmaps[1], width))
  end
  return lines
end

--- The text of a search.
-- @param found  see runtime.commands.optimize
function show.text(found)
  local head = { show.head(found) }
  for _, note in ipairs(found.notes) do head[#head + 1] = note end
  return searched.text(found, {
    head = head, nothing = not found.best[1] and show.nothing(found) or nil,
    body = function(width, paint) return result_lines(found, width, paint) end,
  })
end

return show
