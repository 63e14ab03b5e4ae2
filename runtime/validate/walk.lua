--- Facts of a walk-forward on each instrument: parameters chosen again and again, and what they did
-- next.
local pooled = require "stdlib.research.pooled"
local walkforward = require "runtime.walkforward.run"
local windows = require "stdlib.research.windows"

local walk = {}

local METHOD, TRIES, WHOLE = "random", 60, 120 -- combinations of each window

local function options_of(subject, space)
  local opts = subject.opts
  return {
    train = assert(windows.parse_length(opts.train)),
    test = assert(windows.parse_length(opts.test)),
    step = assert(windows.parse_length(opts.step)), method = METHOD, seed = opts.seed,
    tries = space and math.max(TRIES, space.count <= WHOLE and space.count or 0) or TRIES,
    threads = opts.threads, memory = opts.memory,
  }
end

-- One instrument. @return what runtime.walkforward.run gives, or nil and why not
local function one_of(subject, dataset, space, job)
  local whole = dataset.parts.whole
  return walkforward.walk {
    candles = whole.candles, with = whole.with, settings = whole.settings,
    strategy = subject.strategy, param = subject.opts.param, load = job.load,
    options = options_of(subject, space),
    idle = function(window, text)
      return job.idle(("%s: window %d: %s"):format(dataset.symbol, window.number, text))
    end,
    stop = job.stopped,
  }
end

local function add_windows(sum, found)
  for _, one in ipairs(found.windows) do
    sum.windows = sum.windows + 1
    if (one.stitched.metrics.total_return or 0) > 0 then sum.won = sum.won + 1 end
  end
  if found.efficiency then
    sum.efficiency, sum.known = sum.efficiency + found.efficiency, sum.known + 1
  end
end

--- @param space  of the parameters, or nil where none is varied
-- @param job    { load, idle, stopped }
function walk.add(facts, subject, space, job)
  local sum, results, why = { windows = 0, won = 0, efficiency = 0, known = 0 }, {}, nil
  facts.walks = {}
  for place, dataset in ipairs(subject.datasets) do
    local found, message = one_of(subject, dataset, space, job)
    if found and found.stitched then
      add_windows(sum, found)
      results[#results + 1], facts.walks[place] = found.stitched, found
    end
    why = why or message
  end
  if #results == 0 then
    facts.missing.walkforward = why or "no window was done"
    return
  end
  local account = pooled.of(results)
  facts.walkforward = {
    windows = sum.windows, profitable = sum.won / sum.windows,
    sharpe = account.metrics.sharpe_ratio,
    efficiency = sum.known > 0 and sum.efficiency / sum.known or nil, metrics = account.metrics,
  }
  facts.all.walkforward_efficiency = facts.walkforward.efficiency
  if not facts.walkforward.efficiency then
    facts.missing.walkforward_efficiency = "training promised no profit"
  end
end

return walk
