--- What a search found, for people.
local format = require "stdlib.report.format"
local grid = require "runtime.grid"
local judge = require "runtime.evolve.judge"
local layout = require "stdlib.layout"
local permute = require "runtime.evolve.permute"
local searched = require "runtime.search.show"
local terminal = require "runtime.terminal"

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

local function metric(one, part, key, unit)
  return format.metric(judge.mean(one, part, key), unit)
end

--- The best, with what they did where the search looked and where it did not.
local function table_of(found, width)
  local columns = {
    { title = "#" }, { title = "strategy", left = true }, { title = found.title },
    { title = "sharpe" }, { title = "validation" }, { title = "return" }, { title = "validation" },
    { title = "trades" }, { title = "validation" }, { title = "max. dd" }, { title = "complexity" },
  }
  for i, one in ipairs(found.top) do
    local values = {}
    for k, x in ipairs(one.record.values) do values[k] = number(x) end
    local cells = {
      tostring(i), one.name, table.concat(values, " "),
      metric(one, "in_sample", "sharpe_ratio"), metric(one, "validation", "sharpe_ratio"),
      metric(one, "in_sample", "total_return", "fraction"),
      metric(one, "validation", "total_return", "fraction"),
      metric(one, "in_sample", "num_trades", "count"),
      metric(one, "validation", "num_trades", "count"),
      metric(one, "in_sample", "max_drawdown", "fraction"), tostring(one.complexity),
    }
    for k, cell in ipairs(cells) do columns[k][i] = cell end
  end
  if found.title == "sharpe_ratio" then table.remove(columns, 3) end
  return grid.text(columns, #found.top, width, 4)
end

local function permutation_lines(found, width)
  if not found.permutation then return {} end
  local lines = { "", "Permutation test" }
  for i, line in ipairs(layout.wrap(permute.sentence(found.permutation), width - 4)) do
    lines[#lines + 1] = (i == 1 and "  " or "    ") .. line
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
  local width = terminal.columns(terminal.STDOUT)
  local bold = terminal.colour(terminal.STDOUT)
  local function paint(text, style)
    return bold and style and "\27[1m" .. text .. "\27[0m" or text
  end
  local lines = {}
  local function add(list) for _, line in ipairs(list) do lines[#lines + 1] = line end end
  for _, text in ipairs(searched.data_lines(found.datasets)) do add(layout.wrap(text, width)) end
  add(layout.wrap(show.head(found), width))
  lines[#lines + 1] = ""
  if #found.top == 0 then
    add(layout.wrap(show.nothing(found), width))
    return table.concat(lines, "\n") .. "\n"
  end
  lines[#lines + 1] = table_of(found, width):gsub("\n$", "")
  add(searched.block_lines(found, width, paint))
  add(permutation_lines(found, width))
  return table.concat(lines, "\n") .. "\n"
end

return show
