--- `tide demo`: a market made up from a seed, and a strategy traded on it, so that
-- there is something to see with no data at hand.
local candles = require "stdlib.candles"
local failure = require "runtime.failure"
local files = require "runtime.files"
local outputs = require "runtime.outputs"
local planted = require "runtime.planted"
local settings = require "runtime.settings"
local simulation = require "runtime.simulation"

local KINDS = { "edge", "momentum", "noise" } -- options that choose one

--- The strategy that is traded, where it lies, and the market.
local function make(opts)
  if opts.edge then return planted.path(opts.edge), planted.candles(opts) end
  local market, message = candles.synthetic {
    bars = opts.bars, seed = opts.seed,
    kind = opts.noise and "noise" or opts.momentum and "momentum" or "regimes",
  }
  return "strategies/breakout.lua", failure.check(market, message)
end

local function csv(c)
  local lines = { "timestamp,open,high,low,close,volume" }
  for t = 0, c.n - 1 do
    lines[t + 2] = ("%.0f,%.2f,%.2f,%.2f,%.2f,%.3f"):format(tonumber(c.time[t]) / 1000, c.open[t],
      c.high[t], c.low[t], c.close[t], c.volume[t])
  end
  return table.concat(lines, "\n") .. "\n"
end

local function check(opts)
  local kind
  for _, name in ipairs(KINDS) do
    if opts[name] and kind then
      failure.raise(("'--%s' and '--%s' exclude each other"):format(name, kind), failure.USAGE)
    end
    kind = opts[name] and name or kind
  end
  if opts.given.strength and not opts.edge then
    failure.raise("'--strength' is that of an edge: give --edge, too", failure.USAGE)
  end
  for _, name in ipairs { "equity", "json", "report", "trades" } do
    if opts.out and opts[name] then
      failure.raise(("'--out' writes candles and trades nothing: leave '--%s' out"):format(name),
        failure.USAGE)
    end
  end
  outputs.check_forms(opts)
end

local function run(opts)
  check(opts)
  local path, market = make(opts)
  if opts.out then
    files.save(opts.out, csv(market.cdata), "candles")
    io.stderr:write(("tide: %d hourly candles written%s; next: "):format(opts.bars,
      opts.edge and ", the edge is that of " .. path or ""),
      "tide backtest ", path, " --data ", opts.out, "\n")
    return 0
  end
  local strategy = simulation.strategy { strategy = TIDE_ROOT .. "/" .. path }
  return outputs.show({ simulation.run {
    strategy = strategy, candles = market, with = {}, settings = settings.make { given = {} },
  } }, opts)
end

return {
  name = "demo",
  summary = "a made-up market, and a strategy traded on it",
  about = "Makes a synthetic market of hourly candles (regimes, volatility clusters, fat tails, "
    .. "volume; the same for the same seed) and trades strategies/breakout.lua on it, "
    .. "or writes it to a file. What is earned there says nothing about real markets. With --edge "
    .. "the market is noise in which one rule of strategies/planted earns, and that one is traded.",
  options = {
    { name = "bars", value = "N", kind = "integer", min = 100, max = 5e6, default = 26280,
      help = "how many hours" },
    { name = "seed", value = "S", kind = "integer", min = 0, default = 1, help = "which market" },
    { name = "noise", help = "a random walk, in which nothing can be earned" },
    { name = "momentum", help = "long trends, in which breakouts earn" },
    { name = "edge", value = "NAME", kind = "choice", choices = planted.names,
      help = "noise in which this rule earns" },
    { name = "strength", value = "X", kind = "number", min = 0, max = 20, default = 1,
      help = "with --edge: how much of the edge; 0 leaves the noise" },
    { name = "out", value = "FILE.csv", help = "write the candles instead of trading them" },
    unpack(outputs.options),
  },
  examples = {
    "tide demo", "tide demo --bars 50000 --out DEMO_1h.csv", "tide demo --edge rsi --bars 20000",
  },
  run = run,
}
