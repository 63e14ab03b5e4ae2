--- A made-up market in which breakouts earn, and a strategy run on it.
local backtest = require "stdlib.backtest"
local candles = require "stdlib.candles"
local loader = require "runtime.loader"
local program = require "tests.support.program"

local market_runs = {}

local STRATEGY = [[
return strategy {
  name = "small",
  params = {
    fast = int { 12, min = 2, max = 40 }, stop = number { 0.05, min = 0.02, max = 0.06 },
    kind = choice { "sma", "ema" }, both = flag { true },
  },
  rules = function(m, p)
    local fast, slow = ta[p.kind](m.close, p.fast), ta.sma(m.close, 48)
    return {
      long = { enter = fast:crosses_above(slow), exit = fast:crosses_below(slow), stop_loss = p.stop },
      short = p.both and { enter = fast:crosses_below(slow), exit = fast:crosses_above(slow) } or nil,
    }
  end,
}
]]

--- @param options  { bars, seed, settings = { field = value }, strategy = its text }
-- @return a job for stdlib.research.rerun
function market_runs.job(options)
  options = options or {}
  local path = program.write(os.tmpname() .. ".lua", options.strategy or STRATEGY)
  local function load(params) return loader.load(path, params or {}) end
  local settings = backtest.settings "tide"
  for key, value in pairs(options.settings or {}) do settings[key] = value end
  local job = {
    strategy = assert(load()), settings = settings, reload = load, with = {},
    candles = assert(candles.synthetic { bars = options.bars or 3000, seed = options.seed or 5,
      kind = options.kind or "momentum" }),
  }
  job.result = assert(backtest.run(job))
  return job
end

return market_runs
