--- The runs that `tide compare` lays side by side: every strategy on every instrument, and holding.
local compare = require "stdlib.research.compare"
local simulation = require "runtime.simulation"

local runs = {}

-- Strategies of one name are told apart by their files, and those of one file by a number.
local function name_all(list)
  local count, seen = {}, {}
  for _, one in ipairs(list) do count[one.strategy.name] = (count[one.strategy.name] or 0) + 1 end
  for _, one in ipairs(list) do
    local name = one.strategy.name
    if count[name] > 1 then name = one.strategy.path:match("([^/]*)$"):gsub("%.%w+$", "") end
    seen[name] = (seen[name] or 0) + 1
    one.name = seen[name] > 1 and ("%s (%d)"):format(name, seen[name]) or name
  end
end

--- The strategies of the options, each with a name of its own.
-- @return list of { strategy, name }
function runs.strategies(opts)
  local list = {}
  for i, path in ipairs(opts.strategy) do
    list[i] = { strategy = simulation.strategy(setmetatable({ strategy = path },
      { __index = opts })) }
  end
  name_all(list)
  return list
end

-- @return a run of runtime.simulation with its name
local function run_of(one, job)
  local run = simulation.run {
    strategy = one.strategy, candles = job.candles, with = job.with,
    settings = one.settings or job.settings,
  }
  run.name = one.name
  return run
end

--- Run all on one instrument.
-- @param list  of runs.strategies
-- @param job   { candles, with, settings, seed }
-- @return { symbol, runs, pairs, from, to }
function runs.on(list, job)
  local made, results = {}, {}
  for i, one in ipairs(list) do made[i] = run_of(one, job) end
  local hold, settings = compare.hold(job)
  made[#made + 1] = run_of({ strategy = hold, name = compare.HOLD, settings = settings }, job)
  for i, run in ipairs(made) do results[i] = run.result end
  local from, to = compare.span(results)
  return {
    symbol = job.candles.symbol, runs = made, from = from, to = to,
    pairs = compare.pairs(results, { seed = job.seed }),
  }
end

--- Everything that the options ask for: a comparison for each --data.
function runs.all(opts)
  local settings, list = simulation.settings(opts), runs.strategies(opts)
  local with, made = simulation.load_reference(opts), {}
  for i, source in ipairs(opts.data) do
    made[i] = runs.on(list, {
      candles = simulation.load_candles(source, opts), with = with, settings = settings,
      seed = opts.seed,
    })
  end
  return made
end

return runs
