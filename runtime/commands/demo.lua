--- `tide demo`: a market made up from a seed, and breakout traded on it, so that
-- there is something to see with no data at hand.
local ffi = require "ffi"
local host = require "stdlib.host"
local failure = require "runtime.failure"
local files = require "runtime.files"
local outputs = require "runtime.outputs"
local settings = require "runtime.settings"
local simulation = require "runtime.simulation"

local C = host.C

local function synthetic(opts)
  local kind = opts.noise and C.TIDE_SYNTHETIC_NOISE
    or opts.momentum and C.TIDE_SYNTHETIC_MOMENTUM or C.TIDE_SYNTHETIC_REGIMES
  local cdata = C.tide_synthetic_new(opts.bars, opts.seed, kind)
  if cdata == nil then failure.raise "out of memory" end
  return { cdata = ffi.gc(cdata, C.tide_candles_free), n = opts.bars, timeframe = "1h",
    symbol = "DEMO", path = "demo", notes = {} }
end

local function csv(c)
  local lines = { "timestamp,open,high,low,close,volume" }
  for t = 0, c.n - 1 do
    lines[t + 2] = ("%.0f,%.2f,%.2f,%.2f,%.2f,%.3f"):format(tonumber(c.time[t]) / 1000, c.open[t],
      c.high[t], c.low[t], c.close[t], c.volume[t])
  end
  return table.concat(lines, "\n") .. "\n"
end

local function run(opts)
  if opts.noise and opts.momentum then
    failure.raise("'--noise' and '--momentum' exclude each other", failure.USAGE)
  end
  for _, name in ipairs { "equity", "json", "report", "trades" } do
    if opts.out and opts[name] then
      failure.raise(("'--out' writes candles and trades nothing: leave '--%s' out"):format(name),
        failure.USAGE)
    end
  end
  outputs.check_forms(opts)
  local candles = synthetic(opts)
  if opts.out then
    files.save(opts.out, csv(candles.cdata), "candles")
    io.stderr:write(("tide: %d hourly candles written; next: "):format(opts.bars),
      "tide backtest strategies/breakout.lua --data ", opts.out, "\n")
    return 0
  end
  local strategy = simulation.strategy { strategy = TIDE_ROOT .. "/strategies/breakout.lua" }
  return outputs.show({ simulation.run {
    strategy = strategy, candles = candles, with = {}, settings = settings.make { given = {} },
  } }, opts)
end

return {
  name = "demo",
  summary = "a made-up market, and breakout traded on it",
  about = "Makes a synthetic market of hourly candles (regimes, volatility clusters, fat tails, "
    .. "volume; the same for the same seed) and trades strategies/breakout.lua on it, "
    .. "or writes it to a file. What is earned there says nothing about real markets.",
  options = {
    { name = "bars", value = "N", kind = "integer", min = 100, max = 5e6, default = 26280,
      help = "how many hours" },
    { name = "seed", value = "S", kind = "integer", min = 0, default = 1, help = "which market" },
    { name = "noise", help = "a random walk, in which nothing can be earned" },
    { name = "momentum", help = "long trends, in which breakouts earn" },
    { name = "out", value = "FILE.csv", help = "write the candles instead of trading them" },
    unpack(outputs.options),
  },
  examples = { "tide demo", "tide demo --bars 50000 --out DEMO_1h.csv" },
  run = run,
}
