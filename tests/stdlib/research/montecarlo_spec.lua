--- What might have come of a result: steps from its trades and days, runs under other conditions.
local backtest = require "stdlib.backtest"
local costs = require "stdlib.research.costs"
local host = require "stdlib.host"
local market_runs = require "tests.support.market_runs"
local montecarlo = require "stdlib.research.montecarlo"
local paths = require "stdlib.research.paths"
local random = require "stdlib.generator.random"
local rerun = require "stdlib.research.rerun"

local C = host.C

local function near(expected, found, label)
  assert.is_true(math.abs(expected - found) <= 1e-9 * math.max(1, math.abs(expected)),
    ("%s: expected %.12g, found %.12g"):format(label, expected, found))
end

describe("trades as steps", function()
  local sizes = {
    ["a share"] = {}, ["half"] = { size = { C.TIDE_SIZE_FIXED, 0.5 } },
    ["cash"] = { size = { C.TIDE_SIZE_CASH, 3000 } }, ["units"] = { size = { C.TIDE_SIZE_UNITS, 0.2 } },
    ["volatility"] = { size = { C.TIDE_SIZE_VOLATILITY, 0.005 } },
  }

  it("lead from the cash to the final equity, trade by trade", function()
    for label, settings in pairs(sizes) do
      local job = market_runs.job { settings = settings }
      local steps = paths.trades(job.result)
      assert.is_true(steps.n > 20, label)
      assert.equal(#job.result.trades, steps.n)
      local actual, equity = paths.actual(steps, steps.n), job.settings.cash
      for i, trade in ipairs(job.result.trades) do
        equity = equity + trade.pnl
        near(equity, actual.curve[i + 1], label .. ", trade " .. i)
      end
      near(job.result.metrics.final_equity, actual.final_equity, label)
    end
  end)

  it("are shares of equity where sizes follow it, else cash", function()
    for label, settings in pairs(sizes) do
      local steps = paths.trades(market_runs.job { settings = settings }.result)
      local added = label == "cash" or label == "units"
      for i = 0, steps.n - 1 do
        assert.equal(added, steps.data[i].share == 0 and steps.data[i].low == 0, label)
        assert.equal(not added, steps.data[i].cash == 0 and steps.data[i].low_cash == 0, label)
      end
    end
  end)

  it("know the worst moment of a trade", function()
    local job = market_runs.job()
    local steps, trade = paths.trades(job.result), job.result.trades[1]
    near(-trade.mae * trade.quantity * trade.entry_price / 10000, steps.data[0].low, "low")
    near(trade.pnl / 10000, steps.data[0].share, "share")
  end)

  it("lie at most as deep as marks at every close, and days lead to the same end", function()
    local job = market_runs.job()
    local m = job.result.metrics
    assert.is_true(paths.actual(paths.trades(job.result)).max_drawdown > m.max_drawdown * 0.8)
    local days = paths.actual(paths.days(job.result))
    near(m.final_equity, days.final_equity, "final equity")
    near(m.sharpe_ratio, days.sharpe_ratio, "sharpe")
    assert.is_true(days.max_drawdown <= m.max_drawdown + 1e-12)
  end)
end)

describe("a Monte Carlo", function()
  it("answers by every method, with the same numbers for the same seed", function()
    local job = market_runs.job()
    for _, name in ipairs(montecarlo.names()) do
      local one = assert(montecarlo.run(job, name, { paths = 25, seed = 4 }))
      local two = assert(montecarlo.run(job, name, { paths = 25, seed = 4, threads = 1 }))
      local other = assert(montecarlo.run(job, name, { paths = 25, seed = 5 }))
      assert.same(one.bands, two.bands)
      assert.same(one.max_drawdown, two.max_drawdown)
      assert.is_false(one.max_drawdown.mean == other.max_drawdown.mean, name)
      assert.equal(25, one.paths)
      assert.equal(0, one.failed)
      near(job.result.metrics.final_equity, one.final_equity.actual, name)
      for k = 1, #one.bands.at do
        local b = one.bands
        assert.is_true(b.low_99[k] <= b.low_95[k] and b.low_95[k] <= b.low_50[k] and b.low_50[k] <= b.median[k]
          and b.median[k] <= b.high_50[k] and b.high_50[k] <= b.high_95[k] and b.high_95[k] <= b.high_99[k])
      end
    end
  end)

  it("of a run with itself is that run", function()
    local job = market_runs.job()
    local m = job.result.metrics
    for name, options in pairs { noise = { noise = 0 }, costs = { costs = 0 } } do
      options.paths = 3
      local found = assert(montecarlo.run(job, name, options))
      near(m.final_equity, found.final_equity.mean, name)
      assert.equal(m.final_equity, found.final_equity.median)
      assert.equal(m.max_drawdown, found.max_drawdown.low_99)
      assert.equal(m.sharpe_ratio, found.sharpe_ratio.median)
      assert.equal(0.5, found.final_equity.rank)
      assert.same(found.bands.actual, found.bands.median)
    end
  end)

  it("runs what the long way runs", function()
    local job = market_runs.job()
    local found = assert(montecarlo.run(job, "noise", { paths = 4, seed = 9, noise = 0.2, points = 5 }))
    for number = 1, 4 do
      local seed = random.new(9, "noise", number):int(0, 2 ^ 31)
      local run = assert(backtest.run { strategy = job.strategy, candles = job.candles:noisy(seed, 0.2),
        settings = job.settings })
      local r, equity = found.columns.results, run:equity()
      assert.equal(run.metrics.final_equity, r.final_equity[number - 1])
      assert.equal(run.metrics.sharpe_ratio, r.sharpe_ratio[number - 1])
      assert.equal(math.min(10000, unpack(equity, 1, 3000)), r.lowest[number - 1])
      for k = 1, 5 do assert.equal(equity[#equity * k / 5], r.equity[(number - 1) * 6 + k]) end
    end
    local strategy = assert(job.reload(rerun.jitter(job.strategy.param_specs, job.strategy.params, 0.3,
      random.new(2, "params", 1))))
    local run = assert(backtest.run { strategy = strategy, candles = job.candles, settings = job.settings })
    found = assert(montecarlo.run(job, "params", { paths = 1, seed = 2, params = 0.3 }))
    assert.equal(run.metrics.final_equity, found.final_equity.mean)
  end)

  it("keeps what is done when it is stopped", function()
    local job = market_runs.job()
    local stopped = montecarlo.run(job, "noise", { paths = 10, stop = function(done) return done == 3 end })
    assert.equal(3, stopped.paths)
    assert.equal(10, stopped.wanted)
    local whole = montecarlo.run(job, "noise", { paths = 3 })
    assert.same(whole.final_equity, stopped.final_equity)
  end)

  it("leaves out runs that cannot be, and says why", function()
    local job = market_runs.job { strategy = [[return strategy { name = "picky",
      params = { n = int { 10, min = 2, max = 40 } },
      rules = function(m, p)
        if p.n > 10 then error "n is too large" end
        return { long = { enter = m.close:crosses_above(ta.sma(m.close, p.n)), max_bars = 5 } }
      end }]] }
    local found = assert(montecarlo.run(job, "params", { paths = 40, params = 0.5 }))
    assert.equal(40, found.paths + found.failed)
    assert.is_true(found.paths > 5 and found.failed > 5)
    assert.matches("n is too large", found.reason, 1, true)
  end)

  it("says why there is none", function()
    local idle = market_runs.job { strategy = [[return strategy { name = "idle",
      rules = function(m) return { long = { enter = m.close:below(0), stop_loss = 0.1 } } end }]],
      settings = { commission = 0, slippage = 0 } }
    for name, reason in pairs {
      trades = "there is no trade to draw", shuffle = "there is no trade to draw",
      costs = "there are no costs to change", params = "the strategy has no parameters that are numbers",
    } do
      local none, why = montecarlo.run(idle, name, { paths = 5 })
      assert.is_nil(none)
      assert.equal(reason, why)
    end
    local days = assert(montecarlo.run(idle, "blocks", { paths = 5 }))
    assert.equal(10000, days.final_equity.mean)
    assert.is_nil(days.sharpe_ratio.mean)
    assert.equal(0, days.sharpe_ratio.defined)
    assert.error_matches(function() montecarlo.run(idle, "dice", {}) end, "unknown method dice")
  end)
end)

describe("jitter", function()
  local specs = {
    { name = "a", kind = "int", min = 2, max = 60 }, { name = "b", kind = "number", min = 0.02, max = 0.3 },
    { name = "c", kind = "choice" }, { name = "d", kind = "number", min = -1, max = 1, step = 0.25 },
    { name = "e", kind = "int" },
  }

  it("of parameters stays in range, on the grid, and near", function()
    local r, seen = random.new(3), {}
    for _ = 1, 400 do
      local made = rerun.jitter(specs, { a = 20, b = 0.07, c = "x", d = 0, e = 3 }, 0.2, r)
      assert.is_nil(made.c)
      assert.is_true(made.a >= 16 and made.a <= 24 and made.a == math.floor(made.a))
      assert.is_true(math.abs(made.b - 0.07) <= 0.014 + 1e-12)
      assert.is_true(made.d >= -0.5 and made.d <= 0.5 and made.d * 4 == math.floor(made.d * 4))
      assert.is_true(made.e >= 2 and made.e <= 4)
      seen[made.a], seen[-made.e] = true, true
    end
    for a = 16, 24 do assert.is_true(seen[a]) end
    assert.is_true(seen[-2] and seen[-4])
    local edge = rerun.jitter({ specs[1] }, { a = 2 }, 0.9, r)
    assert.is_true(edge.a >= 2)
  end)

  it("of costs goes as far down as up, fees and slippage each for itself", function()
    local job = market_runs.job { settings = { commission = 0.002, slippage = 0.002 } }
    local lowest, highest
    for _, share in ipairs { 0.5, 2 } do
      local run = backtest.simulate(job.result.signals, costs.scaled(job.settings, share))
      lowest, highest = math.min(lowest or math.huge, run.metrics.final_equity),
        math.max(highest or 0, run.metrics.final_equity)
    end
    local found = montecarlo.run(job, "costs", { paths = 200 })
    local all = found.final_equity
    assert.is_true(all.low_99 >= lowest * 0.97 and all.high_99 <= highest * 1.03)
    assert.is_true(all.low_95 < all.actual and all.high_95 > all.actual)
  end)
end)
