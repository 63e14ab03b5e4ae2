--- How a trade was filled, what it cost, where its levels stood, and how it ended.
-- A step is {label, value, formula}, as in runtime.explain.sizing.
local host = require "stdlib.host"

local C = host.C
local fills = {}
local function n(x) return ("%.12g"):format(x) end

local function step(label, value, formula)
  return { label = label, value = value, formula = formula }
end

local function fee_text(ctx, quantity, price, rate)
  local fixed = ctx.settings.fee_fixed
  return ("%s * %s * %s"):format(n(quantity), n(price), n(rate))
    .. (fixed > 0 and " + " .. n(fixed) or "")
end

--- The commission of the entry, or nil where it depends on 30 days of volume.
function fills.entry_fee(ctx)
  local trade, rate = ctx.trade, ctx:rate(ctx.trade.maker)
  return rate and trade.quantity * trade.entry_price * rate + ctx.settings.fee_fixed, rate
end

local function why_cut(ctx)
  local trade, share = ctx.trade, ctx.settings.max_participation
  if share > 0 and ctx.bars.volume ~= nil then
    local volume = ctx.bars.volume[trade.entry_bar]
    if ctx:units(share * volume) == trade.quantity then
      return ("cut to %s of the bar's volume %s"):format(n(share), n(volume))
    end
  end
  return "cut to what the account could pay at the fill price"
end

--- The entry: price, quantity, commission.
function fills.entry(ctx)
  local trade, steps = ctx.trade, {}
  local at_close = ctx.settings.fill == C.TIDE_FILL_CLOSE and trade.entry_bar <= trade.signal_bar
  if trade.maker then
    steps[1] = step("fill at the limit, inside the bar", trade.entry_price)
  elseif ctx.columns.limit ~= nil then
    steps[1] = step("fill at the open, better than the limit: no slippage", trade.entry_price)
  else
    local base = at_close and ctx.bars.close[trade.entry_bar] or ctx.bars.open[trade.entry_bar]
    local slip = ctx:slippage(at_close and trade.entry_bar or trade.entry_bar - 1)
    steps[1] = step(at_close and "close of the bar" or "open of the bar", base)
    steps[2] = step("fill, with slippage against you", trade.entry_price, slip
      and ("%s * (1 %s %s)"):format(n(base), ctx.d > 0 and "+" or "-", n(slip))
      or ("%s of slippage"):format(n(math.abs(trade.entry_price / base - 1))))
  end
  if trade.wanted and trade.quantity < trade.wanted then
    steps[#steps + 1] = step("quantity: " .. why_cut(ctx), trade.quantity)
  else
    steps[#steps + 1] = step("quantity", trade.quantity)
  end
  local fee, rate = fills.entry_fee(ctx)
  if fee then
    steps[#steps + 1] = step("commission of the entry", fee,
      fee_text(ctx, trade.quantity, trade.entry_price, rate))
  end
  return steps
end

local function level_step(ctx, label, level, column, sign)
  if level.kind == C.TIDE_LEVEL_NONE then return nil end
  local base, t = ctx.trade.entry_price, ctx.trade.signal_bar
  if level.kind == C.TIDE_LEVEL_FRACTION then
    return step(label, base * (1 + sign * level.fraction),
      ("%s * (1 %s %s)"):format(n(base), sign > 0 and "+" or "-", n(level.fraction)))
  elseif level.kind == C.TIDE_LEVEL_DISTANCE then
    return step(label, base + sign * column[t],
      ("%s %s %s, read at the signal bar"):format(n(base), sign > 0 and "+" or "-", n(column[t])))
  end
  return step(label, column[t], "a price, read at the signal bar")
end

--- Stops, targets and limits of time as they stood at the entry.
function fills.levels(ctx)
  local rules, d, steps = ctx.rules, ctx.d, {}
  local function put(made) steps[#steps + 1] = made end
  put(level_step(ctx, "stop loss", rules.stop_loss, ctx.columns.stop_loss, -d))
  put(level_step(ctx, "trailing stop at first", rules.trailing_stop, ctx.columns.trailing_stop, -d))
  put(level_step(ctx, "take profit", rules.take_profit, ctx.columns.take_profit, d))
  local base = ctx.trade.entry_price
  if rules.breakeven_at > 0 then
    put(step("breakeven from", base * (1 + d * rules.breakeven_at),
      ("%s * (1 %s %s)"):format(n(base), d > 0 and "+" or "-", n(rules.breakeven_at))))
  end
  for i = 0, rules.partials - 1 do
    local partial = rules.partial[i]
    put(step(("partial target, %s of the quantity"):format(n(partial.close)),
      base * (1 + d * partial.at),
      ("%s * (1 %s %s)"):format(n(base), d > 0 and "+" or "-", n(partial.at))))
  end
  if rules.max_bars > 0 then put(step("bars at most", rules.max_bars)) end
  return steps
end

local REASONS = {
  signal = "the exit condition was true",
  reverse = "the other side entered",
  take_profit = "the target was reached",
  time_stop = "the most bars in a position were over",
  end_of_data = "the data ended",
  liquidation = "the margin was used up",
  ruined = "the account was lost",
}

-- A row does not say which of several stops it was: name those that the side has.
local function stop_text(rules)
  local kinds = {}
  if rules.stop_loss.kind ~= C.TIDE_LEVEL_NONE then kinds[1] = "fixed" end
  if rules.trailing_stop.kind ~= C.TIDE_LEVEL_NONE then kinds[#kinds + 1] = "trailing" end
  if rules.breakeven_at > 0 then kinds[#kinds + 1] = "breakeven" end
  return #kinds == 1 and ("the %s stop was hit"):format(kinds[1])
    or ("the stop was hit (%s)"):format(table.concat(kinds, " or "))
end

-- The bar whose close decided an exit by rule, and the node that did.
local function decision(ctx)
  local trade = ctx.trade
  local node = trade.exit_reason == "signal" and ctx.rules.exit
    or trade.exit_reason == "reverse" and ctx.signals.side[1 - ctx.side].enter or -1
  if node < 0 then return nil end
  local last = trade.exit_bar - (ctx.settings.fill == C.TIDE_FILL_CLOSE and 0 or 1)
  for t = last, trade.entry_bar, -1 do
    if ctx:holds(node, t) then return node, t end
  end
end

-- Can the row stand for several exits, so that its price is their average?
local function in_parts(ctx)
  return ctx.rules.partials > 0 or ctx.settings.max_participation > 0
end

-- The price that an exit by rule begins with, before slippage, and what it is.
local function exit_base(ctx)
  local trade = ctx.trade
  local by_rule = trade.exit_reason == "signal" or trade.exit_reason == "reverse"
    or trade.exit_reason == "time_stop"
  if not by_rule or in_parts(ctx) then return nil end
  if ctx.settings.fill == C.TIDE_FILL_CLOSE then
    return ctx.bars.close[trade.exit_bar], "close of the bar"
  end
  return ctx.bars.open[trade.exit_bar], "open of the bar"
end

local function exit_formula(ctx)
  local trade, t = ctx.trade, ctx.trade.exit_bar
  local reason = trade.exit_reason
  if in_parts(ctx) then return "average of its exits" end
  if reason == "end_of_data" then
    if ctx.profile ~= "backtesting.py" then return "the last close, no slippage" end
    local at_close = ctx.settings.fill == C.TIDE_FILL_CLOSE
    return at_close and "the close before the last" or "the last open"
  end
  if reason == "take_profit" then
    local open = ctx.bars.open[t]
    if trade.exit_price == open then return "the open, beyond the target" end
    return "at the target, no slippage"
  end
  local at_close = ctx.settings.fill == C.TIDE_FILL_CLOSE
  local slip = ctx:slippage(at_close and t or t - 1, true)
  if not slip then return "with slippage" end
  if slip == 0 then return "no slippage" end
  local base = exit_base(ctx) or trade.exit_price / (1 - ctx.d * slip)
  return ("%s * (1 %s %s)"):format(("%.10g"):format(base), ctx.d > 0 and "-" or "+", n(slip))
end

--- Why and how it ended.
-- @return {reason, text, bar, node = deciding condition or nil, steps}
function fills.exit(ctx)
  local trade = ctx.trade
  local node, bar = decision(ctx)
  local fee = fills.entry_fee(ctx)
  local base, what = exit_base(ctx)
  local steps = { base and step(what, base) or nil }
  steps[#steps + 1] = step("exit price", trade.exit_price, exit_formula(ctx))
  if fee then
    steps[#steps + 1] = step("commission of the exit", trade.fees - fee,
      ("%s - %s"):format(n(trade.fees), n(fee)))
  end
  return {
    reason = trade.exit_reason, text = REASONS[trade.exit_reason] or stop_text(ctx.rules),
    node = node, bar = bar, steps = steps,
  }
end

--- From the prices to the result of the row.
function fills.result(ctx)
  local trade = ctx.trade
  local gross = ctx.d * (trade.exit_price - trade.entry_price) * trade.quantity
  local first, second = trade.exit_price, trade.entry_price
  if ctx.d < 0 then first, second = second, first end
  local steps = {
    step("before costs", gross, ("(%s - %s) * %s"):format(n(first), n(second), n(trade.quantity))),
    step("commissions and fees", trade.fees),
  }
  if trade.funding ~= 0 then steps[#steps + 1] = step("funding paid", trade.funding) end
  steps[#steps + 1] = step("profit or loss", trade.pnl, trade.funding ~= 0
    and ("%s - %s - %s"):format(n(gross), n(trade.fees), n(trade.funding))
    or ("%s - %s"):format(n(gross), n(trade.fees)))
  steps[#steps + 1] = step("return", trade["return"],
    ("%s / (%s * %s)"):format(n(trade.pnl), n(trade.quantity), n(trade.entry_price)))
  return steps
end

return fills
