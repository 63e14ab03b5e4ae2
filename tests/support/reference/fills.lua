--- What a fill does to the account: cash, fees, positions, trades.
local costs = require "tests.support.reference.costs"
local sizing = require "tests.support.reference.sizing"

local fills = {}

--- Equity with every position at `price`, or at the close of bar t.
function fills.equity(run, price)
  local equity = run.cash
  for side = 0, 1 do
    local p = run.position[side]
    if p then equity = equity + p.sign * p.remaining * price end
  end
  return equity
end

--- Units held on both sides: a hedge leaves only the rest of the margin.
function fills.gross(run)
  local gross = 0
  for side = 0, 1 do
    local p = run.position[side]
    if p then gross = gross + p.remaining end
  end
  return gross
end

--- Whether anything may fill in bar t.
function fills.possible(run, t)
  return not run.settings.require_volume or run.market.volume[t] > 0
end

--- The part of a quantity that the volume of the bar lets through.
local function through(run, moment, quantity)
  local p = run.settings.max_participation
  if p == 0 then return quantity end
  return math.min(quantity, sizing.units(run, p * run.market.volume[moment.t]))
end

--- Books a fill: direction +1 buys, -1 sells. Returns the fee.
local function book(run, moment, direction, quantity, price, maker)
  local notional = quantity * price
  local fee = notional * costs.rate(run, moment, maker) + run.settings.fee_fixed
  run.cash = run.cash - direction * notional
  run.cash = run.cash - fee
  run.fees, run.turnover = run.fees + fee, run.turnover + notional
  run.fills[#run.fills + 1] = { time = run.market.time[moment.t], notional = notional }
  return fee
end

--- Levels as they stand at the mean price of what was entered.
local function levels(run, p)
  local rules, s, done = p.rules, p.signal_bar, {}
  local function at(level, direction) return sizing.level(level, p.sign, direction, p.entry, s) end
  p.stop = at(rules.stop_loss, -1)
  p.target = at(rules.take_profit, 1)
  for _, partial in ipairs(p.partials or {}) do done[partial.index] = partial.done end
  p.partials = {}
  for i, partial in ipairs(rules.partial or {}) do
    p.partials[i] = {
      index = i, done = done[i],
      price = p.entry * (1 + p.sign * partial.at),
      quantity = sizing.units(run, p.quantity * partial.close),
    }
  end
  table.sort(p.partials, function(a, b)
    if a.price ~= b.price then return p.sign * a.price < p.sign * b.price end
    return a.index < b.index
  end)
end

--- Quantity and price of an order at a raw price; a resting one does not slip.
local function terms(run, moment, order, raw, how)
  local o = run.settings
  local q = through(run, moment, order.quantity)
  local slip = how.resting and 0 or costs.slip(run, moment, q)
  local price = raw * (1 + order.sign * slip)
  local rate = costs.rate(run, moment, how.maker)
  local room = fills.equity(run, raw) * o.leverage - fills.gross(run) * raw
  local fits = sizing.units(run, (room - o.fee_fixed) / (price * (1 + rate)))
  return math.min(q, fits), price
end

--- Opens a position from an order at a raw price. `how` is { maker, resting }.
-- Returns the position, nil when nothing fits.
function fills.enter(run, moment, order, raw, how)
  local q, price = terms(run, moment, order, raw, how)
  if q <= 0 or price <= 0 then return nil end
  local p = {
    side = order.side, sign = order.sign, rules = order.rules,
    signal_bar = order.signal_bar, equity = order.equity, ref = order.ref,
    wanted = order.quantity, quantity = q, remaining = q, entry = price, entered = q * price,
    best = price, adds = 0, first_price = price,
    entry_bar = moment.t, maker = how.maker or false, held = 0, funding = 0,
    exit_notional = 0, inside = moment.at == "inside", entry_at = moment.at,
  }
  p.fees = book(run, moment, order.sign, q, price, how.maker)
  levels(run, p)
  p.trail = sizing.level(p.rules.trailing_stop, p.sign, -1, p.entry, p.signal_bar)
  p.first_target = p.target
  p.first_stop = sizing.tighter(p.sign, p.stop, p.trail)
  run.position[order.side] = p
  local entries = run.entries[order.side]
  entries[#entries + 1] = run.market.time[moment.t]
  return p
end

--- More of a position.
function fills.add(run, moment, order, raw)
  local p, q, price = run.position[order.side], terms(run, moment, order, raw, {})
  if q <= 0 or price <= 0 then return end
  p.fees = p.fees + book(run, moment, order.sign, q, price)
  p.quantity, p.remaining, p.adds = p.quantity + q, p.remaining + q, p.adds + 1
  p.entered = p.entered + q * price
  p.entry = p.entered / p.quantity
  p.seen = p.seen or { p.first_price }
  p.seen[#p.seen + 1] = price
  levels(run, p)
end

local function finish(run, moment, p, reason)
  local time = run.market.time
  local exit_price = p.exit_notional / p.quantity
  local pnl = p.sign * (p.exit_notional - p.entered) - p.fees - p.funding
  run.trades[#run.trades + 1] = {
    side = p.side, reason = reason, bars = moment.t - p.entry_bar + 1,
    signal_bar = p.signal_bar, entry_bar = p.entry_bar, exit_bar = moment.t,
    entry_time = time[p.entry_bar], exit_time = time[moment.t],
    entry_price = p.entry, exit_price = exit_price, quantity = p.quantity,
    pnl = pnl, ret = pnl / p.entered, fees = p.fees, funding = p.funding,
    equity = p.equity, ref = p.ref, wanted = p.wanted,
    stop = p.first_stop, target = p.first_target, seen = p.seen, maker = p.maker,
    entry_at = p.entry_at, exit_at = moment.at,
  }
  run.position[p.side] = nil
end

--- Closes part of a position at a raw price. `how` is { maker, resting, all }:
-- `all` ignores the bar's volume and the slippage. Returns what was filled.
function fills.reduce(run, moment, p, quantity, raw, how, reason)
  local q = how.all and quantity or through(run, moment, quantity)
  if q <= 0 then return 0 end
  -- Less than half a lot is what rounding leaves of a difference.
  if p.remaining - q < run.settings.lot / 2 then q = p.remaining end
  local slip = (how.resting or how.all) and 0 or costs.slip(run, moment, q)
  local price = raw * (1 - p.sign * slip)
  p.fees = p.fees + book(run, moment, -p.sign, q, price, how.maker)
  p.exit_notional = p.exit_notional + q * price
  p.remaining = p.remaining - q
  if p.remaining <= 0 then finish(run, moment, p, reason) end
  return q
end

--- Closes a whole position; what the bar's volume does not take waits as a
-- market exit for the next open, with the same reason.
function fills.close(run, moment, p, raw, how, reason)
  fills.reduce(run, moment, p, p.remaining, raw, how, reason)
  if run.position[p.side] == p then p.leaving = { reason = reason, rest = true } end
end

return fills
