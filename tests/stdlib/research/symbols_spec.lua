--- Several symbols: against sums by hand, and what they say of one that carries the others.
local backtest = require "stdlib.backtest"
local candles = require "stdlib.candles"
local data = require "tests.support.data"
local ffi = require "ffi"
local loader = require "runtime.loader"
local statistics = require "tests.support.reference.statistics"
local stats = require "stdlib.stats"
local symbols = require "stdlib.research.symbols"

local DAY = 86400000

-- A run of made-up daily returns: of the strategy, and of the symbol.
local function made_up(symbol, total, first, equity, market)
  local n = #equity
  local times, column = {}, ffi.new("double[?]", n, equity)
  for i = 1, n do times[i] = (first + i - 1) * DAY end
  return { symbol = symbol, result = {
    metrics = { total_return = total }, trades = {}, from = times[1], to = times[n],
    signals = { cdata = { candles = { n = 0 } } },
    returns = function() return column, n, 365 end,
    days = function() return times, market or equity end,
  } }
end

local function wave(n, phase, noise)
  local list = {}
  for i = 1, n do list[i] = 0.01 * math.sin(i * 0.7 + phase) + (noise or 0) * math.sin(i * i) end
  return list
end

local function pearson(a, b)
  local ma, mb, sum = statistics.mean(a), statistics.mean(b), 0
  for i = 1, #a do sum = sum + (a[i] - ma) * (b[i] - mb) end
  return sum / (#a - 1) / math.sqrt(statistics.variance(a) * statistics.variance(b))
end

describe("several symbols", function()
  it("say who earned, and what is left without the best", function()
    local s = symbols.judge {
      made_up("A", 0.5, 0, wave(60, 0)), made_up("B", -0.2, 0, wave(60, 1)), made_up("C", 0.1, 0, wave(60, 2)),
    }
    assert.near(2 / 3, s.profitable, 1e-12)
    assert.near(0.4 / 3, s.mean_return, 1e-12)
    assert.equal("A", s.best)
    assert.near(0.5 / 0.6, s.best_share, 1e-12)
    assert.near(-0.05, s.without_best.mean_return, 1e-12)
    assert.near(0.5, s.without_best.profitable, 1e-12)
    assert.is_true(s.carried)
    assert.same({ "A carries the result: it makes 83 % of all gains, and without it nothing is earned." },
      symbols.red_flags(s))
  end)

  it("carry nothing when the others earn, too, or when nobody does", function()
    local fine = symbols.judge { made_up("A", 5, 0, wave(40, 0)), made_up("B", 0.1, 0, wave(40, 1)) }
    assert.is_false(fine.carried)
    local even = symbols.judge { made_up("A", 0.5, 0, wave(40, 0)), made_up("B", 0.5, 0, wave(40, 1)),
      made_up("C", -0.6, 0, wave(40, 2)) }
    assert.is_false(even.carried, "half of the gains is not more than half")
    local none = symbols.judge { made_up("A", -0.5, 0, wave(40, 0)), made_up("B", -0.1, 0, wave(40, 1)) }
    assert.is_false(none.carried)
    assert.is_nil(none.best_share)
    assert.same({}, symbols.red_flags(none))
  end)

  it("correlate on the days that two of them have", function()
    local a, b, c = wave(100, 0, 0.01), wave(80, 1, 0.02), wave(60, 3, 0.01)
    local s = symbols.judge { made_up("A", 1, 0, a), made_up("B", 1, 30, b), made_up("C", 1, 50, c, b) }
    local function part(list, from, n)
      local out = {}
      for i = 1, n do out[i] = list[from + i - 1] end
      return out
    end
    assert.near(pearson(part(a, 31, 70), part(b, 1, 70)), s.equity.matrix[1][2], 1e-12)
    assert.near(pearson(part(a, 51, 50), part(c, 1, 50)), s.equity.matrix[1][3], 1e-12)
    assert.equal(s.equity.matrix[1][2], s.equity.matrix[2][1])
    assert.equal(50, s.days)
    local breadth = stats.independent { part(a, 51, 50), part(b, 21, 50), part(c, 1, 50) }.breadth
    assert.near(breadth, s.effective_results, 1e-12)
    assert.is_true(s.effective_symbols ~= s.effective_results)
    local sum = s.equity.matrix[1][2] + s.equity.matrix[1][3] + s.equity.matrix[2][3]
    assert.near(sum / 3, s.equity.mean, 1e-12)
  end)

  it("count as one when they are one, and are not correlated on a few days", function()
    local one = wave(50, 0)
    local s = symbols.judge { made_up("A", 1, 0, one), made_up("B", 1, 0, one) }
    assert.near(1, s.effective_symbols, 1e-9)
    assert.near(1, s.market.mean, 1e-12)
    local few = symbols.judge { made_up("A", 1, 0, wave(50, 0)), made_up("B", 1, 30, wave(50, 1)) }
    assert.is_nil(few.market.mean)
    assert.is_nil(few.effective_symbols)
    assert.matches("20 days in common: too few", table.concat(symbols.sentences(few), " "))
  end)

  it("say which ended early, or that none of them did", function()
    local s = symbols.judge { made_up("A", 1, 0, wave(400, 0)), made_up("GONE", 1, 0, wave(200, 1)),
      made_up("LATE", 1, 0, wave(380, 1)) }
    assert.same({ { symbol = "GONE", to = 199 * DAY, days = 200 } }, s.ended)
    assert.is_true(s.rows[2].ended)
    assert.matches("GONE ends on 1970%-07%-19, 200 days before", table.concat(symbols.sentences(s), "\n"))
    local all = symbols.judge { made_up("A", 1, 0, wave(40, 0)), made_up("B", 1, 0, wave(40, 1)) }
    assert.matches("survivorship", table.concat(symbols.sentences(all), "\n"))
  end)

  it("are nothing to compare when there is one", function()
    local s = symbols.judge { made_up("A", 1, 0, wave(50, 0)) }
    assert.same({}, symbols.sentences(s))
    assert.is_nil(s.without_best)
    assert.same({}, symbols.red_flags(s))
  end)

  it("have the returns of the runs and of the candles", function()
    local strategy = assert(loader.load(TIDE_ROOT .. "/strategies/sma_cross.lua"))
    local runs = {}
    for i, symbol in ipairs { "BTCUSDT", "MATICUSDT", "ETHUSDT" } do
      local c = assert(candles.load(data.path(symbol .. "_1d.csv")))
      runs[i] = { symbol = symbol, result = assert(backtest.run {
        strategy = strategy, candles = c, settings = backtest.settings "tide" }) }
    end
    local times, held = runs[1].result:days()
    local bars = runs[1].result.signals.cdata.candles
    assert.equal(bars.n, #times)
    assert.near(bars.close[5] / bars.close[4] - 1, held[6], 1e-15)
    assert.near(bars.close[0] / bars.open[0] - 1, held[1], 1e-15)
    local s = symbols.judge(runs)
    assert.equal("MATICUSDT", s.ended[1].symbol)
    assert.is_true(s.market.matrix[1][3] > 0.6 and s.market.matrix[1][3] < 0.95)
    assert.is_true(s.effective_symbols > 1 and s.effective_symbols < 3)
  end)
end)
