--- The HTML report: one file that opens offline, with nothing to load.
--
--     local report = require "stdlib.report"
--     local ok, message = report.write("out.html", { strategy =, candles =, result =,
--                                                    symbol =, settings =, command = })
--
-- What can be read without scripts is HTML made here (sections.lua); charts and
-- the list of trades are drawn by page/*.js from packed columns (data.lua).
local backtest = require "stdlib.backtest"
local data = require "stdlib.report.data"
local format = require "stdlib.report.format"
local frontend = require "stdlib.report.frontend"
local html = require "stdlib.report.html"
local page = require "stdlib.report.page"
local sections = require "stdlib.report.sections"

local report = {}

local SCRIPTS = {
  "page/theme.js", "page/decode.js", "page/show.js", "page/plots.js", "page/curves.js",
  "page/bars.js", "page/candles.js", "page/trades.js", "page/main.js",
}

local LIBRARIES = {
  { name = "lightweight-charts", what = "Price chart" },
  { name = "uplot", what = "Other charts" },
}

local function period(run)
  local candles, result = run.candles.cdata, run.result.cdata
  return format.date(tonumber(candles.time[result.first]) / 1000),
    format.date(tonumber(candles.time[result.last]) / 1000)
end

local function facts(run)
  local from, to = period(run)
  local bars = run.result.cdata.last - run.result.cdata.first + 1
  return ("%s &middot; %s &middot; %s to %s &middot; %s bars"):format(
    html.tag("b", html.escape(run.symbol)), html.escape(run.result.timeframe), from, to,
    format.decimal(bars, 0))
end

local function warning(run)
  local text = run.result.cdata.ruined and "The account was lost: the run ended early."
    or run.result.cdata.n_trades == 0 and "The strategy made no trade in this period."
  return text and html.tag("p", text, { class = "warning" }) .. "\n" or ""
end

-- What a chart shows, for those who cannot see it.
local function labels(run)
  local m, result = run.result.metrics, run.result.cdata
  local from, to = period(run)
  local equity = ("Equity of %s from %s to %s: %s at the start, %s at the end; buy and hold %s")
    :format(run.symbol, from, to, format.decimal(run.settings.cash, 2),
      format.decimal(result.final_equity, 2), format.metric(m.buy_hold_return, "fraction"))
  local drawdown = ("Fall from the highest equity so far, at most %s"):format(
    format.metric(m.max_drawdown, "fraction"))
  local histogram = ("Distribution of the returns of %s trades, mean %s"):format(
    format.decimal(result.n_trades, 0), format.metric(m.expectancy, "fraction"))
  local candles = ("Candles of %s with a mark at each entry and exit"):format(run.symbol)
  return {
    equity_label = html.escape(equity),
    drawdown_label = html.escape(drawdown),
    histogram_label = html.escape(histogram),
    candles_label = html.escape(candles),
  }
end

local function article(run, index, template, units)
  local parts = labels(run)
  parts.index = tostring(index)
  parts.hidden = index > 0 and " hidden" or ""
  parts.symbol = html.escape(run.symbol)
  parts.facts = facts(run)
  parts.warning = warning(run)
  parts.cards = sections.cards(run, units)
  parts.months = sections.months(run)
  parts.exits = sections.exits(run)
  parts.metrics = sections.metrics(run, units)
  parts.setup = sections.setup(run)
  parts.command = sections.command(run)
  return html.fill(template, parts)
end

--- The page as text.
-- @param runs  list of runs of one strategy, one for each instrument
-- @param packages  what frontend.load gave
function report.render(runs, packages)
  local units = backtest.metric_units
  local template = frontend.own "page/run.html"
  local articles, columns = {}, {}
  for i, run in ipairs(runs) do
    articles[i], columns[i] = article(run, i - 1, template, units), data.of(run)
  end
  local strategy = runs[1].strategy
  return page.render({
    title = ("%s on %s - tide"):format(strategy.name,
      #runs == 1 and runs[1].symbol or #runs .. " instruments"),
    kicker = "tide backtest", heading = strategy.name,
    lead = (strategy.doc or ""):gsub("\n%s*\n.*", ""), -- the first paragraph
    body = ("%s\n<main>\n%s\n</main>"):format(sections.overview(runs, units),
      table.concat(articles)),
    note = "Times are UTC. A simulation of the past says nothing certain about the future.",
    data = { runs = columns },
    libraries = LIBRARIES,
    styles = { "page/report.css" }, scripts = SCRIPTS,
  }, packages)
end

--- Can reports be written here?
-- @return true, or nil and a message that says what to install
function report.available()
  local packages, message = frontend.load()
  return packages and true, message
end

--- Write a report.
-- @param runs  a run, or a list of runs of one strategy, one for each instrument;
--   a run is {strategy, candles (the bars traded), result, symbol, settings, command}
-- @return true, or nil and a message
function report.write(path, runs)
  return page.save(path, report.render, runs.result and { runs } or runs)
end

return report
