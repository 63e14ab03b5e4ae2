--- What costs do to a strategy: more and less of them, how much it can bear, and how much money
-- it can move.
--
--     local rows = costs.rows(signals, settings)             -- at 0.5, 1, 2 and 3 times
--     local bps = costs.break_even(signals, settings)        -- nothing is left at this commission
--     local most = costs.capacity(signals, settings, 1)      -- where market impact halves Sharpe
--
-- Signals do not depend on costs: they are those of stdlib.backtest, evaluated once.
local backtest = require "stdlib.backtest"
local host = require "stdlib.host"

local C = host.C
local costs = {}

--- Times the costs of the settings, in the table.
costs.factors = { 0.5, 1, 2, 3 }

--- Metrics of the table.
costs.keys = {
  "total_return", "sharpe_ratio", "max_drawdown", "profit_factor", "num_trades", "fees_paid",
}

-- No rate is above this: a fill that costs half of what it moves.
local MOST_RATE = 0.5
-- Money that is looked at: --cash takes no more.
costs.MOST_CASH = 1e15
-- The square-root law of market impact has a factor of about one.
costs.IMPACT = 1

-- A rebate is no cost: it neither grows nor shrinks with them.
local function rate(x, factor) return x > 0 and math.min(x * factor, MOST_RATE) or x end

--- Settings with costs times a factor: commission, tiers and fixed fee; slippage and spread.
-- @param slippage  another factor for these two (optional)
function costs.scaled(settings, fees, slippage)
  local s = backtest.copy(settings)
  slippage = slippage or fees
  s.commission = rate(s.commission, fees)
  s.commission_maker = rate(s.commission_maker, fees) -- -1 stays: as commission
  for i = 0, s.tiers - 1 do
    s.tier[i].rate, s.tier[i].maker = rate(s.tier[i].rate, fees), rate(s.tier[i].maker, fees)
  end
  s.fee_fixed = s.fee_fixed * fees
  s.spread = rate(s.spread, slippage)
  s.slippage = s.slippage_kind == C.TIDE_SLIP_FIXED and rate(s.slippage, slippage)
    or s.slippage * slippage
  return s
end

--- Are there any costs to scale?
function costs.any(s)
  local sum = math.max(s.commission, 0) + math.max(s.commission_maker, 0) + s.fee_fixed
    + s.slippage + s.spread
  for i = 0, s.tiers - 1 do
    sum = sum + math.max(s.tier[i].rate, 0) + math.max(s.tier[i].maker, 0)
  end
  return sum > 0
end

-- Metrics by key of one run; raises what cannot be.
local function measure(signals, settings, keys)
  local r, why = backtest.measure(signals, settings)
  if not r then error(why, 0) end
  local made = {}
  for _, key in ipairs(keys) do made[key] = backtest.metric(r, key) end
  backtest.free(r)
  return made
end

local function total(signals, settings)
  return measure(signals, settings, { "total_return" }).total_return or 0
end

--- The strategy at several times its costs.
-- @return list of { factor, metrics = { [key of costs.keys] } }
function costs.rows(signals, settings, factors)
  local rows = {}
  for i, factor in ipairs(factors or costs.factors) do
    rows[i] = {
      factor = factor, metrics = measure(signals, costs.scaled(settings, factor), costs.keys),
    }
  end
  return rows
end

-- Where f falls to 0 and below between low and high, where it is above 0 and not.
local function bisect(low, high, f)
  for _ = 1, 45 do
    local middle = (low + high) / 2
    if f(middle) > 0 then low = middle else high = middle end
  end
  return (low + high) / 2
end

-- The first of first, first * 2 ... up to `most` where f is not above 0, and the one before.
local function bracket(first, most, f)
  local low, high = 0, first
  while f(high) > 0 do
    if high >= most then return nil end
    low, high = high, math.min(high * 2, most)
  end
  return low, high
end

-- A commission of all fills in place of commission and fixed fee, or of all costs.
local function flat(settings, bps, all)
  local s = backtest.copy(settings)
  s.commission, s.commission_maker, s.tiers, s.fee_fixed = bps / 1e4, -1, 0, 0
  if all then s.spread, s.slippage, s.slippage_kind = 0, 0, C.TIDE_SLIP_FIXED end
  return s
end

--- The commission of every fill, in basis points of what it moves, at which total return is 0,
-- found by runs at other costs. The metric break_even_bps estimates it from one run.
-- @param all  in place of slippage and spread, too, which otherwise stay as they are
-- @return bps, or nil and why there is none
function costs.break_even(signals, settings, all)
  local function f(bps) return total(signals, flat(settings, bps, all)) end
  if f(0) <= 0 then
    return nil, all and "it earns nothing even without costs"
      or "it earns nothing even without commission"
  end
  local low, high = bracket(1, 1e4 * MOST_RATE, f)
  if not low then return nil, "it earns at any commission" end
  return bisect(low, high, f)
end

--- Times its own costs at which total return is 0.
-- @return factor, or nil and why
function costs.break_even_factor(signals, settings)
  if not costs.any(settings) then return nil, "there are no costs" end
  local function f(factor) return total(signals, costs.scaled(settings, factor)) end
  if f(0) <= 0 then return nil, "it earns nothing even without costs" end
  local low, high = bracket(1, 1024, f)
  if not low then return nil, "it earns at a thousand times its costs" end
  return bisect(low, high, f)
end

-- Slippage by volume in place of a fixed one, which stays beside it as a part of the spread.
local function with_impact(settings, impact)
  local s = backtest.copy(settings)
  if s.slippage_kind == C.TIDE_SLIP_VOLUME then return s end
  if s.slippage_kind == C.TIDE_SLIP_FIXED then s.spread = math.min(1, s.spread + 2 * s.slippage) end
  s.slippage_kind, s.slippage = C.TIDE_SLIP_VOLUME, impact
  return s
end

-- Sharpe at rising amounts of cash until it is half of `whole`; the one before, and the first
-- that is not above; whether it only fell on the way.
local function climb(sharpe, cash, half)
  local low, high, before, falling = nil, cash, math.huge, true
  while true do
    local now = sharpe(high)
    -- what an amount rounds to lots, and when, is worth a little either way
    if now > before + 1e-3 * math.abs(half) then falling = false end
    if now <= half then return low, high, falling end
    if high >= costs.MOST_CASH then return nil, nil, falling end
    low, high, before = high, math.min(high * 2, costs.MOST_CASH), now
  end
end

-- Below the account's own cash: halved until Sharpe is above half.
local function descend(sharpe, cash, half)
  local high = cash
  while high > 1 do
    local low = high / 2
    if sharpe(low) > half then return low, high end
    high = low
  end
end

local function grows(signals, settings)
  local by_side, sides = backtest.compounds(signals, settings), signals.cdata.side
  return sides[0].used and by_side[0] or sides[1].used and by_side[1]
end

--- The capital at which Sharpe is half of what it is without market impact, where slippage is that
-- of `volume:k`: k times daily sigma times the root of quantity over daily volume.
-- @param impact  k, where the settings do not slip by volume themselves (default costs.IMPACT)
-- @return { impact, sharpe = without impact, at the settings' cash; own = with it; capital, or nil:
--   then Sharpe does not halve up to until_cash, or has halved at 1 already where that is missing;
--   falling = Sharpe only fell as cash grew }, or nil and why: no volume ...
function costs.capacity(signals, settings, impact)
  if signals.cdata.candles.volume == nil then return nil, "the data has no volume" end
  if not grows(signals, settings) then return nil, "its sizes do not grow with the account" end
  local s = with_impact(settings, impact or costs.IMPACT)
  local k = s.slippage
  local function sharpe(cash)
    s.cash = cash
    return measure(signals, s, { "sharpe_ratio" }).sharpe_ratio or -math.huge
  end
  s.slippage = 0
  local whole = sharpe(settings.cash)
  s.slippage = k
  if whole <= 0 then return nil, "its Sharpe ratio is not above 0" end
  local made = { impact = k, sharpe = whole, own = sharpe(settings.cash) }
  local low, high
  low, high, made.falling = climb(sharpe, settings.cash, whole / 2)
  if high and not low then low, high = descend(sharpe, settings.cash, whole / 2) end
  if made.own == -math.huge then made.own = nil end
  if low then
    made.capital = math.exp(bisect(math.log(low), math.log(high), function(log)
      return sharpe(math.exp(log)) - whole / 2
    end))
  elseif not high then
    made.until_cash = costs.MOST_CASH
  end
  return made
end

return costs
