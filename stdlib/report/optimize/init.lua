--- The HTML report of a search over parameters: how good luck alone would look, which values to
-- take and why, and what each parameter matters. One file that opens offline.
--
--     local report = require "stdlib.report.optimize"
--     local ok, message = report.write("out.html", found)
--
-- `found` is what a search found, ready to be told:
--   datasets     { { symbol, candles, parts = of stdlib.research.split }, ... }
--   space        of stdlib.optimizer.space; whole: was every combination tried? unfit: how many
--   objective    of stdlib.generator.objective, one number
--   top          combinations to list, the best first: { { rank, levels, values, value, seen_later,
--                neighbours, plateau, peak }, ... }
--   best, recommended  of them, or nil, with runs = { { in_sample, validation = results of
--                stdlib.backtest }, ... by data set }
--   heatmaps     of stdlib.optimizer.heatmap; importance: of stdlib.optimizer.importance, or nil
--   blocks       of stdlib.research.honesty, by data set
--   settings     table of the account's settings, with cash; options = table of the search's;
--                fixed = parameters that were not varied
--   mean(one, part, key)  of a metric over the instruments
--   heading, lead, nothing   texts; `nothing` is said when no combination was fit
--   advice, notes  sentences: which to take, how the strategies were made
--   facts        { { name, text }, ... } of the search
--   command      that finds the same again
local aims = require "stdlib.report.search.aims"
local choice = require "stdlib.report.optimize.choice"
local equity = require "stdlib.report.search.equity"
local frontend = require "stdlib.report.frontend"
local head = require "stdlib.report.search.head"
local html = require "stdlib.report.html"
local maps = require "stdlib.report.optimize.maps"
local page = require "stdlib.report.page"
local parameters = require "stdlib.report.optimize.parameters"
local ranking = require "stdlib.report.optimize.ranking"
local sections = require "stdlib.report.sections"

local report = {}

local SCRIPTS = {
  "page/theme.js", "page/decode.js", "page/show.js", "page/plots.js", "page/search/aim.js",
  "page/search/race.js", "page/search/sort.js", "page/optimize/map.js", "page/optimize/main.js",
}

-- The curves: what to take, and the best where that is another.
local function curves_of(found)
  local list, taken, best = {}, found.recommended, found.best
  if taken then list[1] = { runs = taken.runs, label = "take" } end
  if best and best ~= taken then list[#list + 1] = { runs = best.runs, label = "best" } end
  return { datasets = found.datasets, settings = found.settings, top = list }
end

local function best_of(found)
  if not found.best then return "" end
  local title = found.recommended and "Equity of the recommended one" or "Equity of the best"
  return choice.section(found)
    .. equity.section(found.datasets, title, title .. (found.recommended
      and found.recommended ~= found.best and ", beside that of the best" or ""))
    .. maps.section(found) .. parameters.section(found) .. ranking.section(found)
end

local function notes_of(list)
  local out = {}
  for i, note in ipairs(list) do out[i] = html.tag("p", html.escape(note), { class = "key" }) end
  return table.concat(out, "\n")
end

local function setup_of(found)
  return sections.settings("Search", found.options)
    .. sections.settings("Parameters that were not varied", found.fixed)
    .. sections.account(found.settings)
end

--- The page as text.
-- @param packages  what frontend.load gave
function report.render(found, packages)
  found.aim = aims.of(found.objective, 1)[1]
  local aim = found.aim
  return page.render({
    title = found.heading .. " - tide", kicker = "tide optimize", heading = found.heading,
    lead = found.lead,
    body = html.fill(frontend.own "page/optimize/body.html", {
      facts = head.facts(found), verdict = head.verdict(found), searched = head.searched(found),
      notes = notes_of(found.notes), best = best_of(found), setup = setup_of(found),
      command = sections.command(found),
    }),
    note = "Times are UTC. A simulation of the past says nothing certain about the future; of the "
      .. "best of many tries it says less.",
    data = {
      aim = { title = aim.title, unit = aim.unit, less = aim.less },
      equity = equity.all(curves_of(found)), maps = maps.data(found),
    },
    libraries = { { name = "uplot", what = "Charts" } },
    styles = { "page/report.css", "page/search/search.css", "page/optimize/optimize.css" },
    scripts = SCRIPTS,
  }, packages)
end

--- Write the report.
-- @return true, or nil and a message
function report.write(path, found) return page.save(path, report.render, found) end

return report
