--- The HTML report of a Monte Carlo, as stdlib.report.montecarlo tells it.
local pages = require "runtime.report"
local show = require "runtime.montecarlo.show"

local report = {}

--- Write the report.
-- @param found  of runtime.montecarlo.run
function report.write(path, found)
  local made = {}
  for i, one in ipairs(found) do
    local facts = {}
    for k, m in ipairs(one.methods) do facts[k] = show.facts(m) end
    made[i] = {
      strategy = one.run.strategy, symbol = one.run.symbol, result = one.run.result,
      methods = one.methods, facts = facts, left_out = one.left_out,
      settings = pages.account(one.run.settings), command = pages.command(),
    }
  end
  pages.write(require "stdlib.report.montecarlo", path, made)
end

return report
