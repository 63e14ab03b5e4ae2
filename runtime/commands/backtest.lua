--- `tide backtest STRATEGY --data FILE...`: what a strategy would have earned.
local check = require "runtime.event.check"
local event = require "runtime.event.run"
local event_options = require "runtime.event.options"
local failure = require "runtime.failure"
local outputs = require "runtime.outputs"
local simulation = require "runtime.simulation"

-- Candles are not needed where there are trades or a book.
local function all_options()
  local own, all = {}, {}
  for _, list in ipairs { event_options.list, outputs.options } do
    for _, option in ipairs(list) do own[#own + 1] = option end
  end
  for i, option in ipairs(simulation.with_options(own)) do
    all[i] = option
    if option.name == "data" then
      all[i] = setmetatable({ required = false }, { __index = option })
    end
  end
  return all
end

-- What rules alone cannot do with the options.
local function check_rules(opts)
  local given = event_options.given(opts)
  if given then
    failure.raise(("%s: rules are simulated on candles: give them with --data and leave '%s' out, "
      .. "which is for scripts (functions like on_trade)"):format(opts.strategy[1], given),
      failure.USAGE)
  end
  event_options.shares(opts, 1)
  if #opts.data == 0 then
    failure.raise("'backtest' needs --data [SYMBOL=]FILE (candles to trade)", failure.USAGE)
  end
end

-- What is for one strategy, where there are several.
local function check_several(opts)
  for _, name in ipairs { "param", "report" } do
    if opts.given[name] then
      failure.raise(("'--%s' is for one strategy, and here are %d"):format(name, #opts.strategy),
        failure.USAGE)
    end
  end
end

local function strategies_of(opts)
  local list = {}
  for i, path in ipairs(opts.strategy) do
    list[i] = simulation.strategy(setmetatable({ strategy = path }, { __index = opts }), true)
  end
  return list
end

return {
  name = "backtest",
  summary = "what a strategy would have earned on candles",
  about = "Simulates a strategy bar by bar on the candles of one or several instruments and prints "
    .. "what it would have earned, after costs. A script (functions like on_candle) runs in the "
    .. "event engine, on candles, trades and order books together. Several strategies share an "
    .. "account, each with a part of its cash.",
  arguments = {
    { name = "STRATEGY", many = true,
      help = "a strategy file, .lua or .json; several are one account" },
  },
  options = all_options(),
  examples = {
    "tide backtest strategies/breakout.lua --data BTCUSDT_1h.csv",
    "tide backtest strategies/sma_cross.lua --data A_1d.csv B_1d.csv --param fast=9",
    "tide backtest my.lua --data BTCUSDT_1h.csv --from 2023-01-01 --report out.html",
    "tide backtest rules.lua script.lua --data BTCUSDT_1h.csv ETHUSDT_1h.csv --share 0.6,0.4",
    "tide backtest quotes.lua --ticks BTCUSDT_trades.csv --book BTCUSDT_depth.csv.gz "
      .. "--latency 5ms --queue proportional",
  },
  run = function(opts)
    outputs.check(opts)
    if #opts.strategy > 1 then check_several(opts) end
    local list = strategies_of(opts)
    check.engine(list, opts)
    if #list == 1 and list[1].kind ~= "script" then
      check_rules(opts)
      local runs = simulation.all(opts, { bar_by_bar = true, strategy = list[1] })
      return outputs.show(runs, opts)
    end
    local runs, account = event.all(list, opts)
    return outputs.show(runs, opts, account)
  end,
}
