--- Random rules and settings for a market: every option and combination.
local random_rules = {}

local NAN = 0 / 0
local DAY = 86400e6

local function flags(r, n, density)
  local out = {}
  for t = 0, n - 1 do out[t] = r:chance(density) end
  return out
end

local function column(n, value)
  local out = {}
  for t = 0, n - 1 do out[t] = value(t) end
  return out
end

--- A stop (direction -1) or target (+1) of a side of sign `sign`.
local function level(r, m, sign, direction)
  local width = r:pick { 0.003, 0.01, 0.05, 0.1, 0.3 }
  local holes = r:pick { 0, 0, 0.1 }
  local kind = r:pick { "fraction", "fraction", "distance", "price" }
  if kind == "fraction" then return { kind = kind, value = width } end
  local function value(t)
    if r:chance(holes) then return NAN end
    local distance = width * m.close[t] * (0.5 + r:uniform())
    if kind == "distance" then return distance end
    if r:chance(0.3) then return direction * sign > 0 and m.high[t] or m.low[t] end
    return m.close[t] + sign * direction * distance
  end
  return { kind = kind, values = column(m.n, value) }
end

local function partials(r)
  local list, at, left = {}, 0, 1
  for i = 1, r:int(1, 3) do
    at = at + r:pick { 0.002, 0.01, 0.05 }
    local close = r:chance(0.3) and left or left * r:pick { 0.25, 0.5, 1 / 3 }
    if close > 1e-6 then list[i], left = { at = at, close = close }, left - close end
  end
  if r:chance(0.2) then list[1], list[#list] = list[#list], list[1] end
  return list
end

local function size(r, can_risk)
  local kind = r:pick { "fixed", "fixed", "cash", "units", "risk", "volatility", "kelly" }
  if kind == "risk" and not can_risk then kind = "fixed" end
  local value = r:pick { 0.1, 0.5, 1, 1, 1.5 }
  if kind == "cash" then value = r:pick { 500, 5000, 50000 } end
  if kind == "units" then value = r:pick { 0.0123456789, 1, 17, 1e6 } end
  if kind == "risk" or kind == "volatility" then value = r:pick { 0.001, 0.01, 0.05 } end
  return { kind = kind, value = value }
end

local function side(r, m, sign)
  local density = r:pick { 0.01, 0.05, 0.2, 0.5, 0.9 }
  local s = {
    enter = flags(r, m.n, density),
    exit = flags(r, m.n, r:pick { 0, 0, density / 2, density, 0.1 }),
  }
  if r:chance(0.5) then s.stop_loss = level(r, m, sign, -1) end
  if r:chance(0.4) then s.take_profit = level(r, m, sign, 1) end
  if r:chance(0.3) then s.trailing_stop = level(r, m, sign, -1) end
  if r:chance(0.2) then s.breakeven_at = r:pick { 0.002, 0.01, 0.05 } end
  if r:chance(0.25) then s.partial = partials(r) end
  if r:chance(0.2) then s.max_bars = r:pick { 1, 2, 5, 20 } end
  if r:chance(0.25) then
    local width, holes = r:pick { 0, 0.003, 0.02 }, r:pick { 0, 0.1 }
    s.limit = column(m.n, function(t)
      if r:chance(holes) then return NAN end
      return m.close[t] * (1 - sign * width * r:uniform())
    end)
    s.limit_bars = r:pick { 1, 1, 2, 5 }
  end
  if r:chance(0.15) then
    s.confidence = column(m.n, function()
      if r:chance(0.05) then return NAN end
      return r:pick { 0, 0.5, 1, r:uniform() }
    end)
  end
  if r:chance(0.15) then
    s.max_entries = { count = r:int(1, 3), period = r:pick { 3600e6, DAY, DAY, 7 * DAY, -1 } }
  end
  if r:chance(0.4) then s.size = size(r, s.stop_loss or s.trailing_stop) end
  return s
end

function random_rules.rules(r, m)
  local first = r:chance(0.9) and r:int(0, math.min(m.n, 20)) or r:int(0, m.n)
  local rules = { first = first, settled = math.min(m.n, first + r:int(0, 30)), side = {} }
  if r:chance(0.8) then rules.side[0] = side(r, m, 1) end
  if r:chance(0.7) or not rules.side[0] then rules.side[1] = side(r, m, -1) end
  return rules
end

--- Adds for a third of the cases, with sizes that leave something to add with.
function random_rules.add(r, m, rules)
  if r:chance(0.66) then return end
  for i = 0, 1 do
    local s = rules.side[i]
    if s and r:chance(0.8) then
      s.add, s.add_max = flags(r, m.n, r:pick { 0.1, 0.5, 0.9 }), r:int(1, 4)
      if r:chance(0.7) then s.size = { kind = "fixed", value = r:pick { 0.1, 0.2, 0.4 } } end
    end
  end
end

--- Settings that cost nothing and cut nothing.
function random_rules.plain()
  return {
    cash = 10000, commission = 0, commission_maker = 0, fee_fixed = 0, tiers = {},
    slippage_kind = "fixed", slippage = 0, spread = 0, size = { kind = "fixed", value = 1 },
    lot = 1e-8, leverage = 1, maintenance = 0.005, max_participation = 0, drawdown_scale = 0,
    risk_free = 0, fill = "next_open", require_volume = false, hedging = false, settle = false,
    no_jump = false, from = 0, to = 0,
  }
end

local function costs(r, m, o)
  if r:chance(0.7) then
    o.commission = r:pick { 0.0004, 0.001, 0.01 }
    o.commission_maker = r:pick { o.commission, o.commission / 2, 0, -0.0003 }
  end
  if r:chance(0.15) then
    local from = 0
    for i = 1, r:int(1, 3) do
      o.tiers[i] = { from = from, rate = 0.001 / i, maker = 0.0005 / i }
      from = from + r:pick { 1e4, 1e5 }
    end
  end
  if r:chance(0.2) then o.fee_fixed = r:pick { 0.5, 5 } end
  if r:chance(0.5) then
    -- By volume, a position of ten thousand in a market of crumbs would move it to nothing.
    local by_volume = m.volume and m.n > 0 and m.open[0] > 1e-3
    o.slippage_kind = r:pick { "fixed", "fixed", "dynamic", by_volume and "volume" or "dynamic" }
    o.slippage = ({ fixed = r:pick { 0.0005, 0.005 }, dynamic = r:pick { 0.02, 0.2 },
      volume = r:pick { 0.001, 0.01 } })[o.slippage_kind]
  end
  if r:chance(0.2) then o.spread = r:pick { 0.0002, 0.002 } end
end

function random_rules.settings(r, m, rules)
  local o = random_rules.plain()
  costs(r, m, o)
  local can_risk = true
  for s = 0, 1 do
    local rule = rules.side[s]
    if rule and not rule.stop_loss and not rule.trailing_stop then can_risk = false end
  end
  if r:chance(0.5) then o.size = size(r, can_risk) end
  if r:chance(0.3) then o.lot = r:pick { 1e-4, 0.1, 1, 10 } end
  if r:chance(0.3) then o.leverage = r:pick { 2, 5, 20, 100 } end
  if r:chance(0.1) then o.maintenance = r:pick { 0, 0.05 } end
  if r:chance(0.2) then o.drawdown_scale = r:pick { 0.1, 0.5 } end
  if r:chance(0.3) then o.fill = "close" end
  if r:chance(0.2) then o.hedging = true end
  if r:chance(0.2) then o.settle = true end
  if r:chance(0.1) then o.risk_free = 0.03 end
  if m.volume and r:chance(0.15) then o.max_participation = r:pick { 0.01, 0.1, 0.5 } end
  if m.volume and r:chance(0.15) then o.require_volume = true end
  if m.n > 2 and r:chance(0.2) then o.from = m.time[r:int(0, m.n - 1)] + r:pick { 0, 1 } end
  if m.n > 2 and r:chance(0.2) then o.to = m.time[r:int(0, m.n - 1)] + r:pick { 0, 1 } end
  return o
end

return random_rules
