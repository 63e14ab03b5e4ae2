--- What a walk is worth: how good luck alone would look among everything that was tried, and what
-- few windows, few trades and restless parameters say.
local backtest = require "stdlib.backtest"
local format = require "stdlib.report.format"
local honesty = require "stdlib.research.honesty"
local sample = require "stdlib.research.sample"
local walkforward = require "stdlib.research.walkforward"

local judge = {}

local WINDOWS, TRADES = 5, 30 -- fewer say little
-- Of what was promised: R. Pardo, The Evaluation and Optimization of Trading Strategies, 2008.
local EFFICIENCY = 0.5
local RESTLESS = 0.75 -- of the drift of values drawn at random

local function percent(x) return format.decimal(100 * x, 0) .. " %" end

--- Everything that was tried, on the days that were traded. Its ratios tell how far apart tries
-- are there, as those of the windows, which are shorter, do not.
local function matrix_of(walk)
  local first, last = walk.windows[1].window, walk.windows[#walk.windows].window
  local texts, strategies = {}, {}
  for _, one in ipairs(walk.tried.sample) do
    local list = type(one.made) == "string" and texts or strategies
    list[#list + 1] = one.made
  end
  local view = walkforward.view(walk.job, last.stitched)
  view.settings.from = first.stitched.from
  view.texts, view.strategies = texts, strategies
  return sample.returns(view)
end

local function sharpes_of(matrix)
  local count, total, squares = 0, 0, 0
  for row = 0, matrix.rows - 1 do
    local r, sum, square = matrix.data + row * matrix.days, 0, 0
    for t = 0, matrix.days - 1 do sum = sum + r[t] end
    local mean = sum / matrix.days
    for t = 0, matrix.days - 1 do square = square + (r[t] - mean) ^ 2 end
    local deviation = math.sqrt(square / (matrix.days - 1))
    if deviation > 0 then
      local x = mean / deviation * math.sqrt(matrix.per_year)
      count, total, squares = count + 1, total + x, squares + x * x
    end
  end
  return count, total, squares
end

--- The honesty block of what was traded, which counts all that was tried in every window.
-- @param walk    of run.walk, with job = what it was given
-- @param ledger  { count } what the store knows of the instrument, this walk included; or nil
-- @return the block, or nil when there are no returns
function judge.block(walk, ledger)
  local returns, n, per_year = walk.stitched:returns()
  if n < 2 then return nil end
  local matrix = matrix_of(walk)
  local facts = {
    trials = math.max(walk.tried.different, ledger and ledger.count or 0, 1), days = n,
    periods_per_year = per_year, sample = matrix,
    winner = { returns = { data = returns, n = n }, metrics = walk.stitched.metrics },
  }
  if matrix then
    facts.sharpe_count, facts.sharpe_sum, facts.sharpe_sum_squares = sharpes_of(matrix)
  end
  return honesty.judge(facts)
end

--- How far values drawn at random from an axis move in the mean, as a share of its range; of
-- those without an order, how often they change.
local function random_drift(a)
  return a.ordered and (a.n + 1) / (3 * a.n) or 1 - 1 / a.n
end

local function count_windows(walk)
  local made = { earned = 0, flat = 0, best = nil, growth = 1 }
  for _, one in ipairs(walk.windows) do
    local growth = 1 + (one.stitched.metrics.total_return or 0)
    made.growth = made.growth * growth
    if growth > 1 then made.earned = made.earned + 1 end
    if one.chosen.flat then made.flat = made.flat + 1 end
    if not made.best or growth > made.best then made.best = growth end
  end
  return made
end

local function say_efficiency(walk)
  local kept = walk.efficiency
  if not kept then
    return "The training parts lost in the mean, so that nothing was promised: no efficiency."
  elseif kept < 0 then
    return "The training parts promised gains, and what was traded lost."
  end
  return ("%s of the yearly return of the training parts came true; %s is the least to take it "
    .. "for more than a fit%s."):format(percent(kept), percent(EFFICIENCY),
    kept >= EFFICIENCY and "" or ", and it is less")
end

local function say_drift(walk)
  local list = {}
  for _, d in ipairs(walk.drift) do
    local chance = random_drift(d.axis)
    if #d.values > 2 and d.axis.n > 1 and d.share >= RESTLESS * chance then
      list[#list + 1] = ("%s moves as values drawn at random do: %s %s from window to window, by "
        .. "chance %s."):format(d.name, d.axis.ordered and "by" or "it changes in",
        percent(d.share) .. (d.axis.ordered and " of its range" or ""), percent(chance))
    end
  end
  return list
end

--- The judgement in plain sentences.
-- @param block  of judge.block, or nil
function judge.sentences(walk, block)
  local list, seen, m = {}, count_windows(walk), walk.stitched.metrics
  local function say(text, ...) list[#list + 1] = text:format(...) end
  local count, trades = #walk.windows, m.num_trades or 0
  say("%d of %d windows earned out of sample.", seen.earned, count)
  if seen.flat > 0 then
    say("In %d of them nothing was fit to be chosen: they stayed flat.", seen.flat)
  end
  if count < WINDOWS then say("Fewer than %d windows say little.", WINDOWS) end
  if trades < TRADES then
    say("Trades out of sample: %d; fewer than %d say little.", trades, TRADES)
  end
  say("%s", say_efficiency(walk))
  if count > 1 and seen.growth > 1 and seen.growth / seen.best <= 1 then
    say("Without its best window it would not have earned anything.")
  end
  for _, text in ipairs(say_drift(walk)) do say("%s", text) end
  if block and block.psr then
    say("Had nothing been tried before, this walk would be a single try: %s sure that its true "
      .. "Sharpe ratio is above 0.", percent(block.psr))
  end
  return list
end

judge.metrics = { -- of what was traded, as they are shown
  "total_return", "annual_return", "buy_hold_return", "sharpe_ratio", "sortino_ratio",
  "max_drawdown", "num_trades", "win_rate", "profit_factor", "exposure",
}

--- The mean of a metric over several walks.
function judge.mean(walks, key)
  local sum, n = 0, 0
  for _, walk in ipairs(walks) do
    local x = walk.stitched and walk.stitched.metrics[key]
    if x then sum, n = sum + x, n + 1 end
  end
  return n > 0 and sum / n or nil
end

judge.units = backtest.metric_units

return judge
