--- Monte Carlo: 1,000 paths of 2,000 trades by each way to draw them, with what is said of them; and
-- one whole backtest again under other conditions. Medians.
local ffi = require "ffi"
local backtest = require "stdlib.backtest"
local loader = require "runtime.loader"
local montecarlo = require "stdlib.research.montecarlo"
local paths = require "stdlib.research.paths"
local walk = require "tests.support.walk"

local PATHS, TRADES, ROUNDS, BARS, RERUNS = 1000, 2000, 9, 51112, 10

local function made_up()
  local random = walk.generator(5)
  local data = ffi.new("tide_path_step[?]", TRADES)
  for i = 0, TRADES - 1 do
    local share = (random() + random() - 0.99) * 0.02
    data[i].share, data[i].low = share, math.min(share, -0.004)
  end
  return { data = data, n = TRADES, unit = "trade", cash = 10000, per_year = 400, risk_free = 0 }
end

local function job_of()
  local path = TIDE_ROOT .. "/strategies/breakout.lua"
  local strategy, settings = assert(loader.load(path)), backtest.settings "tide"
  local candles = assert(require("stdlib.candles").synthetic { bars = BARS, seed = 3 })
  local job = { strategy = strategy, candles = candles, with = {}, settings = settings }
  job.result = assert(backtest.run(job))
  function job.reload(params) return loader.load(path, params) end
  return job
end

return function(report)
  local steps = made_up()
  for _, method in ipairs { "trades", "blocks", "shuffle", "skip" } do
    report(("montecarlo_%s_1000x2000_seconds"):format(method), walk.median(ROUNDS, function()
      assert(paths.summary(assert(paths.run(steps, { method = method, paths = PATHS }))))
    end), "s")
  end
  local job = job_of()
  for _, method in ipairs { "noise", "costs", "params" } do
    report(("montecarlo_%s_path_seconds"):format(method), walk.median(3, function()
      assert(montecarlo.run(job, method, { paths = RERUNS }))
    end) / RERUNS, "s")
  end
end
