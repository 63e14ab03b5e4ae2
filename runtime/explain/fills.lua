--- How a trade was filled, what it cost, where its levels stood, and how it ended.
-- A step is {label, value, formula}, as in runtime.explain.sizing.
local host = require "stdlib.host"

local C = host.C
local fills = {}
local function n(x) return ("%.12g"):format(x) end

local function step(label, value, formula)
  return { label = label, value = value, formula = formula }
end

-- What the price of a fill is before slippage.
local LEVELS = {
  entry = "limit", partial = "partial target", target = "target", stop_loss = "stop loss",
  trailing_stop = "trailing stop", breakeven = "breakeven stop", liquidation = "liquidation price",
}

local function base_label(fill)
  local level = LEVELS[fill.kind]
  if fill.at == "level" then return level end
  if fill.at == "gap" then return "open of the bar, beyond the " .. level end
  local rest = level and fill.kind ~= "entry" -- a level's market order: volume has cut it before
  return fill.at .. " of the bar" .. (rest and ", for what volume has left over" or "")
end

-- A fill from its base to its price: `d` is 1 for a purchase and -1 for a sale.
local function price_steps(fill, label, d)
  return step(base_label(fill), fill.base), step(label, fill.price, fill.slip ~= 0
    and ("%s * (1 %s %s)"):format(n(fill.base), d > 0 and "+" or "-", n(fill.slip))
    or "no slippage")
end

local function fee_step(ctx, fill, label)
  local fixed = ctx.settings.fee_fixed
  return step(label, fill.fee, ("%s * %s * %s"):format(n(fill.quantity), n(fill.price),
    n(fill.rate)) .. (fixed > 0 and " + " .. n(fixed) or ""))
end

-- Is this all that the volume of the bar allows?
local function cut_by_volume(ctx, fill)
  local share = ctx.settings.max_participation
  if share <= 0 or ctx.bars.volume == nil then return nil end
  local volume = ctx.bars.volume[fill.bar]
  return ctx:units(share * volume) == fill.quantity
    and ("cut to %s of the bar's volume %s"):format(n(share), n(volume))
end

local function quantity_step(ctx, fill, otherwise)
  if not fill.wanted or fill.quantity >= fill.wanted then return step("quantity", fill.quantity) end
  return step("quantity: " .. (cut_by_volume(ctx, fill) or otherwise), fill.quantity,
    n(fill.wanted) .. " wanted")
end

--- The entry, and what was added to it: price, quantity, commission.
function fills.entry(ctx)
  local steps, cut = {}, "cut to what the account could pay at the fill price"
  local function put(fill, label, commission)
    steps[#steps + 1], steps[#steps + 2] = price_steps(fill, label, ctx.d)
    steps[#steps + 1] = quantity_step(ctx, fill, cut)
    steps[#steps + 1] = fee_step(ctx, fill, commission)
  end
  put(ctx.entry, "fill", "commission of the entry")
  for i, fill in ipairs(ctx.adds) do
    put(fill, ("add %d, fill"):format(i), "commission of the add")
  end
  return steps
end

-- What levels count from: vectorbt's from the price before slippage.
local function level_base(ctx)
  return ctx.profile == "vectorbt" and ctx.entry.base or ctx.entry.price
end

local function level_step(ctx, label, level, column, sign)
  if level.kind == C.TIDE_LEVEL_NONE then return nil end
  local base, t = level_base(ctx), ctx.trade.signal_bar
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
  local base = level_base(ctx)
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

local WHY = {
  partial = "a partial target was reached",
  target = "the target was reached",
  stop_loss = "the fixed stop was hit",
  trailing_stop = "the trailing stop was hit",
  breakeven = "the breakeven stop was hit",
  liquidation = "the margin was used up",
  signal = "the exit condition was true",
  reverse = "the other side entered",
  time_stop = "the most bars in a position were over",
  end_of_data = "the data ended",
  ruined = "the account was lost",
}

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

--- Every fill that closed a part of the position, the last one closing the rest.
-- @return list of {fill, text, steps}
function fills.exits(ctx)
  local list = {}
  for i, fill in ipairs(ctx.exits) do
    local base, price = price_steps(fill, "exit price", -ctx.d)
    list[i] = { fill = fill, text = WHY[fill.kind], steps = {
      base, price, quantity_step(ctx, fill, "all that is left"),
      fee_step(ctx, fill, "commission of the exit"),
    } }
  end
  return list
end

--- Why it ended.
-- @return {reason, text, bar, node = deciding condition or nil}
function fills.ending(ctx)
  local node, bar = decision(ctx)
  return { reason = ctx.trade.exit_reason, text = WHY[ctx.exits[#ctx.exits].kind],
    node = node, bar = bar }
end

-- The mean price of fills, as text.
local function mean_text(ctx, list)
  local prices = {}
  for i, fill in ipairs(list) do prices[i] = ("%s * %s"):format(n(fill.quantity), n(fill.price)) end
  return ("(%s) / %s"):format(table.concat(prices, " + "), n(ctx.trade.quantity))
end

local function fees_text(lists)
  local fees = {}
  for _, list in ipairs(lists) do
    for _, fill in ipairs(list) do fees[#fees + 1] = n(fill.fee) end
  end
  return table.concat(fees, " + ")
end

--- From the prices to the result of the row.
function fills.result(ctx)
  local trade = ctx.trade
  local gross = ctx.d * (trade.exit_price - trade.entry_price) * trade.quantity
  local first, second = trade.exit_price, trade.entry_price
  if ctx.d < 0 then first, second = second, first end
  local steps, entries = {}, { ctx.entry, unpack(ctx.adds) }
  if #entries > 1 then
    steps[1] = step("average entry price", trade.entry_price, mean_text(ctx, entries))
  end
  if #ctx.exits > 1 then
    steps[#steps + 1] = step("average exit price", trade.exit_price, mean_text(ctx, ctx.exits))
  end
  steps[#steps + 1] = step("before costs", gross,
    ("(%s - %s) * %s"):format(n(first), n(second), n(trade.quantity)))
  steps[#steps + 1] = step("commissions and fees", trade.fees, fees_text { entries, ctx.exits })
  if trade.funding ~= 0 then steps[#steps + 1] = step("funding paid", trade.funding) end
  steps[#steps + 1] = step("profit or loss", trade.pnl, trade.funding ~= 0
    and ("%s - %s - %s"):format(n(gross), n(trade.fees), n(trade.funding))
    or ("%s - %s"):format(n(gross), n(trade.fees)))
  steps[#steps + 1] = step("return", trade["return"],
    ("%s / (%s * %s)"):format(n(trade.pnl), n(trade.quantity), n(trade.entry_price)))
  return steps
end

return fills
