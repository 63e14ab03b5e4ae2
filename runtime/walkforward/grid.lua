--- Choosing by a search over parameters: in each window the whole search again, on what the window
-- may see; all combinations at once through a population, as `tide optimize` does it.
local flat = require "runtime.walkforward.flat"
local search = require "runtime.optimize.search"
local trials = require "runtime.optimize.trials"

local grid = {}

--- The best of those that are fit; of equals the one that was tried first.
local function best_of(list)
  local best
  for _, point in ipairs(list) do
    if point.value and (not best or point.value > best.value) then best = point end
  end
  return best
end

local function made_of(one)
  return (type(one.made) == "string" or not one.made.alone) and one.made or nil
end

local function try_all(job, window, train)
  local made = trials.new {
    source = job.source, objective = job.objective, constraints = job.constraints,
    datasets = { { parts = { in_sample = train } } }, ledger = job.ledger_at(window),
    threads = job.threads, memory = job.memory, combinations = job.combinations, patient = true,
    idle = function(text) job.idle(window, text) end,
  }
  search.run(job, job.space, made, job.strategy.params)
  return made
end

--- The first combination that is what the file says it is. Where it is not, everything is loaded
-- from then on, and the window tried again.
local function find(job, window, train)
  local made = try_all(job, window, train)
  local best = best_of(made.list)
  if best and not job.source:confirm { best } then
    return find(job, window, train)
  end
  return made, best
end

--- @param job  { strategy, space, source = of runtime.optimize.source, method, tries, seed,
--   combinations, objective, constraints, tried = of runtime.walkforward.tried, ledger_at =
--   function(window) -> what stands for runtime.search.ledger, idle = function(window, text),
--   threads, memory }
-- @return choose, as stdlib.research.walkforward wants it
function grid.chooser(job)
  return function(window, train)
    local made, best = find(job, window, train)
    for _, one in ipairs(made.strategies) do job.tried:add(one.hash, made_of, one) end
    if made.trouble then job.tried.trouble = job.tried.trouble or made.trouble end
    if not best then return flat.choice() end
    local loaded, message = job.source:load(best.values)
    if not loaded then return nil, message end
    return { strategy = loaded, hash = loaded.hash, value = best.value, params = best.values }
  end
end

return grid
