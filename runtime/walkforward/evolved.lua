--- Choosing by breeding: in each window of a walk-forward the whole search again, on what the
-- window may see.
local strategy = require "stdlib.strategy"
local text = require "stdlib.generator.text"
local runner = require "runtime.evolve.search"

local evolved = {}

--- @param job  { opts, objective, grammar, settings, began, found = function(...) or nil, count =
--   of windows }
-- @return choose, as stdlib.research.walkforward wants it; it returns nil when it was interrupted
function evolved.chooser(job)
  job.tries = 0
  return function(window, train)
    local s = runner.new {
      opts = job.opts, objective = job.objective, grammar = job.grammar, settings = train.settings,
      datasets = { { candles = train.candles, with = train.with } }, began = job.began,
      found = job.found, label = ("window %d of %d, "):format(window.number, job.count),
    }
    if not runner.run(s) then return nil end
    job.tries = job.tries + #s.order
    local best = s:best(1)[1]
    if not best then
      return nil, ("no strategy was fit: none made %d trades; give longer windows or a smaller "
        .. "--min-trades"):format(job.opts.min_trades)
    end
    local name = ("window_%d_%s"):format(window.number, best.record.hash:sub(1, 8))
    local json = text.of(best.tree, name)
    local made = assert(strategy.from_json(json))
    return { strategy = made, name = name, hash = made.hash, json = json,
      value = best.record.values[1] }
  end
end

return evolved
