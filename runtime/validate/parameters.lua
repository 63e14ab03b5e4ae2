--- Facts of the neighbourhood: what the strategy does on the in-sample part with other values of
-- its parameters.
local axis = require "stdlib.optimizer.axis"
local heatmap = require "stdlib.optimizer.heatmap"
local objective = require "stdlib.generator.objective"
local plan = require "runtime.optimize.plan"
local sample = require "stdlib.research.sample"
local search = require "runtime.optimize.search"
local source = require "runtime.optimize.source"
local strategies = require "stdlib.strategy"
local trials = require "runtime.optimize.trials"

local parameters = {}

local WHOLE, TRIES = 1000, 200 -- grids up to here are tried whole, else so many of them
local CELLS, COARSE_CELLS = 100, 10
local RETURN = { "total_return" }

--- Are there parameters whose values can be varied?
function parameters.any(subject)
  local set = {}
  for _, pair in ipairs(subject.opts.param) do set[pair.name] = true end
  for _, spec in ipairs(subject.strategy.param_specs) do
    if axis.has_range(spec) and not set[spec.name] then return true end
  end
  return false
end

local function is_number(spec) return spec.kind == "int" or spec.kind == "number" end

--- A quicker way to load the strategy with other numbers: they are put in their places in its
-- rules, where runtime.optimize.source finds these.
-- @param load  function(values) -> strategy, or nil and a message
-- @return the same kind of function
function parameters.reloader(subject, load)
  local axes = {}
  for _, spec in ipairs(subject.strategy.param_specs) do
    if is_number(spec) then
      if not axis.has_range(spec) then return load end
      axes[#axes + 1] = assert(axis.of(spec, { name = spec.name }, true))
    end
  end
  local made = source.new { strategy = subject.strategy, axes = axes, load = load,
    seed = subject.opts.seed }
  return function(values)
    local strategy, message = made:make(values)
    if type(strategy) == "string" then return strategies.from_json(strategy) end
    return strategy, message
  end
end

--- Options of a search over all of them.
local function options_of(opts, space)
  return setmetatable({ method = space.count <= WHOLE and "grid" or "random", tries = TRIES },
    { __index = opts })
end

local function share_profitable(tried, count)
  local won, all = 0, 0
  for _, one in ipairs(tried) do
    local sum = 0
    for place = 1, count do
      sum = sum + (trials.metrics_of(one.numbers[place], RETURN).total_return or 0)
    end
    all, won = all + 1, won + (sum > 0 and 1 or 0)
  end
  return all > 0 and won / all or nil
end

-- The returns of those tried, by instrument: samples of PBO.
local function samples_of(tried, count)
  local samples = {}
  for place = 1, count do
    local rows = {}
    for _, one in ipairs(tried) do rows[#rows + 1] = one.returns[place] end
    samples[place] = #rows > 1 and sample.matrix(rows) or nil
  end
  return samples
end

local function scored(list)
  local made = {}
  for _, point in ipairs(list) do
    if point.value then made[#made + 1] = point end
  end
  return made
end

--- The plan of the search: the same for a walk-forward.
function parameters.plan(subject)
  local wide = setmetatable({ method = "random" }, { __index = subject.opts })
  local space = plan.of(wide, subject.strategy)
  return space, options_of(subject.opts, space)
end

--- @param job  { load = function(values) -> strategy, ledger, idle = function(text) }
-- @return samples for PBO, by instrument; facts.grid = { combinations, profitable, space, points,
--   objective, heatmaps }
function parameters.add(facts, subject, job)
  if not parameters.any(subject) then
    facts.missing.parameters = "no parameter has a range"
    return {}
  end
  local space, options = parameters.plan(subject)
  local goal = assert(objective.parse "sharpe_ratio")
  local made = trials.new {
    source = source.new { strategy = subject.strategy, axes = space.axes, load = job.load,
      seed = options.seed },
    datasets = subject.datasets, objective = goal,
    constraints = {}, ledger = job.ledger, threads = options.threads, memory = options.memory,
    keep_returns = true, idle = job.idle,
    combinations = options.method == "grid" and space.count or math.min(space.count, TRIES),
  }
  if not search.run(options, space, made, subject.strategy.params) then return {} end
  local points = scored(made.list)
  facts.grid = {
    combinations = #made.list, whole = options.method == "grid", space = space,
    profitable = share_profitable(made.strategies, #subject.datasets),
    objective = goal, points = points,
    heatmaps = heatmap.all(space.axes, points, options.method == "grid" and CELLS
      or COARSE_CELLS),
  }
  if made.trouble then facts.notes.combinations = made.trouble.message end
  return samples_of(made.strategies, #subject.datasets)
end

return parameters
