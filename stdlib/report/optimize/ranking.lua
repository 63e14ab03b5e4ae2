--- The table of the best combinations: their values, whether they stand alone, and what they did
-- in-sample and in the validation part. The test part stays sealed.
local aims = require "stdlib.report.search.aims"
local cells = require "stdlib.report.cells"
local format = require "stdlib.report.format"
local frontend = require "stdlib.report.frontend"
local html = require "stdlib.report.html"
local metrics = require "stdlib.report.metrics"
local table_of = require "stdlib.report.search.ranking"

local ranking = {}

local MOST = 1000 -- rows: a page is no data base
local METRICS = { "sharpe_ratio", "total_return", "num_trades", "max_drawdown" }

local function add(list, columns)
  for _, column in ipairs(columns) do list[#list + 1] = column end
end

local function value_column(a)
  return { title = a.name, rising = true, cell = function(point)
    local x = point.values[a.name]
    if type(x) == "number" then return table_of.number(x, format.value(x)) end
    return cells.cell(html.escape(format.value(x)))
  end }
end

local function mark_column(found)
  return { title = "Mark", left = true, rising = true, cell = function(point)
    local mark = point == found.recommended and "take" or point.peak and "peak"
    return cells.cell(mark and html.tag("span", mark, { class = "tag " .. mark }) or "-", "text")
  end }
end

local function score_columns(aim)
  local function score(key, title, text)
    return { title = title, group = "Neighbours", cell = function(point)
      local x = point[key]
      return table_of.number(x, x and text(x))
    end }
  end
  return {
    score("neighbours", "mean", function(x) return aims.text(aim, x) end),
    score("plateau", "plateau", function(x) return format.decimal(100 * x, 0) .. " %" end),
  }
end

local function test_column(found)
  local sealed = false
  for _, dataset in ipairs(found.datasets) do sealed = sealed or dataset.parts.test ~= nil end
  return { title = "test", group = "Test part", cell = function()
    return cells.cell(sealed and "sealed" or "left out", "sealed")
  end }
end

local function columns_of(found)
  local aim = found.aim
  local list = { { title = "#", rising = true, cell = function(point)
    return table_of.number(point.rank, tostring(point.rank))
  end } }
  for _, a in ipairs(found.space.axes) do list[#list + 1] = value_column(a) end
  list[#list + 1] = mark_column(found)
  add(list, score_columns(aim))
  add(list, table_of.pair { title = aim.title, key = aim.key, unit = aim.unit,
    of = function(point, part)
      return aims.number(aim, part == "in_sample" and point.value or point.seen_later)
    end })
  for _, key in ipairs(METRICS) do
    if key ~= aim.key then
      add(list, table_of.pair { title = metrics.name(key), key = key,
        of = function(point, part) return found.mean(point, part, key) end })
    end
  end
  list[#list + 1] = test_column(found)
  return list
end

-- The first of them, and the recommended one wherever it stands.
local function rows_of(found)
  local rows = {}
  for i, point in ipairs(found.top) do
    if i <= MOST or point == found.recommended then rows[#rows + 1] = point end
  end
  return rows
end

--- The section.
function ranking.section(found)
  local rows = rows_of(found)
  return html.fill(frontend.own "page/optimize/ranking.html", {
    table = table_of.table(columns_of(found), rows),
    many = #rows < #found.top and (" The first %s of %s are listed."):format(
      format.decimal(MOST, 0), format.decimal(#found.top, 0)) or "",
  })
end

return ranking
