--- The table of the best of a search, its rows sortable by any column.
local backtest = require "stdlib.backtest"
local cells = require "stdlib.report.cells"
local format = require "stdlib.report.format"
local html = require "stdlib.report.html"

local ranking = {}

local tag = html.tag

ranking.PARTS = { { "in_sample", "in-sample" }, { "validation", "validation" } }

-- Colours of these say whether they are above 0.
local SIGNED = { sharpe_ratio = true, total_return = true }

--- A cell with a number: its exact value, and as people read it.
function ranking.number(x, text, class) return cells.cell(cells.number(x, text), class) end

--- The columns of a value: one of each part that was looked at.
-- @param value  { title, key = metric or nil, unit = nil: that of the metric, of = function(one,
--   part) -> number or nil }
function ranking.pair(value)
  local list = {}
  local unit = value.unit or (value.key and backtest.metric_units[value.key]) or "ratio"
  for i, part in ipairs(ranking.PARTS) do
    list[i] = { title = part[2], group = value.title, cell = function(one)
      local x = value.of(one, part[1])
      return ranking.number(x, format.metric(x, unit), SIGNED[value.key] and cells.tone(x) or nil)
    end }
  end
  return list
end

local function head(column, first)
  return tag("th", tag("button", html.escape(column.title), { type = "button" }), {
    scope = "col", class = column.left and "text" or nil,
    ["data-rising"] = column.rising and "" or nil, ["aria-sort"] = first and "ascending" or nil,
  })
end

-- Groups of neighbouring columns have a title above theirs.
local function above(columns)
  local row, i = {}, 1
  while columns[i] do
    local group, from = columns[i].group, i
    while group and columns[i + 1] and columns[i + 1].group == group do i = i + 1 end
    row[#row + 1] = group and tag("th", html.escape(group), { scope = "colgroup",
      colspan = tostring(i - from + 1) }) or tag("td", "")
    i = i + 1
  end
  return cells.row(row, { class = "above" })
end

--- @param columns  list of { title, group = title above, left = it is text, rising = a click sorts
--   the smallest first, cell = function(one, i) -> HTML of a td }
-- @param rows     list of what `cell` is called with, in the order of the first column
function ranking.table(columns, rows)
  local below, list = {}, {}
  for k, column in ipairs(columns) do below[k] = head(column, k == 1) end
  for i, one in ipairs(rows) do
    local row = {}
    for k, column in ipairs(columns) do row[k] = column.cell(one, i) end
    list[i] = cells.row(row)
  end
  return (cells.table("rows ranking", above(columns) .. cells.row(below), list)
    :gsub("^<table", "<table data-sortable", 1))
end

return ranking
