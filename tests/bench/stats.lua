--- Statistics of a search: 1,000 strategies over three years of days, made up. Medians.
local ffi = require "ffi"
local stats = require "stdlib.stats"
local walk = require "tests.support.walk"

local STRATEGIES, DAYS, ROUNDS = 1000, 1100, 5

local function made_up(rows, days)
  local random, n = walk.generator(7), rows * days
  local data = ffi.new("double[?]", n)
  for i = 0, n - 1 do data[i] = (random() + random() + random() - 1.5) * 0.02 end
  return { data = data, rows = rows, days = days }
end

local CASES = {
  { "pbo_1000x1100_seconds", function(m) return stats.pbo(m) end },
  { "independent_1000x1100_seconds", function(m) return stats.independent(m) end },
  { "spa_1000x1100_2000_samples_seconds", function(m) return stats.spa(m) end },
  { "sharpe_difference_1100_2000_samples_seconds", function(m)
    return stats.sharpe_difference({ data = m.data, n = m.days }, { data = m.data + m.days, n = m.days })
  end },
}

return function(report)
  local m = made_up(STRATEGIES, DAYS)
  for _, case in ipairs(CASES) do
    report(case[1], walk.median(ROUNDS, function() assert(case[2](m)) end), "s")
  end
end
