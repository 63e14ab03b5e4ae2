--- Results of one strategy on several symbols as those of one account: every day its return is the
-- mean of the returns of the symbols that were traded on it, the same money on each.
--
--     local whole = pooled.of { result_a, result_b }
--     print(whole.metrics.sharpe_ratio, #whole.trades, whole.returns[1])
--
-- Of a single result the metrics are its own; of several they are made of the days (a drawdown
-- between two of them is not seen) and of all trades. Keys: docs/reference/semantics.md, 4.
local stats = require "stdlib.stats"
local C = require("stdlib.host").C

local pooled = {}

local HOUR, DAY, YEAR = 3600000, 86400000, 365.25 * 86400000

-- By day: the sum of the returns, of what holding returned, and how many there are.
local function gather(results)
  local sums, times, per_year = {}, {}, 0
  for _, result in ipairs(results) do
    local r, n, a = result:returns()
    local days, held = result:days()
    per_year = math.max(per_year, a)
    for i = 1, n do
      local day = math.floor(days[i] / DAY)
      local one = sums[day]
      if not one then
        one = { day = day, returns = 0, held = 0, count = 0 }
        sums[day], times[#times + 1] = one, one
      end
      one.returns, one.held, one.count = one.returns + r[i - 1], one.held + held[i], one.count + 1
    end
  end
  table.sort(times, function(a, b) return a.day < b.day end)
  return times, per_year
end

local function columns_of(times)
  local made = { days = {}, returns = {}, held = {} }
  for i, one in ipairs(times) do
    made.days[i], made.returns[i] = one.day * DAY, one.returns / one.count
    made.held[i] = one.held / one.count
  end
  return made
end

local function trades_of(results)
  local list = {}
  for _, result in ipairs(results) do
    for _, trade in ipairs(result.trades) do list[#list + 1] = trade end
  end
  return list
end

--- What the account went through: growth, drawdowns and their times.
-- @param returns  list by day
-- @return { total_return, max_drawdown, avg_drawdown, underwater, max_drawdown_duration,
--   recovery_time }: shares and hours; nil where there was no drawdown
function pooled.growth(returns, days)
  local equity, top, top_day, low_day = 1, 1, days[1] or 0, nil
  local deepest, depth, depths, under, longest, slowest = 0, 0, {}, 0, 0, nil
  local function close(day)
    if depth == 0 then return end
    depths[#depths + 1] = depth
    longest = math.max(longest, day - top_day)
    slowest = math.max(slowest or 0, day - low_day)
    depth = 0
  end
  for i, r in ipairs(returns) do
    equity = equity * (1 + r)
    if equity >= top then
      close(days[i])
      top, top_day = equity, days[i]
    else
      under = under + 1
      if 1 - equity / top > depth then depth, low_day = 1 - equity / top, days[i] end
      deepest = math.max(deepest, depth)
    end
  end
  if #days > 0 then close(days[#days]) end
  local sum = 0
  for _, d in ipairs(depths) do sum = sum + d end
  return {
    total_return = equity - 1, max_drawdown = deepest,
    underwater = #days > 0 and under / #days or nil,
    avg_drawdown = #depths > 0 and sum / #depths or nil, max_drawdown_duration = longest / HOUR,
    recovery_time = slowest and slowest / HOUR or nil,
  }
end

-- Deviation below 0 of a day, as Sortino's ratio takes it.
local function downside(returns)
  local sum = 0
  for _, r in ipairs(returns) do sum = sum + math.min(r, 0) ^ 2 end
  return math.sqrt(sum / #returns)
end

local function add_ratios(m, returns, per_year)
  if #returns < 2 then return end
  local moments = stats.moments(returns)
  local bad = downside(returns)
  m.volatility = moments.deviation and moments.deviation * math.sqrt(per_year)
  m.sharpe_ratio = moments.sharpe and moments.sharpe * math.sqrt(per_year)
  m.sortino_ratio = bad > 0 and moments.mean / bad * math.sqrt(per_year) or nil
  m.skew, m.kurtosis = moments.skew, moments.kurtosis and moments.kurtosis - 3
  m.psr = stats.psr(moments)
end

-- The line through the days against those of holding: its slope, and what is left a year.
local function add_line(m, returns, held, per_year)
  local n, x, y = #returns, 0, 0
  for i = 1, n do x, y = x + held[i] / n, y + returns[i] / n end
  local xx, xy = 0, 0
  for i = 1, n do
    xx, xy = xx + (held[i] - x) ^ 2, xy + (held[i] - x) * (returns[i] - y)
  end
  if xx == 0 then return end
  m.beta = xy / xx
  m.alpha = (y - m.beta * x) * per_year
end

--- What trades say together: num_trades, win_rate, profit_factor, expectancy.
function pooled.of_trades(trades)
  local won, gains, losses, returns = 0, 0, 0, 0
  for _, trade in ipairs(trades) do
    won = won + (trade.pnl > 0 and 1 or 0)
    gains, losses = gains + math.max(trade.pnl, 0), losses - math.min(trade.pnl, 0)
    returns = returns + trade["return"]
  end
  local n = #trades
  return {
    num_trades = n, win_rate = n > 0 and won / n or nil, expectancy = n > 0 and returns / n or nil,
    profit_factor = losses > 0 and gains / losses or nil,
  }
end

local function mean_of(results, key)
  local sum, n = 0, 0
  for _, result in ipairs(results) do
    local x = result.metrics[key]
    if x then sum, n = sum + x, n + 1 end
  end
  return n > 0 and sum / n or nil
end

--- Years from the open of the first bar of all results to the close of the last.
function pooled.years(results)
  local first, last = math.huge, -math.huge
  for _, result in ipairs(results) do
    local bars = result.signals.cdata.candles
    local close = C.tide_timeframe_close(bars.timeframe, bars.time[result.last])
    first, last = math.min(first, result.from), math.max(last, tonumber(close) / 1000)
  end
  return (last - first) / YEAR
end

local function metrics_of(results, made)
  if #results == 1 then return results[1].metrics end
  local m, years = pooled.growth(made.returns, made.days), pooled.years(results)
  m.cagr = years > 0 and m.total_return > -1 and (1 + m.total_return) ^ (1 / years) - 1 or nil
  m.calmar_ratio = m.cagr and m.max_drawdown > 0 and m.cagr / m.max_drawdown or nil
  for key, value in pairs(pooled.of_trades(made.trades)) do m[key] = value end
  for _, key in ipairs { "exposure", "turnover", "break_even_bps", "buy_hold_return" } do
    m[key] = mean_of(results, key)
  end
  add_ratios(m, made.returns, made.per_year)
  add_line(m, made.returns, made.held, made.per_year)
  return m
end

--- @param results  of stdlib.backtest, at least one
-- @return { metrics, days = list of ms, returns, held = what holding returned, per_year, trades }
function pooled.of(results)
  local times, per_year = gather(results)
  local made = columns_of(times)
  made.per_year, made.trades = per_year, trades_of(results)
  made.metrics = metrics_of(results, made)
  return made
end

return pooled
