--- A run beside the trades of another tool: which agree, and why the first that does not does not.
--
--     local found = trades.compare { result = r, theirs = list, settings = s }
--     print(found.agree, found.first and found.first.cause)
local endings = require "stdlib.research.trades.endings"
local entries = require "stdlib.research.trades.entries"
local pair = require "stdlib.research.trades.pair"
local C = require("stdlib.host").C

local trades = {}

-- In the order of a trade's life.
local CHECKS = {
  entries.time, entries.price, entries.quantity, endings.time, endings.price, endings.fees,
}

local function has_side(list, side)
  for _, trade in ipairs(list) do
    if trade.side == side then return true end
  end
  return false
end

-- A trade that only one of the two has.
local function missing(ctx, row)
  local mine = row.ours ~= nil
  local trade = row.ours or row.theirs
  local others = mine and ctx.theirs or ctx.ours
  local who, whose = mine and "they have" or "this run has", mine and "their" or "its"
  local found = { kind = mine and "missing" or "extra", field = "entry_time" }
  if #others == 0 then
    found.cause = who .. " no trade at all"
  elseif trade.entry_time < others[1].entry_time then
    found.kind = mine and "starts_later" or "starts_earlier"
    found.cause = ("%s no trade before %s first: %s data begin later, or %s indicators wait longer")
      :format(who, whose, whose, whose)
  elseif not has_side(others, trade.side) then
    found.kind = "one_side"
    found.cause = ("%s no %s trade: that side is not traded"):format(who, trade.side)
  elseif mine and trade.entry_bar == ctx.bars.n - 1 then
    found.kind, found.cause = "last_bar", "they open nothing on the last candle"
  elseif trade.entry_time > others[#others].entry_time then
    found.kind = mine and "ends_earlier" or "ends_later"
    found.cause = ("%s no trade after %s last: %s data end sooner, or the account cannot trade any "
      .. "more"):format(who, whose, whose)
  else
    found.cause = mine and "they have no such trade: their signal was not there, or another trade "
      .. "was still open" or "this run has no such trade: its signal was not there, or another "
      .. "trade was still open"
  end
  return found
end

local function difference_of(ctx, row)
  if row.opposite then
    return { kind = "side", field = "side", cause = ("this run goes %s, they go %s"):format(
      row.ours.side, row.theirs.side) }
  end
  if not (row.ours and row.theirs) then return missing(ctx, row) end
  for _, check in ipairs(CHECKS) do
    local found = check(ctx, row.ours, row.theirs)
    if found then return found end
  end
end

local function shifted(list, offset)
  if offset == 0 then return list end
  local made = {}
  for i, trade in ipairs(list) do
    made[i] = setmetatable({
      entry_time = trade.entry_time - offset,
      exit_time = trade.exit_time and trade.exit_time - offset,
    }, { __index = trade })
  end
  return made
end

local function offset_of(offset)
  return {
    kind = "time_zone", field = "entry_time",
    cause = ("all their times are %.4g hours %s: another time zone, or candles stamped with their "
      .. "close"):format(math.abs(offset) / 3600e3, offset > 0 and "later" or "earlier"),
  }
end

local function context(job)
  local bars = job.result.signals.cdata.candles
  local timeframe = tonumber(bars.timeframe)
  return {
    bars = bars, bar = timeframe > 0 and timeframe / 1000 or -timeframe * 30 * 86400e3,
    ours = job.result.trades, theirs = job.theirs, cash = job.settings.cash,
    rate = job.settings.commission, lot = math.max(job.settings.lot, 1e-8),
    tool = job.tool, fills_at_close = job.settings.fill == C.TIDE_FILL_CLOSE,
    funding = bars.funding ~= nil,
  }
end

--- Compare.
-- @param job  { result = of stdlib.backtest, theirs = of trades.shapes, tool = whose they are,
--   settings }
-- @return { ours, theirs = how many trades, paired, agree, offset = milliseconds, differences =
--   list, first = the first of them or nil }; a difference is { kind, field, cause, try = an option
--   that may bring the two together or nil, ours, theirs = the trades or nil, index = which pair }
function trades.compare(job)
  local ctx = context(job)
  local offset = pair.offset(ctx.ours, ctx.theirs, ctx.bar)
  ctx.theirs = shifted(ctx.theirs, offset)
  local rows, found = pair.all(ctx.ours, ctx.theirs, ctx.bar), {}
  local made = {
    ours = #ctx.ours, theirs = #ctx.theirs, paired = 0, agree = 0, offset = offset,
    differences = found,
  }
  if offset ~= 0 then
    found[1] = offset_of(offset)
    found[1].ours, found[1].theirs = ctx.ours[1], job.theirs[1]
  end
  for i, row in ipairs(rows) do
    if row.ours and row.theirs then made.paired = made.paired + 1 end
    local difference = difference_of(ctx, row)
    if difference then
      difference.ours, difference.theirs, difference.index = row.ours, row.theirs, i
      found[#found + 1] = difference
    else
      made.agree = made.agree + 1
    end
  end
  made.first = found[1]
  return made
end

return trades
