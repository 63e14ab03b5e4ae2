--- A history by calendar year: what each of them brought.
local pooled = require "stdlib.research.pooled"
local stats = require "stdlib.stats"
local time = require "stdlib.time"

local years = {}

local LEAST_DAYS = 20 -- of a Sharpe ratio
local WEEK = 7 * 86400000

local function year_of(ms) return tonumber(time.format(ms):sub(1, 4)) end

--- @param account  of stdlib.research.pooled
-- @return list of { year, days, total_return, sharpe_ratio, max_drawdown, trades, win_rate,
--   held = what holding returned }
function years.of(account)
  local list, by = {}, {}
  local function row(year)
    if not by[year] then
      by[year] = { year = year, returns = {}, days_of = {}, hold = 1, closed = {} }
      list[#list + 1] = by[year]
    end
    return by[year]
  end
  for i, r in ipairs(account.returns) do
    local one = row(year_of(account.days[i]))
    one.returns[#one.returns + 1], one.days_of[#one.days_of + 1] = r, account.days[i]
    one.hold = one.hold * (1 + account.held[i])
  end
  for _, trade in ipairs(account.trades) do
    local one = by[year_of(trade.exit_time)]
    if one then one.closed[#one.closed + 1] = trade end
  end
  table.sort(list, function(a, b) return a.year < b.year end)
  for i, one in ipairs(list) do
    local growth, trades = pooled.growth(one.returns, one.days_of), pooled.of_trades(one.closed)
    local m = #one.returns >= LEAST_DAYS and stats.moments(one.returns) or {}
    list[i] = {
      year = one.year, days = #one.returns, total_return = growth.total_return,
      sharpe_ratio = m.sharpe and m.sharpe * math.sqrt(account.per_year),
      max_drawdown = growth.max_drawdown, trades = trades.num_trades, win_rate = trades.win_rate,
      held = one.hold - 1,
    }
  end
  return list
end

--- The worst day and the worst seven days in a row: returns, 0 or below.
function years.worst(account)
  local day, week, sum, first = 0, 0, 0, 1
  local function growth(i) return math.log(math.max(1 + account.returns[i], 1e-300)) end
  for i, r in ipairs(account.returns) do
    day, sum = math.min(day, r), sum + growth(i)
    while account.days[i] - account.days[first] >= WEEK do
      sum, first = sum - growth(first), first + 1
    end
    week = math.min(week, math.exp(sum) - 1)
  end
  return day, week
end

return years
