--- The metrics of semantics.md section 4, literally. Undefined is nil.
local calendar = require "tests.support.reference.calendar"
local drawdowns = require "tests.support.reference.drawdowns"
local stats = require "tests.support.reference.statistics"
local trades = require "tests.support.reference.trade_metrics"

local metrics = {}

local HOUR, YEAR = 3600e6, 365.25 * 86400e6

--- 365 when Saturdays occur in at least half of the weeks of the bars.
local function periods_per_year(market, first, last)
  if market.timeframe < 0 then return 12 / -market.timeframe end
  if market.timeframe >= 7 * calendar.day_us then return 52 end
  local weeks, saturdays, n_weeks, n_saturdays = {}, {}, 0, 0
  for t = first, last do
    local day = calendar.day_of(market.time[t])
    local week = math.floor((day + 3) / 7)
    if not weeks[week] then weeks[week], n_weeks = true, n_weeks + 1 end
    if calendar.weekday(day) == 6 and not saturdays[week] then
      saturdays[week], n_saturdays = true, n_saturdays + 1
    end
  end
  return 2 * n_saturdays >= n_weeks and 365 or 252
end

--- Returns of the account and of the market, one per day (per bar for bars of
-- a day or longer), and 1 + the former before it is rounded. Before the first
-- stand the initial cash and the first open.
local function day_returns(run, A)
  local m = run.market
  local per_bar = m.timeframe < 0 or m.timeframe > calendar.day_us
  local days, current = {}, nil
  for t = run.first, run.last do
    local day = calendar.day_of(m.time[t])
    if A == 252 and calendar.weekday(day) == 7 then day = day + 1 end
    if per_bar then day = t end
    if day ~= current then
      days[#days + 1], current = {}, day
    end
    days[#days].equity, days[#days].close = run.equity[t - run.first], m.close[t]
  end
  local own, market, growth = {}, {}, {}
  local before = { equity = run.settings.cash, close = m.open[run.first] }
  for i, day in ipairs(days) do
    growth[i] = day.equity / before.equity
    own[i] = growth[i] - 1
    market[i] = day.close / before.close - 1
    before = day
  end
  return own, market, growth
end

local function add_returns(out, r, growth, A, risk_free)
  local excess, squares = {}, 0
  for i, x in ipairs(r) do
    excess[i] = x - risk_free / A
    squares = squares + math.min(excess[i], 0) ^ 2
  end
  local mean, deviation = stats.mean(excess), stats.deviation(r)
  local g = stats.geometric(growth)
  out.annual_return = g and g ^ A - 1
  out.volatility = deviation and deviation * math.sqrt(A)
  local sharpe = stats.ratio(mean, deviation)
  out.sharpe_ratio = sharpe and sharpe * math.sqrt(A)
  local sortino = stats.ratio(mean, #r > 0 and math.sqrt(squares / #r))
  out.sortino_ratio = sortino and sortino * math.sqrt(A)
  if sharpe then
    local variance = stats.moment(r, 2)
    out.skew = stats.moment(r, 3) / variance ^ 1.5
    out.kurtosis = stats.moment(r, 4) / variance ^ 2 - 3
    local spread = 1 - out.skew * sharpe + (out.kurtosis + 2) / 4 * sharpe ^ 2
    out.psr = spread > 0 and stats.normal(sharpe * math.sqrt((#r - 1) / spread)) or nil
  end
end

local function add_tail(out, r)
  local q5, q1 = stats.quantile(r, 0.05), stats.quantile(r, 0.01)
  if not q5 then return end
  out.var_95, out.var_99 = -q5, -q1
  local tail = {}
  for _, x in ipairs(r) do
    if x <= q5 then tail[#tail + 1] = x end
  end
  out.cvar_95 = -stats.mean(tail)
end

local function add_market(out, r, market, A)
  local slope, intercept = stats.line(market, r)
  out.beta, out.alpha = slope, slope and intercept * A
end

--- Metrics of a run of engine.run, by key.
function metrics.of(run)
  local m, cash = run.market, run.settings.cash
  local out = { final_equity = run.final_equity, fees_paid = run.fees }
  trades.add(out, run)
  out.total_return = run.final_equity / cash - 1
  if run.last < run.first then return out end
  local marks = {}
  for i = 0, run.last - run.first do marks[i + 1] = run.equity[i] end
  local span = calendar.close_time(m.timeframe, m.time[run.last]) - m.time[run.first]
  local years = span / YEAR
  local multiple = run.final_equity / cash
  out.cagr = multiple >= 0 and multiple ^ (1 / years) - 1 or nil
  local A = periods_per_year(m, run.first, run.last)
  local r, market, growth = day_returns(run, A)
  local idle = #run.trades == 0 and run.final_equity == cash
  if #r >= 2 and not idle then
    add_returns(out, r, growth, A, run.settings.risk_free)
    if stats.deviation(r) > 0 then add_tail(out, r) end
    add_market(out, r, market, A)
  end
  if run.start <= run.last then
    out.buy_hold_return = m.close[run.last] / m.close[run.start] - 1
  end
  drawdowns.add(out, run, marks, HOUR)
  out.calmar_ratio = stats.ratio(out.cagr, out.max_drawdown)
  out.turnover = stats.ratio(run.turnover, stats.mean(marks))
  out.turnover = out.turnover and out.turnover / years
  local edge = stats.ratio(run.final_equity - cash + run.fees, run.turnover)
  out.break_even_bps = edge and edge * 1e4
  for key, value in pairs(out) do
    if value ~= value then out[key] = nil end
  end
  return out
end

return metrics
