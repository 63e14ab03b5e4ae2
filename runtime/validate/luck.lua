--- How sure it is that a result is no luck: the honesty block over everything that was ever tried
-- on these instruments, and how long a history would have to be.
local honesty = require "stdlib.research.honesty"
local stats = require "stdlib.stats"

local luck = {}

-- The instrument on which the most was tried.
local function most_of(others)
  local most = { count = 0, with_sharpe = 0, sum = 0, sum_squares = 0 }
  for _, one in pairs(others) do
    if one.count > most.count then most = one end
  end
  return most
end

-- The sample that overfits most.
local function worst_of(samples)
  local worst, most
  for _, sample in pairs(samples) do
    local found = stats.pbo(sample)
    local pbo = found and found.pbo or -1
    if not worst or pbo > most then worst, most = sample, pbo end
  end
  return worst
end

--- @param account  of stdlib.research.pooled: the whole run
-- @param others   by place of the instrument: what else was tried there (stdlib.store.trials)
-- @param samples  matrices of returns of the parameters that were tried, by instrument
-- @param confidence  that deflated Sharpe is to reach
function luck.add(facts, account, others, samples, confidence)
  if #account.returns < 2 then return end
  local own, tried = account.metrics.sharpe_ratio, most_of(others)
  local block = honesty.judge {
    trials = tried.count + 1, sharpe_count = tried.with_sharpe + (own and 1 or 0),
    sharpe_sum = tried.sum + (own or 0), sharpe_sum_squares = tried.sum_squares + (own or 0) ^ 2,
    days = #account.returns, periods_per_year = account.per_year,
    winner = { returns = account.returns, metrics = account.metrics }, sample = worst_of(samples),
  }
  facts.honesty, facts.trials, facts.dsr, facts.pbo = block, block.trials, block.dsr, block.pbo
  facts.all.dsr = block.dsr
  local moments, per_year = stats.moments(account.returns), account.per_year
  local days = moments.sharpe and stats.min_track_record(moments,
    (block.luck_sharpe or 0) / math.sqrt(per_year), confidence)
  facts.years_needed = days and days / per_year
end

return luck
