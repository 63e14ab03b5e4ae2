--- Which combination to take, why, and what it did on both parts.
local aims = require "stdlib.report.search.aims"
local cells = require "stdlib.report.cells"
local format = require "stdlib.report.format"
local frontend = require "stdlib.report.frontend"
local head = require "stdlib.report.search.head"
local html = require "stdlib.report.html"
local tables = require "stdlib.report.search.metrics"

local choice = {}

local tag = html.tag

--- The values of a combination: "fast 12, slow 40".
function choice.text(point, axes)
  local parts = {}
  for i, a in ipairs(axes) do
    parts[i] = ("%s %s"):format(a.name, format.value(point.values[a.name]))
  end
  return table.concat(parts, ", ")
end

local function pair(name, value, attributes)
  return tag("div", tag("dt", html.escape(name)) .. tag("dd", value, attributes)) .. "\n"
end

-- Its parameters, and how it stands among its neighbours.
local function values(found, point)
  local out = {}
  for i, a in ipairs(found.space.axes) do
    out[i] = pair(a.name, html.escape(format.value(point.values[a.name])),
      { ["data-param"] = a.name })
  end
  local mean, share = point.neighbours, point.plateau
  out[#out + 1] = pair("Rank", cells.number(point.rank, format.decimal(point.rank, 0)))
  out[#out + 1] = pair(found.aim.title .. ", mean of its neighbours",
    cells.number(mean, aims.text(found.aim, mean)))
  out[#out + 1] = pair("Plateau: what they keep of its lead",
    cells.number(share, share and format.decimal(100 * share, 0) .. " %"))
  return tag("dl", table.concat(out), { class = "pairs values" })
end

--- The section: of the recommended combination, or of the best where there is none to recommend.
function choice.section(found)
  local axes, one = found.space.axes, found.recommended or found.best
  local what = found.recommended and "Take" or "Not recommended, but the best"
  return html.fill(frontend.own "page/optimize/choice.html", {
    advice = head.sentences(found.advice),
    what = ("%s: %s"):format(what, html.escape(choice.text(one, axes))),
    values = values(found, one), short = tables.short(one, found.datasets),
    details = tables.all(one, found.datasets),
  })
end

return choice
