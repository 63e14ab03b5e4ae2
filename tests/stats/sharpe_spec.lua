--- Sharpe ratios judged: published examples, and what must hold of any numbers.
local json = require "stdlib.json"
local naive = require "tests.support.naive_stats"
local program = require "tests.support.program"
local random = require "tests.support.reference.random"
local statistics = require "tests.support.reference.statistics"
local stats = require "stdlib.stats"

local function near(expected, found, within)
  assert.is_true(math.abs(found - expected) <= within, ("expected %.12g, found %.12g"):format(expected, found))
end

-- A record of normal returns with this annual Sharpe.
local function record(annual, n, per_year)
  return { n = n, sharpe = annual / math.sqrt(per_year), skew = 0, kurtosis = 3 }
end

describe("moments", function()
  it("are those of the long way", function()
    local r = random.new(5)
    for n = 2, 40 do
      local list = naive.noise(r, 1, n)[1]
      local m = stats.moments(list)
      near(statistics.mean(list), m.mean, 1e-16)
      near(statistics.deviation(list), m.deviation, 1e-15)
      near(statistics.mean(list) / statistics.deviation(list), m.sharpe, 1e-12)
      local second = statistics.moment(list, 2)
      near(statistics.moment(list, 3) / second ^ 1.5, m.skew, 1e-11)
      near(statistics.moment(list, 4) / second ^ 2, m.kurtosis, 1e-11)
    end
  end)

  it("are missing where they are undefined", function()
    assert.same({ n = 0 }, stats.moments {})
    assert.same({ n = 1, mean = 0.5 }, stats.moments { 0.5 })
    assert.same({ n = 3, mean = 0.5, deviation = 0 }, stats.moments { 0.5, 0.5, 0.5 })
    assert.is_nil(stats.psr(stats.moments { 0, 0, 0 }))
    assert.is_nil(stats.dsr(stats.moments {}, 10, 1))
  end)
end)

describe("the probabilistic Sharpe ratio", function()
  it("is that of the metrics", function()
    local run = program.run("demo", "--bars", "9000", "--json", "--equity")
    local result = assert(json.decode(run.out))
    local returns, before = {}, result.settings.cash
    for day = 1, 9000 / 24 do
      local mark = result.equity[24 * day]
      returns[day], before = mark / before - 1, mark
    end
    local m, metrics = stats.moments(returns), result.metrics
    near(metrics.sharpe_ratio, m.sharpe * math.sqrt(365), 1e-12)
    near(metrics.kurtosis, m.kurtosis - 3, 1e-11)
    near(metrics.psr, stats.psr(m), 1e-13)
  end)

  it("is one half at its benchmark and rises with length and Sharpe", function()
    local m = record(1, 500, 252)
    assert.equal(0.5, stats.psr(m, m.sharpe))
    local before = 0
    for n = 2, 2000, 50 do
      local p = stats.psr(record(1, n, 252))
      assert.is_true(p > before)
      before = p
    end
    assert.is_true(stats.psr { n = 500, sharpe = 0.1, skew = -2, kurtosis = 12 } < stats.psr(record(1, 500, 100)))
  end)

  -- Bailey & Lopez de Prado (2012): an annual Sharpe of 2 is above 1 with 95 % after 2.73
  -- years of daily, 2.83 of weekly, 3.24 of monthly returns.
  it("needs the track record of its paper", function()
    for per_year, years in pairs { [250] = 2.73, [52] = 2.83, [12] = 3.24 } do
      local m = record(2, 100, per_year)
      near(years, stats.min_track_record(m, 1 / math.sqrt(per_year)) / per_year, 0.006)
    end
  end)

  it("reaches the confidence with the shortest track record", function()
    for _, confidence in ipairs { 0.9, 0.95, 0.99 } do
      local m = { sharpe = 0.07, skew = -0.8, kurtosis = 7, n = 2 }
      local n = stats.min_track_record(m, 0.01, confidence)
      m.n = math.ceil(n)
      assert.is_true(stats.psr(m, 0.01) >= confidence)
      m.n = math.floor(n)
      assert.is_true(stats.psr(m, 0.01) < confidence)
    end
    assert.is_nil(stats.min_track_record(record(1, 100, 252), 1))
    assert.is_nil(stats.min_track_record(record(-1, 100, 252)))
    assert.is_nil(stats.min_track_record(record(1, 100, 252), 0, 0.5))
  end)
end)

describe("luck", function()
  -- Bailey & Lopez de Prado (2014), "A numerical example": the best of 100 tries, variance
  -- 1/2 of their annual Sharpe ratios, 2.5 a year over 1250 days, skew -3, kurtosis 10.
  it("gives the deflated Sharpe ratio of its paper", function()
    local m = { n = 1250, sharpe = 2.5 / math.sqrt(250), skew = -3, kurtosis = 10 }
    near(0.1132, stats.luck_best(100, 1 / 2 / 250), 5e-5)
    near(0.9004, stats.dsr(m, 100, 1 / 2 / 250), 5e-5)
    near(0.9505, stats.dsr(m, 46, 1 / 2 / 250), 5e-5)
  end)

  -- Bailey, Borwein, Lopez de Prado & Zhu (2014): with five years of data no more than 45
  -- configurations should be tried.
  it("wants the backtest length of its paper", function()
    near(5, stats.min_backtest(45, 1), 0.01)
    assert.is_true(stats.min_backtest(46, 1) > 5)
    near(5 / 4, stats.min_backtest(45, 2), 0.01)
    for _, sharpe in ipairs { 0, -1 } do assert.is_nil(stats.min_backtest(45, sharpe)) end
  end)

  it("is what the best of many random numbers is", function()
    local r = random.new(11)
    for trials, within in pairs { [2] = 0.06, [10] = 0.05, [100] = 0.03, [1000] = 0.03 } do
      local sum, rounds = 0, 40000 / math.sqrt(trials)
      for _ = 1, rounds do
        local best = 0
        for _ = 1, trials do best = math.max(best, r:uniform()) end
        sum = sum + stats.normal_quantile(best)
      end
      near(sum / rounds, stats.luck_best(trials, 1), within)
    end
  end)

  it("rises with the tries, whole or not, and never falls below one of them", function()
    local before = 0
    assert.equal(0, stats.luck_best(1, 1))
    for _, trials in ipairs { 1.01, 1.3, 2, 5.5, 100, 1e4, 1e9, 1e18, 1e300 } do
      local best = stats.luck_best(trials, 1)
      assert.is_true(best >= before and best < math.huge, trials)
      before = best
    end
    for _, trials in ipairs { 0.99, 0, -3, 0 / 0 } do assert.is_nil(stats.luck_best(trials, 1)) end
    assert.is_nil(stats.luck_best(10, -1))
    near(2 * stats.luck_best(50, 1), stats.luck_best(50, 4), 1e-14)
  end)

  it("has at least the variance that chance has", function()
    assert.equal(1 / 99, stats.luck_variance(100, 0))
    assert.equal(1 / 99, stats.luck_variance(100, nil))
    assert.equal(0.5, stats.luck_variance(100, 0.5))
    assert.is_nil(stats.luck_variance(1, nil))
    near(math.sqrt(365) * stats.luck_best(25000, 1 / 1099), stats.noise_hurdle(25000, 1100, 365), 1e-13)
  end)

  it("is rarely called significant", function()
    local r, significant = random.new(29), 0
    for _ = 1, 200 do
      local best = { sharpe = -math.huge }
      for _ = 1, 50 do
        local m = stats.moments(naive.noise(r, 1, 120)[1])
        if m.sharpe > best.sharpe then best = m end
      end
      if stats.dsr(best, 50, stats.luck_variance(120)) >= stats.CONFIDENCE then significant = significant + 1 end
    end
    assert.is_true(significant <= 10, significant)
  end)
end)
