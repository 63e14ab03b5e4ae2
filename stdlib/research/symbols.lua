--- One strategy on several symbols: does it work on most of them, or did one carry the rest, and as
-- how many independent ones do they count.
--
--     local s = symbols.judge(runs)          -- each { symbol, result }
--     print(s.profitable, s.best, s.carried, s.effective_symbols)
local stats = require "stdlib.stats"
local time = require "stdlib.time"

local symbols = {}

--- Days that symbols must have in common for correlations to be said.
symbols.LEAST_DAYS = 30
--- Days before the end of the others from which on a symbol has ended, not only a late file.
symbols.ENDED_DAYS = 30

local DAY = 86400000

--- When its candles end: an account that was lost ends earlier.
local function end_of(result)
  local bars = result.signals.cdata.candles
  return result.ruined and tonumber(bars.time[bars.n - 1]) / 1000 or result.to
end

local function row_of(run)
  local result, m = run.result, run.result.metrics
  return {
    symbol = run.symbol, from = result.from, to = end_of(result), trades = #result.trades,
    total_return = m.total_return or 0, buy_hold_return = m.buy_hold_return,
    sharpe_ratio = m.sharpe_ratio, max_drawdown = m.max_drawdown, win_rate = m.win_rate,
  }
end

--- Daily returns in their order: of the strategy, and of holding the symbol.
local function series_of(run)
  local r, n = run.result:returns()
  local times, held = run.result:days()
  local equity, days = {}, {}
  for i = 1, n do equity[i], days[i] = r[i - 1], math.floor(times[i] / DAY) end
  return { days = days, equity = equity, market = held }
end

--- Calls visit(i, j) for places i of a and j of b that are the same day.
local function meet(a, b, visit)
  local i, j = 1, 1
  while a.days[i] and b.days[j] do
    local x, y = a.days[i], b.days[j]
    if x == y then visit(i, j) end
    if x <= y then i = i + 1 end
    if y <= x then j = j + 1 end
  end
end

--- Pearson's correlation over the days that two have; nil when they are too few or one is flat.
local function correlation(a, b, what)
  local x, y, n, sx, sy = a[what], b[what], 0, 0, 0
  meet(a, b, function(i, j) n, sx, sy = n + 1, sx + x[i], sy + y[j] end)
  if n < symbols.LEAST_DAYS then return nil end
  local mx, my, xx, yy, xy = sx / n, sy / n, 0, 0, 0
  meet(a, b, function(i, j)
    local dx, dy = x[i] - mx, y[j] - my
    xx, yy, xy = xx + dx * dx, yy + dy * dy, xy + dx * dy
  end)
  if xx == 0 or yy == 0 then return nil end
  return math.max(-1, math.min(1, xy / math.sqrt(xx * yy)))
end

--- The whole matrix, each pair on the days it has in common, and its mean over the pairs.
local function correlations(series, what)
  local matrix, sum, known = {}, 0, 0
  for i = 1, #series do matrix[i] = { [i] = 1 } end
  for i = 1, #series do
    for j = i + 1, #series do
      local r = correlation(series[i], series[j], what)
      matrix[i][j], matrix[j][i] = r, r
      if r then sum, known = sum + r, known + 1 end
    end
  end
  return { matrix = matrix, mean = known > 0 and sum / known or nil }
end

--- The days that all have, in their order.
local function common_days(series)
  local seen, days = {}, {}
  for _, one in ipairs(series) do
    for _, day in ipairs(one.days) do seen[day] = (seen[day] or 0) + 1 end
  end
  for _, day in ipairs(series[1].days) do
    if seen[day] == #series then days[#days + 1] = day end
  end
  return days
end

--- As how many independent ones they count, on the days that all have.
local function effective(series, days, what)
  if #days < symbols.LEAST_DAYS then return nil end
  local matrix = {}
  for i, one in ipairs(series) do
    local row = {}
    meet(one, { days = days }, function(k) row[#row + 1] = one[what][k] end)
    matrix[i] = row
  end
  local found = stats.independent(matrix)
  return found and found.breadth
end

--- What is left when the best is left out, and whether it carries the result.
local function add_best(made)
  local rows = made.rows
  local best, gain, sum = rows[1], 0, 0
  for _, row in ipairs(rows) do
    if row.total_return > best.total_return then best = row end
    gain, sum = gain + math.max(row.total_return, 0), sum + row.total_return
  end
  made.best, made.mean_return = best.symbol, sum / #rows
  made.best_share = gain > 0 and best.total_return / gain or nil
  if #rows < 2 then return end
  local rest, won = sum - best.total_return, 0
  for _, row in ipairs(rows) do
    if row ~= best and row.total_return > 0 then won = won + 1 end
  end
  made.without_best = { mean_return = rest / (#rows - 1), profitable = won / (#rows - 1) }
  made.carried = made.best_share ~= nil and made.best_share > 0.5 and rest <= 0
end

--- Symbols whose candles end long before those of the others.
local function add_ended(made)
  local last = -math.huge
  for _, row in ipairs(made.rows) do last = math.max(last, row.to) end
  made.ended = {}
  for _, row in ipairs(made.rows) do
    local days = math.floor((last - row.to) / DAY + 0.5)
    row.ended = days > symbols.ENDED_DAYS
    if row.ended then
      made.ended[#made.ended + 1] = { symbol = row.symbol, to = row.to, days = days }
    end
  end
end

--- Judge the runs of one strategy on several symbols.
-- @param runs  list of { symbol, result = of stdlib.backtest }, at least one
-- @return {
--   rows          by run: { symbol, from, to, trades, total_return, buy_hold_return, sharpe_ratio,
--                 max_drawdown, win_rate, ended }
--   profitable    share of the symbols with a total return above 0
--   mean_return   mean of the total returns: the same cash on each
--   best, best_share = of the sum of all gains (nil without a gain)
--   without_best  { mean_return, profitable } of the others
--   carried       the best makes more than half of the gains and the others together none
--   market, equity = { matrix = rows by symbol, mean = over the pairs }: correlations of daily
--                 returns of the symbols, and of the strategy on them; nil where undefined
--   effective_symbols, effective_results  as how many independent ones they count
--   days          that all symbols have
--   ended         list of { symbol, to, days = before the end of the others } }
function symbols.judge(runs)
  local made, won = { rows = {} }, 0
  for i, run in ipairs(runs) do
    made.rows[i] = row_of(run)
    if made.rows[i].total_return > 0 then won = won + 1 end
  end
  made.profitable = won / #runs
  add_best(made)
  add_ended(made)
  local series = {}
  for i, run in ipairs(runs) do series[i] = series_of(run) end
  local days = common_days(series)
  made.days = #days
  made.market, made.equity = correlations(series, "market"), correlations(series, "equity")
  made.effective_symbols = effective(series, days, "market")
  made.effective_results = effective(series, days, "equity")
  return made
end

local function percent(x) return ("%.1f %%"):format(100 * x) end

local function say_best(s)
  return ("Without %s, the best, the mean return is %s and %.0f of %d earn money."):format(s.best,
    percent(s.without_best.mean_return), s.without_best.profitable * (#s.rows - 1), #s.rows - 1)
end

local function say_together(s)
  if not (s.effective_symbols and s.market.mean) then
    return ("The symbols have %d days in common: too few to say how alike they are."):format(s.days)
  end
  local text = ("Their days correlate by %.2f: they count as %.1f independent symbols"):format(
    s.market.mean, s.effective_symbols)
  if not (s.effective_results and s.equity.mean) then return text .. "." end
  return ("%s; the results on them by %.2f, as %.1f."):format(text, s.equity.mean,
    s.effective_results)
end

local function say_ended(s)
  local parts = {}
  for i, one in ipairs(s.ended) do
    parts[i] = ("%s ends on %s, %d days before the others: delisted or renamed? It counts.")
      :format(one.symbol, time.format(one.to):sub(1, 10), one.days)
  end
  if #parts > 0 then return parts end
  return { "All are traded to the end: those that failed are not among them, and a choice made "
    .. "with hindsight looks better than it was (survivorship)." }
end

--- What stops a strategy: a list, empty when nothing does.
function symbols.red_flags(s)
  if not s.carried then return {} end
  return { ("%s carries the result: it makes %s of all gains, and without it nothing is earned.")
    :format(s.best, ("%.0f %%"):format(100 * s.best_share)) }
end

--- The judgement in plain sentences: a list.
function symbols.sentences(s)
  if #s.rows < 2 then return {} end
  local list = { say_best(s), say_together(s) }
  for _, text in ipairs(say_ended(s)) do list[#list + 1] = text end
  for _, text in ipairs(symbols.red_flags(s)) do list[#list + 1] = "Red flag: " .. text end
  return list
end

return symbols
