--- The arithmetic of a quantity, as the kernel does it, step by step. A step is
-- {label, value, formula}.
local host = require "stdlib.host"

local C = host.C
local sizing = {}

local KELLY_TRADES = 50
local function n(x) return ("%.12g"):format(x) end

local function add(steps, label, value, formula)
  steps[#steps + 1] = { label = label, value = value, formula = formula }
  return value
end

local function budget_units(ctx, budget, price, rate)
  return (budget - ctx.settings.fee_fixed) / (price * (1 + rate))
end

-- "(budget - fee) / (price * (1 + rate))", without what is nothing.
local function budget_text(ctx, budget, price, rate)
  local fee = ctx.settings.fee_fixed
  local top = fee > 0 and ("(%s - %s)"):format(n(budget), n(fee)) or n(budget)
  return rate > 0 and ("%s / (%s * (1 + %s))"):format(top, n(price), n(rate))
    or ("%s / %s"):format(top, n(price))
end

local function level_from(level, value, ref, d)
  if level.kind == C.TIDE_LEVEL_FRACTION then return ref * (1 - d * level.fraction) end
  if level.kind == C.TIDE_LEVEL_DISTANCE then return ref - d * value end
  if level.kind == C.TIDE_LEVEL_PRICE then return value end
  return -d * math.huge
end

local function at(column, t) return column ~= nil and column[t] or 0 end

local function risk(ctx, steps, e, ref, rate, fraction)
  local t, d, rules = ctx.trade.signal_bar, ctx.d, ctx.rules
  local stop = level_from(rules.stop_loss, at(ctx.columns.stop_loss, t), ref, d)
  local trail = level_from(rules.trailing_stop, at(ctx.columns.trailing_stop, t), ref, d)
  stop = d > 0 and math.max(stop, trail) or math.min(stop, trail)
  local slip = ctx.entry.decided_slip
  add(steps, "stop seen from the reference price", stop)
  local out = add(steps, "price there after slippage", stop * (1 - d * slip),
    ("%s * (1 %s %s)"):format(n(stop), d > 0 and "-" or "+", n(slip)))
  local loss = add(steps, "loss of a unit", d * (ref - out) + rate * (ref + out),
    ("%s(%s - %s) + %s * (%s + %s)"):format(d > 0 and "" or "-", n(ref), n(out), n(rate), n(ref),
      n(out)))
  local fee = ctx.settings.fee_fixed
  return (e * fraction - 2 * fee) / loss, fee > 0
    and ("(%s * %s - 2 * %s) / %s"):format(n(e), n(fraction), n(fee), n(loss))
    or ("%s * %s / %s"):format(n(e), n(fraction), n(loss))
end

-- Kelly of the last trades that were closed at the decision.
local function kelly_share(ctx, fraction)
  local t, pnl = ctx.trade.signal_bar, {}
  for i = 1, ctx.index - 1 do
    local trade = ctx.run.result.trades[i]
    local inside = trade.exit_reason == "stop_loss" or trade.exit_reason == "take_profit"
    local known = trade.exit_bar < t or trade.exit_bar == t
      and (ctx.settings.fill == C.TIDE_FILL_NEXT_OPEN or inside)
    if known then pnl[#pnl + 1] = trade.pnl end
  end
  if #pnl < KELLY_TRADES then
    return 0.01, ("before %d closed trades: 0.01 (there were %d)"):format(KELLY_TRADES, #pnl)
  end
  local won, lost, wins, losses = 0, 0, 0, 0
  for i = #pnl - KELLY_TRADES + 1, #pnl do
    if pnl[i] > 0 then won, wins = won + 1, wins + pnl[i] end
    if pnl[i] < 0 then lost, losses = lost + 1, losses - pnl[i] end
  end
  local w = won / KELLY_TRADES
  local kelly = won > 0 and lost > 0 and w - (1 - w) / ((wins / won) / (losses / lost)) or w
  if kelly <= 0 then return 0.01, "Kelly of the last 50 trades is not positive: 0.01" end
  return math.min(fraction * kelly, 1),
    ("%s * Kelly of the last 50 trades, %s"):format(n(fraction), n(kelly))
end

local function wanted(ctx, steps, size, e, ref, rate)
  local f, leverage = size.value, ctx.settings.leverage
  local budget = e * leverage
  if size.kind == C.TIDE_SIZE_CASH then
    return budget_units(ctx, f, ref, rate), budget_text(ctx, f, ref, rate), "cash(" .. n(f) .. ")"
  elseif size.kind == C.TIDE_SIZE_UNITS then
    return f, n(f), "units(" .. n(f) .. ")"
  elseif size.kind == C.TIDE_SIZE_RISK then
    local want, text = risk(ctx, steps, e, ref, rate, f)
    return want, text, "risk(" .. n(f) .. ")"
  elseif size.kind == C.TIDE_SIZE_VOLATILITY then
    local atr = add(steps, "ATR(14)", ctx.signals.atr[ctx.trade.signal_bar])
    return e * f / atr, ("%s * %s / %s"):format(n(e), n(f), n(atr)), "volatility(" .. n(f) .. ")"
  elseif size.kind == C.TIDE_SIZE_KELLY then
    local share, text = kelly_share(ctx, f)
    add(steps, "share of equity", share, text)
    budget = budget * share
    return budget_units(ctx, budget, ref, rate), budget_text(ctx, budget, ref, rate),
      "kelly(" .. n(f) .. ")"
  end
  budget = budget * f
  add(steps, "budget", budget, ("%s * %s"):format(n(e), n(f))
    .. (leverage ~= 1 and " * leverage " .. n(leverage) or ""))
  return budget_units(ctx, budget, ref, rate), budget_text(ctx, budget, ref, rate), "fixed " .. n(f)
end

-- What confidence and drawdown leave of it.
local function scale_of(ctx, steps, e)
  local t, scale = ctx.trade.signal_bar, 1
  if ctx.columns.confidence ~= nil then
    scale = math.min(math.max(ctx.columns.confidence[t], 0), 1)
    add(steps, "confidence", scale)
  end
  local worst = ctx.settings.drawdown_scale
  if worst > 0 then
    local peak = ctx.entry.decided_peak
    local rest = math.max(1 - (1 - e / peak) / worst, 0)
    add(steps, "what the drawdown leaves", rest,
      ("1 - (1 - %s / %s) / %s"):format(n(e), n(peak), n(worst)))
    scale = scale * rest
  end
  return scale
end

--- How the quantity came about that was wanted at the decision.
-- @return list of steps, ending with it
function sizing.steps(ctx)
  local trade, steps = ctx.trade, {}
  if not trade.wanted then
    add(steps, ("sized at the fill, as %s does"):format(ctx.profile), trade.quantity)
    return steps
  end
  local t, e, ref = trade.signal_bar, trade.decision_equity, trade.reference_price
  local close, slip = ctx.bars.close[t], ctx.entry.decided_slip
  add(steps, "equity at the close of the signal bar", e)
  if ctx.columns.limit ~= nil then
    add(steps, "reference price: the limit", ref)
  elseif slip > 0 then
    add(steps, "reference price: the close with slippage", ref,
      ("%s * (1 %s %s)"):format(n(close), ctx.d > 0 and "+" or "-", n(slip)))
  else
    add(steps, "reference price: the close", ref)
  end
  local rate = ctx.entry.decided_rate
  local size = ctx.rules.size
  if size.kind == C.TIDE_SIZE_DEFAULT then size = ctx.settings.size end
  local want, formula, name = wanted(ctx, steps, size, e, ref, rate)
  add(steps, "quantity by " .. name, want, formula)
  local most = budget_units(ctx, e * ctx.settings.leverage, ref, rate)
  if want > most then
    want = add(steps, "at most what the whole equity buys", most,
      budget_text(ctx, e * ctx.settings.leverage, ref, rate))
  end
  local scale = scale_of(ctx, steps, e)
  add(steps, ("%sdown to lots of %s"):format(scale ~= 1 and "scaled, " or "", n(ctx.settings.lot)),
    ctx:units(want * scale))
  return steps
end

return sizing
