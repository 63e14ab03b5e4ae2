--- Facts of worse circumstances: more costs, more volatility, more capital.
local backtest = require "stdlib.backtest"
local costs = require "stdlib.research.costs"
local louder = require "stdlib.research.louder"

local stress = {}

local MORE_COMMISSION, MORE_SLIPPAGE, MORE_VOLATILITY = 1.1, 1.5, 1.2

-- The mean over the instruments of what f(result, dataset) gives, or nil and why there is none.
local function mean_of(subject, f)
  local sum = 0
  for place, result in ipairs(subject.runs.whole) do
    local x, why = f(result, subject.datasets[place])
    if not x then return nil, why end
    sum = sum + x
  end
  return sum / #subject.runs.whole
end

local function return_with(fees, slippage)
  return function(result)
    return costs.rows(result.signals, costs.scaled(result.settings, fees, slippage), { 1 })[1]
      .metrics.total_return or 0
  end
end

local function louder_return(subject)
  return function(_, dataset)
    local part = dataset.parts.whole
    local made, why = louder.of(part.candles, MORE_VOLATILITY)
    if not made then return nil, why end
    local result
    result, why = backtest.run { strategy = subject.strategy, candles = made, with = part.with,
      settings = part.settings }
    if not result then return nil, why end
    return result.metrics.total_return or 0
  end
end

-- Costs in a table: of each factor the mean over the instruments.
local function table_of(subject)
  local rows = {}
  for i, factor in ipairs(costs.factors) do
    local row = { factor = factor, metrics = {} }
    for _, result in ipairs(subject.runs.whole) do
      local one = costs.rows(result.signals, result.settings, { factor })[1].metrics
      for key, value in pairs(one) do
        row.metrics[key] = (row.metrics[key] or 0) + value / #subject.runs.whole
      end
    end
    rows[i] = row
  end
  return rows
end

-- The least of the instruments, in multiples of the cash of the run.
local function capacity_of(subject, impact)
  local least, why
  for _, result in ipairs(subject.runs.whole) do
    local found, message = costs.capacity(result.signals, result.settings, impact)
    local cash = found and (found.capital or found.until_cash or costs.MOST_CASH)
    if cash and (not least or cash < least) then least = cash end
    why = why or message
  end
  return least and least / subject.settings.cash, why
end

function stress.add(facts, subject)
  local made = {}
  made.commission = mean_of(subject, return_with(MORE_COMMISSION, 1))
  made.slippage = mean_of(subject, return_with(1, MORE_SLIPPAGE))
  made.double = mean_of(subject, return_with(2, 2))
  made.volatility, facts.missing.volatility_20 = mean_of(subject, louder_return(subject))
  facts.stress, facts.costs = made, table_of(subject)
  facts.capacity, facts.missing.capacity = capacity_of(subject, costs.IMPACT)
  local first = subject.runs.whole[1]
  facts.break_even_factor = costs.break_even_factor(first.signals, first.settings)
end

return stress
