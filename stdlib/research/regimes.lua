--- What a strategy earned in each regime, and whether it fails where it is meant to work.
--
--     local rows = regimes.results { result = result, regimes = stdlib_regime_object }
--     for _, row in ipairs(rows) do print(row.regime, row.trades, row.mean_trade) end
--     regimes.failed(rows, strategy.regimes)      -- names, of those it declares
--
-- A trade belongs to the regimes of the day of its entry, a return to those of its day. A day is
-- bull, bear, range or crisis and may be of high or low volatility, boom or recession beside:
-- shares do not add up to 1.
local names = require "stdlib.regime.names"
local stats = require "stdlib.stats"

local regimes = {}

--- Trades below which nothing is said to fail.
regimes.LEAST = 30

local function sharpe_of(returns, per_year)
  local m = stats.moments(returns)
  return m.sharpe and m.sharpe * math.sqrt(per_year)
end

--- The return of all days together, and the deepest loss on the way, as if no other days were.
local function growth_of(returns)
  local equity, top, deepest = 1, 1, 0
  for _, r in ipairs(returns) do
    equity = equity * (1 + r)
    top = math.max(top, equity)
    deepest = math.max(deepest, 1 - equity / top)
  end
  return equity - 1, deepest
end

-- What the trades of a regime say.
local function add_trades(row, list, options)
  row.trades = #list
  if #list == 0 then return end
  local won, returns = 0, {}
  for i, trade in ipairs(list) do
    won = won + (trade.pnl > 0 and 1 or 0)
    returns[i] = trade["return"]
  end
  row.win_rate = won / #list
  local interval = stats.mean_interval(returns, options)
  row.mean_trade = interval and interval.mean or returns[1]
  if interval then row.low, row.high = interval.low, interval.high end
end

-- What its days say.
local function add_days(row, returns, days, per_year)
  row.days, row.share = #returns, days > 0 and #returns / days or nil
  if #returns == 0 then return end
  row.sharpe_ratio = sharpe_of(returns, per_year)
  row.total_return, row.max_drawdown = growth_of(returns)
end

-- Adds something to the list of each regime that its time is in.
local function add_to(by, found, row, thing)
  for _, name in ipairs(names.list) do
    if found:has(row, name) then
      by[name] = by[name] or {}
      table.insert(by[name], thing)
    end
  end
end

local function sort_trades(runs)
  local by = {}
  for _, run in ipairs(runs) do
    local row_of = {}
    for _, trade in ipairs(run.result.trades) do
      local row = row_of[trade.entry_time] or run.regimes:row(trade.entry_time)
      row_of[trade.entry_time] = row
      add_to(by, run.regimes, row, trade)
    end
  end
  return by
end

local function sort_returns(runs)
  local by, count, per_year = {}, 0, 0
  for _, run in ipairs(runs) do
    local r, n, a = run.result:returns()
    local times = run.result:days()
    for i = 1, n do add_to(by, run.regimes, run.regimes:row(times[i]), r[i - 1]) end
    count, per_year = count + n, math.max(per_year, a)
  end
  return by, count, per_year
end

local function applies(runs, name)
  for _, run in ipairs(runs) do
    if run.regimes:applies(name) then return true end
  end
  return false
end

--- Results by regime, of one run or of several symbols together: a day counts once for each.
-- @param job  { result = of stdlib.backtest, regimes = of stdlib.regime for the traded symbol; or
--   runs = list of { result, regimes }; samples, seed, level = of the bootstrap (optional, as for
--   stats.mean_interval), least = trades below which nothing fails (optional: 30) }
-- @return list in the order of stdlib.regime.names, each {
--   regime, applies = false where there is no series of the economy
--   days, share     periods of returns in it, and of all; a share of the history
--   trades, win_rate, mean_trade = mean trade return, low, high = its interval
--   sharpe_ratio    of these days, annual
--   total_return, max_drawdown  of these days alone, one after the other
--   fails           at least `least` trades and the whole interval below 0 }; nil is undefined
function regimes.results(job)
  local runs, least = job.runs or { job }, job.least or regimes.LEAST
  local options = { samples = job.samples, seed = job.seed, level = job.level }
  local trades = sort_trades(runs)
  local returns, days, per_year = sort_returns(runs)
  local rows = {}
  for i, name in ipairs(names.list) do
    local row = { regime = name, applies = applies(runs, name), fails = false }
    if row.applies then
      add_trades(row, trades[name] or {}, options)
      add_days(row, returns[name] or {}, days, per_year)
      row.fails = row.trades >= least and row.high ~= nil and row.high < 0
    end
    rows[i] = row
  end
  return rows
end

--- Where a strategy fails, of the regimes that it is meant for.
-- @param declared  list of names, nil: it is meant for all
-- @return list of names
function regimes.failed(rows, declared)
  local meant, list = {}, {}
  for _, name in ipairs(declared or names.list) do meant[name] = true end
  for _, row in ipairs(rows) do
    if row.fails and meant[row.regime] then list[#list + 1] = row.regime end
  end
  return list
end

--- Keys of a row and their units, for tables and JSON.
regimes.columns = {
  { "days", "count" }, { "share", "fraction" }, { "trades", "count" }, { "win_rate", "fraction" },
  { "mean_trade", "fraction" }, { "low", "fraction" }, { "high", "fraction" },
  { "sharpe_ratio", "ratio" }, { "total_return", "fraction" }, { "max_drawdown", "fraction" },
}

return regimes
