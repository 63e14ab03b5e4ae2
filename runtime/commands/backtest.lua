--- `tide backtest STRATEGY --data FILE...`: what a strategy would have earned.
local outputs = require "runtime.outputs"
local simulation = require "runtime.simulation"

local own = {
  { name = "max-errors", value = "N", kind = "integer", min = 1, max = 1e9, default = 10,
    help = "of a script: errors after which it is stopped" },
  { name = "on-error", value = "WHAT", kind = "choice", choices = { "cancel", "close", "keep" },
    default = "cancel", help = "its orders then: cancel them, close its positions too, or keep "
      .. "them" },
}
for _, option in ipairs(outputs.options) do own[#own + 1] = option end

return {
  name = "backtest",
  summary = "what a strategy would have earned on candles",
  about = "Simulates a strategy bar by bar on the candles of one or several instruments and prints "
    .. "what it would have earned, after costs.",
  arguments = { { name = "STRATEGY", help = "a strategy file, .lua or .json" } },
  options = simulation.with_options(own),
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
