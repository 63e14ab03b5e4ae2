--- Results by regime: against sums over the days and trades done by hand, and when one fails.
local backtest = require "stdlib.backtest"
local candles = require "stdlib.candles"
local loader = require "runtime.loader"
local names = require "stdlib.regime.names"
local regime = require "stdlib.regime"
local regimes = require "stdlib.research.regimes"
local statistics = require "tests.support.reference.statistics"

local function run(path, seed)
  local market = assert(candles.synthetic { bars = 24 * 900, seed = seed })
  local strategy = assert(loader.load(TIDE_ROOT .. "/strategies/" .. path))
  local settings = backtest.settings "tide"
  settings.commission, settings.slippage = 0.0004, 0.0005
  return assert(backtest.run { strategy = strategy, candles = market, settings = settings }),
    assert(regime.classify { candles = market })
end

-- The day's label straight from the list of days.
local function label_of(found, axis, ms)
  local label
  for i = 1, found.n do
    if found.time[i] <= ms then label = found[axis].label[i] end
  end
  return label
end

-- A run as results() needs it, with trades and returns that were made up.
local function made_up(returns_of_trades, day_labels)
  local found = { applies = function() return true end }
  function found.row(_, ms) return ms end
  function found.has(_, row, name) return day_labels[row] == name end
  local result = { trades = {} }
  for i, x in ipairs(returns_of_trades) do
    result.trades[i] = { entry_time = 1, pnl = x * 100, ["return"] = x }
  end
  function result.returns() return { [0] = 0.1, -0.5, 0.2 }, 3, 365 end
  function result.days() return { 1, 2, 1 } end
  return { result = result, regimes = found, samples = 200 }
end

describe("results by regime", function()
  it("are the sums of their days and trades", function()
    local result, found = run("sma_cross.lua", 3)
    local rows = regimes.results { result = result, regimes = found, samples = 100, seed = 4 }
    local r, n, per_year = result:returns()
    local times, sum, trades = result:days(), 0, 0
    assert.equal(8, #rows)
    for i, row in ipairs(rows) do
      assert.equal(names.list[i], row.regime)
      local axis, list, kept = names.axis_of[row.regime], {}, {}
      for t = 1, n do
        if label_of(found, axis, times[t]) == row.regime then list[#list + 1] = r[t - 1] end
      end
      for _, trade in ipairs(result.trades) do
        if label_of(found, axis, trade.entry_time) == row.regime then kept[#kept + 1] = trade["return"] end
      end
      if row.applies then
        assert.equal(#list, row.days)
        assert.near(#list / n, row.share, 1e-12)
        assert.equal(#kept, row.trades)
        if #kept > 1 then
          assert.near(statistics.mean(kept), row.mean_trade, 1e-12)
          assert.is_true(row.low <= row.mean_trade and row.mean_trade <= row.high)
        end
        if #list > 1 then
          assert.near(statistics.mean(list) / math.sqrt(statistics.variance(list)) * math.sqrt(per_year),
            row.sharpe_ratio, 1e-9)
        end
      end
      if axis == "trend" then sum, trades = sum + row.days, trades + row.trades end
    end
    assert.is_true(sum > 600 and sum <= n, sum)
    assert.is_true(trades > 100 and trades <= #result.trades, trades)
  end)

  it("follow one another from day to day", function()
    local rows = regimes.results(made_up({}, { "bull", "bear" }))
    assert.near(1.1 * 1.2 - 1, rows[1].total_return, 1e-12)
    assert.equal(0, rows[1].max_drawdown)
    assert.near(-0.5, rows[2].total_return, 1e-12)
    assert.near(0.5, rows[2].max_drawdown, 1e-12)
    assert.same({ 0, 0, false }, { rows[3].days, rows[3].trades, rows[3].fails })
    assert.is_nil(rows[3].total_return)
  end)

  it("fail with 30 trades whose mean is surely below 0, and not with fewer", function()
    local losses = {}
    for i = 1, 30 do losses[i] = -0.02 + 0.001 * (i % 7) end
    local rows = regimes.results(made_up(losses, { "bull" }))
    assert.is_true(rows[1].fails)
    assert.is_true(rows[1].high < 0)
    assert.same({ "bull" }, regimes.failed(rows))
    assert.same({ "bull" }, regimes.failed(rows, { "bull", "range" }))
    assert.same({}, regimes.failed(rows, { "bear" }), "it is not meant for that")
    losses[30] = nil
    assert.is_false(regimes.results(made_up(losses, { "bull" }))[1].fails)
    losses[30] = 1
    assert.is_false(regimes.results(made_up(losses, { "bull" }))[1].fails, "one gain makes it uncertain")
  end)

  it("say a trade alone without an interval", function()
    local row = regimes.results(made_up({ 0.25 }, { "crisis" }))[6]
    assert.equal(0.25, row.mean_trade)
    assert.is_nil(row.low)
    assert.equal(1, row.win_rate)
  end)

  it("leave boom and recession out without a series of the economy", function()
    local result, found = run("breakout.lua", 1)
    local rows = regimes.results { result = result, regimes = found, samples = 10 }
    assert.same({ regime = "boom", applies = false, fails = false }, rows[7])
  end)
end)
