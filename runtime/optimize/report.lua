--- The HTML report of a search over parameters, as stdlib.report.optimize tells it.
local format = require "stdlib.report.format"
local pages = require "runtime.report"
local parts = require "runtime.search.parts"
local searched = require "runtime.search.show"
local show = require "runtime.optimize.show"
local source = require "runtime.optimize.source"

local report = {}

-- Options of the search that its result depends on.
local OPTIONS = { "method", "objective", "seed", "timeframe" }

local METHODS = {
  grid = "every combination", random = "spread over the ranges", cmaes = "a climb by CMA-ES",
}

local function facts_of(found)
  local constraints, tried = {}, found.tried
  for i, one in ipairs(found.constraints) do constraints[i] = one.text end
  local list = {
    { "Objective", found.objective.text },
    { "Constraints", #constraints > 0 and table.concat(constraints, ", ") or "none" },
    { "Method", METHODS[found.opts.method] },
    { "Combinations", ("%s of %s"):format(format.decimal(#tried.list, 0),
      format.decimal(found.combinations, 0)) },
    { "Different strategies", format.decimal(#tried.strategies, 0) },
    { "Fit", format.decimal(#found.best, 0) },
    { "Time", searched.duration(found.seconds) },
  }
  if found.opts.method ~= "grid" then
    list[#list + 1] = { "Seed", format.value(found.opts.seed) }
  end
  return list
end

local function options_of(found)
  local opts, made, constraints = found.opts, {}, {}
  for _, name in ipairs(OPTIONS) do made[name] = opts[name] end
  for i, one in ipairs(found.constraints) do constraints[i] = one.text end
  if #constraints > 0 then made.constraint = constraints end
  if opts.method ~= "grid" then made.tries = opts.tries end
  made.split = table.concat(opts.split, ",")
  return made
end

local function fixed_of(found)
  local made, varied = {}, {}
  for _, a in ipairs(found.space.axes) do varied[a.name] = true end
  for _, spec in ipairs(found.strategy.param_specs) do
    if not varied[spec.name] then made[spec.name] = found.strategy.params[spec.name] end
  end
  return made
end

--- Results of a combination with their equity.
local function run(point, datasets)
  if not point or point.runs then return end
  local made = source.loaded(point.strategy.made)
  point.runs = {}
  for i, dataset in ipairs(datasets) do
    point.runs[i] = {
      in_sample = parts.run(made, dataset, "in_sample"),
      validation = parts.run(made, dataset, "validation"),
    }
  end
end

--- Write the report.
-- @param found  see runtime.commands.optimize
function report.write(path, found)
  local best, datasets = found.best[1], found.datasets
  run(best, datasets)
  run(found.recommended, datasets)
  pages.write(require "stdlib.report.optimize", path, {
    datasets = datasets, space = found.space, whole = found.whole,
    unfit = #found.tried.list - #found.best, objective = found.objective,
    top = found.shown or {}, best = best, recommended = found.recommended,
    heatmaps = found.heatmaps, importance = found.importance, blocks = found.blocks,
    settings = pages.account(found.settings), options = options_of(found), fixed = fixed_of(found),
    mean = show.means(datasets), advice = best and show.advice(found) or {}, notes = found.notes,
    heading = ("Parameters of %s %s"):format(found.strategy.name, searched.where(datasets)),
    lead = show.head(found) .. ".", nothing = show.nothing(found), facts = facts_of(found),
    command = pages.command(),
  })
end

return report
