--- Levels and quantities as decided at the close of a bar: semantics.md
-- section 2, "Levels" and "Sizing".
local costs = require "tests.support.reference.costs"

local sizing = {}

--- The largest multiple of the lot that is not above `want`.
function sizing.units(run, want)
  local lot = run.settings.lot
  local quantity = math.floor(want / lot + 1e-9) * lot
  return quantity > 0 and quantity or 0
end

--- The price of a level that protects (direction -1) or takes profit (+1) a
-- position of sign `sign` entered at `entry`; nil when the level is absent.
-- `at` is the bar at which a distance or a column is read.
function sizing.level(level, sign, direction, entry, at)
  if not level then return nil end
  if level.kind == "fraction" then return entry * (1 + sign * direction * level.value) end
  if level.kind == "distance" then return entry + sign * direction * level.values[at] end
  return level.values[at]
end

--- The tighter of two stops; either may be nil.
function sizing.tighter(sign, a, b)
  if not a then return b end
  if not b then return a end
  if sign > 0 then return math.max(a, b) end
  return math.min(a, b)
end

--- Whether a level that is a column is defined at the bar.
function sizing.level_defined(level, at)
  return not level or level.kind == "fraction" or level.values[at] == level.values[at]
end

--- Kelly of the last 50 closed trades, nil before there are 50.
local function kelly(run)
  local n = #run.trades
  if n < 50 then return nil end
  local wins, won, losses, lost = 0, 0, 0, 0
  for i = n - 49, n do
    local pnl = run.trades[i].pnl
    if pnl > 0 then
      wins, won = wins + 1, won + pnl
    elseif pnl < 0 then
      losses, lost = losses + 1, lost - pnl
    end
  end
  local share = wins / 50
  if losses == 0 then return share end
  if wins == 0 then return -1 end
  return share - (1 - share) / ((won / wins) / (lost / losses))
end

--- The fraction of equity that `kelly f` amounts to now.
local function kelly_fraction(run, f)
  local k = kelly(run)
  if not k or k <= 0 then return 0.01 end
  return math.min(f * k, 1)
end

--- Loss per unit if the stop is hit: of a position from `ref`.
local function loss_per_unit(order, slip, rate)
  local sign, ref, rules = order.sign, order.ref, order.rules
  local stop = sizing.tighter(sign, sizing.level(rules.stop_loss, sign, -1, ref, order.signal_bar),
    sizing.level(rules.trailing_stop, sign, -1, ref, order.signal_bar))
  local out = stop * (1 - sign * slip)
  return sign * (ref - out) + rate * (ref + out)
end

local function drawdown_factor(run, equity)
  local limit = run.settings.drawdown_scale
  if limit == 0 then return 1 end
  return math.max(0, 1 - (1 - equity / run.peak) / limit)
end

--- Decides `order.quantity` (0 when nothing fits) and `order.ref`.
-- `order` has sign, rules, signal_bar, equity and, for a limit entry, limit.
function sizing.decide(run, order)
  local o, t, E = run.settings, order.signal_bar, order.equity
  local moment = { t = t, at = "close" }
  local size = order.rules.size or o.size
  local close = run.market.close[t]
  local f = size.kind == "fixed" and size.value or 1
  local slip = costs.slip(run, moment, E * f * o.leverage / close)
  local rate, fixed = costs.rate(run, moment, false), o.fee_fixed
  order.ref = order.limit or close * (1 + order.sign * slip)
  local function affordable(cash) return (cash - fixed) / (order.ref * (1 + rate)) end
  local want
  if size.kind == "fixed" then
    want = affordable(E * size.value * o.leverage)
  elseif size.kind == "cash" then
    want = affordable(size.value)
  elseif size.kind == "units" then
    want = size.value
  elseif size.kind == "risk" then
    local loss = loss_per_unit(order, slip, rate)
    want = (E * size.value - 2 * fixed) / loss
  elseif size.kind == "volatility" then
    want = E * size.value / run.market.atr[t]
  else
    want = affordable(E * kelly_fraction(run, size.value) * o.leverage)
  end
  if want ~= want then want = 0 end
  local confidence = order.rules.confidence and order.rules.confidence[t] or 1
  want = math.min(want, affordable(E * o.leverage)) * confidence * drawdown_factor(run, E)
  order.quantity = sizing.units(run, want)
end

return sizing
