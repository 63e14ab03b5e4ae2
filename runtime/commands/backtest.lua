--- `tide backtest STRATEGY --data FILE...`: what a strategy would have earned.
local outputs = require "runtime.outputs"
local simulation = require "runtime.simulation"

return {
  name = "backtest",
  summary = "what a strategy would have earned on candles",
  about = "Simulates a strategy bar by bar on the candles of one or several instruments and prints "
    .. "what it would have earned, after costs.",
  arguments = { { name = "STRATEGY", help = "a strategy file, .lua or .json" } },
  options = simulation.with_options(outputs.options),
  examples = {
    "tide backtest strategies/breakout.lua --data BTCUSDT_1h.csv",
    "tide backtest strategies/sma_cross.lua --data A_1d.csv B_1d.csv --param fast=9",
    "tide backtest my.lua --data BTCUSDT_1h.csv --from 2023-01-01 --report out.html",
  },
  run = function(opts)
    outputs.check(opts)
    return outputs.show(simulation.all(opts, { bar_by_bar = true }), opts)
  end,
}
