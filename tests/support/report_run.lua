--- Real backtests to report on: made-up hourly markets and a small strategy that
-- trades both sides.
local backtest = require "stdlib.backtest"
local candles = require "stdlib.candles"
local loader = require "runtime.loader"
local program = require "tests.support.program"

local report_run = {}

--- A strategy whose name and comment try to break out of the page.
report_run.NASTY = [[</script><b id="broken">"&'é]]

local STRATEGY = [[
--- Two averages, long and short. </script><img src=x onerror=alert(1)>
return strategy {
  name = NAME,
  params = { fast = int { 12, min = 2, max = 50 }, slow = int { 60, min = 10, max = 400 } },
  rules = function(m, p)
    local fast, slow = ta.sma(m.close, p.fast), ta.sma(m.close, p.slow)
    local up, down = fast:crosses_above(slow), fast:crosses_below(slow)
    return {
      long = { enter = up, exit = down, stop_loss = 0.03, take_profit = 0.06 },
      short = { enter = down, exit = up, stop_loss = 0.03, take_profit = 0.06 },
    }
  end,
}
]]

-- A random walk of n hours with a gap of three days in the middle.
local function market(n, seed)
  local lines, price = { "timestamp,open,high,low,close,volume" }, 100
  math.randomseed(seed)
  for t = 0, n - 1 do
    local open = price
    price = open * math.exp(0.012 * (math.random() + math.random() - 1) + 0.0001)
    local high = math.max(open, price) * (1 + 0.004 * math.random())
    local low = math.min(open, price) * (1 - 0.004 * math.random())
    local hour = t + (n > 10 and t >= n / 2 and 72 or 0)
    lines[#lines + 1] = ("%d,%.2f,%.2f,%.2f,%.2f,%d"):format(
      1609459200000 + hour * 3600000, open, high + 0.01, low - 0.01, price, math.random(1000))
  end
  return table.concat(lines, "\n") .. "\n"
end

--- @param options  {symbol, bars, seed, name, profile}
-- @return a run for report.write
function report_run.make(options)
  local folder = program.folder()
  local name = ("%q"):format(options.name or "averages")
  local strategy_path = program.write(folder .. "/averages.lua", (STRATEGY:gsub("NAME", function() return name end)))
  local csv = program.write(folder .. "/MARKET_1h.csv", market(options.bars or 6000, options.seed or 1))
  local strategy = assert(loader.load(strategy_path))
  local loaded = assert(candles.load(csv, { cache = false }))
  program.remove(folder)
  local settings = backtest.settings(options.profile or "tide")
  settings.commission, settings.slippage = 0.0004, 0.0005
  local result = assert(backtest.run { strategy = strategy, candles = loaded, settings = settings })
  return {
    strategy = strategy, candles = loaded, result = result, symbol = options.symbol or "MARKET",
    settings = { cash = settings.cash, commission = settings.commission, profile = options.profile or "tide" },
    command = "tide backtest averages.lua --data MARKET_1h.csv --report out.html",
  }
end

return report_run
