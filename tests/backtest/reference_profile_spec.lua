--- The reference implementation of profile `backtesting.py` against the known
-- result of the tool itself (semantics.md section 5).
local backtesting = require "tests.support.reference.backtesting_py"
local data = require "tests.support.data"
local sma_cross = require "tests.support.sma_cross"

local KNOWN = {
  num_trades = 112, final_equity = 91977.11554286431, annual_return = -0.08084400528309676,
  volatility = 0.057221144615024295, cagr = -0.09860316324614281,
  sharpe_ratio = -1.412834465773163, sortino_ratio = -1.7212773196937752,
  calmar_ratio = -0.6267561284449232, max_drawdown = 0.12898797732330591,
  win_rate = 0.29464285714285715, profit_factor = 0.694456502502203,
  expectancy = -0.0007323733552757304, sqn = -1.523519123876325,
  kelly = -0.13795080449030855, exposure = 0.9876, beta = 0.19856568672881103,
  buy_hold_return = 0.14930146439993258,
}

describe("reference profile backtesting.py", function()
  it("gives the tool's own numbers on EURUSD, SMA 13/55", function()
    local path = data.path "EURUSD_1h.csv"
    local market = sma_cross.read(path)
    local run = backtesting.run(market, sma_cross.rules(market, 13, 55),
      { cash = 100000, commission = 0.0002, spread = 0.0001, fee_fixed = 0, leverage = 1 })
    local found = backtesting.metrics(run)
    for key, value in pairs(KNOWN) do
      local off = math.abs(found[key] - value) / math.abs(value)
      assert(off <= 1e-9, ("%s: %.17g, known %.17g"):format(key, found[key], value))
    end
  end)
end)
