--- Returns of a run are those that its Sharpe ratio is made of.
local ffi = require "ffi"
local backtest = require "stdlib.backtest"
local candles = require "stdlib.candles"
local loader = require "runtime.loader"
local C = require("stdlib.host").C

local function run(first)
  local cdata = ffi.gc(C.tide_synthetic_new(5000, 3, C.TIDE_SYNTHETIC_MOMENTUM), C.tide_candles_free)
  local all = setmetatable({ cdata = cdata, symbol = "A" }, { __index = candles })
  local strategy = assert(loader.load(TIDE_ROOT .. "/strategies/breakout.lua"))
  return assert(backtest.run {
    strategy = strategy, candles = first and all:first(first) or all,
    settings = backtest.settings "tide",
  })
end

describe("the returns of a run", function()
  it("give its Sharpe ratio and its last equity", function()
    local result = run()
    local r, n, per_year = result:returns()
    local sum, grown = 0, 10000
    for i = 0, n - 1 do
      sum = sum + r[i]
      grown = grown * (1 + r[i])
    end
    local squares = 0
    for i = 0, n - 1 do squares = squares + (r[i] - sum / n) ^ 2 end
    local sharpe = sum / n / math.sqrt(squares / (n - 1)) * math.sqrt(per_year)
    assert.equal(365, per_year)
    assert.is_true(n > 200)
    assert.near(result.metrics.sharpe_ratio, sharpe, 1e-9)
    assert.near(result.metrics.final_equity, grown, 1e-6)
  end)

  it("are those of a shorter history when candles are cut off", function()
    local whole, part = run(), run(3000)
    local a, b = whole:returns(), part:returns()
    local _, n = part:returns()
    assert.is_true(n >= 120)
    for i = 0, n - 2 do assert.equal(a[i], b[i]) end
  end)

  it("have their days, and what holding returned on them", function()
    local result = run()
    local _, n = result:returns()
    local times, held = result:days()
    assert.equal(n, #times)
    assert.equal(n, #held)
    local bars, grown = result.signals.cdata.candles, 1
    for i = 1, n do
      grown = grown * (1 + held[i])
      if i > 1 and i < n then
        assert.equal(86400000, times[i] - times[i - 1])
        assert.equal(23, times[i] / 3600000 % 24, "the last hour of a day")
      end
    end
    assert.near(bars.close[result.last] / bars.open[result.first], grown, 1e-9)
  end)
end)
