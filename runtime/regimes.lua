--- The options that say how regimes are found, and the regimes they give.
local config = require "stdlib.regime.config"
local failure = require "runtime.failure"
local macro = require "stdlib.regime.macro"
local regime = require "stdlib.regime"
local simulation = require "runtime.simulation"

local regimes = {}

--- The options of every command that asks in which regime a market was.
regimes.options = {
  { name = "regimes", value = "FILE.lua", shown = "config/regimes.lua",
    help = "what bull, bear, crisis and the others are" },
  { name = "universe", value = "FILE", repeated = true, list = true,
    help = "candles of other symbols: how many of them rise has a vote; several may follow" },
  { name = "macro", value = "FILE.csv",
    help = "a series of the economy, time,value a line, for boom and recession" },
}

--- What the options say, loaded once for any number of symbols.
-- @return { config, universe, macro }
function regimes.load(opts)
  local made = { config = config.default, universe = {} }
  if opts.regimes then made.config = failure.check(config.load(opts.regimes)) end
  if opts.macro then made.macro = failure.check(macro.load(opts.macro)) end
  for i, path in ipairs(opts.universe or {}) do
    made.universe[i] = simulation.load_candles({ path = path }, opts)
  end
  return made
end

--- The regimes of a symbol.
-- @param loaded  of regimes.load
function regimes.of(candles, loaded)
  local found, message = regime.classify {
    candles = candles, config = loaded.config, universe = loaded.universe, macro = loaded.macro,
  }
  if not found then failure.raise(("%s: %s"):format(candles.path or candles.symbol, message)) end
  return found
end

return regimes
