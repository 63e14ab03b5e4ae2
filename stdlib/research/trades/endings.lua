--- Why a trade ends otherwise: when, for what reason, at what price, with which fees.
local prices = require "stdlib.research.trades.prices"

local endings = {}

local LEVELS = { stop_loss = "stop", take_profit = "target", liquidation = "liquidation price" }
local SAID = {
  signal = "a signal", reverse = "the opposite signal", stop_loss = "its stop",
  take_profit = "its target", time_stop = "its time", end_of_data = "the end of the data",
  liquidation = "liquidation", ruined = "the loss of the account",
}

local function plural(count, word)
  return ("%d %s%s"):format(count, word, count == 1 and "" or "s")
end

-- What a fill inside a bar looks like: at no open and at no close.
local function reason_of(ctx, trade)
  if trade.reason then return trade.reason end
  local point = prices.point(ctx.bars, prices.bar_at(ctx.bars, trade.exit_time), trade.exit_price)
  return point and "signal" or nil
end

local function at_market(reason) return reason == "signal" or reason == "reverse" end

local function by_reason(ctx, a, b)
  local ours, theirs = a.exit_reason, reason_of(ctx, b)
  if not theirs or theirs == ours or (at_market(theirs) and at_market(ours)) then return nil end
  if theirs == "signal" and not LEVELS[ours] then return nil end -- only guessed from the price
  if theirs == "end_of_data" or ours == "end_of_data" then return nil end
  return {
    kind = "exit_reason", field = "exit_reason",
    cause = ("this run ends it by %s, they by %s"):format(SAID[ours] or ours, SAID[theirs]
      or theirs),
  }
end

local function at_the_end(ctx, a, b)
  if not (b.open or b.reason == "end_of_data" or a.exit_reason == "end_of_data") then return nil end
  local found = { kind = "end_of_data", field = "exit_time" }
  if b.open then
    found.cause = "their trade is still open at the end, this run closes it at the last close"
  elseif a.exit_reason == "end_of_data" and b.exit_time == a.exit_time then
    found.field = "exit_price"
    found.cause = "at the end of the data they close at another price of the last bar"
    local point = prices.point(ctx.bars, prices.bar_at(ctx.bars, b.exit_time), b.exit_price)
    if point then found.cause = found.cause .. ", its " .. point end
  else
    found.cause = "one of the two runs out of data here: the candles do not end at the same time"
  end
  return found
end

--- Exits at other times, or for another reason.
-- @return nil, or { kind, field, cause, try }
function endings.time(ctx, a, b)
  if a.exit_time == b.exit_time and not b.open then return by_reason(ctx, a, b) end
  local found = at_the_end(ctx, a, b) or by_reason(ctx, a, b)
  if found then return found end
  local later = math.floor(((b.exit_time or 0) - a.exit_time) / ctx.bar + 0.5)
  local point = prices.point(ctx.bars, prices.bar_at(ctx.bars, b.exit_time or -1), b.exit_price)
  local so = ("they leave %s %s"):format(plural(math.abs(later), "bar"),
    later > 0 and "later" or "earlier")
  if later == -1 and point == "close" and at_market(a.exit_reason) and not ctx.fills_at_close then
    return { kind = "fill_mode", field = "exit_time", try = "--fill close",
      cause = so .. ", at the close of the bar that signals: they fill exits at once" }
  end
  return { kind = LEVELS[a.exit_reason] and "exit_level" or "exit_signal", field = "exit_time",
    cause = so .. (LEVELS[a.exit_reason]
      and (": their %s stands elsewhere, or they have none"):format(LEVELS[a.exit_reason])
      or ": their signal to leave came at another bar") }
end

-- A stop or target: a gap, another level, or slippage of the fill.
local function level(ctx, a, b)
  local found = { kind = "exit_level", field = "exit_price" }
  local what = LEVELS[a.exit_reason]
  local stands = a.exit_reason == "take_profit" and a.target or a.stop
  local bar = prices.bar_at(ctx.bars, b.exit_time)
  local sign = a.side == "short" and 1 or -1 -- of the order that leaves
  if stands and bar and prices.same(b.exit_price, stands)
    and prices.worse(sign, ctx.bars.open[bar], stands) * (what == "target" and -1 or 1) > 1e-9 then
    found.kind = "gap"
    found.cause = ("the bar opens beyond the %s: this run fills at the open, they at the %s that "
      .. "the market had left behind"):format(what, what)
  elseif stands and prices.same(b.exit_price, stands) then
    found.kind, found.try = "slippage", "--slippage 0"
    found.cause = ("they fill at the %s itself, this run %.4g %% worse"):format(what,
      100 * prices.worse(sign, a.exit_price, stands))
  else
    found.cause = ("their %s is %.4g %% from the entry, that of this run %.4g %%"):format(what,
      100 * math.abs(b.exit_price / b.entry_price - 1),
      100 * math.abs(a.exit_price / a.entry_price - 1))
  end
  return found
end

--- Exits at other prices.
function endings.price(ctx, a, b)
  if prices.same(a.exit_price, b.exit_price) then return nil end
  if a.exit_reason == "end_of_data" then return at_the_end(ctx, a, b) end
  local bars, bar = ctx.bars, prices.bar_at(ctx.bars, b.exit_time)
  if prices.foreign(bars, bar, b.exit_price) then
    return { kind = "data", field = "exit_price", cause = prices.foreign_text(bars, bar) }
  end
  if LEVELS[a.exit_reason] then return level(ctx, a, b) end
  local ours = ctx.fills_at_close and "close" or "open"
  local point = prices.point(bars, bar, b.exit_price)
  if point and point ~= ours then
    return { kind = "fill_mode", field = "exit_price", cause = ("they leave at the %s of the bar, "
      .. "this run at its %s"):format(point, ours),
      try = point == "close" and "--fill close" or "--fill next_open" }
  end
  local base, sign = bar and bars[ours][bar] or a.exit_price, a.side == "short" and 1 or -1
  local theirs = prices.worse(sign, b.exit_price, base)
  return {
    kind = "slippage", field = "exit_price", try = ("--slippage %.6g"):format(math.max(0, theirs)),
    cause = ("their exit is %.4g %% worse than the price of the bar, that of this run %.4g %%")
      :format(100 * theirs, 100 * prices.worse(sign, a.exit_price, base)),
  }
end

--- Other fees, or what was earned otherwise at the same prices.
function endings.fees(ctx, a, b)
  local ours, theirs = prices.fee_rate(a), prices.fee_rate(b)
  if not (ours and theirs) then return nil end
  local larger = math.max(math.abs(ours), math.abs(theirs))
  if math.abs(ours - theirs) <= math.max(2e-6, 0.01 * larger) then return nil end
  return {
    kind = "fees", field = "fees", try = ("--commission %.6g"):format(math.max(0, theirs)),
    cause = ("they pay %.4g %% of what is traded, this run %.4g %%%s"):format(100 * theirs,
      100 * ours, ctx.funding and ", or they count funding otherwise" or ""),
  }
end

return endings
