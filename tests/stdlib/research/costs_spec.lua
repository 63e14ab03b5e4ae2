--- Costs and capacity: against runs at those costs, by hand, and where there is none.
local backtest = require "stdlib.backtest"
local candles = require "stdlib.candles"
local costs = require "stdlib.research.costs"
local host = require "stdlib.host"
local market_runs = require "tests.support.market_runs"

local C = host.C

local function total(signals, settings) return backtest.simulate(signals, settings).metrics.total_return end

local function flat(settings, bps)
  local s = backtest.copy(settings)
  s.commission, s.commission_maker, s.fee_fixed = bps / 1e4, -1, 0
  return s
end

describe("costs", function()
  it("are all scaled", function()
    local s = backtest.settings "tide"
    s.commission, s.commission_maker, s.fee_fixed, s.slippage, s.spread = 0.001, 0.0005, 2, 0.0004, 0.0002
    s.tiers = 2
    s.tier[0], s.tier[1] = { 0, 0.001, 0.0005 }, { 1e6, 0.0008, 0.0002 }
    local twice = costs.scaled(s, 2)
    assert.same({ 0.002, 0.001, 4, 0.0008, 0.0004 },
      { twice.commission, twice.commission_maker, twice.fee_fixed, twice.slippage, twice.spread })
    assert.same({ 0.002, 0.001, 1e6, 0.0016, 0.0004 }, { twice.tier[0].rate, twice.tier[0].maker,
      twice.tier[1].from, twice.tier[1].rate, twice.tier[1].maker })
    assert.equal(0.001, s.commission)
    local apart = costs.scaled(s, 2, 3)
    assert.equal(0.002, apart.commission)
    assert.is_true(math.abs(apart.slippage - 0.0012) < 1e-15)
    s.commission_maker, s.tier[0].maker = -0.0002, -0.0001 -- rebates are no costs
    assert.same({ -0.0002, -0.0001 }, { costs.scaled(s, 3).commission_maker, costs.scaled(s, 0.5).tier[0].maker })
    s.commission_maker, s.slippage_kind, s.slippage = -1, C.TIDE_SLIP_VOLUME, 0.5
    assert.same({ -1, 1.5 }, { costs.scaled(s, 3).commission_maker, costs.scaled(s, 3).slippage })
  end)

  it("are rows of runs at those costs", function()
    local job = market_runs.job()
    local rows = costs.rows(job.result.signals, job.settings)
    assert.equal(#costs.factors, #rows)
    for i, factor in ipairs { 0.5, 1, 2, 3 } do
      local s = backtest.copy(job.settings)
      s.commission, s.slippage = s.commission * factor, s.slippage * factor
      local run = backtest.simulate(job.result.signals, s)
      assert.equal(factor, rows[i].factor)
      for _, key in ipairs(costs.keys) do assert.equal(run.metrics[key], rows[i].metrics[key], key) end
    end
    assert.is_true(rows[1].metrics.total_return > rows[4].metrics.total_return)
  end)

  it("have a break-even at which nothing is left", function()
    local job = market_runs.job()
    local signals, settings = job.result.signals, job.settings
    local bps = assert(costs.break_even(signals, settings))
    assert.is_true(math.abs(total(signals, flat(settings, bps))) < 1e-8)
    assert.is_true(total(signals, flat(settings, bps - 1)) > 0 and total(signals, flat(settings, bps + 1)) < 0)
    local all = assert(costs.break_even(signals, settings, true))
    local bare = flat(settings, all)
    bare.slippage = 0
    assert.is_true(math.abs(total(signals, bare)) < 1e-8)
    assert.is_true(all > bps)
    local factor = assert(costs.break_even_factor(signals, settings))
    assert.is_true(math.abs(total(signals, costs.scaled(settings, factor))) < 1e-6)
  end)

  it("have the break-even of the metric where sizes do not follow the account", function()
    -- then each fill costs the same share of the same amounts, and one run tells exactly
    local job = market_runs.job { settings = { size = { C.TIDE_SIZE_UNITS, 0.1 }, slippage = 0 } }
    local bps = assert(costs.break_even(job.result.signals, job.settings))
    local metric = job.result.metrics.break_even_bps
    assert.is_true(math.abs(bps / metric - 1) < 1e-6, bps .. " " .. metric)
  end)

  it("have a break-even that can be made by hand", function()
    -- one trade from 100 to 110 with all of the cash: (1 - c) / (1 + c) * 1.1 = 1, c = 1 / 21
    local lines, path = { "time,open,high,low,close,volume" }, { 100, 100, 100, 100, 110, 110, 110 }
    for i, price in ipairs(path) do
      lines[#lines + 1] = ("2024-01-%02d,%d,%d,%d,%d,1000"):format(i, price, price, price, price)
    end
    local c = assert(candles.parse(table.concat(lines, "\n") .. "\n", "H_1d.csv", { cache = false }))
    local job = market_runs.job { strategy = [[return strategy { name = "hand", rules = function(m)
      return { long = { enter = m.close:at_least(100), max_bars = 4 } } end }]] }
    local result = assert(backtest.run { strategy = job.strategy, candles = c:first(6), settings = job.settings })
    assert.equal(1, #result.trades)
    local settings = backtest.copy(job.settings)
    settings.slippage = 0
    local bps = assert(costs.break_even(result.signals, settings))
    assert.is_true(math.abs(bps - 1e4 / 21) < 1e-3, bps)
  end)

  it("have none where there is nothing to lose or nothing to pay", function()
    local loses = market_runs.job { kind = "noise", seed = 12 }
    local signals = loses.result.signals
    assert.is_true(total(signals, flat(loses.settings, 0)) < 0)
    assert.same({ nil, "it earns nothing even without commission" }, { costs.break_even(signals, loses.settings) })
    local free = backtest.copy(loses.settings)
    free.commission, free.slippage = 0, 0
    assert.same({ nil, "there are no costs" }, { costs.break_even_factor(signals, free) })
    assert.is_false(costs.any(free))
  end)
end)

describe("capacity", function()
  local function sharpe(job, cash, impact)
    local s = backtest.copy(job.settings)
    s.spread = s.spread + 2 * s.slippage
    s.cash, s.slippage_kind, s.slippage = cash, C.TIDE_SLIP_VOLUME, impact
    return backtest.simulate(job.result.signals, s).metrics.sharpe_ratio
  end

  it("is the capital at which Sharpe is half of what it is without impact", function()
    local job = market_runs.job()
    local made = assert(costs.capacity(job.result.signals, job.settings, 1))
    assert.is_true(math.abs(made.sharpe - sharpe(job, 10000, 0)) < 1e-12)
    assert.is_true(math.abs(made.own - sharpe(job, 10000, 1)) < 1e-12)
    local below, above = sharpe(job, made.capital * 0.999, 1), sharpe(job, made.capital * 1.001, 1)
    assert.is_true(below >= made.sharpe / 2 - 1e-3 and above <= made.sharpe / 2 + 1e-3)
    assert.is_nil(made.until_cash)
  end)

  it("falls with the square of the impact", function()
    -- slippage depends on k * sqrt(cash) only, but for rounding to lots
    local job = market_runs.job()
    local one = costs.capacity(job.result.signals, job.settings, 0.5)
    local two = costs.capacity(job.result.signals, job.settings, 1)
    assert.is_true(math.abs(one.capital / two.capital / 4 - 1) < 0.01, one.capital / two.capital)
    local tiny = costs.capacity(job.result.signals, job.settings, 40)
    assert.is_true(tiny.capital < 10000, tiny.capital)
    assert.is_true(math.abs(two.capital / tiny.capital / 1600 - 1) < 0.05, two.capital / tiny.capital)
  end)

  it("takes the factor of settings that slip by volume already", function()
    local job = market_runs.job()
    local s = backtest.copy(job.settings)
    s.slippage_kind, s.slippage = C.TIDE_SLIP_VOLUME, 0.5
    assert.equal(0.5, costs.capacity(job.result.signals, s, 3).impact)
  end)

  it("is not before the most that is looked at where impact is too small", function()
    local job = market_runs.job()
    local made = costs.capacity(job.result.signals, job.settings, 1e-6)
    assert.is_nil(made.capital)
    assert.equal(costs.MOST_CASH, made.until_cash)
  end)

  it("says why there is none", function()
    local units = market_runs.job { settings = { size = { C.TIDE_SIZE_UNITS, 0.1 } } }
    assert.same({ nil, "its sizes do not grow with the account" },
      { costs.capacity(units.result.signals, units.settings) })
    local loses = market_runs.job { kind = "noise", seed = 12 }
    assert.same({ nil, "its Sharpe ratio is not above 0" }, { costs.capacity(loses.result.signals, loses.settings) })
    local c = assert(candles.parse("time,open,high,low,close\n2024-01-01,5,6,5,6\n2024-01-02,6,7,6,7\n",
      "F_1d.csv", { cache = false }))
    local result = backtest.run { strategy = loses.strategy, candles = c, settings = loses.settings }
    assert.same({ nil, "the data has no volume" }, { costs.capacity(result.signals, loses.settings) })
  end)
end)
