--- The HTML report of a search: what `tide evolve` found, as stdlib.report.evolve tells it.
local format = require "stdlib.report.format"
local document = require "runtime.evolve.document"
local judge = require "runtime.evolve.judge"
local pages = require "runtime.report"
local permute = require "runtime.evolve.permute"
local searched = require "runtime.search.show"
local show = require "runtime.evolve.show"
local terminal = require "runtime.terminal"

local report = {}

-- Options of the search that its result depends on.
local OPTIONS = {
  "tournament", "crossover", "mutation", "elite", "newcomers", "polish", "grafts", "pool",
  "sprouts", "parsimony", "patience", "refine", "grammar", "start",
}

local function facts_of(found)
  local opts, search = found.opts, found.search
  return {
    { "Objective", found.objective.text },
    { "Least trades", format.decimal(opts.min_trades, 0) },
    { "Different strategies tried", format.decimal(#search.order, 0) },
    { "Generations", ("%s of %s, %s strategies each"):format(format.decimal(search.generation, 0),
      format.decimal(opts.generations, 0), format.decimal(opts.population, 0)) },
    { "Time", searched.duration(found.seconds) },
    { "Seed", format.value(opts.seed) },
  }
end

local function options_of(opts)
  local made = {}
  for _, name in ipairs(OPTIONS) do made[name] = opts[name] end
  return made
end

local function permutation_of(p)
  return p and { values = p.values, real = p.real, sentence = permute.sentence(p) }
end

--- Write the report. A search that was stopped before its first generation has none.
-- @param found  see runtime.commands.evolve
function report.write(path, found)
  if found.search.generation == 0 then
    terminal.warn "no generation was done: there is nothing to report"
    return
  end
  pages.write(require "stdlib.report.evolve", path, {
    search = found.search, objective = found.objective, datasets = found.datasets,
    top = found.top, blocks = found.blocks, permutation = permutation_of(found.permutation),
    several = (found.objective.count or 1) > 1, population = found.opts.population,
    settings = pages.account(found.settings), options = options_of(found.opts), mean = judge.mean,
    name = function(record) return judge.name(found.opts, record) end,
    heading = "Search " .. searched.where(found.datasets), lead = show.head(found) .. ".",
    nothing = show.nothing(found), facts = facts_of(found), command = pages.command(),
    source = document.source(found),
  })
end

return report
