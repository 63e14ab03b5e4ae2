--- The HTML report of strategies side by side: equity, metrics, and whether they differ by more
-- than chance. One file that opens offline.
--
--     local ok, message = report.write("out.html", {
--       comparisons = { { symbol, runs = { { name, result }, ... }, pairs, from, to }, ... },
--       keys = metrics, settings = table of the account, command =, heading = })
local ffi = require "ffi"
local backtest = require "stdlib.backtest"
local cells = require "stdlib.report.cells"
local compare = require "stdlib.research.compare"
local format = require "stdlib.report.format"
local frontend = require "stdlib.report.frontend"
local html = require "stdlib.report.html"
local metrics = require "stdlib.report.metrics"
local pack = require "stdlib.report.pack"
local page = require "stdlib.report.page"
local sections = require "stdlib.report.sections"

local report = {}

local POINTS, STEP = 1500, 1e-5 -- of a curve; of the cash
local SCRIPTS = {
  "page/theme.js", "page/decode.js", "page/show.js", "page/plots.js", "page/compare/main.js",
}
local SIGNED = { total_return = true, cagr = true, sharpe_ratio = true, expectancy = true }

local function metrics_table(one, keys)
  local head, rows = { cells.head "" }, {}
  for i, run in ipairs(one.runs) do head[i + 1] = cells.head(run.name) end
  for r, key in ipairs(keys) do
    local name, sentence = metrics.name(key)
    local row = { html.tag("th", html.escape(name), { scope = "row", title = sentence }) }
    for i, run in ipairs(one.runs) do
      local x = run.result.metrics[key]
      row[i + 1] = cells.cell(cells.metric(run, key, backtest.metric_units),
        SIGNED[key] and cells.tone(x) or nil)
    end
    rows[r] = cells.row(row)
  end
  return cells.table("compared", cells.row(head), rows)
end

local function pairs_table(one)
  local rows = {}
  for i, pair in ipairs(one.pairs) do
    rows[i] = cells.row {
      html.tag("th", html.escape(("%s - %s"):format(one.runs[pair.a].name, one.runs[pair.b].name)),
        { scope = "row" }),
      cells.cell(pair.missing and html.escape(pair.missing)
        or cells.number(pair.difference, format.decimal(pair.difference, 2))),
      cells.cell(cells.number(pair.p, format.decimal(pair.p, 3))),
      cells.cell(cells.number(pair.correlation, format.decimal(pair.correlation, 2))),
    }
  end
  local head = cells.row { cells.head "", cells.head "Sharpe", cells.head "p",
    cells.head "Correlation" }
  return cells.table("compared", head, rows)
end

local function section_of(one, place, keys)
  local said = {}
  for i, run in ipairs(one.runs) do
    said[i] = ("%s %s"):format(run.name, format.decimal(run.result.cdata.final_equity, 0))
  end
  return html.fill(frontend.own "page/compare/instrument.html", {
    symbol = html.escape(one.symbol), place = tostring(place), metrics = metrics_table(one, keys),
    pairs = pairs_table(one),
    label = html.escape(("Equity on %s from %s to %s; at the end %s"):format(one.symbol,
      format.date(one.from), format.date(one.to), table.concat(said, ", "))),
  })
end

local function column_of(run, one)
  local marks = compare.curve(run.result, one.from, one.to, POINTS)
  return pack.column(ffi.new("double[?]", POINTS, marks), POINTS, run.result.settings.cash * STEP)
end

local function curves_of(one)
  local time, names, curves = ffi.new("int64_t[?]", POINTS), {}, {}
  for i = 1, POINTS do
    time[i - 1] = math.floor(one.from + (one.to - one.from) * i / POINTS) * 1000
  end
  for i, run in ipairs(one.runs) do names[i], curves[i] = run.name, column_of(run, one) end
  return { n = POINTS, times = pack.times(time, 0, POINTS - 1), names = names, curves = curves }
end

--- The page as text.
-- @param packages  what frontend.load gave
function report.render(found, packages)
  local parts, instruments = {}, {}
  for i, one in ipairs(found.comparisons) do
    parts[i], instruments[i] = section_of(one, i - 1, found.keys), curves_of(one)
  end
  local setup = html.tag("section", '<div class="head"><h2>Set-up</h2></div>\n'
    .. html.tag("div", sections.account(found.settings), { class = "metrics" })
    .. sections.command(found), { class = "block" })
  return page.render({
    title = found.heading .. " - tide", kicker = "tide compare", heading = found.heading,
    lead = "On the same candles, with the same costs, beside buying and holding.",
    body = ("<main>\n%s%s\n</main>"):format(table.concat(parts), setup),
    note = "Times are UTC. A simulation of the past says nothing certain about the future; the "
      .. "better of two may be so by chance.",
    data = { instruments = instruments }, libraries = { { name = "uplot", what = "Charts" } },
    styles = { "page/report.css", "page/search/search.css" }, scripts = SCRIPTS,
  }, packages)
end

--- Write the report.
-- @return true, or nil and a message
function report.write(path, found) return page.save(path, report.render, found) end

return report
