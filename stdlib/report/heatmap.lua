--- The monthly returns as a table whose cells are coloured by size and sign.
local cells = require "stdlib.report.cells"
local format = require "stdlib.report.format"
local html = require "stdlib.report.html"
local months = require "stdlib.report.months"

local heatmap = {}

local NAMES = {
  "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
}
local DEEPEST = 0.55 -- opacity of the strongest cell: text stays readable on it

-- What a wide page and a phone show.
local function both(long, short)
  return html.tag("span", long, { class = "long" }) .. html.tag("span", short, { class = "short" })
end

local function cell(x, strongest, class)
  if not x then return cells.cell("", "empty") end
  local share = strongest > 0 and math.min(1, math.abs(x) / strongest) or 0
  local shown = both(format.decimal(100 * x, 1), format.decimal(100 * x, 0))
  return html.tag("td", html.tag("data", shown, { value = format.value(x) }), {
    class = ("%s %s"):format(cells.tone(x) or "", class):match "^%s*(.-)%s*$",
    style = ("--a:%.0f%%"):format(100 * DEEPEST * share),
  })
end

-- The strongest colour belongs to the ninth decile, so that one wild month
-- does not bleach the others.
local function strongest_of(years)
  local sizes = {}
  for _, year in ipairs(years) do
    for month = 1, 12 do sizes[#sizes + 1] = year[month] and math.abs(year[month]) end
  end
  table.sort(sizes)
  return sizes[math.ceil(0.9 * #sizes)]
end

local function head()
  local row = { cells.head "Year" }
  for month, name in ipairs(NAMES) do
    row[month + 1] = html.tag("th", both(name, name:sub(1, 1)), { scope = "col" })
  end
  row[#row + 1] = html.tag("th", both("Year", "Y"), { scope = "col", class = "year" })
  return cells.row(row)
end

--- @return rows of the table, head included
function heatmap.rows(run)
  local result = run.result.cdata
  local years = months.returns(run.candles.cdata.time, result.equity, result.first, result.last,
    run.settings.cash)
  local strongest = strongest_of(years)
  local rows = {}
  for i, year in ipairs(years) do
    local row = { html.tag("th", tostring(year.year), { scope = "row" }) }
    for month = 1, 12 do row[month + 1] = cell(year[month], strongest, "") end
    row[#row + 1] = cell(year.total, 2 * strongest, "year")
    rows[i] = cells.row(row)
  end
  return html.tag("thead", head()) .. html.tag("tbody", table.concat(rows))
end

return heatmap
