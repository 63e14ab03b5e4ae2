--- What happens inside a bar: stops, liquidation, partials, targets, limit
-- entries; and what a completed bar changes. The lower half of the table of
-- semantics.md section 2.
local fills = require "tests.support.reference.fills"
local orders = require "tests.support.reference.orders"
local sizing = require "tests.support.reference.sizing"

local bar = {}

--- Whether x is at or beyond `level` in the direction of `sign`.
local function beyond(sign, x, level) return sign * x >= sign * level end

--- Of an open and a level, what a resting level fills at when it protects.
local function worse(sign, open, level)
  if sign > 0 then return math.min(open, level) end
  return math.max(open, level)
end

local function better(sign, open, level) return worse(-sign, open, level) end

--- The liquidation price and the sign of the side that it threatens:
-- cash + net * p = maintenance * gross * p; nil when no positive price does it.
local function liquidation(run)
  local net, gross = 0, 0
  for side = 0, 1 do
    local p = run.position[side]
    if p then net, gross = net + p.sign * p.remaining, gross + p.remaining end
  end
  local slope = net - run.settings.maintenance * gross
  local price = -run.cash / slope
  if price <= 0 or price ~= price then return nil end
  return price, slope > 0 and 1 or -1
end

local function protective_stop(p)
  local stop = sizing.tighter(p.sign, p.stop, p.trail)
  if p.broke_even then stop = sizing.tighter(p.sign, stop, p.entry) end
  return stop
end

local function gone(run, p) return run.position[p.side] ~= p or p.leaving end

--- Partials that `price` reaches, nearest first, filled at `fill_at(level)`.
local function partials(run, moment, p, price, fill_at)
  for _, partial in ipairs(p.partials) do
    if not partial.done and beyond(p.sign, price, partial.price) then
      partial.done = true
      local q = math.min(partial.quantity, p.remaining)
      fills.reduce(run, moment, p, q, fill_at(partial.price),
        { maker = true, resting = true }, "take_profit")
      if gone(run, p) then return end
    end
  end
end

local function target(run, moment, p, price, fill_at)
  if p.target and beyond(p.sign, price, p.target) then
    fills.close(run, moment, p, fill_at(p.target), { maker = true, resting = true }, "take_profit")
  end
end

--- The stop or the liquidation price, whichever the price meets first.
local function stop(run, moment, p, entered_inside)
  local m, t = run.market, moment.t
  local adverse = p.sign > 0 and m.low[t] or m.high[t]
  local level, threat, sign = protective_stop(p), liquidation(run)
  if level and not beyond(-p.sign, adverse, level) then level = nil end
  if threat and (sign ~= p.sign or not beyond(-p.sign, adverse, threat)) then threat = nil end
  if threat and not (level and beyond(p.sign, level, threat)) then
    fills.close(run, moment, p, worse(sign, m.open[t], threat), {}, "liquidation")
  elseif level then
    local raw = entered_inside and level or worse(p.sign, m.open[t], level)
    fills.close(run, moment, p, raw, {}, "stop_loss")
  end
end

--- Works a position through bar t. `how` is "held", "entry" (filled at this
-- open) or "inside" (a limit entry filled within the bar).
local function work(run, t, p, how)
  local m = run.market
  local moment = { t = t, at = "inside" }
  local open = m.open[t]
  local function at_open() return open end
  if how == "held" then
    local early = { t = t, at = "open" }
    target(run, early, p, open, at_open)
    if gone(run, p) then return end
    partials(run, early, p, open, at_open)
    if gone(run, p) then return end
  end
  stop(run, moment, p, how == "inside")
  if gone(run, p) then return end
  local extreme = p.sign > 0 and m.high[t] or m.low[t]
  if how == "inside" then extreme = m.close[t] end
  local function fill_at(level)
    if how == "inside" then return level end
    return better(p.sign, open, level)
  end
  partials(run, moment, p, extreme, fill_at)
  if gone(run, p) then return end
  target(run, moment, p, extreme, fill_at)
end

--- A limit entry that trades through its price within bar t. It is used up
-- even when there is no money for it or the other side is not gone.
local function limit_inside(run, t, side)
  local order = run.limit[side]
  if not order then return end
  local adverse = order.sign > 0 and run.market.low[t] or run.market.high[t]
  if order.sign * adverse >= order.sign * order.limit then return end
  run.limit[side] = nil
  if orders.blocked(run, side) then return end
  local p = fills.enter(run, { t = t, at = "inside" }, order, order.limit,
    { resting = true, maker = true })
  if p then work(run, t, p, "inside") end
end

--- Works bar t after its open: long before short.
function bar.inside(run, t)
  for side = 0, 1 do
    local p = run.position[side]
    if not p then
      limit_inside(run, t, side)
    elseif not p.leaving then -- the rest of a cut exit only waits for an open
      work(run, t, p, p.entry_bar == t and "entry" or "held")
    end
  end
end

--- Limit entries whose window ends with bar t stop working.
function bar.expire(run, t)
  for side = 0, 1 do
    local order = run.limit[side]
    if order and t >= order.last then run.limit[side] = nil end
  end
end

local function trail(p, t)
  local level = p.rules.trailing_stop
  if not level then return end
  local candidate
  if level.kind == "fraction" then
    candidate = p.best * (1 - p.sign * level.value)
  elseif level.kind == "distance" then
    candidate = p.best - p.sign * level.values[t]
  else
    candidate = level.values[t]
  end
  if candidate == candidate then p.trail = sizing.tighter(p.sign, p.trail, candidate) end
end

--- Bar t is complete: counts it and moves what follows the price.
function bar.complete(run, t)
  local m = run.market
  for side = 0, 1 do
    local p = run.position[side]
    if p then
      local extreme = p.sign > 0 and m.high[t] or m.low[t]
      if p.inside and p.entry_bar == t then extreme = m.close[t] end
      p.held = p.held + 1
      p.best = better(p.sign, p.best, extreme)
      local b = p.rules.breakeven_at
      if b and beyond(p.sign, extreme, p.entry * (1 + p.sign * b)) then p.broke_even = true end
      trail(p, t)
    end
  end
end

return bar
