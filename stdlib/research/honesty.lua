--- What a search must say beside its winner: how good luck alone would look.
--
--     local block = honesty.judge {
--       trials = 25000,                                -- different ones evaluated
--       sharpe_count = 24100, sharpe_sum = 3012.5, sharpe_sum_squares = 20110.2,
--       days = 1100, periods_per_year = 365,           -- of the in-sample part
--       winner = { returns = daily, metrics = result.metrics },
--       sample = { data = p, rows = 500, days = 1100 },
--     }
--     print(table.concat(honesty.lines(block, 80), "\n"))
--     json.object(honesty.members(block))
--
-- Everything is of the part of the data that the search saw. Undefined is nil.
local format = require "stdlib.report.format"
local json = require "stdlib.json"
local layout = require "stdlib.layout"
local stats = require "stdlib.stats"

local honesty = {}

--- A fact that is missing or impossible is the caller's mistake.
local function need(facts, key, least)
  local x = facts[key]
  if type(x) ~= "number" or x ~= x or x < least or x == math.huge then
    error(("'%s' must be a number from %g on, found %s"):format(key, least, tostring(x)), 4)
  end
  return x
end

-- Variance of the annual Sharpe ratios of the tries; nil when there are too few.
local function variance_of(facts)
  local n, sum, squares = facts.sharpe_count, facts.sharpe_sum, facts.sharpe_sum_squares
  if not (n and sum and squares) or n < 2 then return nil end
  return (squares - sum * sum / n) / (n - 1)
end

-- Moments of the winner: of its returns, or those given, or what its metrics say.
local function moments_of(winner, days, per_year)
  if winner.returns then return stats.moments(winner.returns) end
  if winner.moments then return winner.moments end
  local m = winner.metrics or {}
  return {
    n = days, sharpe = m.sharpe_ratio and m.sharpe_ratio / math.sqrt(per_year), skew = m.skew,
    kurtosis = m.kurtosis and m.kurtosis + 3,
  }
end

local function times(x, factor) return x and x * factor end

-- What the sampled strategies tell of the search.
local function add_sample(block, sample, trials)
  if not sample then
    block.pbo_missing = "no strategies were sampled"
    return
  end
  local independent = stats.independent(sample, trials)
  block.effective_trials = independent and independent.trials
  block.pbo_strategies = sample.rows or #sample
  local pbo, message = stats.pbo(sample)
  block.pbo_missing = message
  if not pbo then return end
  block.pbo, block.pbo_loss, block.pbo_slope = pbo.pbo, pbo.loss, pbo.slope
end

--- Judge the winner of a search.
-- @param facts  {
--   trials             how many different strategies (and settings) were evaluated
--   sharpe_count, sharpe_sum, sharpe_sum_squares  annual Sharpe ratios of those that have
--                      one (optional: then only chance is known of them)
--   days, periods_per_year  returns of the winner, and of a year
--   winner = {         one of the first two, or metrics that say it
--     returns          daily returns, a list or { data = double*, n }
--     moments          { n, sharpe, skew, kurtosis } of them, as stats.moments gives
--     metrics          metrics of the same run (optional with the others)
--   }
--   sample             matrix of daily returns (stats.pbo) of strategies from the whole search,
--                      not only of survivors (optional) }
-- @return {
--   trials, effective_trials, days, periods_per_year
--   sharpe             of the winner, annual
--   noise_hurdle       annual Sharpe that the best of as many tries without an edge reaches
--   luck_sharpe        the same for tries as far apart as these; what dsr compares with. Their
--                      variance counts, but never as less than that of tries without an edge
--   psr, dsr           probability that the true Sharpe is above 0, above luck_sharpe
--   significant        dsr >= stats.CONFIDENCE; nil when dsr is undefined
--   pbo, pbo_loss, pbo_slope, pbo_strategies, pbo_missing = why there is none
--   min_track_record   days that the search has not seen, until they say that the Sharpe is
--                      above 0, should it stay the same
--   min_backtest       days below which luck alone would reach the winner's Sharpe
--   break_even_bps     cost of a fill at which nothing is left }
function honesty.judge(facts)
  local trials, days = need(facts, "trials", 1), need(facts, "days", 2)
  local per_year = need(facts, "periods_per_year", 1e-9)
  local m = moments_of(facts.winner, days, per_year)
  local variance = stats.luck_variance(days, times(variance_of(facts), 1 / per_year))
  local sharpe = times(m.sharpe, math.sqrt(per_year))
  local block = {
    trials = trials, days = days, periods_per_year = per_year, sharpe = sharpe,
    noise_hurdle = stats.noise_hurdle(trials, days, per_year),
    luck_sharpe = times(stats.luck_best(trials, variance), math.sqrt(per_year)),
    psr = stats.psr(m), dsr = stats.dsr(m, trials, variance),
    min_track_record = stats.min_track_record(m),
    min_backtest = sharpe and times(stats.min_backtest(trials, sharpe), per_year),
    break_even_bps = (facts.winner.metrics or {}).break_even_bps,
  }
  if block.dsr then block.significant = block.dsr >= stats.CONFIDENCE end
  add_sample(block, facts.sample, trials)
  return block
end

-- Key, label and unit; the first without a label stand in JSON only.
local MEMBERS = {
  { "trials", "Tries", "count" },
  { "effective_trials", "Independent tries", "count" },
  { "sharpe", "Sharpe", "ratio" },
  { "noise_hurdle", "Luck alone reaches", "ratio" },
  { "luck_sharpe", "Luck of such tries", "ratio" },
  { "psr" },
  { "dsr", "Deflated Sharpe", "fraction" },
  { "significant" },
  { "pbo", "Overfitting (PBO)", "fraction" },
  { "pbo_loss", "Best, then a loss", "fraction" },
  { "pbo_slope" },
  { "pbo_strategies" },
  { "min_track_record", "To confirm", "days" },
  { "min_backtest", "Least to search in", "days" },
  { "break_even_bps", "Break-even cost", "bps" },
}

--- The members of a JSON object, for json.object or to stand among others.
-- @return {key, value, key, value ...}, and how many entries
function honesty.members(block)
  local list, n = {}, 0
  for _, member in ipairs(MEMBERS) do
    list[n + 1], list[n + 2], n = member[1], block[member[1]], n + 2
  end
  return list, n
end

--- The block as a JSON object, undefined members null.
function honesty.object(block) return json.object(honesty.members(block)) end

local function shown(x, unit)
  if not x then return "-" end
  if unit == "days" then return format.decimal(math.ceil(x), 0) .. " d" end
  return format.metric(x, unit)
end

--- Labels and values for people: list of {label, text, key = member of the block}.
function honesty.rows(block)
  local rows = {}
  for _, member in ipairs(MEMBERS) do
    if member[2] then
      local key = member[1]
      rows[#rows + 1] = { member[2], shown(block[key], member[3]), key = key }
    end
  end
  return rows
end

local function percent(x, places) return format.decimal(100 * x, places) .. " %" end
local function ratio(x) return format.decimal(x, 2) end

local function say_luck(block)
  if block.trials < 2 then return "A single try: nothing was chosen, luck chose nothing." end
  local text = ("Best of %s tries; luck alone would reach a Sharpe of %s"):format(
    format.decimal(block.trials, 0), ratio(block.noise_hurdle))
  if ratio(block.luck_sharpe) == ratio(block.noise_hurdle) then return text .. "." end
  return ("%s, and %s among tries as far apart as these."):format(text, ratio(block.luck_sharpe))
end

-- 99.99 is not 100.
local function sure(p) return p > 0.999 and "more than 99.9 %" or percent(p, 1) end

local function say_verdict(block)
  if not block.dsr then return "The winner has no Sharpe ratio that could be judged." end
  local own = ratio(block.sharpe)
  if block.sharpe <= block.luck_sharpe then
    return ("Its own %s is not more than that: no evidence of an edge."):format(own)
  end
  if block.significant then
    return ("Its own %s is more than luck explains: %s sure."):format(own, sure(block.dsr))
  end
  return ("Its own %s is more, but not enough: %s sure, and %s is the least to believe it.")
    :format(own, sure(block.dsr), percent(stats.CONFIDENCE, 0))
end

local function say_overfit(block)
  if not block.pbo then
    return ("Whether the search overfits was not measured: %s."):format(block.pbo_missing)
  end
  return ("Searched on half of the days only, its best was not above the median on the other half "
    .. "in %s of all ways to halve them, and lost money in %s (%s strategies sampled)."):format(
    percent(block.pbo, 0), percent(block.pbo_loss, 0), format.decimal(block.pbo_strategies, 0))
end

-- Said of a winner that luck does not explain: at a lucky Sharpe it would be soon.
local function say_confirm(block)
  if not block.min_track_record or block.sharpe <= block.luck_sharpe then return nil end
  return ("Should it keep this Sharpe on days that the search has not seen, %s of them confirm it.")
    :format(format.decimal(math.ceil(block.min_track_record), 0))
end

--- The verdict in plain sentences: a list.
function honesty.sentences(block)
  local list = { say_luck(block), say_verdict(block), say_overfit(block) }
  list[#list + 1] = say_confirm(block)
  return list
end

--- The block as `tide backtest` shows its groups: a title, cells, and the sentences.
-- @param width  columns to fit
-- @param paint  function(text, style) -> text, default: as it is
-- @return list of lines
function honesty.lines(block, width, paint)
  local lines = { paint and paint("Honesty", "bold") or "Honesty" }
  for _, line in ipairs(layout.cells(honesty.rows(block), width, paint)) do
    lines[#lines + 1] = line
  end
  lines[#lines + 1] = ""
  for _, sentence in ipairs(honesty.sentences(block)) do
    for _, line in ipairs(layout.hanging(sentence, width)) do lines[#lines + 1] = line end
  end
  return lines
end

return honesty
