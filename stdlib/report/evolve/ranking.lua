--- The table of the best of a search: what they did in-sample and in the validation part.
local aims = require "stdlib.report.evolve.aims"
local backtest = require "stdlib.backtest"
local cells = require "stdlib.report.cells"
local format = require "stdlib.report.format"
local html = require "stdlib.report.html"
local metrics = require "stdlib.report.metrics"

local ranking = {}

local tag = html.tag

local CURVES = 10 -- those that have a colour in the chart of equity
local PAIRS = { "sharpe_ratio", "total_return", "num_trades", "max_drawdown" }
local SIGNED = { sharpe_ratio = true, total_return = true }

local function sortable(text, more)
  return tag("th", tag("button", html.escape(text), { type = "button" }), more)
end

local function pair(title, key, of)
  return { title = title, signed = key and SIGNED[key], unit = key and backtest.metric_units[key],
    of = of }
end

-- The pairs of columns: the aims first, then the metrics that are no aims.
local function pairs_of(found)
  local list, taken = {}, {}
  for i, aim in ipairs(found.aims) do
    if aim.key then taken[aim.key] = true end
    list[i] = pair(aim.title, aim.key, function(one, part)
      if part == "validation" and aim.key then return found.mean(one, part, aim.key) end
      local values = part == "in_sample" and one.record.values or one.seen_later
      return aims.number(aim, values and values[i])
    end)
    list[i].unit = aim.unit
  end
  for _, key in ipairs(PAIRS) do
    if not taken[key] then
      list[#list + 1] = pair(metrics.name(key), key, function(one, part)
        return found.mean(one, part, key)
      end)
    end
  end
  return list
end

local function number_cell(x, text, class)
  return cells.cell(cells.number(x, text), class)
end

local function row_of(found, columns, i, one)
  local swatch = i <= CURVES and tag("i", "", { class = "swatch c" .. i }) or ""
  local row = {
    cells.cell(cells.number(i, tostring(i))), cells.cell(swatch .. html.escape(one.name)),
  }
  for _, column in ipairs(columns) do
    for _, part in ipairs { "in_sample", "validation" } do
      local x = column.of(one, part)
      row[#row + 1] = number_cell(x, format.metric(x, column.unit),
        column.signed and cells.tone(x) or nil)
    end
  end
  row[#row + 1] = number_cell(one.complexity, tostring(one.complexity))
  local generation = one.record.generation
  row[#row + 1] = number_cell(generation, generation >= found.search.generation and "refined"
    or tostring(generation))
  return cells.row(row)
end

local function heads_of(columns)
  local above = { tag("td", ""), tag("td", "") }
  local below = { sortable("#", { scope = "col", ["aria-sort"] = "ascending" }),
    sortable("Strategy", { scope = "col", class = "text" }) }
  for _, column in ipairs(columns) do
    above[#above + 1] = tag("th", html.escape(column.title), { scope = "colgroup", colspan = "2" })
    below[#below + 1] = sortable("in-sample", { scope = "col" })
    below[#below + 1] = sortable("validation", { scope = "col" })
  end
  above[#above + 1] = tag("td", "")
  above[#above + 1] = tag("td", "")
  below[#below + 1] = sortable("Complexity", { scope = "col" })
  below[#below + 1] = sortable("Generation", { scope = "col" })
  return cells.row(above, { class = "above" }) .. cells.row(below)
end

--- The table, its rows sortable by any column.
function ranking.table(found)
  local columns, rows = pairs_of(found), {}
  for i, one in ipairs(found.top) do rows[i] = row_of(found, columns, i, one) end
  return (cells.table("rows ranking", heads_of(columns), rows)
    :gsub("^<table", "<table data-sortable", 1))
end

return ranking
