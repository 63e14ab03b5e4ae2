--- Rules simulated bar by bar give what they give on whole columns: every trade, fill, mark and
-- metric, to the last bit.
local C = require("stdlib.host").C
local backtest = require "stdlib.backtest"
local build = require "tests.graph.build"
local candle_files = require "stdlib.candles"
local data = require "tests.support.data"
local loader = require "runtime.loader"
local program = require "tests.support.program"
local random = require "tests.graph.random"
local random_strategy = require "tests.support.random_strategy"
local replay = require "stdlib.replay"

local START = 1704067200e6 -- Monday 2024-01-01
local RULE_SETS, GROUPS = 500, 10

local TRADE = {
  "side", "reason", "bars", "signal_bar", "entry_bar", "exit_bar", "entry_time", "exit_time", "entry_price",
  "exit_price", "quantity", "pnl", "ret", "fees", "funding", "equity", "ref", "wanted", "mae", "mfe", "stop",
  "target", "maker",
}
local FILL = {
  "trade", "bar", "kind", "at", "base", "slip", "price", "wanted", "quantity", "rate", "fee", "decided_peak",
  "decided_rate", "decided_slip", "maker",
}
local RUN = {
  "first", "last", "start", "ruined", "n_trades", "n_fills", "final_equity", "fees", "turnover", "funding",
}

local function same(a, b) return a == b or (a ~= a and b ~= b) end

local function rows_differ(what, names, a, b, n)
  for i = 0, n - 1 do
    for _, name in ipairs(names) do
      if not same(a[i][name], b[i][name]) then
        return ("%s %d: %s is %s, expected %s"):format(what, i, name, tostring(b[i][name]), tostring(a[i][name]))
      end
    end
  end
end

local function numbers_differ(what, a, b, n)
  for i = 0, n - 1 do
    if not same(a[i], b[i]) then return ("%s %d is %.17g, expected %.17g"):format(what, i, b[i], a[i]) end
  end
end

--- First difference of two tide_result, or nil.
local function difference(a, b)
  for _, name in ipairs(RUN) do
    if not same(a[name], b[name]) then
      return ("%s is %s, expected %s"):format(name, tostring(b[name]), tostring(a[name]))
    end
  end
  return rows_differ("trade", TRADE, a.trades, b.trades, a.n_trades)
    or rows_differ("fill", FILL, a.fills, b.fills, a.n_fills)
    or numbers_differ("mark", a.equity, b.equity, a.last - a.first + 1)
    or numbers_differ("metric", a.metric, b.metric, C.tide_metric_count())
end

local seen = {} -- reasons and funding, by name

local function look_at(result)
  for _, trade in ipairs(result.trades) do seen[trade.exit_reason] = true end
  seen.funding = seen.funding or result.cdata.funding ~= 0
  seen.ruin = seen.ruin or result.ruined
end

--- Both engines on one run: how many trades, or what differs.
local function compare(run)
  local whole, why = backtest.run(run)
  local stepped, message = replay.run(run)
  if not whole or not stepped then
    return 0, (not whole) ~= (not stepped) and ("only one engine refuses: " .. (why or message)) or nil
  end
  look_at(whole)
  return #whole.trades, difference(whole.cdata, stepped.cdata)
end

local function candles_of(r, symbol, tf, n, start)
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

local function random_run(seed)
  local r = random.new(seed)
  local n = r.pick { 40, 300, 1500 }
  local strategy = random_strategy.strategy(seed)
  if r.next() < 0.3 then strategy.timeframe = 4 * 3600 * 1000000LL end
  for side = 0, 1 do
    if strategy.side[side].used and r.next() < 0.7 then enter_often(r, strategy, strategy.side[side]) end
  end
  local b = candles_of(r, "B", "1h", r.pick { 1, n, 2 * n }, START + r.int(-40, 40) * 3600e6)
  return {
    strategy = { cdata = strategy }, candles = candles_of(r, "A", "1h", n, START), with = { B = b },
    settings = settings_of(r, n),
  }
end

local function files_in(folder)
  local list = {}
  for name in program.shell(("ls '%s/%s'"):format(TIDE_ROOT, folder)).out:gmatch "[^\n]+" do
    if name:find "%.lua$" then list[#list + 1] = folder .. "/" .. name end
  end
  return list
end

describe("bar by bar and on whole columns", function()
  local hourly
  setup(function() hourly = assert(candle_files.load(data.path "BTCUSDT_1h.csv", { drop_last = true })) end)

  for _, folder in ipairs { "strategies", "strategies/planted" } do
    for _, path in ipairs(files_in(folder)) do
      it("a strategy trades the same: " .. path, function()
        local strategy = assert(loader.load(TIDE_ROOT .. "/" .. path))
        for _, profile in ipairs(backtest.profiles()) do
          local settings = backtest.settings(profile)
          settings.record_fills, settings.cash = true, 1e6 -- a whole bitcoin can be paid for
          local trades, wrong = compare { strategy = strategy, candles = hourly, settings = settings }
          assert.is_nil(wrong)
          assert.is_true(trades > 0, profile .. ": no trade")
        end
      end)
    end
  end

  for group = 1, GROUPS do
    local size = RULE_SETS / GROUPS
    it(("random rules trade the same: %d to %d"):format((group - 1) * size + 1, group * size), function()
      local trades, traded = 0, 0
      for seed = (group - 1) * size + 1, group * size do
        local count, wrong = compare(random_run(seed))
        assert.is_nil(wrong, ("seed %d: %s"):format(seed, tostring(wrong)))
        trades, traded = trades + count, traded + (count > 0 and 1 or 0)
      end
      assert.is_true(traded > size / 5 and trades > 2 * size, ("%d trades in %d runs"):format(trades, traded))
    end)
  end

  it("everything that ends a trade happened", function()
    for _, name in ipairs { "signal", "reverse", "stop_loss", "take_profit", "time_stop", "end_of_data", "liquidation",
      "funding", "ruin" } do
      assert.is_true(seen[name], name .. " never happened")
    end
  end)

  it("an indicator in Lua is asked bar by bar, too", function()
    local path = program.write(os.tmpname() .. ".lua", [[
      local smooth = ta.define {
        name = "smooth", lookback = 0,
        step = function(state, bar)
          state.value = state.value and state.value + 0.1 * (bar.real - state.value) or bar.real
          return state.value
        end,
      }
      return strategy {
        name = "asks",
        rules = function(m)
          local smoothed = smooth(m("4h").close)
          return { long = { enter = m.close:crosses_above(smoothed), exit = m.close:crosses_below(smoothed) } }
        end,
      }
    ]])
    local strategy = assert(loader.load(path))
    local settings = backtest.settings "tide"
    local trades, wrong = compare { strategy = strategy, candles = hourly, settings = settings }
    assert.is_nil(wrong)
    assert.is_true(trades > 10)
  end)

  it("refuses the same", function()
    local strategy, settings = build.strategy(), backtest.settings "tide"
    local candles = candles_of(random.new(1), "A", "1h", 50, START)
    strategy.timeframe = 60 * 1000000LL
    local _, why = replay.run { strategy = { cdata = strategy }, candles = candles, settings = settings }
    assert.matches("finer", why)
    strategy.timeframe, settings.from = 0, START + 1e15
    _, why = replay.run { strategy = { cdata = strategy }, candles = candles, settings = settings }
    assert.equal("no bar lies between the given dates", why)
    settings.from, settings.lot = 0, -1
    _, why = replay.run { strategy = { cdata = strategy }, candles = candles, settings = settings }
    assert.matches("lot", why)
  end)
end)
