--- What the signals at the close of a bar decide, and how the orders that come
-- of it fill: the upper half of the table of semantics.md section 2.
local calendar = require "tests.support.reference.calendar"
local fills = require "tests.support.reference.fills"
local sizing = require "tests.support.reference.sizing"

local orders = {}

--- Whether the side may still enter in the period of the bar that would fill.
local function entries_left(run, rules, side, t)
  if not rules.max_entries then return true end
  local m = run.market
  local at_close = run.settings.fill == "close" and not rules.limit
  local expected = at_close and m.time[t] or calendar.close_time(m.timeframe, m.time[t])
  local period = rules.max_entries.period
  local now, count = calendar.period_of(period, expected), 0
  for _, time in ipairs(run.entries[side]) do
    if calendar.period_of(period, time) == now then count = count + 1 end
  end
  return count < rules.max_entries.count
end

--- Whether the entry signal of a side at bar t counts.
local function enters(run, side, t)
  local rules = run.rules.side[side]
  if not rules or not rules.enter[t] or rules.exit[t] then return false end
  for _, level in ipairs { "stop_loss", "take_profit", "trailing_stop" } do
    if not sizing.level_defined(rules[level], t) then return false end
  end
  if rules.limit and rules.limit[t] ~= rules.limit[t] then return false end
  return entries_left(run, rules, side, t)
end

--- Exit signals and time stops. An exit signal also cancels what waits.
local function decide_exits(run, t)
  for side = 0, 1 do
    local rules, p = run.rules.side[side], run.position[side]
    local signal = rules and rules.exit[t]
    if signal then run.order[side], run.limit[side] = nil, nil end
    if p and not p.leaving then
      if signal then
        p.leaving = { reason = "signal", at = t }
      elseif rules.max_bars and p.held >= rules.max_bars then
        p.leaving = { reason = "time_stop", at = t }
      end
    end
  end
end

--- An entry signal takes away what waits on the other side, and the position.
local function oppose(run, side, t)
  local other = 1 - side
  run.order[other], run.limit[other] = nil, nil
  local p = run.position[other]
  if p and (not p.leaving or p.leaving.at == t) then p.leaving = { reason = "reverse", at = t } end
end

--- An entry signal of a side that is not in a position.
local function place(run, side, t, equity)
  local rules = run.rules.side[side]
  local order = {
    side = side, sign = side == 0 and 1 or -1, rules = rules, signal_bar = t, equity = equity,
    limit = rules.limit and rules.limit[t], last = t + (rules.limit_bars or 1),
  }
  sizing.decide(run, order)
  if order.quantity <= 0 then order = nil end
  if rules.limit then run.limit[side] = order else run.order[side] = order end
end

--- An order for more of a position that is held and not being left.
local function place_add(run, side, t, equity)
  local rules, p = run.rules.side[side], run.position[side]
  if not p then return end
  if p.leaving then
    if run.order[side] and run.order[side].adds then run.order[side] = nil end
    return
  end
  if not rules.add or not rules.add[t] or rules.exit[t] or p.adds >= rules.add_max then return end
  for _, level in ipairs { "stop_loss", "take_profit", "trailing_stop" } do
    if not sizing.level_defined(rules[level], t) then return end
  end
  local order = { side = side, sign = p.sign, rules = rules, signal_bar = t, equity = equity, adds = true }
  sizing.decide(run, order)
  run.order[side] = order.quantity > 0 and order or nil
end

--- Step 3 of a bar: decides on bars 0..t, with equity as marked.
function orders.decide(run, t, equity)
  local enter = { [0] = enters(run, 0, t), [1] = enters(run, 1, t) }
  local flat = not run.position[0] and not run.position[1]
  if flat and enter[0] and enter[1] then enter[0], enter[1] = false, false end
  decide_exits(run, t)
  for side = 0, 1 do
    if enter[side] and not run.settings.hedging then oppose(run, side, t) end
  end
  for side = 0, 1 do
    if enter[side] and not run.position[side] then place(run, side, t, equity) end
  end
  for side = 0, 1 do place_add(run, side, t, equity) end
end

--- Whether a position stands in the way of an entry.
function orders.blocked(run, side)
  return run.position[side] or not run.settings.hedging and run.position[1 - side]
end

--- Fills what is pending at the open or the close of bar t: exits first, long
-- before short. At an open that is also what volume kept back before, and a
-- limit entry that the open is at or beyond (no slippage, taker).
function orders.execute(run, t, at)
  local moment = { t = t, at = at }
  local raw = run.market[at][t]
  for side = 0, 1 do
    local p = run.position[side]
    if p and p.leaving and not (p.leaving.rest and at == "close") then
      fills.close(run, moment, p, raw, {}, p.leaving.reason)
    end
  end
  for side = 0, 1 do
    local order, limit = run.order[side], at == "open" and run.limit[side]
    run.order[side] = nil
    local blocked = orders.blocked(run, side) -- the exit of a reversal was cut
    if limit and limit.sign * raw <= limit.sign * limit.limit then
      run.limit[side] = nil
      if not blocked then fills.enter(run, moment, limit, raw, { resting = true }) end
    end
    if order and order.adds then
      if run.position[side] then fills.add(run, moment, order, raw) end
    elseif order and not blocked then
      fills.enter(run, moment, order, raw, {})
    end
  end
end

return orders
