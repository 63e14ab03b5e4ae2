--- Facts of what might have come instead: Monte Carlo over trades, days, prices and parameters. The
-- account of several instruments is one: its days are drawn, and what they end with is added up.
local montecarlo = require "stdlib.research.montecarlo"
local parameters = require "runtime.validate.parameters"
local paths = require "stdlib.research.paths"

local chance = {}

local PATHS, RERUNS = 1000, 100
local DRAWN = { "trades", "blocks", "shuffle" }
-- The same of days, and what that is called.
local OF_DAYS = { { "trades", "days" }, { "blocks", "blocks" }, { "shuffle", "days, shuffled" } }

local function worse(old, new) return (not old or new > old) and new or old end

local function take(luck, found, name)
  luck.paths = math.min(luck.paths or math.huge, found.paths)
  luck.ruin = worse(luck.ruin, found.ruin)
  luck.drawdown_95 = worse(luck.drawdown_95, found.max_drawdown.high_95)
  found.method = name
  luck.methods[#luck.methods + 1] = found
end

--- Trades and days of the one instrument.
local function draw(luck, job, options)
  for _, name in ipairs(DRAWN) do
    local found = montecarlo.run(job, name, options)
    if found then take(luck, found, name) end
  end
end

--- Days of the account of several.
local function draw_days(luck, account, settings, options)
  local steps = paths.of_days(account.returns, 1, #account.returns, account.per_year, settings)
  for _, way in ipairs(OF_DAYS) do
    local how = setmetatable({ method = way[1] }, { __index = options })
    local columns = paths.run(steps, how)
    local found = columns and paths.summary(columns, paths.actual(steps, columns.points))
    if found then take(luck, found, way[2]) end
  end
end

--- The share of the runs that end with more than they began with, on all instruments together.
-- @param jobs  by instrument
-- @return the share, or nil and why there is none
local function profitable(jobs, name, options_of)
  local ends, cash, least = {}, 0, math.huge
  for _, job in ipairs(jobs) do
    local found, why = montecarlo.run(job, name, options_of(job, RERUNS))
    if not found then return nil, why end
    local equity = found.columns.results.final_equity
    for i = 1, found.paths do ends[i] = (ends[i] or 0) + equity[i - 1] end
    cash, least = cash + job.settings.cash, math.min(least, found.paths)
  end
  local won = 0
  for i = 1, least do won = won + (ends[i] > cash and 1 or 0) end
  return won / least
end

local function jobs_of(subject, reload)
  local jobs = {}
  for place, result in ipairs(subject.runs.whole) do
    local part = subject.datasets[place].parts.whole
    jobs[place] = {
      strategy = subject.strategy, candles = part.candles, with = part.with, result = result,
      settings = part.settings, reload = reload,
    }
  end
  return jobs
end

--- @param account  of stdlib.research.pooled: the whole run
-- @param job  { load = function(values) -> strategy, or nil and a message, idle = function(text)
--   -> true to end early }
function chance.add(facts, subject, account, job)
  local jobs = jobs_of(subject, parameters.reloader(subject, job.load))
  local function options_of(one, count)
    return { paths = count, seed = subject.opts.seed, threads = subject.opts.threads,
      stop = function(done)
        return job.idle(("%s: %d of %d paths"):format(one.candles.symbol, done, count))
      end }
  end
  facts.luck = { methods = {} }
  if #jobs == 1 then
    draw(facts.luck, jobs[1], options_of(jobs[1], PATHS))
  else
    draw_days(facts.luck, account, subject.settings, options_of(jobs[1], PATHS))
  end
  if not facts.luck.paths then facts.missing.luck = "there is nothing to draw" end
  facts.noisy_profitable, facts.missing.noisy_profitable = profitable(jobs, "noise", options_of)
  facts.jittered_profitable, facts.missing.jittered_profitable = profitable(jobs, "params",
    options_of)
end

return chance
