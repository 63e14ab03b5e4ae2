--- Parsimony: what a value is worth when its strategy was free to fit the past in so many ways.
--
-- Each free number of a fit adds about s^2 / value to a value whose noise is s: the form of the
-- Sharpe information criterion (D. Paulsen, J. Soehl, Noise fit, estimation error and a Sharpe
-- information criterion, Quantitative Finance 20, 2020). Here s is the spread of strategies drawn
-- at random on the same candles, so that it fits every objective, and `parsimony` says how many
-- free numbers a point of complexity counts for.
local parsimony = {}

local LEAST = 20 -- values that tell a spread

--- How far the values of the first generation, which was drawn at random, lie above their median:
-- what luck alone gives. Costs pull the lower half down, so it is left out.
-- @param records  { generation, values }
-- @return one standard deviation, as of a normal distribution; nil when too few are fit
function parsimony.spread(records)
  local values = {}
  for _, record in ipairs(records) do
    if record.generation == 0 and record.values then values[#values + 1] = record.values[1] end
  end
  if #values < LEAST then return nil end
  table.sort(values)
  local function quantile(q) return values[1 + math.floor(q * (#values - 1))] end
  local spread = (quantile(0.95) - quantile(0.5)) / 1.645
  return spread > 0 and spread or nil
end

--- @param value       of an objective, higher is better
-- @param complexity  of the strategy
-- @param weight      the option
-- @param spread      as above, or nil: then complexity costs nothing
function parsimony.fitness(value, complexity, weight, spread)
  if not spread then return value end
  return value - weight * complexity * spread * spread / math.max(value, spread)
end

return parsimony
