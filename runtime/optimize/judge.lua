--- What a search over parameters has found: the best, the one to take, what the parameters matter,
-- and how good luck alone would look.
local blocks = require "runtime.search.honesty"
local ffi = require "ffi"
local backtest = require "stdlib.backtest"
local heatmap = require "stdlib.optimizer.heatmap"
local importance = require "stdlib.optimizer.importance"
local measures = require "runtime.optimize.measure"
local parts = require "runtime.search.parts"
local plateau = require "stdlib.optimizer.plateau"
local source = require "runtime.optimize.source"
local trials = require "runtime.optimize.trials"

local judge = {}

local METRICS = #backtest.metric_keys
local CELLS, COARSE_CELLS = 100, 10 -- of a heat map in each direction: of a grid, of others
local LOOKED_AT = 500 -- combinations that are no grid whose neighbours are looked for

--- Those that are fit, the best first; equals in the order they were tried.
local function ranked(list)
  local made = {}
  for i, point in ipairs(list) do
    point.order = i
    if point.value then made[#made + 1] = point end
  end
  table.sort(made, function(a, b)
    if a.value ~= b.value then return a.value > b.value end
    return a.order < b.order
  end)
  return made
end

--- Neighbours, robust, plateau and peak become members of the points.
local function score(whole, space, all, best)
  local function add(point, s)
    if not s then return end
    point.neighbours, point.robust, point.plateau = s.neighbours, s.robust, s.plateau
    point.peak = s.peak or false
  end
  if whole then
    local values, done = {}, {}
    for _, point in ipairs(all) do
      values[point.number], done[point.number] = point.value, true
    end
    local scores = plateau.of(space, values, done)
    for _, point in ipairs(best) do add(point, scores[point.number]) end
  else
    local scores = plateau.scattered(space.axes, all, best, LOOKED_AT)
    for i, point in ipairs(best) do add(point, scores[i]) end
  end
end

--- The best by what is left of it when its parameters are off by a step.
local function recommend(best)
  local found
  for _, point in ipairs(best) do
    if point.peak == false and point.plateau and (not found or point.robust > found.robust) then
      found = point
    end
  end
  return found
end

--- What the shown ones did in the validation part.
local function look_outside(job, shown)
  for place, dataset in ipairs(job.datasets) do
    local part = dataset.parts.validation
    local measure, wanted, done = measures.new(job), {}, {}
    for _, point in ipairs(shown) do
      local strategy = point.strategy
      strategy.outside = strategy.outside or {}
      if part and not done[strategy] then
        wanted[measure:add(strategy.made)], done[strategy] = strategy, true
      end
    end
    if next(wanted) then
      measure:run(part, wanted, function(number, row)
        if not row then return end
        local numbers = ffi.new("double[?]", METRICS)
        ffi.copy(numbers, row, 8 * METRICS)
        wanted[number].outside[place] = numbers
      end, function() return false end)
    end
  end
end

local function honest(job, tried, winner)
  local list, made = {}, source.loaded(winner.made)
  for i, dataset in ipairs(job.datasets) do
    list[i] = blocks.block {
      seed = job.opts.seed, place = i, dataset = dataset, tried = tried.strategies,
      result = parts.run(made, dataset, "in_sample"), ledger = job.ledger:summary(i),
      text = function(strategy)
        return (type(strategy.made) == "string" or not strategy.made.alone) and strategy.made
          or nil
      end,
    }
  end
  return list
end

local function with_recommended(top, recommended)
  local shown, there = {}, false
  for i, point in ipairs(top) do
    shown[i] = point
    there = there or point == recommended
  end
  if recommended and not there then shown[#shown + 1] = recommended end
  return shown
end

--- @param job    { opts, space, whole = is every combination of it tried, datasets, objective,
--   constraints, ledger, threads, memory }
-- @param tried  of runtime.optimize.trials
-- @return { best = points that are fit, the best first, top, shown = top and the recommended,
--   recommended, importance, heatmaps, blocks }
function judge.of(job, tried)
  local opts, axes = job.opts, job.space.axes
  local found = { best = ranked(tried.list), blocks = {}, top = {} }
  for i, point in ipairs(found.best) do point.rank = i end
  score(job.whole, job.space, tried.list, found.best)
  found.recommended = recommend(found.best)
  for i = 1, math.min(opts.top, #found.best) do found.top[i] = found.best[i] end
  found.shown = with_recommended(found.top, found.recommended)
  found.importance = importance.of(axes, found.best, not job.whole and importance.CLASSES or nil)
  found.heatmaps = heatmap.all(axes, found.best, job.whole and CELLS or COARSE_CELLS)
  if not found.best[1] then return found end
  look_outside(job, found.shown)
  for _, point in ipairs(found.shown) do
    local outside = point.strategy.outside
    point.seen_later = trials.value({ objective = job.objective, constraints = {} }, #job.datasets,
      function(place) return outside[place] and trials.metrics_of(outside[place]) end)
  end
  found.blocks = honest(job, tried, found.best[1].strategy)
  return found
end

return judge
