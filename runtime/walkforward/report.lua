--- The HTML report of a walk-forward, as stdlib.report.walkforward tells it.
local judge = require "runtime.walkforward.judge"
local pages = require "runtime.report"
local show = require "runtime.walkforward.show"
local terminal = require "runtime.terminal"

local report = {}

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
  pages.write(require "stdlib.report.walkforward", path, {
    walks = list, objective = job.objective.text, settings = pages.account(job.settings),
    command = pages.command(), heading = heading(job),
  })
end

return report
