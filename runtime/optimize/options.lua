--- The options of `tide optimize`, and what is refused before anything is read.
local apart = require "runtime.apart"
local axis = require "stdlib.optimizer.axis"
local constraint = require "stdlib.optimizer.constraint"
local failure = require "runtime.failure"
local objective = require "stdlib.generator.objective"
local report = require "runtime.report"
local simulation = require "runtime.simulation"
local sizes = require "runtime.sizes"
local split = require "stdlib.research.split"
local storage = require "runtime.storage"

local options = {}

--- Tries of a search that is no grid, unless somebody says otherwise.
options.TRIES = 1000

options.own = {
  { name = "grid", value = "RANGES", repeated = true, parse = axis.parse,
    help = "what is varied: NAME=FROM:TO:STEP with both ends, NAME=A|B|C, or a NAME alone for the "
      .. "range that the file says; several with commas between them",
    shown = "every parameter with a range in the file" },
  { name = "method", value = "HOW", kind = "choice", choices = { "grid", "random", "cmaes" },
    default = "grid", help = "every combination, some that are spread over the ranges, or a climb "
      .. "by CMA-ES" },
  { name = "tries", value = "N", kind = "integer", min = 1, max = 200000,
    shown = tostring(options.TRIES), help = "combinations that random and cmaes try" },
  { name = "objective", value = "WHAT", default = "sharpe_ratio",
    help = "a metric, a weighted sum (sharpe_ratio - 0.5*max_drawdown), or a Lua file that returns "
      .. "function(metrics)" },
  { name = "constraint", value = "METRIC>=X", repeated = true, parse = constraint.parse,
    help = "a combination that does not keep to it is unfit, like num_trades>=30" },
  { name = "split", value = "A,B,C", parse = split.parse, default = { 0.6, 0.3, 0.1 },
    shown = "0.6,0.3,0.1", help = "shares of the bars: in-sample, which the search sees; "
      .. "validation, looked at once at the end; test, not touched" },
  { name = "seed", value = "S", kind = "integer", min = 0, default = 1,
    help = "the same seed tries the same combinations" },
  { name = "top", value = "N", kind = "integer", min = 1, max = 200000, default = 20,
    help = "how many of the best to show" },
  { name = "threads", value = "N", kind = "integer", min = 1, max = 1024,
    shown = "as many as the machine runs", help = "threads that compute" },
  { name = "memory", value = "SIZE", parse = sizes.parse, default = sizes.DEFAULT,
    shown = "1GiB", help = "for columns of indicators and conditions" },
  { name = "save", help = "keep every result in the store: the same search, or a larger one, then "
      .. "computes only what is new" },
  storage.saving[2],
  { name = "json", help = "print one JSON document" },
  report.option,
}

--- All options of the command.
function options.all()
  local list = {}
  for _, option in ipairs(simulation.with_options(options.own)) do
    if option.name ~= "engine" then list[#list + 1] = option end
  end
  return list
end

--- The objective that the words ask for: one number.
function options.objective(opts)
  local made, message = objective.parse(opts.objective)
  if made and (made.count or 1) == 1 then return made end
  local is_file = opts.objective:find "%.lua$"
  if made then message = "a search over parameters has one objective; weigh them in a sum" end
  failure.raise(is_file and message or ("'--objective': %s"):format(message),
    not is_file and failure.USAGE or nil)
end

--- What the words ask to vary, in one list; nil when they do not say.
function options.asked(opts)
  local list, seen = {}, {}
  for _, some in ipairs(opts.grid) do
    for _, one in ipairs(some) do
      if seen[one.name] then
        failure.raise(("'--grid' names %s twice"):format(one.name), failure.USAGE)
      end
      list[#list + 1], seen[one.name] = one, true
    end
  end
  for _, pair in ipairs(opts.param) do
    if seen[pair.name] then
      failure.raise(("'--grid' varies %s and '--param' sets it: say one of them"):format(pair.name),
        failure.USAGE)
    end
  end
  return #list > 0 and list or nil
end

--- Refuse what contradicts itself.
function options.check(opts)
  if opts.tries and opts.method == "grid" then
    failure.raise("'--tries' is for '--method random' and 'cmaes': a grid tries everything",
      failure.USAGE)
  end
  opts.tries = opts.tries or options.TRIES
  opts.save = opts.save or opts.store ~= nil
  local read = apart.sources(opts)
  if opts.objective:find "%.lua$" then read[#read + 1] = { opts.objective, "the objective" } end
  apart.check(opts, read, { "report" })
  report.check(opts)
end

return options
