--- The metrics of semantics.md section 4 that look at closed trades.
local stats = require "tests.support.reference.statistics"

local trade_metrics = {}

--- Hours of a bar; a month is a twelfth of 365.25 days.
local function bar_hours(timeframe)
  if timeframe < 0 then return -timeframe * 365.25 / 12 * 24 end
  return timeframe / 3600e6
end

local function streak(list, wins)
  local longest, current = 0, 0
  for _, trade in ipairs(list) do
    local hit
    if wins then hit = trade.pnl > 0 else hit = trade.pnl < 0 end
    current = hit and current + 1 or 0
    longest = math.max(longest, current)
  end
  return longest
end

--- Worst and best price of the bars in which a trade was held, as positive
-- fractions of the entry price: the entry bar whole (an entry at the close
-- begins with the next bar); of the exit bar the exit price only, unless the
-- exit is at its close.
local function excursion(market, trade)
  local low, high = trade.entry_price, trade.entry_price
  local from = trade.entry_at == "close" and trade.entry_bar + 1 or trade.entry_bar
  local to = trade.exit_at == "close" and trade.exit_bar or trade.exit_bar - 1
  for t = from, to do
    low, high = math.min(low, market.low[t]), math.max(high, market.high[t])
  end
  low, high = math.min(low, trade.exit_price), math.max(high, trade.exit_price)
  for _, price in ipairs(trade.seen or {}) do low, high = math.min(low, price), math.max(high, price) end
  local entry = trade.entry_price
  local down, up = (entry - low) / entry, (high - entry) / entry
  if trade.side == 1 then return up, down end
  return down, up
end

--- Cash and percent figures of a kind of trade: avg_KIND, avg_KIND_pct.
local function add_mean(out, kind, list)
  local pnl, ret = {}, {}
  for i, trade in ipairs(list) do pnl[i], ret[i] = trade.pnl, trade.ret end
  out["avg_" .. kind], out["avg_" .. kind .. "_pct"] = stats.mean(pnl), stats.mean(ret)
  return pnl, ret
end

local function extreme(list, better)
  local best = list[1]
  for _, x in ipairs(list) do best = better(best, x) end
  return best
end

local function add_excursions(out, run)
  local mae, mfe = {}, {}
  for i, trade in ipairs(run.trades) do mae[i], mfe[i] = excursion(run.market, trade) end
  out.mae, out.mfe = stats.mean(mae), stats.mean(mfe)
end

--- Share of the marked bars that have a position at the mark. What the end of
-- data or ruin closes was there.
local function exposure(run)
  local held, count = {}, 0
  for _, trade in ipairs(run.trades) do
    local closed = trade.reason == "end_of_data" or trade.reason == "ruined"
    for t = trade.entry_bar, closed and trade.exit_bar or trade.exit_bar - 1 do
      if not held[t] then held[t], count = true, count + 1 end
    end
  end
  local bars = run.last - run.first + 1
  return bars > 0 and count / bars or nil
end

function trade_metrics.add(out, run)
  local list = run.trades
  out.num_trades, out.exposure = #list, exposure(run)
  if #list == 0 then return end
  local wins, losses, bars = {}, {}, {}
  for i, trade in ipairs(list) do
    bars[i] = trade.bars * bar_hours(run.market.timeframe)
    if trade.pnl > 0 then wins[#wins + 1] = trade end
    if trade.pnl < 0 then losses[#losses + 1] = trade end
  end
  local pnl, ret = add_mean(out, "trade", list)
  local won, lost = add_mean(out, "win", wins), add_mean(out, "loss", losses)
  out.best_trade, out.worst_trade = extreme(pnl, math.max), extreme(pnl, math.min)
  out.best_trade_pct, out.worst_trade_pct = extreme(ret, math.max), extreme(ret, math.min)
  out.win_rate = #wins / #list
  out.profit_factor = stats.ratio(stats.sum(won), math.abs(stats.sum(lost)))
  out.expectancy = stats.mean(ret)
  out.payoff_ratio = stats.ratio(out.avg_win, out.avg_loss and math.abs(out.avg_loss))
  local odds = stats.ratio(1 - out.win_rate, out.payoff_ratio)
  out.kelly = odds and out.win_rate - odds
  out.sqn = stats.ratio(stats.mean(pnl), stats.deviation(pnl))
  out.sqn = out.sqn and out.sqn * math.sqrt(#list)
  out.avg_duration, out.max_duration = stats.mean(bars), extreme(bars, math.max)
  out.win_streak, out.loss_streak = streak(list, true), streak(list, false)
  add_excursions(out, run)
end

return trade_metrics
