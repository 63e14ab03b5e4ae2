--- A strategy on one part of the history that a search was given (stdlib.research.split).
local backtest = require "stdlib.backtest"
local failure = require "runtime.failure"
local simulation = require "runtime.simulation"

local parts = {}

--- @param made     { cdata = tide_strategy* }
-- @param dataset  of runtime.search.data
-- @param name     "in_sample" or "validation"
-- @return the result, or nil where there is no such part
function parts.run(made, dataset, name)
  local part = dataset.parts[name]
  if not part then return nil end
  local result, message = backtest.run {
    strategy = made, candles = part.candles, with = part.with, settings = part.settings,
  }
  if not result then failure.raise(simulation.message(message, dataset.symbol)) end
  return result
end

return parts
