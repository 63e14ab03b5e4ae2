--- One account of several results, by year, and a market that moves more.
local backtest = require "stdlib.backtest"
local candles = require "stdlib.candles"
local louder = require "stdlib.research.louder"
local planted = require "runtime.planted"
local pooled = require "stdlib.research.pooled"
local years = require "stdlib.research.years"

local DAY = 86400000

local function near(a, b, tolerance)
  assert.is_true(math.abs(a - b) <= (tolerance or 1e-9) * math.max(1, math.abs(a)), ("%.17g and %.17g"):format(a, b))
end

local function run(seed, bars)
  return assert(backtest.run {
    strategy = planted.strategy "cross", settings = backtest.settings "tide",
    candles = assert(candles.synthetic { bars = bars or 20000, seed = seed }),
  })
end

describe("results of several symbols", function()
  it("are those of the result where there is one", function()
    local one = run(1)
    local made = pooled.of { one }
    assert.same(one.metrics, made.metrics)
    local r, n = one:returns()
    assert.equal(n, #made.returns)
    for i = 1, n do assert.equal(r[i - 1], made.returns[i]) end
    assert.equal(#one.trades, #made.trades)
  end)

  it("are the mean of their days, with the trades of all", function()
    local a, b = run(1), run(2, 12000)
    local made = pooled.of { a, b }
    local x, n = a:returns()
    local y, m = b:returns()
    assert.equal(n, #made.returns)
    for i = 1, n do near(made.returns[i], i <= m and (x[i - 1] + y[i - 1]) / 2 or x[i - 1]) end
    assert.equal(#a.trades + #b.trades, made.metrics.num_trades)
    local gains, losses, won = 0, 0, 0
    for _, result in ipairs { a, b } do
      for _, t in ipairs(result.trades) do
        if t.pnl > 0 then gains, won = gains + t.pnl, won + 1 else losses = losses - t.pnl end
      end
    end
    near(made.metrics.profit_factor, gains / losses)
    near(made.metrics.win_rate, won / #made.trades)
  end)

  it("say what a result says of the same account", function()
    -- twice the same symbol is the symbol
    local one = run(3)
    local made = pooled.of({ one, one }).metrics
    for _, key in ipairs {
      "total_return", "sharpe_ratio", "sortino_ratio", "volatility", "cagr", "win_rate", "profit_factor",
      "psr", "skew", "kurtosis", "alpha", "beta",
    } do near(made[key], one.metrics[key], 1e-6) end
    -- of days, not of hours
    assert.is_true(made.max_drawdown <= one.metrics.max_drawdown)
    assert.is_true(made.max_drawdown >= 0.5 * one.metrics.max_drawdown)
  end)

  it("know their drawdowns", function()
    local days, returns = {}, { 0.1, -0.2, -0.1, 0.5, 0.1, -0.1 }
    for i = 1, #returns do days[i] = i * DAY end
    local g = pooled.growth(returns, days)
    near(g.total_return, 1.1 * 0.8 * 0.9 * 1.5 * 1.1 * 0.9 - 1)
    near(g.max_drawdown, 1 - 0.8 * 0.9)
    near(g.avg_drawdown, ((1 - 0.8 * 0.9) + 0.1) / 2)
    near(g.underwater, 3 / 6)
    assert.same({ 3 * 24, 24 }, { g.max_drawdown_duration, g.recovery_time })
    assert.is_nil(pooled.growth({ 0.1, 0 }, { DAY, 2 * DAY }).recovery_time)
  end)

  it("fall apart into years that make the whole", function()
    local made = pooled.of { run(4, 30000) }
    local rows, growth, trades, days = years.of(made), 1, 0, 0
    assert.is_true(#rows > 2)
    for _, row in ipairs(rows) do
      growth, trades, days = growth * (1 + row.total_return), trades + row.trades, days + row.days
    end
    near(growth - 1, made.metrics.total_return, 1e-6)
    assert.same({ #made.trades, #made.returns }, { trades, days })
  end)

  it("know their worst day and week", function()
    local made = pooled.of { run(5, 9000) }
    local day, week = years.worst(made)
    local least, worst = 0, 0
    for i, r in ipairs(made.returns) do
      least = math.min(least, r)
      local growth = 1
      for k = math.max(1, i - 6), i do growth = growth * (1 + made.returns[k]) end
      worst = math.min(worst, growth - 1)
    end
    near(day, least)
    near(week, worst)
  end)
end)

describe("a market that moves more", function()
  it("ends where it ended, with returns further from their mean", function()
    local from = assert(candles.synthetic { bars = 3000, seed = 6 })
    local made = assert(louder.of(from, 1.2))
    local a, b, n = from.cdata, made.cdata, from.cdata.n
    near(b.close[0], a.close[0])
    near(b.close[n - 1], a.close[n - 1])
    local mean = math.log(a.close[n - 1] / a.close[0]) / (n - 1)
    for t = 1, n - 1 do
      near(math.log(b.close[t] / b.close[t - 1]) - mean, 1.2 * (math.log(a.close[t] / a.close[t - 1]) - mean), 1e-9)
      assert.is_true(b.low[t] <= math.min(b.open[t], b.close[t]) and b.high[t] >= math.max(b.open[t], b.close[t]))
      assert.equal(a.volume[t], b.volume[t])
    end
  end)

  it("is the same with the factor 1, and leaves the first as it was", function()
    local from = assert(candles.synthetic { bars = 500, seed = 7 })
    local before = from.cdata.close[250]
    local made = assert(louder.of(from, 1))
    for t = 0, 499 do near(made.cdata.close[t], from.cdata.close[t], 1e-12) end
    assert(louder.of(from, 3))
    assert.equal(before, from.cdata.close[250])
  end)
end)
