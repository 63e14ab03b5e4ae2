--- The HTML report of a search: what was tried, how good luck alone would look, who won, and
-- where the winner comes from. One file that opens offline.
--
--     local report = require "stdlib.report.evolve"
--     local ok, message = report.write("out.html", found)
--
-- `found` is what a search found, ready to be told:
--   search       of stdlib.generator.evolve, with at least one generation
--   objective    of stdlib.generator.objective
--   datasets     { { symbol, candles, parts = of stdlib.research.split }, ... }
--   top          the best, sorted: { { record, name, complexity, runs = { { in_sample,
--                validation = results of stdlib.backtest }, ... by data set } }, ... }
--   blocks       of stdlib.research.honesty, by data set
--   permutation  { values, real, sentence, ... } or nil
--   several      are there several objectives?
--   population   members of a generation
--   settings     table of the account's settings, with cash; options = table of the search's
--   mean(one, part, key)   of a metric over the instruments
--   name(record) of a strategy that is none of the best
--   heading, lead, nothing   texts; `nothing` is said when no strategy was fit
--   facts        { { name, text }, ... } of the search
--   source       the winner as a strategy file, or nil when there is no such file
--   command      that finds the same again
local aims = require "stdlib.report.search.aims"
local equity = require "stdlib.report.search.equity"
local front = require "stdlib.report.evolve.front"
local frontend = require "stdlib.report.frontend"
local head = require "stdlib.report.search.head"
local html = require "stdlib.report.html"
local json = require "stdlib.json"
local page = require "stdlib.report.page"
local ranking = require "stdlib.report.evolve.ranking"
local sections = require "stdlib.report.sections"
local tables = require "stdlib.report.search.metrics"
local tree = require "stdlib.report.evolve.tree"
local winner = require "stdlib.report.evolve.winner"

local report = {}

local SCRIPTS = {
  "page/theme.js", "page/decode.js", "page/show.js", "page/plots.js", "page/search/aim.js",
  "page/search/race.js", "page/evolve/generations.js", "page/evolve/front.js",
  "page/evolve/shuffles.js", "page/search/sort.js", "page/evolve/main.js",
}

local function null(x) if x == nil or x ~= x then return json.null end return x end

local function column_of(history, key)
  local list = {}
  for i, row in ipairs(history) do list[i] = null(row[key]) end
  return json.array(list)
end

-- With several aims nobody is the best: the largest value of the first aim so far.
local function best_so_far(search)
  local best, list = {}, {}
  for _, record in ipairs(search.order) do
    local value, generation = record.values and record.values[1], record.generation
    if value and value > (best[generation] or -math.huge) then best[generation] = value end
  end
  local most
  for i, row in ipairs(search.history) do
    local value = best[row.generation]
    if value and value > (most or -math.huge) then most = value end
    list[i] = null(most)
  end
  return json.array(list)
end

local function history_of(found)
  local history, made = found.search.history, {}
  for _, key in ipairs { "generation", "best", "median", "diversity", "fit", "tried" } do
    made[key] = column_of(history, key)
  end
  if found.several then made.best = best_so_far(found.search) end
  made.population, made.several = found.population, found.several
  return made
end

local function shuffles_of(p)
  local values, none = {}, 0
  for _, x in ipairs(p.values) do
    if x == -math.huge then none = none + 1 else values[#values + 1] = x end
  end
  return { values = json.array(values), none = none, real = p.real }
end

-- What the scripts draw.
local function data_of(found)
  local shown = {}
  for i, aim in ipairs(found.aims) do
    shown[i] = { title = aim.title, unit = aim.unit, less = aim.less }
  end
  return {
    aims = json.array(shown), equity = equity.all(found), history = history_of(found),
    front = found.several and front.data(found) or json.null,
    shuffles = found.permutation and shuffles_of(found.permutation) or json.null,
  }
end

local function origin_of(one)
  return ("complexity %d, hash %s"):format(one.complexity, one.record.hash)
end

-- The sections about the best, when there are any.
local function best_of(found)
  local one = found.top[1]
  if not one then return "" end
  local picture, said = tree.picture(found)
  local parts = {
    name = html.escape(one.name), origin = html.escape(origin_of(one)),
    rules = winner.rules(one), source = winner.source(found.source),
    short = tables.short(one, found.datasets), details = tables.all(one, found.datasets),
    ranking = ranking.table(found), equity = equity.section(found.datasets, "Equity of the best",
      "Equity of the best strategies"),
    family = picture, family_said = html.escape(said),
  }
  return html.fill(frontend.own "page/evolve/best.html", parts)
end

-- Whose value the curve of the best shows.
local function whose(found)
  if found.several then
    return "With several aims nobody is the best: the curves show the first aim, and how far it "
      .. "has been brought so far."
  end
  return "The best is chosen with an eye to simplicity (--parsimony): its value may fall when a "
    .. "simpler strategy takes its place."
end

local function front_of(found)
  if not found.several then return "" end
  local others = {}
  for i = 3, #found.aims do others[#others + 1] = found.aims[i].title end
  local said = #others == 0 and "" or (" The search also looked at %s: the front is that of all "
    .. "aims, and the picture shows the first two."):format(table.concat(others, ", "))
  return html.fill(frontend.own "page/evolve/front.html", { more = html.escape(said),
    x = html.escape(found.aims[1].title), y = html.escape(found.aims[2].title) })
end

local function permutation_of(found)
  if not found.permutation then return "" end
  return html.fill(frontend.own "page/evolve/shuffles.html", {
    sentence = html.escape(found.permutation.sentence),
    aim = html.escape(found.aims[1].title),
  })
end

local function setup_of(found)
  return sections.settings("Search", found.options) .. sections.account(found.settings)
end

local function aims_of(found)
  local first = found.top[1] and found.top[1].record
  for _, record in ipairs(found.search.order) do
    if first then break end
    first = record.values and record
  end
  return aims.of(found.objective, first and #first.values or found.objective.count or 1)
end

--- The page as text.
-- @param packages  what frontend.load gave
function report.render(found, packages)
  found.aims = aims_of(found)
  for _, one in ipairs(found.top) do
    one.seen_later = aims.values(found.objective, one.runs, "validation")
  end
  local body = html.fill(frontend.own "page/evolve/body.html", {
    facts = head.facts(found), verdict = head.verdict(found), searched = head.searched(found),
    best = best_of(found), aim = html.escape(found.aims[1].title), whose = whose(found),
    front = front_of(found), permutation = permutation_of(found), setup = setup_of(found),
    command = sections.command(found),
  })
  return page.render({
    title = found.heading .. " - tide", kicker = "tide evolve", heading = found.heading,
    lead = found.lead, body = body,
    note = "Times are UTC. A simulation of the past says nothing certain about the future; of the "
      .. "best of many tries it says less.",
    data = data_of(found), libraries = { { name = "uplot", what = "Charts" } },
    styles = { "page/report.css", "page/search/search.css", "page/evolve/evolve.css" },
    scripts = SCRIPTS,
  }, packages)
end

--- Write the report.
-- @return true, or nil and a message
function report.write(path, found) return page.save(path, report.render, found) end

return report
