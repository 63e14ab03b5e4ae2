--- What a search found, for people.
local format = require "stdlib.report.format"
local grid = require "runtime.grid"
local judge = require "runtime.evolve.judge"
local layout = require "stdlib.layout"
local permute = require "runtime.evolve.permute"
local searched = require "runtime.search.show"

local show = {}

local ENDS = {
  generations = "all generations are done", patience = "it found nothing better for a while",
}

--- How much was tried, and why the search came to its end.
function show.head(found)
  local search = found.search
  local text = ("%s strategies tried in %d generations"):format(format.decimal(#search.order, 0),
    search.generation)
  local why = ENDS[found.ended]
  return why and ("%s; %s"):format(text, why) or text
end

local function number(x) return x and format.decimal(x, 2) or "-" end

--- The best, with what they did where the search looked and where it did not.
local function table_of(found, width)
  local rank, name, aim, complexity = { title = "#" }, { title = "strategy", left = true },
    { title = found.title }, { title = "complexity" }
  for i, one in ipairs(found.top) do
    local values = {}
    for k, x in ipairs(one.record.values) do values[k] = number(x) end
    rank[i], name[i], aim[i] = tostring(i), one.name, table.concat(values, " ")
    complexity[i] = tostring(one.complexity)
  end
  local columns = { rank, name, found.title ~= "sharpe_ratio" and aim or nil }
  searched.add_metrics(columns, found.top, judge.mean)
  columns[#columns + 1] = complexity
  return (grid.text(columns, #found.top, width, 4):gsub("\n$", ""))
end

local function permutation_lines(found, width)
  local lines = { "", "Permutation test" }
  for _, line in ipairs(layout.hanging(permute.sentence(found.permutation), width)) do
    lines[#lines + 1] = line
  end
  return lines
end

--- What is said when there is no winner.
function show.nothing(found)
  return ("No strategy was fit: none made %d trades with a defined %s."):format(
    found.opts.min_trades, found.objective.text)
end

--- The text of a finished search.
-- @param found  see runtime.commands.evolve
function show.text(found)
  return searched.text(found, {
    head = { show.head(found) }, nothing = not found.top[1] and show.nothing(found) or nil,
    body = function(width) return { table_of(found, width) } end,
    after = found.permutation and function(width) return permutation_lines(found, width) end,
  })
end

return show
