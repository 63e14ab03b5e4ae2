--- The HTML report of a Monte Carlo: for each method its question, how far the paths spread, and
-- where the real result stands among them. One file that opens offline.
--
--     local report = require "stdlib.report.montecarlo"
--     local ok, message = report.write("out.html", { { strategy =, symbol =, result =, settings =,
--       methods = of stdlib.research.montecarlo, facts = texts, left_out =, command = } })
local cells = require "stdlib.report.cells"
local format = require "stdlib.report.format"
local frontend = require "stdlib.report.frontend"
local histogram = require "stdlib.report.montecarlo.histogram"
local html = require "stdlib.report.html"
local json = require "stdlib.json"
local page = require "stdlib.report.page"
local paths = require "stdlib.research.paths"
local sections = require "stdlib.report.sections"

local report = {}

local SCRIPTS = {
  "page/theme.js", "page/show.js", "page/plots.js", "page/montecarlo/fan.js",
  "page/montecarlo/histogram.js", "page/montecarlo/main.js",
}

-- Title and unit of what is measured.
local MEASURES = {
  final_equity = { "Final equity", "cash" },
  max_drawdown = { "Max. drawdown", "fraction" },
  sharpe_ratio = { "Sharpe", "ratio" },
}

local COLUMNS = {
  { "Actual", "actual" }, { "Below it", "rank" }, { "99 % from", "low_99" },
  { "95 % from", "low_95" }, { "Median", "median" }, { "to 95 %", "high_95" },
  { "to 99 %", "high_99" }, { "Mean", "mean" }, { "Deviation", "deviation" },
}

local function text_of(x, key, unit)
  return key == "rank" and x and format.decimal(100 * x, 1) .. " %" or format.metric(x, unit)
end

local function table_of(m)
  local head, rows = { cells.head "" }, {}
  for i, column in ipairs(COLUMNS) do head[i + 1] = cells.head(column[1]) end
  for i, key in ipairs(paths.measures) do
    local title, unit = MEASURES[key][1], MEASURES[key][2]
    local row = { cells.cell(title) }
    for k, column in ipairs(COLUMNS) do
      local x = m[key][column[2]]
      row[k + 1] = cells.cell(cells.number(x, text_of(x, column[2], unit)))
    end
    rows[i] = cells.row(row)
  end
  return cells.table("rows", cells.row(head), rows)
end

local function fan_label(m)
  local d = m.final_equity
  return ("Equity of %s paths: half of them end above %s, 95 in 100 between %s and %s"):format(
    format.decimal(m.paths, 0), format.decimal(d.median, 0), format.decimal(d.low_95, 0),
    format.decimal(d.high_95, 0))
end

local function plots_of(id)
  local out = {}
  for i, key in ipairs(paths.measures) do
    out[i] = html.fill(frontend.own "page/montecarlo/histogram.html", {
      title = MEASURES[key][1], id = id .. "-" .. key,
      label = html.escape(("Distribution of %s over the paths, with the actual one marked"):format(
        MEASURES[key][1]:lower())),
    })
  end
  return table.concat(out)
end

local function method_of(m, facts, id)
  return html.fill(frontend.own "page/montecarlo/method.html", {
    title = html.escape(m.title), asks = html.escape(m.asks), facts = html.escape(facts),
    table = table_of(m), id = id, label = html.escape(fan_label(m)), plots = plots_of(id),
  })
end

local function left_out_of(one)
  local out = {}
  for i, m in ipairs(one.left_out) do
    out[i] = html.tag("p", html.escape(("%s was left out: %s."):format(m.method, m.reason)),
      { class = "key" })
  end
  return table.concat(out, "\n")
end

local function article(one, index)
  local r, methods = one.result, {}
  for i, m in ipairs(one.methods) do
    methods[i] = method_of(m, one.facts[i], ("%d-%s"):format(index, m.method))
  end
  local facts = ("%s &middot; %s &middot; %s to %s &middot; %s trades"):format(
    html.tag("b", html.escape(one.symbol)), html.escape(r.timeframe), format.date(r.from),
    format.date(r.to), format.decimal(#r.trades, 0))
  return html.tag("p", facts, { class = "facts" }) .. "\n" .. table.concat(methods)
    .. left_out_of(one)
end

local function data_of(found)
  local charts = {}
  for index, one in ipairs(found) do
    for _, m in ipairs(one.methods) do
      local bands, histograms = {}, {}
      for key, list in pairs(m.bands) do bands[key] = json.array(list) end
      for i, key in ipairs(paths.measures) do
        local made = histogram.of(m.columns.results[key], m.paths, m[key])
        made.key, made.title, made.unit = key, MEASURES[key][1], MEASURES[key][2]
        histograms[i] = made
      end
      charts[#charts + 1] = {
        id = ("%d-%s"):format(index, m.method), bands = bands, histograms = json.array(histograms),
      }
    end
  end
  return { charts = json.array(charts) }
end

local function setup_of(one)
  return sections.settings("Strategy", { file = one.strategy.path, hash = one.strategy.hash })
    .. sections.settings("Parameters", one.strategy.params) .. sections.account(one.settings)
end

--- The page as text.
-- @param packages  what frontend.load gave
function report.render(found, packages)
  local articles, strategy = {}, found[1].strategy
  for i, one in ipairs(found) do articles[i] = article(one, i) end
  local where = #found == 1 and found[1].symbol or #found .. " instruments"
  return page.render({
    title = ("%s on %s, what might have come - tide"):format(strategy.name, where),
    kicker = "tide montecarlo", heading = strategy.name,
    lead = "What might have come instead, and where the real result stands among it.",
    body = html.fill(frontend.own "page/montecarlo/body.html", {
      articles = table.concat(articles, "\n"), setup = setup_of(found[1]),
      command = sections.command(found[1]),
    }),
    note = "Times are UTC. Paths made of what was say nothing about what never was: a crash that "
      .. "is not in the data is in no path.",
    data = data_of(found), libraries = { { name = "uplot", what = "Charts" } },
    styles = { "page/report.css", "page/montecarlo/montecarlo.css" }, scripts = SCRIPTS,
  }, packages)
end

--- Write the report.
-- @return true, or nil and a message
function report.write(path, found) return page.save(path, report.render, found) end

return report
