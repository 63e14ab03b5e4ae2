--- Random rules, settings and candles of two symbols: what backtest.run takes.
local backtest = require "stdlib.backtest"
local build = require "tests.graph.build"
local random = require "tests.graph.random"
local random_strategy = require "tests.support.random_strategy"

local START = 1704067200e6 -- Monday 2024-01-01
local random_run = {}

function random_run.candles(r, symbol, tf, n, start)
  local c = random.candles(r, tf, n, start)
  if r.next() < 0.3 then
    c.funding, c.mark = {}, {}
    for t = 1, n do
      c.funding[t] = t % 8 == 0 and r.int(-20, 20) / 10000 or 0 / 0
      c.mark[t] = c.open[t] * (1 + r.int(-5, 5) / 1000)
    end
  end
  return { cdata = build.candles(c), symbol = symbol, timeframe = tf, n = n }
end

local function set_costs(r, s)
  s.commission, s.commission_maker = r.pick { 0, 0.0004, 0.002 }, r.pick { -1, -0.0001, 0.0002 }
  s.fee_fixed, s.spread = r.pick { 0, 0, 1.5 }, r.pick { 0, 0.001 }
  s.slippage_kind = r.int(0, 2)
  s.slippage = ({ [0] = 0.0005, 0.1, 0.5 })[s.slippage_kind]
  if r.next() < 0.3 then
    s.tiers = 2
    s.tier[0].rate, s.tier[0].maker = 0.001, 0.0005
    s.tier[1].from, s.tier[1].rate, s.tier[1].maker = 50000, 0.0004, -0.0001
  end
end

local function settings_of(r, n)
  local s = backtest.settings(r.pick { "tide", "tide", "tide", "backtesting.py", "vectorbt", "freqtrade" })
  if r.next() < 0.8 then set_costs(r, s) end
  if r.next() < 0.3 then s.fill = 1 - s.fill end
  s.hedging, s.settle, s.require_volume = r.next() < 0.3, r.next() < 0.3, r.next() < 0.3
  s.leverage = r.pick { 1, 1, 3, 50 }
  s.drawdown_scale, s.max_participation = r.pick { 0, 0, 0.3 }, r.pick { 0, 0, 0.5 }
  s.lot = r.pick { 1e-8, 1e-3, 1 }
  if r.next() < 0.3 then s.from = START + r.int(0, n) * 3600e6 end
  if r.next() < 0.3 then s.to = START + r.int(n, 2 * n) * 3600e6 end
  s.record_fills = r.next() < 0.5
  return s
end

-- Random conditions seldom hold; these do.
local function enter_often(r, strategy, side)
  local mean = { ind = "sma", params = { r.int(2, 12) }, args = { { field = "close", tf = r.pick { "", "4h" } } } }
  local op = r.pick { "crosses_above", "crosses_below", "above" }
  side.enter = assert(build.node(strategy.graph, { op = op, args = { { field = "close" }, mean } }))
end

function random_run.new(seed)
  local r = random.new(seed)
  local n = r.pick { 40, 300, 1500 }
  local strategy = random_strategy.strategy(seed)
  if r.next() < 0.3 then strategy.timeframe = 4 * 3600 * 1000000LL end
  for side = 0, 1 do
    if strategy.side[side].used and r.next() < 0.7 then enter_often(r, strategy, strategy.side[side]) end
  end
  local b = random_run.candles(r, "B", "1h", r.pick { 1, n, 2 * n }, START + r.int(-40, 40) * 3600e6)
  local a = random_run.candles(r, "A", "1h", n, START)
  local settings = settings_of(r, n)
  for side = 0, 1 do -- other tools do not add
    if settings.profile ~= 0 then strategy.side[side].add, strategy.side[side].add_max = -1, 0 end
  end
  return {
    strategy = { cdata = strategy }, candles = a, with = { B = b },
    settings = settings,
  }
end

return random_run
