--- The walk-forward of one strategy, or of a search for strategies, on one instrument.
--
--     local walk = assert(run.walk { strategy = loaded, candles = c, settings = s })
--     walk.stitched.metrics.sharpe_ratio      walk.efficiency      walk.drift[1].share
--
-- It prints nothing, asks nobody and keeps nothing: whoever calls it says how far it is (idle,
-- done), when to end (stop) and where tries are written down (ledger).
local axis = require "stdlib.optimizer.axis"
local evolved = require "runtime.walkforward.evolved"
local grid = require "runtime.walkforward.grid"
local ledgers = require "runtime.search.ledger"
local objectives = require "stdlib.generator.objective"
local options_of_search = require "runtime.optimize.options"
local plan = require "runtime.optimize.plan"
local purge = require "runtime.walkforward.purge"
local source = require "runtime.optimize.source"
local spaces = require "stdlib.optimizer.space"
local trials = require "runtime.optimize.trials"
local tried = require "runtime.walkforward.tried"
local walkforward = require "stdlib.research.walkforward"
local windows = require "stdlib.research.windows"

local run = {}

local function nothing() end

--- What is varied: what was asked for, else every parameter with a range. A strategy without one
-- is walked as it is, and so is a search that makes its strategies.
-- @param job  as run.walk takes it: strategy, asked, param, options.method
-- @return of stdlib.optimizer.space
function run.space(job)
  local ranges = job.asked and true
  for _, spec in ipairs(job.strategy and job.strategy.param_specs or {}) do
    ranges = ranges or axis.has_range(spec)
  end
  if not ranges then return spaces.new {} end
  local method = (job.options or {}).method or "grid"
  return plan.of({ method = method, param = job.param or {} }, job.strategy, job.asked)
end

local function with_defaults(options)
  local made = {}
  for key, value in pairs(options or {}) do made[key] = value end
  made.method, made.seed = made.method or "grid", made.seed or 1
  made.tries = made.tries or options_of_search.TRIES
  made.objective = made.objective or assert(objectives.parse "sharpe_ratio")
  made.constraints = made.constraints or {}
  return made
end

--- Where the windows lie.
-- @param job  as run.walk takes it
-- @return list as windows.plan gives it, with purge and embargo = bars, and measured = "longest"
--   where the purge is the longest trade of the strategy, "half" where that is more than half of
--   a training part, or nil where it was given; or nil and a message
function run.windows(job)
  local options, settings = job.options or {}, job.settings
  local asked = { train = options.train, test = options.test, step = options.step or options.test,
    anchored = options.anchored, from = settings.from, to = settings.to,
    frame = job.strategy and job.strategy.timeframe }
  local gap, measured = options.purge, nil
  if gap == nil and job.strategy then
    local bars, cut = purge.longest(job, asked)
    if not bars then return nil, cut end
    gap, measured = bars, cut and "half" or "longest"
  end
  asked.purge = purge.bars(job.candles, gap or 0)
  asked.embargo = purge.bars(job.candles, options.embargo or 0)
  local list, message = windows.plan(job.candles, asked)
  if not list then return nil, message end
  list.purge, list.embargo, list.measured = asked.purge, asked.embargo, measured
  return list
end

local function chooser_of(job, options, found)
  local made = {
    objective = options.objective, tried = found.tried, count = #found.plan,
    ledger_at = job.ledger_at or function() return ledgers.unwritten end,
    idle = job.idle or nothing,
  }
  if job.breeding then
    for key, value in pairs(job.breeding) do made[key] = value end
    return evolved.chooser(made)
  end
  for _, key in ipairs { "method", "tries", "seed", "constraints", "threads", "memory" } do
    made[key] = options[key]
  end
  local load, load_all = job.load, job.load_all
  if not load then
    load, load_all = source.loading { strategy = job.strategy.path, indicators = job.indicators }
  end
  made.strategy, made.space, made.combinations = job.strategy, found.space, found.combinations
  made.source = source.new { strategy = job.strategy, axes = found.space.axes, load = load,
    load_all = load_all, seed = options.seed, remember = true }
  found.source = made.source
  return grid.chooser(made)
end

--- The value of the objective of a result; nil when it is undefined.
local function value_of(objective, result)
  return trials.value({ objective = objective, constraints = {} }, 1, function()
    return result.metrics
  end)
end

-- How a parameter moved: a number as a share of what was searched, others by how often.
local function drift_of(space, list)
  local made = {}
  for i, a in ipairs(space.axes) do
    local values, changes = {}, 0
    for _, one in ipairs(list) do
      if one.chosen.params then values[#values + 1] = one.chosen.params[a.name] end
    end
    for k = 2, #values do changes = changes + (values[k] ~= values[k - 1] and 1 or 0) end
    local share = #values > 1 and changes / (#values - 1) or 0
    if a.ordered then
      share = walkforward.drift(values, axis.value(a, a.n - 1) - axis.value(a, 0))
    end
    made[i] = { name = a.name, values = values, changes = changes, share = share, axis = a }
  end
  return made
end

--- Walk forward.
-- @param job  {
--   candles, with, settings  to be traded, as for stdlib.backtest; from and to of the settings are
--                  where the walk begins and ends
--   strategy       loaded, its parameters are chosen anew in each window
--   asked          what is varied: list of stdlib.optimizer.axis.parse; default: every parameter
--                  with a range in the file. A strategy without any is walked as it is
--   param          list of { name, value } that were set and are not varied (optional)
--   load           function(values) -> strategy or nil and a message; default: its file again
--   indicators     for that, files of --indicators
--   breeding       instead of a strategy: { opts = options of `tide evolve`, grammar, start, began,
--                  label }, see runtime.walkforward.evolved
--   options        { train, test, step = lengths ("180d", "60d", as test), anchored, purge = a
--                  length or bars (default: runtime.walkforward.purge), embargo (0), method
--                  ("grid"), tries, seed (1), objective (of stdlib.generator.objective, one value:
--                  sharpe ratio), constraints (list of stdlib.optimizer.constraint), threads,
--                  memory }, or nil
--   plan, space    of run.windows and run.space, where the caller has them already
--   ledger_at      function(window) -> where its tries are written: { add, flush, recall } as
--                  runtime.search.ledger has them for an only instrument; or nil
--   idle           function(window, text): told now and then how far a window is; or nil
--   done           function(one): told of each window that is done; or nil
--   stop           function() -> true to end after the window in progress; or nil }
-- @return {
--   windows = list of { window = of the plan, chosen = { strategy, hash, value = in-sample
--     objective, params = { name = value }; or flat = true where nothing was fit }, in_sample,
--     out_of_sample, stitched = results, value_later = objective out of sample },
--   stitched = result of all that was traded, joined; nil where no window was done,
--   efficiency = or nil, drift = list by parameter of { name, values = by window, changes = how
--     many, share = mean move, of the searched range (numbers) or of the windows, axis },
--   tried = { count, different, sample, trouble }, see runtime.walkforward.tried,
--   plan, space, combinations = in each window, stopped, notes = list of sentences }, or nil and a
--   message. What a user got wrong is raised as runtime.failure.
function run.walk(job)
  local options = with_defaults(job.options)
  local planned, message = job.plan, nil
  if not planned then planned, message = run.windows(job) end
  if not planned then return nil, message end
  local space = job.space or run.space(job)
  local whole = options.method == "grid" or space.count <= options.tries
  local found = { plan = planned, space = space, tried = tried.new(options.seed),
    combinations = whole and space.count or options.tries }
  local choose = chooser_of(job, options, found)
  local walk
  walk, message = walkforward.run {
    candles = job.candles, with = job.with, settings = job.settings, windows = planned,
    choose = choose, done = function(one)
      one.value_later = not one.chosen.flat and value_of(options.objective, one.out_of_sample)
        or nil
      if job.done then job.done(one) end
      return job.stop ~= nil and job.stop()
    end,
  }
  if not walk then return nil, message end
  for key, value in pairs(walk) do found[key] = value end
  found.drift = drift_of(space, walk.windows)
  found.notes = found.source and found.source:notes() or {}
  return found
end

return run
