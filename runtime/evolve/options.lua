--- The options of `tide evolve`, and what is refused before anything is read.
local backtest = require "stdlib.backtest"
local drive = require "stdlib.generator.drive"
local evolve = require "stdlib.generator.evolve"
local apart = require "runtime.apart"
local failure = require "runtime.failure"
local grammar = require "runtime.grammar"
local objective = require "stdlib.generator.objective"
local report = require "runtime.report"
local simulation = require "runtime.simulation"
local sizes = require "runtime.sizes"
local split = require "stdlib.research.split"

local options = {}

local defaults = evolve.defaults

local SHARE = { min = 0, max = 1 }

local function share(name, help)
  return { name = name, value = "P", kind = "number", min = SHARE.min, max = SHARE.max,
    default = defaults[name], help = help }
end

options.own = {
  { name = "population", value = "N", kind = "integer", min = 4, max = 100000,
    default = defaults.population, help = "strategies of a generation" },
  { name = "generations", value = "N", kind = "integer", min = 1, max = 100000,
    default = defaults.generations, help = "how many generations at most" },
  { name = "objective", value = "WHAT", default = "sharpe_ratio",
    help = "a metric, a weighted sum (sharpe_ratio - 0.5*max_drawdown), several by Pareto rank "
      .. "(sharpe_ratio,max_drawdown), or a Lua file that returns function(metrics)" },
  { name = "min-trades", value = "N", kind = "integer", min = 0, max = 1e6, default = 30,
    help = "a strategy that trades less in-sample is unfit" },
  { name = "split", value = "A,B,C", parse = split.parse, default = { 0.6, 0.3, 0.1 },
    shown = "0.6,0.3,0.1", help = "shares of the bars: in-sample, which the search sees; "
      .. "validation, looked at once at the end; test, not touched" },
  { name = "seed", value = "S", kind = "integer", min = 0, default = 1,
    help = "the same seed finds the same strategies" },
  { name = "start", value = "FILE.jsonl", help = "strategies that join the first generation" },
  { name = "tournament", value = "K", kind = "integer", min = 1, max = 100,
    default = defaults.tournament, help = "a parent is the best of so many" },
  share("crossover", "how often a child has two parents"),
  share("mutation", "how often a child changes at random"),
  share("elite", "the best that go on as they are"),
  share("newcomers", "strategies of a generation that are new"),
  share("polish", "how often a child is its parent with other numbers"),
  share("grafts", "how often a child is its parent with a new condition in place of one"),
  { name = "sprouts", value = "N", kind = "integer", min = 0, max = 10000,
    default = drive.defaults.sprouts,
    help = "strategies of the first generation whose numbers are refined at once" },
  { name = "pool", value = "N", kind = "integer", min = 1, max = 1000, default = defaults.pool,
    help = "the first generation is the best of N times as many" },
  { name = "parsimony", value = "X", kind = "number", min = 0, max = 100,
    default = defaults.parsimony, help = "how much a point of complexity counts against a "
      .. "strategy; 0: nothing" },
  { name = "patience", value = "N", kind = "integer", min = 0, max = 100000,
    default = defaults.patience, help = "end after so many generations without a better one; "
      .. "0: never" },
  { name = "refine", value = "N", kind = "integer", min = 0, max = 100,
    default = drive.defaults.refine, help = "the best whose numbers are refined at the end" },
  { name = "top", value = "N", kind = "integer", min = 1, max = 1000, default = 10,
    help = "how many of the best to show" },
  { name = "permute", value = "N", kind = "integer", min = 1, max = 100000,
    help = "repeat the search on N shuffled histories: what does it find where nothing is?" },
  { name = "block", value = "BARS", kind = "integer", min = 1, max = 100000, default = 1,
    help = "with --permute: bars that stay together" },
  { name = "out", value = "FILE", help = "write the best strategies, a line each (.jsonl), or the "
      .. "winner as a file to read (.lua)" },
  { name = "state", value = "FILE", help = "where the state of the search is kept",
    shown = "a file in the data folder" },
  { name = "resume", help = "go on where the same search was stopped" },
  { name = "threads", value = "N", kind = "integer", min = 1, max = 1024,
    shown = "as many as the machine runs", help = "threads that compute" },
  { name = "memory", value = "SIZE", parse = sizes.parse, default = sizes.DEFAULT,
    shown = "1GiB", help = "for columns of indicators and conditions" },
  { name = "save", help = "keep strategies and results in the store, where each try is counted "
    .. "anyway" },
  { name = "store", value = "FILE", help = "keep them in this database", shown = "tide.db in the "
    .. "data folder" },
  { name = "json", help = "print one JSON document" },
  report.option,
}

-- Of a simulation, but not of a search: there is no file whose parameters or indicators could be
-- said; `indicators` are those of the grammar.
local NOT_HERE = { param = true, engine = true, indicators = true }

--- All options of the command.
function options.all()
  local list = {}
  for _, option in ipairs(simulation.with_options(options.own)) do
    if not NOT_HERE[option.name] then list[#list + 1] = option end
  end
  for _, option in ipairs(grammar.options) do list[#list + 1] = option end
  return list
end

--- The objective that the words ask for.
function options.objective(opts)
  local made, message = objective.parse(opts.objective)
  if made then return made end
  local is_file = opts.objective:find "%.lua$"
  failure.raise(is_file and message or ("'--objective': %s"):format(message),
    not is_file and failure.USAGE or nil)
end

--- Refuse to write over what is read.
function options.check(opts)
  if opts.profile and opts.profile ~= backtest.profiles()[1] and opts.settle then
    failure.raise("'--settle' is of the profile 'tide' only", failure.USAGE)
  end
  local read = apart.sources(opts)
  for _, name in ipairs { "grammar", "start" } do
    if opts[name] then read[#read + 1] = { opts[name], "what is read with --" .. name } end
  end
  apart.check(opts, read, { "out", "report", "state" })
end

return options
