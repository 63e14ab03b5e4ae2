--- The HTML report of a validation: the verdict and why, every check, the account and its
-- walk-forward beside holding, and the tables behind the checks. One file that opens offline.
--
--     local ok, message = report.write("validation.html", {
--       heading, lead, verdict, reasons, red_flags, strategy, settings, command,
--       checks, details = tables (runtime.validate.tables),
--       honesty = of stdlib.research.honesty or nil,
--       curves = { { title, label, days = list of ms, names, returns = lists by name }, ... },
--       grid = { space, heatmaps, aim, best = the strategy among them, top = {} } or nil })
local ffi = require "ffi"
local cells = require "stdlib.report.cells"
local frontend = require "stdlib.report.frontend"
local head = require "stdlib.report.search.head"
local html = require "stdlib.report.html"
local json = require "stdlib.json"
local maps = require "stdlib.report.optimize.maps"
local pack = require "stdlib.report.pack"
local page = require "stdlib.report.page"
local sections = require "stdlib.report.sections"

local report = {}

local STEP = 1e-5 -- of the 100 that an account begins with
local SCRIPTS = {
  "page/theme.js", "page/decode.js", "page/show.js", "page/plots.js", "page/search/aim.js",
  "page/optimize/map.js", "page/validation/main.js", "page/compare/main.js",
}
local CLASS = { passed = "gain", failed = "fall", ["not applicable"] = "none" }
local VERDICT = { GO = "go", ["NO-GO"] = "stop", ["MORE DATA"] = "wait" }

local function paragraphs(list, class)
  local out = {}
  for i, text in ipairs(list) do out[i] = html.tag("p", html.escape(text), { class = class }) end
  return table.concat(out, "\n")
end

local function flags_of(found)
  if #found.red_flags == 0 then return "" end
  local out = {}
  for i, text in ipairs(found.red_flags) do out[i] = html.tag("li", html.escape(text)) end
  return html.tag("h3", "Red flags") .. html.tag("ul", table.concat(out), { class = "flags" })
end

-- One check: what is asked and, below it, what is to be said of it.
local function check_row(row)
  local said = row[6] ~= "" and html.tag("small", html.escape(row[6])) or ""
  local level = row[5] ~= "" and html.tag("em", html.escape(row[5])) or ""
  return cells.row({
    html.tag("th", html.escape(row[1]) .. level .. said, { scope = "row" }),
    cells.cell(html.escape(row[2])), cells.cell(html.escape(row[3])),
    cells.cell(html.escape(row.result), CLASS[row.result]),
  }, { class = CLASS[row.result] })
end

local function checks_of(made)
  local rows = {}
  for i, row in ipairs(made.rows) do rows[i] = check_row(row) end
  local titles = cells.row { cells.head "", cells.head "found", cells.head "wanted", cells.head "" }
  return html.tag("div", html.tag("h3", html.escape(made.title))
    .. cells.table("checks", titles, rows), { class = "asked" })
end

local function detail_of(made)
  local titles, rows = {}, {}
  for i, title in ipairs(made.columns) do titles[i] = cells.head(title) end
  for r, row in ipairs(made.rows) do
    local list = { html.tag("th", html.escape(row[1]), { scope = "row" }) }
    for i = 2, #made.columns do list[i] = cells.cell(html.escape(row[i] or "")) end
    rows[r] = cells.row(list)
  end
  local scroll = html.tag("div", cells.table("rows", cells.row(titles), rows), {
    class = "scroll", tabindex = "0", role = "region", ["aria-label"] = made.title,
  })
  return html.tag("section", html.tag("div", html.tag("h2", html.escape(made.title)),
    { class = "head" }) .. scroll .. paragraphs(made.says or {}, "key"), { class = "block" })
end

local function honesty_of(block)
  if not block then return "" end
  return html.tag("section", '<div class="head"><h2>Honesty</h2></div>' .. head.block(block),
    { class = "block" })
end

local function curve_of(curve, place)
  return html.fill(frontend.own "page/validation/curve.html", {
    title = html.escape(curve.title), place = tostring(place), label = html.escape(curve.label),
  })
end

-- What 100 became, day by day.
local function growth(returns)
  local out, equity = ffi.new("double[?]", #returns), 100
  for i, r in ipairs(returns) do
    equity = equity * (1 + r)
    out[i - 1] = equity
  end
  return out
end

local function data_of(found)
  local list = {}
  for i, curve in ipairs(found.curves) do
    local n = #curve.days
    local time, columns = ffi.new("int64_t[?]", n), {}
    for k, ms in ipairs(curve.days) do time[k - 1] = ms * 1000 end
    for k, returns in ipairs(curve.returns) do
      columns[k] = pack.column(growth(returns), n, 100 * STEP)
    end
    list[i] = { n = n, times = pack.times(time, 0, n - 1), names = json.array(curve.names),
      curves = json.array(columns) }
  end
  local aim = found.grid and found.grid.aim
  return {
    instruments = json.array(list), maps = found.grid and maps.data(found.grid) or json.array {},
    aim = aim and { title = aim.title, unit = aim.unit, less = aim.less } or json.null,
  }
end

local function each(list, f)
  local out = {}
  for i, one in ipairs(list) do out[i] = f(one, i - 1) end
  return table.concat(out, "\n")
end

local function maps_of(grid)
  local pictures, class
  if grid then pictures, class = maps.pictures(grid) end
  return pictures and html.fill(frontend.own "page/validation/maps.html",
    { maps = pictures, class = class }) or ""
end

--- The page as text.
-- @param packages  what frontend.load gave
function report.render(found, packages)
  return page.render({
    title = ("%s: %s - tide"):format(found.heading, found.verdict), kicker = "tide validate",
    heading = found.heading, lead = found.lead,
    body = html.fill(frontend.own "page/validation/body.html", {
      verdict = html.escape(found.verdict), class = VERDICT[found.verdict],
      reasons = paragraphs(found.reasons), flags = flags_of(found),
      groups = each(found.checks, checks_of), curves = each(found.curves, curve_of),
      maps = maps_of(found.grid), details = each(found.details, detail_of),
      honesty = honesty_of(found.honesty),
      command = sections.command(found), setup = sections.setup(found),
    }),
    note = "Times are UTC. A simulation of the past says nothing certain about the future; a "
      .. "verdict says what was asked and what was answered.",
    data = data_of(found), libraries = { { name = "uplot", what = "Charts" } },
    styles = { "page/report.css", "page/search/search.css", "page/optimize/optimize.css",
      "page/validation/validation.css" },
    scripts = SCRIPTS,
  }, packages)
end

--- Write the report.
-- @return true, or nil and a message
function report.write(path, found) return page.save(path, report.render, found) end

return report
