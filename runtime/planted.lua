--- Made-up markets with a known edge: in each of them one rule of strategies/planted earns.
--
--     local market = planted.candles { edge = "rsi", bars = 20000, seed = 3 }
--     local rule = planted.strategy "rsi"
--
-- A search that is worth anything finds such a rule; on the same market with strength 0,
-- which is noise, it finds nothing (docs/guide/known-edges.md).
local candles = require "stdlib.candles"
local failure = require "runtime.failure"
local loader = require "runtime.loader"

local planted = {}

-- What an hour returns while the rule is in a position: with the default costs, the rule has
-- a Sharpe ratio of about 3 on its market.
local DRIFT = {
  breakout = 0.0005, cross = 0.00033, rsi = 0.00053, session = 0.00065, volume = 0.0006,
}

--- The names of the edges, sorted.
planted.names = {}
for name in pairs(DRIFT) do planted.names[#planted.names + 1] = name end
table.sort(planted.names)

--- The file of a planted rule, from the root of tide.
function planted.path(edge) return ("strategies/planted/%s.lua"):format(edge) end

--- The strategy that trades an edge, as runtime.loader hands it out. Raises a failure.
function planted.strategy(edge)
  local strategy, message = loader.load(TIDE_ROOT .. "/" .. planted.path(edge))
  return failure.check(strategy, message)
end

--- A market in which an edge is planted. Raises a failure.
-- @param options  { edge, bars, seed = 1, strength = 1, strategy = of planted.strategy }:
--   strength multiplies the drift of the edge; 0 leaves the noise of the seed
-- @return candles, see stdlib.candles
function planted.candles(options)
  local drift = DRIFT[options.edge] or error("unknown edge", 2)
  local made, message = candles.synthetic {
    bars = options.bars, seed = options.seed, drift = drift * (options.strength or 1),
    rule = options.strategy or planted.strategy(options.edge),
  }
  return failure.check(made, message)
end

return planted
