--- Why the entry of a trade is another one: when, at what price, how much.
local prices = require "stdlib.research.trades.prices"

local entries = {}

local function percent(x) return ("%.4g %%"):format(100 * x) end

local function plural(count, word)
  return ("%d %s%s"):format(count, word, count == 1 and "" or "s")
end

-- +1 buys, -1 sells, to enter.
local function sign_of(trade) return trade.side == "short" and -1 or 1 end

--- Entries at other times.
-- @param ctx  { bars, bar = milliseconds of one }
-- @return nil, or { kind, field, cause }
function entries.time(ctx, a, b)
  if a.entry_time == b.entry_time then return nil end
  local later = math.floor((b.entry_time - a.entry_time) / ctx.bar + 0.5)
  local at = prices.bar_at(ctx.bars, b.entry_time)
  local point = prices.point(ctx.bars, at, b.entry_price)
  local found = { kind = "entry_delay", field = "entry_time" }
  local so = ("they enter %s %s"):format(plural(math.abs(later), "bar"),
    later > 0 and "later" or "earlier")
  if later == -1 and point == "close" then
    found.kind, found.try = "fill_mode", "--fill close"
    found.cause = so .. ", at the close of the bar that signals: they fill at once, this run at "
      .. "the next open"
  elseif later == 1 and point == "open" and ctx.fills_at_close then
    found.kind, found.try = "fill_mode", "--fill next_open"
    found.cause = so .. ", at an open: they fill at the next open, this run at the close"
  elseif later == 1 then
    found.cause = so .. (point and ", at the %s of that bar" or "%s"):format(point or "")
      .. ": their signal is a bar old when it is acted on"
  else
    found.cause = so .. ": their signal came at another bar"
  end
  return found
end

-- Slippage is paid at both ends, a spread at the first only.
local function slipped(ctx, a, b, base)
  local sign = sign_of(a)
  local ours = prices.worse(sign, a.entry_price, base)
  local theirs = prices.worse(sign, b.entry_price, base)
  local found = { kind = "slippage", field = "entry_price" }
  local exit_bar = prices.bar_at(ctx.bars, b.exit_time or -1)
  local market = a.exit_reason == "signal" or a.exit_reason == "reverse"
  local exit = market and exit_bar and b.exit_price
    and prices.worse(-sign, b.exit_price, ctx.fills_at_close and ctx.bars.close[exit_bar]
      or ctx.bars.open[exit_bar])
  local free = exit and math.abs(exit) < 1e-7
  local said = ("they pay %s over the price of the bar, this run %s"):format(percent(theirs),
    percent(ours))
  if free and theirs > 1e-7 then
    found.kind, found.try = "spread", ("--spread %.6g"):format(theirs)
    found.cause = said .. ", and nothing at the exit: a spread at the entry"
  elseif not exit and ctx.tool == "backtesting.py" then -- it knows a spread, and no slippage
    found.kind, found.try = "spread", ("--spread %.6g"):format(math.max(theirs, 0))
    found.cause = said .. ": a spread at the entry"
  else
    found.try = ("--slippage %.6g"):format(math.max(theirs, 0))
    found.cause = said .. (exit and (" (and %s at the exit): slippage"):format(percent(exit))
      or ": slippage, or a spread")
  end
  return found
end

--- Entries at other prices.
function entries.price(ctx, a, b)
  if prices.same(a.entry_price, b.entry_price) then return nil end
  local bars, at = ctx.bars, prices.bar_at(ctx.bars, b.entry_time)
  local found = { kind = "price", field = "entry_price" }
  if prices.foreign(bars, at, b.entry_price) then
    found.kind, found.cause = "data", prices.foreign_text(bars, at)
    return found
  end
  if a.maker then
    found.kind, found.cause = "limit_price", "a limit order fills at another level"
    return found
  end
  local point = prices.point(bars, at, b.entry_price)
  local ours = ctx.fills_at_close and "close" or "open"
  if point and point ~= ours then
    found.kind, found.try = "fill_mode", point == "close" and "--fill close" or "--fill next_open"
    found.cause = ("they fill at the %s of the bar, this run at its %s"):format(point, ours)
    return found
  end
  return slipped(ctx, a, b, at and bars[ours][at] or a.entry_price)
end

-- A power of ten that divides a quantity, at most 1: the step it was cut to.
local function step_of(quantity)
  local step = 1
  while step > 1e-7 and math.abs(quantity / step - math.floor(quantity / step + 0.5)) > 1e-6 do
    step = step / 10
  end
  return step
end

-- What their trades have in common, so that the first is understood.
local function stake_of(theirs)
  if #theirs < 3 then return nil end
  local first = theirs[1].quantity and theirs[1].quantity * theirs[1].entry_price
  for _, trade in ipairs(theirs) do
    local stake = trade.quantity and trade.quantity * trade.entry_price
    if not stake or math.abs(stake / first - 1) > 0.01 then return nil end
  end
  return first
end

--- Other quantities.
function entries.quantity(ctx, a, b)
  local q, p = a.quantity, b.quantity
  if not p or math.abs(q - p) <= math.max(1e-6 * q, 2e-8) then return nil end
  local found, step = { kind = "size", field = "quantity" }, step_of(p)
  local stake = stake_of(ctx.theirs)
  local share = p / q
  if q > p and q - p < step * 1.000001 and step > ctx.lot * 1.5 then
    found.kind = step == 1 and "whole_units" or "lot"
    found.try = ("--lot %.6g"):format(step)
    found.cause = step == 1 and "they trade whole units"
      or ("they cut quantities to steps of %.6g"):format(step)
  elseif stake and not stake_of(ctx.ours) then
    found.kind, found.try = "fixed_stake", ("--size cash:%.6g"):format(stake * (1 + ctx.rate))
    found.cause = ("each of their trades is of about %.6g in cash, not of a share of the account")
      :format(stake)
  elseif ctx.rate > 0 and math.abs(share - (1 + ctx.rate)) < 1e-6 then
    found.kind = "fee_set_aside"
    found.cause = "they do not set the entry's fee aside before they size"
  else
    found.cause = ("they trade %.6g times as much: another cash, or another size"):format(share)
    found.try = ("--cash %.6g, or --size"):format(ctx.cash * share)
  end
  return found
end

return entries
