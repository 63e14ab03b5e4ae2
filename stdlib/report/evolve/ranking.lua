--- The table of the best of a search for strategies: what they did in-sample and in the validation
-- part, and where they come from.
local aims = require "stdlib.report.search.aims"
local cells = require "stdlib.report.cells"
local html = require "stdlib.report.html"
local metrics = require "stdlib.report.metrics"
local table_of = require "stdlib.report.search.ranking"

local ranking = {}

local CURVES = 10 -- those that have a colour in the chart of equity
local PAIRS = { "sharpe_ratio", "total_return", "num_trades", "max_drawdown" }

local function add(list, columns)
  for _, column in ipairs(columns) do list[#list + 1] = column end
end

local function add_aim(list, found, i, aim)
  add(list, table_of.pair { title = aim.title, key = aim.key, unit = aim.unit,
    of = function(one, part)
      if part == "validation" and aim.key then return found.mean(one, part, aim.key) end
      local values = part == "in_sample" and one.record.values or one.seen_later
      return aims.number(aim, values and values[i])
    end })
end

local function add_metric(list, found, key)
  add(list, table_of.pair { title = metrics.name(key), key = key,
    of = function(one, part) return found.mean(one, part, key) end })
end

local function number_cell(_, i) return table_of.number(i, tostring(i)) end

local function name_cell(one, i)
  local swatch = i <= CURVES and html.tag("i", "", { class = "swatch c" .. i }) or ""
  return cells.cell(swatch .. html.escape(one.name), "text")
end

-- The aims come first, then the metrics that are no aims.
local function columns_of(found)
  local taken = {}
  local list = {
    { title = "#", rising = true, cell = number_cell },
    { title = "Strategy", left = true, rising = true, cell = name_cell },
  }
  for i, aim in ipairs(found.aims) do
    if aim.key then taken[aim.key] = true end
    add_aim(list, found, i, aim)
  end
  for _, key in ipairs(PAIRS) do
    if not taken[key] then add_metric(list, found, key) end
  end
  list[#list + 1] = { title = "Complexity", cell = function(one)
    return table_of.number(one.complexity, tostring(one.complexity))
  end }
  list[#list + 1] = { title = "Generation", cell = function(one)
    local generation = one.record.generation
    return table_of.number(generation, generation >= found.search.generation and "refined"
      or tostring(generation))
  end }
  return list
end

--- The table, its rows sortable by any column.
function ranking.table(found) return table_of.table(columns_of(found), found.top) end

return ranking
