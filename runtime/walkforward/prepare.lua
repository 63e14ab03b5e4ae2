--- Everything that is known before the first window: the strategy or the grammar, candles, where
-- the windows lie, and the ledger with a place for each of them.
local bred = require "runtime.evolve.data"
local breeding = require "runtime.evolve.judge"
local failure = require "runtime.failure"
local ledgers = require "runtime.search.ledger"
local optimize = require "runtime.optimize.options"
local options = require "runtime.walkforward.options"
local params = require "runtime.optimize.show"
local run = require "runtime.walkforward.run"
local searched = require "runtime.search.data"
local simulation = require "runtime.simulation"
local source = require "runtime.optimize.source"
local trials = require "runtime.optimize.trials"
local walkforward = require "stdlib.research.walkforward"

local prepare = {}

local NAME = 63 -- bytes of a name in the store

local function options_of(opts)
  return {
    train = opts.train, test = opts.test, step = opts.step, anchored = opts.anchored,
    purge = opts.purge, embargo = opts.embargo, method = opts.method, tries = opts.tries,
    seed = opts.seed, objective = optimize.objective(opts), constraints = opts.constraint,
    threads = opts.threads, memory = opts.memory,
  }
end

--- What all walks have in common.
local function job_of(opts)
  local job = { options = options_of(opts), param = opts.param }
  if opts.search == "grid" then
    job.strategy, job.asked = simulation.strategy(opts), optimize.asked(opts)
    job.load, job.load_all = source.loading(opts)
  end
  job.space = run.space(job)
  return job
end

-- What `tide evolve` reads: --indicators names files here, and there those of the grammar.
local function breeding_options(opts)
  local made = {}
  for key, value in pairs(opts) do made[key] = value end
  made.indicators = nil
  return made
end

local function row_of(opts, job)
  if opts.search == "evolve" then return function(one) return breeding.row(opts, one) end end
  return function(one)
    local said = params.params(one, job.space.axes)
    return trials.row(one, ("%s %s"):format(job.strategy.name, said):sub(1, NAME))
  end
end

--- The ledger, with the places of each walk: one for the whole of it, then one for each window.
local function open_ledger(opts, walks, settings, row)
  local places = {}
  for _, walk in ipairs(walks) do
    places[#places + 1] = walk.dataset
    walk.place = #places
    for _, window in ipairs(walk.plan) do
      places[#places + 1] = { window = true,
        parts = { in_sample = walkforward.view(walk, window.train) } }
    end
  end
  return ledgers.open(opts, places, settings, row)
end

--- The ledger as a window sees it, which knows only itself.
local function at(ledger, place)
  return {
    add = function(_, one, numbers) ledger:add(one, numbers, place) end,
    recall = function(_, hash, _, into) return ledger:recall(hash, place, into) end,
    flush = function() ledger:flush() end,
  }
end

local function walk_of(job, dataset)
  local part, walk = dataset.parts.in_sample, {}
  for key, value in pairs(job) do walk[key] = value end
  walk.dataset, walk.symbol = dataset, dataset.symbol
  walk.candles, walk.with, walk.settings = part.candles, part.with, part.settings
  local message
  walk.plan, message = run.windows(walk)
  if not walk.plan then failure.raise(simulation.message(message, dataset.symbol)) end
  return walk
end

--- @param opts  of the command
-- @return { opts, walks = jobs of run.walk with symbol, dataset and place = of the whole in the
--   ledger, ledger, settings, strategy = or nil }
function prepare.of(opts)
  options.check(opts)
  local job = job_of(opts)
  opts.split = { 1 - opts.sealed, 0, opts.sealed }
  local loaded
  if job.strategy then
    loaded = searched.load(opts)
  else
    local its = breeding_options(opts)
    loaded = bred.load(its)
    job.breeding = { opts = its, grammar = loaded.grammar, start = loaded.start }
  end
  local walks = {}
  for i, dataset in ipairs(loaded.datasets) do walks[i] = walk_of(job, dataset) end
  local ledger = open_ledger(opts, walks, loaded.settings, row_of(opts, job))
  for _, walk in ipairs(walks) do
    walk.ledger_at = function(window) return at(ledger, walk.place + window.number) end
  end
  return { opts = opts, walks = walks, ledger = ledger, settings = loaded.settings,
    strategy = job.strategy, objective = job.options.objective, space = job.space }
end

return prepare
