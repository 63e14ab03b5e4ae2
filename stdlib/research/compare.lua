--- Runs side by side: do their Sharpe ratios differ by more than chance, do they move together?
--
--     local pairs = compare.pairs { a, b, c }      -- results of stdlib.backtest
--     print(pairs[1].p, pairs[1].correlation)
--
-- And holding the instrument, as a run with the same costs.
local backtest = require "stdlib.backtest"
local stats = require "stdlib.stats"
local strategy = require "stdlib.strategy"
local C = require("stdlib.host").C

local compare = {}

compare.HOLD = "buy & hold"

-- True of every bar, whatever the price.
local HOLD = ([[{"name": "%s", "entry_rules": {"long": {"operator": "AND", "conditions": [
  {"indicator": "close", "comparison": "at_least", "value": -1e300}]}}}]]):format(compare.HOLD)

--- Buy at the first bar and keep, with all of the account and the costs of the settings.
-- @param run  { candles, with, settings }
-- @return the strategy, its settings
function compare.hold(run)
  local settings = backtest.copy(run.settings)
  settings.size.kind, settings.size.value = C.TIDE_SIZE_FIXED, 1
  settings.leverage, settings.drawdown_scale, settings.hedging = 1, 0, false
  return assert(strategy.from_json(HOLD)), settings
end

local DAY = 86400000

-- Returns that can be laid beside others: of the same periods from the same day on.
local function column_of(result)
  local r, n, per_year = result:returns()
  return { data = r, n = n, per_year = per_year, from = math.floor(result.from / DAY),
    to = math.floor(result.to / DAY) }
end

local function correlation(a, b)
  local n, x, y = a.n, 0, 0
  for t = 0, n - 1 do x, y = x + a.data[t] / n, y + b.data[t] / n end
  local xx, yy, xy = 0, 0, 0
  for t = 0, n - 1 do
    local dx, dy = a.data[t] - x, b.data[t] - y
    xx, yy, xy = xx + dx * dx, yy + dy * dy, xy + dx * dy
  end
  local both = math.sqrt(xx * yy)
  return both > 0 and xy / both or nil
end

local function same_days(a, b)
  return a.n == b.n and a.per_year == b.per_year and a.from == b.from and a.to == b.to
end

local function pair_of(a, b, options)
  if a.n < 2 or not same_days(a, b) then
    return { missing = a.n < 2 and "fewer than two returns" or "their returns are of other days" }
  end
  local test, why = stats.sharpe_difference(a, b, options)
  if not test then return { missing = why } end
  return {
    difference = test.difference and test.difference * math.sqrt(a.per_year), p = test.p,
    correlation = correlation(a, b), days = a.n,
  }
end

--- Every two of several results.
-- @param options  as of stats.spa (optional)
-- @return list of { a, b = places in the list, difference = of the annual Sharpe ratios, a's less
--   b's, p, correlation = of the daily returns, days }, or { a, b, missing = why there is none }
function compare.pairs(results, options)
  local columns, list = {}, {}
  for i, result in ipairs(results) do columns[i] = column_of(result) end
  for a = 1, #results do
    for b = a + 1, #results do
      local pair = pair_of(columns[a], columns[b], options)
      pair.a, pair.b = a, b
      list[#list + 1] = pair
    end
  end
  return list
end

--- The time that several results span.
-- @return milliseconds of the first bar, of the last one
function compare.span(results)
  local from, to = math.huge, -math.huge
  for _, result in ipairs(results) do
    from, to = math.min(from, result.from), math.max(to, result.to)
  end
  return from, to
end

--- Equity at so many moments of equal distance; before its first bar the cash, after its last what
-- was left.
-- @param from, to  milliseconds
-- @return list of `points` marks
function compare.curve(result, from, to, points)
  local r, bars, list = result.cdata, result.signals.cdata.candles, {}
  local at = r.first - 1
  for i = 1, points do
    local now = (from + (to - from) * i / points) * 1000
    while at < r.last and tonumber(bars.time[at + 1]) <= now do at = at + 1 end
    list[i] = at < r.first and result.settings.cash or r.equity[at - r.first]
  end
  return list
end

return compare
