--- The HTML report of a walk-forward, as stdlib.report.walkforward tells it.
local stdlib_report = require "stdlib.report"
local walkforward_report = require "stdlib.report.walkforward"
local command_line = require "runtime.command_line"
local failure = require "runtime.failure"
local judge = require "runtime.walkforward.judge"
local settings = require "runtime.settings"
local show = require "runtime.walkforward.show"
local terminal = require "runtime.terminal"

local report = {}

--- Refuse at the beginning what could not be written at the end.
function report.check(opts)
  if not opts.report then return end
  local ok, message = stdlib_report.available()
  if not ok then failure.raise(message) end
end

local function told(walk)
  local facts = show.head(walk)
  for _, note in ipairs(walk.notes) do facts[#facts + 1] = note end
  return {
    symbol = walk.job.symbol, windows = walk.windows, stitched = walk.stitched, drift = walk.drift,
    block = walk.block, facts = facts, sentences = judge.sentences(walk, walk.block),
    rows = show.rows(walk), choice = function(one) return show.choice(one, walk.space.axes) end,
  }
end

local function heading(job)
  return job.strategy and job.strategy.name or "A nested search for strategies"
end

--- Write the report, of the walks of which a window was done.
-- @param walks  of run.walk, each with job and block
-- @param job    of runtime.walkforward.prepare
function report.write(path, walks, job)
  local list = {}
  for _, walk in ipairs(walks) do
    if walk.stitched then list[#list + 1] = told(walk) end
  end
  if #list == 0 then
    terminal.warn "no window was done: there is nothing to report"
    return
  end
  local account = settings.table(job.settings)
  account.profile = settings.profile(job.settings)
  local ok, message = walkforward_report.write(path, {
    walks = list, objective = job.objective.text, settings = account,
    command = command_line.text(), heading = heading(job),
  })
  if not ok then failure.raise(message) end
end

return report
