--- The options of `tide walkforward`, and what is refused before anything is read.
local breeding = require "runtime.evolve.options"
local failure = require "runtime.failure"
local grammar = require "runtime.grammar"
local optimize = require "runtime.optimize.options"
local outputs = require "runtime.outputs"
local report = require "runtime.report"
local simulation = require "runtime.simulation"
local windows = require "stdlib.research.windows"

local options = {}

local defaults = windows.defaults

--- Share of the bars at the end that nobody looks at.
options.SEALED = 0.1

-- "0" is a gap, too.
local function parse_gap(word)
  if word == "0" then return { bars = 0 } end
  return windows.parse_length(word)
end

local function length(name, shown, help)
  return { name = name, value = "LENGTH", parse = windows.parse_length, shown = shown, help = help }
end

local own = {
  length("train", defaults.train, "what parameters are chosen on: days (180d) or bars (5000)"),
  length("test", defaults.test, "what is traded after that"),
  length("step", "as --test", "how far the next window is; shorter than --test: each counts for "
    .. "its first step"),
  { name = "anchored", help = "every training part begins with the first bar" },
  { name = "purge", value = "LENGTH", parse = parse_gap,
    shown = "the longest trade of the strategy before the first test",
    help = "gap between training and test, days or bars" },
  { name = "embargo", value = "LENGTH", parse = parse_gap, shown = "0", help = "more of a gap" },
  { name = "sealed", value = "SHARE", kind = "number", min = 0, max = 0.9,
    default = options.SEALED, help = "bars at the end that are not touched; 0: walk to the end" },
  { name = "search", value = "WHAT", kind = "choice", choices = { "grid", "evolve" },
    default = "grid", help = "what is done again in each window: a search over the parameters of "
      .. "STRATEGY, or the whole of 'tide evolve'" },
  { name = "json", help = "print one JSON document" },
  report.option,
}

-- Of `tide evolve`: what says how strategies are bred.
local BRED = {
  "population", "generations", "min-trades", "start", "tournament", "crossover", "mutation",
  "elite", "newcomers", "polish", "grafts", "sprouts", "pool", "parsimony", "patience", "refine",
}

local function picked(list, wanted)
  local by_name, made = {}, {}
  for _, option in ipairs(list) do by_name[option.name] = option end
  for i, name in ipairs(wanted) do made[i] = assert(by_name[name], name) end
  return made
end

-- Of `tide optimize`: for both searches, and for a grid.
local both = picked(optimize.own, { "objective", "seed", "threads", "memory", "save", "store" })
local of_grid = picked(optimize.own, { "grid", "method", "tries", "constraint" })
local of_evolve = picked(breeding.own, BRED)
for _, option in ipairs(grammar.options) do
  if option.name ~= "indicators" then of_evolve[#of_evolve + 1] = option end
end

local function key_of(option) return (option.name:gsub("-", "_")) end

--- All options of the command.
function options.all()
  local list = {}
  for _, some in ipairs { simulation.with_options(own), both, of_grid, of_evolve } do
    for _, option in ipairs(some) do
      if option.name ~= "engine" then list[#list + 1] = option end
    end
  end
  return list
end

-- What says something about the other search.
local function check_search(opts)
  local evolve = opts.search == "evolve"
  if evolve and opts.strategy then
    failure.raise("'--search evolve' finds its strategies: leave STRATEGY out", failure.USAGE)
  elseif not evolve and not opts.strategy then
    failure.raise("which STRATEGY? Without one, '--search evolve' breeds its own", failure.USAGE)
  end
  for _, option in ipairs(evolve and of_grid or of_evolve) do
    if opts.given[key_of(option)] then
      failure.raise(("'--%s' is for '--search %s'"):format(option.name,
        evolve and "grid" or "evolve"), failure.USAGE)
    end
  end
  for _, name in ipairs { "param", "indicators" } do
    if evolve and opts.given[name] then
      failure.raise(("'--%s' is about a strategy file, and '--search evolve' has none"):format(
        name), failure.USAGE)
    end
  end
end

--- Refuse what contradicts itself.
function options.check(opts)
  check_search(opts)
  optimize.check(opts)
  if opts.search == "evolve" then breeding.check(opts) else outputs.check(opts) end
end

return options
