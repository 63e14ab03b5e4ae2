--- What was varied, and how much each parameter matters.
local axis = require "stdlib.optimizer.axis"
local cells = require "stdlib.report.cells"
local format = require "stdlib.report.format"
local frontend = require "stdlib.report.frontend"
local html = require "stdlib.report.html"

local parameters = {}

local tag = html.tag

local FEW = 8 -- values that are all named

local function range_of(a)
  if a.n > FEW and a.step then
    return ("%s to %s, step %s"):format(format.value(a.from), format.value(a.to),
      format.value(a.step))
  end
  local list = {}
  for i, x in ipairs(axis.values(a)) do list[i] = format.value(x) end
  return table.concat(list, ", ")
end

local function percent(x) return format.decimal(100 * x, 1) .. " %" end

local function bar_of(share)
  local wide = ("width:%.1f%%"):format(100 * math.max(0, math.min(1, share)))
  return tag("span", tag("i", "", { style = wide }), { class = "share", ["aria-hidden"] = "true" })
end

local function share_cells(share)
  if not share then return cells.cell "-" .. cells.cell "" end
  return cells.cell(cells.number(share, percent(share))) .. cells.cell(bar_of(share), "bar")
end

local function value_cell(point, name)
  return cells.cell(point and html.escape(format.value(point.values[name])) or "-")
end

local function row_of(found, i, a)
  return cells.row {
    tag("th", html.escape(a.name), { scope = "row" }), cells.cell(html.escape(range_of(a)), "text"),
    cells.cell(cells.number(a.n, format.decimal(a.n, 0))), value_cell(found.best, a.name),
    value_cell(found.recommended, a.name),
    share_cells(found.importance and found.importance[i]),
  }
end

-- What parameters do together; where combinations are scattered the shares do not add up.
local function together(found)
  if not found.importance or not found.whole or found.unfit > 0 then return nil end
  local rest = 1
  for _, share in ipairs(found.importance) do rest = rest - share end
  if rest < 5e-5 then return nil end
  return cells.row {
    tag("th", "together", { scope = "row" }), cells.cell("", "text"), cells.cell "",
    cells.cell "", cells.cell "", share_cells(rest),
  }
end

-- What the shares sum to.
local function sum_of(found)
  if not found.whole then
    return "Combinations are scattered: ten stretches of a range take the place of its values, and "
      .. "the shares need not add up."
  end
  return found.unfit > 0 and "Some combinations are unfit: the shares need not add up."
    or "What they leave is what parameters do together."
end

--- The section.
function parameters.section(found)
  local rows = {}
  for i, a in ipairs(found.space.axes) do rows[i] = row_of(found, i, a) end
  rows[#rows + 1] = together(found)
  local heads = cells.row {
    cells.head "Parameter", cells.head("Searched", "text"), cells.head "Values", cells.head "Best",
    cells.head "Take", cells.head "Explains", cells.head("", "bar"),
  }
  return html.fill(frontend.own "page/optimize/parameters.html", {
    table = cells.table("rows parameters", heads, rows), more = sum_of(found),
  })
end

return parameters
