--- The HTML report of a Monte Carlo, as stdlib.report.montecarlo tells it.
local montecarlo_report = require "stdlib.report.montecarlo"
local stdlib_report = require "stdlib.report"
local command_line = require "runtime.command_line"
local failure = require "runtime.failure"
local settings = require "runtime.settings"
local show = require "runtime.montecarlo.show"

local report = {}

--- Refuse at the beginning what could not be written at the end.
function report.check(opts)
  if not opts.report then return end
  local ok, message = stdlib_report.available()
  if not ok then failure.raise(message) end
end

--- Write the report.
-- @param found  of runtime.montecarlo.run
function report.write(path, found)
  local made = {}
  for i, one in ipairs(found) do
    local account = settings.table(one.run.settings)
    account.profile = settings.profile(one.run.settings)
    local facts = {}
    for k, m in ipairs(one.methods) do facts[k] = show.facts(m) end
    made[i] = {
      strategy = one.run.strategy, symbol = one.run.symbol, result = one.run.result,
      methods = one.methods, facts = facts, left_out = one.left_out, settings = account,
      command = command_line.text(),
    }
  end
  local ok, message = montecarlo_report.write(path, made)
  if not ok then failure.raise(message) end
end

return report
