--- `tide montecarlo STRATEGY --data FILE...`: what might have come instead.
local montecarlo = require "stdlib.research.montecarlo"
local paths = require "stdlib.research.paths"
local rerun = require "stdlib.research.rerun"
local document = require "runtime.montecarlo.document"
local failure = require "runtime.failure"
local json = require "stdlib.json"
local outputs = require "runtime.outputs"
local pages = require "runtime.report"
local report = require "runtime.montecarlo.report"
local runner = require "runtime.montecarlo.run"
local show = require "runtime.montecarlo.show"
local simulation = require "runtime.simulation"
local terminal = require "runtime.terminal"

local METHODS = montecarlo.names()
METHODS[#METHODS + 1] = "all"

local own = {
  { name = "method", value = "NAME", kind = "choice", choices = METHODS, repeated = true,
    list = true, shown = "all", help = "trades (drawn with replacement), blocks (of days), shuffle "
      .. "(trades in another order), skip (some trades missed), noise (on prices), costs, params "
      .. "(both a little off); several may follow" },
  { name = "paths", value = "N", kind = "integer", min = 1, max = 1e5,
    shown = ("%d, and %d where each is a backtest"):format(paths.PATHS, rerun.PATHS),
    help = "how many of each method" },
  { name = "block", value = "DAYS", kind = "number", min = 1, max = 1e6,
    shown = "the cube root of all", help = "of blocks: days that stay together, in the mean" },
  { name = "skip", value = "SHARE", kind = "number", min = 0, max = 0.99, default = paths.SKIP,
    help = "of skip: trades that are missed" },
  { name = "noise", value = "SHARE", kind = "number", min = 0, max = 1, default = rerun.NOISE,
    help = "of noise: how far prices go, a share of each candle's range" },
  { name = "cost-jitter", value = "X", kind = "number", min = 0, max = 10, default = rerun.COSTS,
    help = "of costs: fees and slippage are between 1/(1+X) and 1+X times theirs" },
  { name = "param-jitter", value = "SHARE", kind = "number", min = 0, max = 10,
    default = rerun.PARAMS, help = "of params: how far a number goes, a share of its value" },
  { name = "ruin", value = "SHARE", kind = "number", min = 0, max = 1, default = paths.RUIN,
    help = "a path is ruined when its equity falls to this share of the start" },
  { name = "points", value = "N", kind = "integer", min = 1, max = 10000, default = paths.POINTS,
    help = "places along the paths at which the bands are noted" },
  { name = "seed", value = "S", kind = "integer", min = 0, default = 1,
    help = "the same seed makes the same paths" },
  { name = "threads", value = "N", kind = "integer", min = 1, max = 1024,
    shown = "as many as the machine runs", help = "threads that make paths" },
  { name = "json", help = "print one JSON document" },
  pages.option,
}

local function write(found, opts)
  if opts.json then
    terminal.write(json.encode(document.all(found)), "\n")
  else
    terminal.write(show.text(found))
  end
  -- files last: one that cannot be written leaves the result said
  if opts.report then report.write(opts.report, found) end
end

local function ending(found, caught)
  if caught ~= 0 then
    io.stderr:write "tide: stopped: what was done until then is shown\n"
    return 128 + caught
  end
  for _, one in ipairs(found) do
    if #one.methods > 0 then return 0 end
  end
  return failure.FAILED
end

local function run(opts)
  outputs.check(opts)
  pages.check(opts)
  local found, caught = runner.all(opts)
  write(found, opts)
  return ending(found, caught)
end

return {
  name = "montecarlo",
  summary = "what might have come instead: paths of a strategy's account",
  about = "Backtests a strategy, and then draws its trades or days again, or runs it again on "
    .. "prices, costs and parameters that are a little off: how far its equity, drawdown and "
    .. "Sharpe ratio spread, where the real result stands among them, and how often the account "
    .. "is ruined. Ctrl-C keeps what is done.",
  arguments = { { name = "STRATEGY", help = "a strategy file, .lua or .json" } },
  options = simulation.with_options(own),
  examples = {
    "tide montecarlo strategies/breakout.lua --data BTCUSDT_1h.csv",
    "tide montecarlo my.lua --data BTCUSDT_1h.csv --method shuffle --ruin 0.7",
    "tide montecarlo my.lua --data BTCUSDT_1h.csv --method blocks noise --paths 5000 --seed 7",
    "tide montecarlo my.lua --data A_1d.csv --report out.html",
  },
  run = run,
}
