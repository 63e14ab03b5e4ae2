--- `tide costs STRATEGY --data FILE...`: what costs and size do to a strategy.
local costs = require "stdlib.research.costs"
local json = require "stdlib.json"
local document = require "runtime.costs.document"
local kinds = require "runtime.kinds"
local outputs = require "runtime.outputs"
local show = require "runtime.costs.show"
local simulation = require "runtime.simulation"
local terminal = require "runtime.terminal"

local WANTED = "times of the costs, like 0.5,1,2,3"
local FACTOR = { min = 0, max = 1000 }

local function parse_factors(word)
  local factors = {}
  for part in (word .. ","):gmatch "([^,]*)," do
    local x = kinds.number(part, FACTOR)
    if not x then return nil, WANTED end
    factors[#factors + 1] = x
  end
  return factors
end

local own = {
  { name = "times", value = "LIST", parse = parse_factors, default = costs.factors,
    shown = table.concat(costs.factors, ","), help = "how often the costs are taken" },
  { name = "impact", value = "K", kind = "number", above = 0, max = 1e6, default = costs.IMPACT,
    help = "of capacity: slippage volume:K, where --slippage is not that already" },
  { name = "json", help = "print one JSON document" },
}

local function judge(run, opts)
  local signals, settings = run.result.signals, run.settings
  local made = { run = run, rows = costs.rows(signals, settings, opts.times), why = {} }
  made.bps, made.why.bps = costs.break_even(signals, settings)
  made.all_bps, made.why.all_bps = costs.break_even(signals, settings, true)
  made.factor, made.why.factor = costs.break_even_factor(signals, settings)
  made.capacity, made.why.capacity = costs.capacity(signals, settings, opts.impact)
  return made
end

local function run(opts)
  outputs.check(opts)
  local found = {}
  for i, one in ipairs(simulation.all(opts)) do found[i] = judge(one, opts) end
  if opts.json then
    terminal.write(json.encode(document.all(found)), "\n")
  else
    terminal.write(show.text(found))
  end
  return 0
end

return {
  name = "costs",
  summary = "what costs and size do to a strategy",
  about = "Backtests a strategy at several times its costs (commission, fixed fee, slippage and "
    .. "spread), and looks for the cost at which nothing is left and for the capital at which its "
    .. "own market impact halves the Sharpe ratio.",
  arguments = { { name = "STRATEGY", help = "a strategy file, .lua or .json" } },
  options = simulation.with_options(own),
  examples = {
    "tide costs strategies/breakout.lua --data BTCUSDT_1h.csv",
    "tide costs my.lua --data BTCUSDT_1h.csv --times 0,1,2,5 --impact 0.5",
  },
  run = run,
}
