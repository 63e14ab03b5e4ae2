--- What might have come instead: the ways to ask, and what they say of a result.
--
--     local found = assert(montecarlo.run(job, "shuffle", { paths = 1000, seed = 7 }))
--     print(found.ruin, found.max_drawdown.high_95, found.max_drawdown.rank)
--
-- A job is that of stdlib.research.rerun. Definitions: docs/guide/montecarlo.md.
local paths = require "stdlib.research.paths"
local rerun = require "stdlib.research.rerun"

local montecarlo = {}

--- The methods, in the order in which they are shown.
--   draws   what a path is made of; rerun: each is a whole backtest
montecarlo.methods = {
  { name = "trades", draws = "trades", title = "Trades drawn with replacement",
    asks = "were the results owed to a few of the trades?" },
  { name = "blocks", draws = "days", title = "Days drawn in blocks",
    asks = "what other histories would such days have made?" },
  { name = "shuffle", draws = "trades", title = "Trades in another order",
    asks = "was the drawdown lucky in the order of its trades?" },
  { name = "skip", draws = "trades", title = "Some trades missed",
    asks = "what if some of the trades had not been made?" },
  { name = "noise", rerun = true, title = "Prices with noise",
    asks = "does it depend on the very prices?" },
  { name = "costs", rerun = true, title = "Other costs",
    asks = "what if fees and slippage are not what was assumed?" },
  { name = "params", rerun = true, title = "Other parameters",
    asks = "does it depend on the very parameters?" },
}

local by_name = {}
for _, method in ipairs(montecarlo.methods) do by_name[method.name] = method end

--- The names, in that order.
function montecarlo.names()
  local names = {}
  for i, method in ipairs(montecarlo.methods) do names[i] = method.name end
  return names
end

--- How many paths a method makes unless told otherwise.
function montecarlo.count(name) return by_name[name].rerun and rerun.PATHS or paths.PATHS end

local function draw(job, method, options)
  local steps = paths[method.draws](job.result)
  local how = { method = method.name }
  for key, value in pairs(options) do how[key] = value end
  local columns, why = paths.run(steps, how)
  if not columns then return nil, why end
  return columns, paths.actual(steps, columns.points), steps
end

local function run_again(job, method, options)
  local run, why = rerun.new(method.name, job, options)
  if not run then return nil, why end
  return rerun.run(run, options), paths.first(rerun.actual(job, run.points))
end

--- Ask one of the methods.
-- @param options  { paths, seed, ruin, points, threads, block (blocks), skip (skip), noise, costs,
--   params (their jitter), stop = function(done) -> true to end early }
-- @return of paths.summary, with method, wanted = paths asked for, steps = trades or days of each,
--   unit, failed, reason, columns; or nil and why there is none: no trades, no parameters ...
function montecarlo.run(job, name, options)
  local method = by_name[name] or error("unknown method " .. tostring(name), 2)
  local columns, actual, steps = (method.rerun and run_again or draw)(job, method, options)
  if not columns then return nil, actual end
  local made = paths.summary(columns, actual, options.ruin)
  if not made then
    return nil, columns.reason or "it was stopped before the first path was done"
  end
  made.method, made.title, made.asks = name, method.title, method.asks
  made.wanted, made.columns = columns.size, columns
  made.failed, made.reason = columns.failed or 0, columns.reason
  if steps then made.steps, made.unit = steps.n, steps.unit end
  return made
end

return montecarlo
