--- Facts of what might have come instead: Monte Carlo over trades, days, prices and parameters. Of
-- several instruments the worst counts.
local montecarlo = require "stdlib.research.montecarlo"
local parameters = require "runtime.validate.parameters"
local paths = require "stdlib.research.paths"

local chance = {}

local PATHS, RERUNS = 1000, 100
local DRAWN = { "trades", "blocks", "shuffle" }

local function worse(old, new) return (not old or new > old) and new or old end

--- Drawn again: how deep it falls, and how often it is ruined.
local function draw(facts, job, options)
  for _, name in ipairs(DRAWN) do
    local found = montecarlo.run(job, name, options)
    if found then
      local luck = facts.luck
      luck.paths = math.min(luck.paths or math.huge, found.paths)
      luck.ruin = worse(luck.ruin, found.ruin)
      luck.drawdown_95 = worse(luck.drawdown_95, found.max_drawdown.high_95)
      found.symbol = job.candles.symbol
      luck.methods[#luck.methods + 1] = found
    end
  end
end

--- The share of the runs that end above the cash they began with.
local function profitable(job, name, options)
  local found, why = montecarlo.run(job, name, options)
  if not found then return nil, why end
  return 1 - paths.rank(found.columns.results.final_equity, found.paths, job.settings.cash)
end

local function again(facts, job, options, name, key)
  local share, why = profitable(job, name, options)
  if share then
    facts[key] = math.min(facts[key] or 1, share)
  else
    facts.missing[key] = why
  end
end

--- @param job  { load = function(values) -> strategy, or nil and a message, idle = function(text)
--   -> true to end early }
function chance.add(facts, subject, job)
  local reload = parameters.reloader(subject, job.load)
  facts.luck = { methods = {} }
  for place, result in ipairs(subject.runs.whole) do
    local part = subject.datasets[place].parts.whole
    local one = {
      strategy = subject.strategy, candles = part.candles, with = part.with, result = result,
      settings = part.settings, reload = reload,
    }
    local function options(count)
      return { paths = count, seed = subject.opts.seed, threads = subject.opts.threads,
        stop = function(done)
          return job.idle(("%s: %d of %d paths"):format(result.symbol or part.candles.symbol, done,
            count))
        end }
    end
    draw(facts, one, options(PATHS))
    again(facts, one, options(RERUNS), "noise", "noisy_profitable")
    again(facts, one, options(RERUNS), "params", "jittered_profitable")
  end
  if not facts.luck.paths then facts.missing.luck = "there is no trade to draw" end
end

return chance
