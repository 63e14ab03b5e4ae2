--- Profile `backtesting.py` of semantics.md section 5: its run rules and its
-- metric formulas, written on their own. Inputs are those of engine.run; only
-- entries, exits, fixed stops and targets exist here.
local calendar = require "tests.support.reference.calendar"
local compare = require "tests.support.reference.compare"
local stats = require "tests.support.reference.statistics"

local backtesting = {}

local SIZE = 1 - 2 ^ -52

local function commission(o, size, price)
  return o.fee_fixed + math.abs(size) * price * o.commission
end

local function open_trade(run, t, side)
  local o, price = run.settings, run.market.open[t]
  local sign = side == 0 and 1 or -1
  local adjusted = price * (1 + sign * o.spread)
  local per_unit = adjusted + commission(o, SIZE, price) / SIZE
  local quantity = math.floor(run.cash * o.leverage * SIZE / per_unit)
  if quantity <= 0 then return end
  local rules = run.rules.side[side]
  local function level(l, direction)
    return l and adjusted * (1 + sign * direction * l.value)
  end
  local fee = commission(o, quantity, adjusted)
  run.cash = run.cash - fee
  run.trade = {
    side = side, sign = sign, quantity = quantity, entry_price = adjusted, entry_bar = t,
    signal_bar = t - 1, fees = fee, stop = level(rules.stop_loss, -1),
    target = level(rules.take_profit, 1),
  }
end

local function close_trade(run, t, price, reason)
  local trade = run.trade
  local fee = commission(run.settings, trade.quantity, price)
  local gain = trade.sign * trade.quantity * (price - trade.entry_price)
  run.cash = run.cash + gain - fee
  trade.fees = trade.fees + fee
  trade.exit_price, trade.exit_bar, trade.reason = price, t, reason
  trade.pnl = gain - trade.fees
  trade.ret = trade.sign * (price / trade.entry_price - 1)
    - trade.fees / (trade.quantity * trade.entry_price)
  trade.bars = t - trade.entry_bar + 1
  trade.entry_time = run.market.time[trade.entry_bar]
  trade.exit_time = run.market.time[t]
  run.trades[#run.trades + 1] = trade
  run.trade = nil
end

--- Stop before target, on the entry bar too.
local function stops(run, t)
  local m, p = run.market, run.trade
  if not p then return end
  local long = p.side == 0
  local open = m.open[t]
  if p.stop and (long and m.low[t] <= p.stop or not long and m.high[t] >= p.stop) then
    close_trade(run, t, long and math.min(open, p.stop) or math.max(open, p.stop), "stop_loss")
  elseif p.target and (long and m.high[t] >= p.target or not long and m.low[t] <= p.target) then
    close_trade(run, t, long and math.max(open, p.target) or math.min(open, p.target),
      "take_profit")
  end
end

local function pending(run, t)
  local want = run.want
  run.want = nil
  if not want then return end
  if run.trade and want.leave then close_trade(run, t, run.market.open[t], want.leave) end
  if want.side and not run.trade then open_trade(run, t, want.side) end
end

local function decide(run, t)
  local enter, leave = {}, {}
  for side = 0, 1 do
    local rules = run.rules.side[side]
    leave[side] = rules and rules.exit[t]
    enter[side] = rules and rules.enter[t] and not leave[side]
  end
  local held = run.trade and run.trade.side
  if not held then
    if enter[0] ~= enter[1] and (enter[0] or enter[1]) then
      run.want = { side = enter[0] and 0 or 1 }
    end
  elseif enter[1 - held] then
    run.want = { leave = "reverse", side = 1 - held }
  elseif leave[held] then
    run.want = { leave = "signal" }
  end
end

--- The last bar once more: what is open closes at its open, then its own orders
-- fill there; what they open stays open.
local function play_again(run)
  local t = run.last
  if run.trade then close_trade(run, t, run.market.open[t], "end_of_data") end
  if run.want and run.want.side then
    open_trade(run, t, run.want.side)
    if run.trade then run.trade.signal_bar = t end
    stops(run, t)
  end
end

function backtesting.run(market, rules, settings)
  local run = {
    market = market, rules = rules, settings = settings, cash = settings.cash, trades = {},
    equity = {}, first = 0, last = market.n - 1, start = rules.first + 1,
  }
  local function mark(t)
    local p = run.trade
    return run.cash + (p and p.sign * p.quantity * (market.close[t] - p.entry_price) or 0)
  end
  for t = 0, run.last do
    if t >= run.start then
      pending(run, t)
      stops(run, t)
      decide(run, t)
    end
    run.equity[t] = mark(t)
  end
  play_again(run)
  run.equity[run.last] = mark(run.last)
  run.final_equity = run.equity[run.last]
  return run
end

local function day_returns(run)
  local days, current = {}, nil
  for t = run.first, run.last do
    local day = calendar.day_of(run.market.time[t])
    if day ~= current then
      days[#days + 1], current = 0, day
    end
    days[#days] = run.equity[t]
  end
  local r = {}
  for i = 2, #days do r[#r + 1] = days[i] / days[i - 1] - 1 end
  return r
end

--- The median of the last 99 steps between bars, in whole days.
local function median_days(run)
  local steps, time = {}, run.market.time
  for t = run.last, math.max(run.first + 1, run.last - 98), -1 do
    steps[#steps + 1] = time[t] - time[t - 1]
  end
  table.sort(steps)
  local a, b = steps[math.floor((#steps + 1) / 2)], steps[math.floor(#steps / 2) + 1]
  return a and math.floor((a + b) / 2 / 86400e6) or 0
end

local A_YEAR = { [7] = 52, [31] = 12, [365] = 1 }

local function periods_a_year(run)
  local count = 0
  for t = run.first, run.last do
    if calendar.weekday(calendar.day_of(run.market.time[t])) >= 6 then count = count + 1 end
  end
  local weekends = count / (run.last - run.first + 1) > 2 / 7 * 0.6
  return A_YEAR[median_days(run)] or weekends and 365 or 252
end

local function add_trades(out, run)
  local pnl, ret, won, lost, up, down, growth = {}, {}, {}, {}, 0, 0, {}
  local held, exposed = {}, 0
  for i, trade in ipairs(run.trades) do
    pnl[i], ret[i], growth[i] = trade.pnl, trade.ret, 1 + trade.ret
    if trade.pnl > 0 then won[#won + 1] = trade.pnl end
    if trade.pnl < 0 then lost[#lost + 1] = trade.pnl end
    up, down = up + math.max(trade.ret, 0), down - math.min(trade.ret, 0)
    for t = trade.entry_bar, trade.exit_bar do
      if not held[t] then held[t], exposed = true, exposed + 1 end
    end
  end
  out.num_trades = #pnl
  out.win_rate = stats.ratio(#won, #pnl)
  out.profit_factor = stats.ratio(up, down)
  out.expectancy = stats.mean(ret)
  local geometric = stats.geometric(growth)
  out.avg_trade_pct = geometric and geometric - 1
  local sqn = stats.ratio(stats.mean(pnl), stats.deviation(pnl))
  out.sqn = sqn and sqn * math.sqrt(#pnl)
  local mean_lost = stats.mean(lost)
  local payoff = stats.ratio(stats.mean(won), mean_lost and -mean_lost)
  local odds = out.win_rate and stats.ratio(1 - out.win_rate, payoff)
  out.kelly = odds and out.win_rate - odds
  out.exposure = exposed / (run.last - run.first + 1)
end

local function add_market(out, run)
  local m, x, y = run.market, {}, {}
  for t = run.first + 1, run.last do
    x[#x + 1] = math.log(m.close[t] / m.close[t - 1])
    y[#y + 1] = math.log(run.equity[t] / run.equity[t - 1])
  end
  out.buy_hold_return = m.close[run.last] / m.close[run.rules.first] - 1
  out.beta = stats.line(x, y)
  out.alpha = out.beta and out.total_return - out.beta * out.buy_hold_return
end

function backtesting.metrics(run)
  local m, cash = run.market, run.settings.cash
  local out = { final_equity = run.final_equity, total_return = run.final_equity / cash - 1 }
  local r, A = day_returns(run), periods_a_year(run)
  local growth, squares = {}, 0
  for i, x in ipairs(r) do
    growth[i], squares = 1 + x, squares + math.min(x, 0) ^ 2
  end
  local g = stats.geometric(growth)
  if g then
    g = g - 1
    out.annual_return = (1 + g) ^ A - 1
    local variance = stats.variance(r)
    out.volatility = variance
      and math.sqrt((variance + (1 + g) ^ 2) ^ A - (1 + g) ^ (2 * A))
    out.sharpe_ratio = stats.ratio(out.annual_return, out.volatility)
    out.sortino_ratio = stats.ratio(out.annual_return, math.sqrt(squares / #r) * math.sqrt(A))
  end
  local years = (m.time[run.last] - m.time[run.first]) / (365.25 * 86400e6)
  out.cagr = (run.final_equity / cash) ^ (1 / years) - 1
  local peak = 0
  out.max_drawdown = 0
  for t = run.first, run.last do
    peak = math.max(peak, run.equity[t])
    out.max_drawdown = math.max(out.max_drawdown, 1 - run.equity[t] / peak)
  end
  out.calmar_ratio = stats.ratio(out.annual_return, out.max_drawdown)
  add_trades(out, run)
  add_market(out, run)
  return out
end

local FIELDS = {
  "side", "reason", "entry_bar", "exit_bar", "entry_price", "exit_price", "quantity", "pnl", "ret",
  "fees", "bars", "signal_bar",
}

--- The first difference between a run here and one of the kernel; the text
-- does not say how the tool is ruined.
function backtesting.compare(a, b)
  if b.ruined then return nil end
  if #a.trades ~= #b.trades then return ("%d trades, kernel %d"):format(#a.trades, #b.trades) end
  for i, trade in ipairs(a.trades) do
    for _, key in ipairs(FIELDS) do
      local x, y = trade[key], b.trades[i][key]
      if x ~= y and not (type(x) == "number" and compare.near(x, y, 1e-9, 1e-3)) then
        return ("trade %d, %s: %s, kernel %s"):format(i, key, x, y)
      end
    end
  end
  for t = a.first, a.last do
    if not compare.near(a.equity[t], b.equity[t], 1e-9) then
      return ("mark %d: %.12g, kernel %.12g"):format(t, a.equity[t], b.equity[t])
    end
  end
  if #a.trades == 0 or #day_returns(a) < 2 then return nil end
  local metrics = backtesting.metrics(a)
  -- The volatility is a difference of numbers near 1: a small one is all rounding.
  if (metrics.volatility or 0) < 0.01 then metrics.volatility, metrics.sharpe_ratio = nil, nil end
  for key, value in pairs(metrics) do
    if not compare.near(value, b.metrics[key], 1e-9, 1e-3) then
      return ("%s: %.12g, kernel %s"):format(key, value, b.metrics[key])
    end
  end
end

return backtesting
