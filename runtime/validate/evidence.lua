--- Facts of the runs themselves: metrics of the parts and years, and whether an edge went away.
local pooled = require "stdlib.research.pooled"
local split = require "stdlib.research.split"
local stats = require "stdlib.stats"
local time = require "stdlib.time"
local years = require "stdlib.research.years"
local C = require("stdlib.host").C

local evidence = {}

local SURELY = 0.025 -- one in forty by chance

--- How likely returns are as bad as these where their mean is a share of that of others.
local function below(late, early, share)
  local a, b = stats.moments(late), stats.moments(early)
  if not (a.deviation and b.deviation) then return nil end
  local deviation = math.sqrt(a.deviation ^ 2 / a.n + share ^ 2 * b.deviation ^ 2 / b.n)
  if deviation == 0 then return nil end
  return stats.normal_cdf((a.mean - share * b.mean) / deviation)
end

local function add_decay(facts, accounts, share)
  local early, late = accounts.in_sample, accounts.validation
  if not (late and #late.returns > 1) then return end
  local was, is = early.metrics.sharpe_ratio, late.metrics.sharpe_ratio
  if was and is and was > 0 then facts.validation_share = is / was end
  local a, b = stats.moments(late.returns), stats.moments(early.returns)
  if b.mean and b.mean > 0 then
    facts.validation_return_share = a.mean / b.mean
    local p = below(late.returns, early.returns, share)
    facts.decayed = p ~= nil and p < SURELY
  end
  facts.decay = stats.mean_difference(late.returns, early.returns, { seed = 1 })
  if facts.decay and facts.decay.p and facts.decay.p_bootstrap then
    local text = "difference of their means: p = %.2f (t test), %.2f (bootstrap)"
    facts.notes.validation_share = text:format(facts.decay.p, facts.decay.p_bootstrap)
  end
end

local function cost_of(s)
  local commission = s.tiers > 0 and s.tier[0].rate or s.commission
  local slippage = s.slippage_kind == C.TIDE_SLIP_FIXED and s.slippage or 0
  return 1e4 * (commission + slippage + s.spread / 2)
end

-- The day on which an account was lost.
local function ruined_of(results)
  for _, result in ipairs(results) do
    if result.ruined then return time.format(result.to):sub(1, 10) end
  end
end

--- @return the accounts of the parts, by name (stdlib.research.pooled)
function evidence.add(facts, subject)
  local accounts = { whole = pooled.of(subject.runs.whole) }
  facts.all = accounts.whole.metrics
  for _, name in ipairs(split.names) do
    if subject.runs[name] then
      accounts[name] = pooled.of(subject.runs[name])
      facts[name] = accounts[name].metrics
    end
  end
  if not subject.runs.test then
    facts.missing.test_sharpe = subject.opts.sealed and "the test part stays sealed"
      or "there is no test part"
  end
  facts.years = pooled.years(subject.runs.whole)
  facts.worst_day, facts.worst_week = years.worst(accounts.whole)
  facts.by_year = years.of(accounts.whole)
  local won = 0
  for _, row in ipairs(facts.by_year) do won = won + (row.total_return > 0 and 1 or 0) end
  facts.profitable_years = #facts.by_year > 0 and won / #facts.by_year or nil
  facts.cost_bps = cost_of(subject.settings)
  facts.ruined = ruined_of(subject.runs.whole)
  add_decay(facts, accounts, subject.thresholds.red_flags.out_of_sample)
  return accounts
end

return evidence
