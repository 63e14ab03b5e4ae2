--- The page of a validation, as stdlib.report.validation tells it.
local aims = require "stdlib.report.search.aims"
local axis = require "stdlib.optimizer.axis"
local format = require "stdlib.report.format"
local page = require "stdlib.report.validation"
local pages = require "runtime.report"
local pooled = require "stdlib.research.pooled"
local tables = require "runtime.validate.tables"

local report = {}

local function curve(title, account, name)
  local days = account.days
  return {
    title = title, days = days, names = { name, "holding" },
    returns = { account.returns, account.held },
    label = ("%s from %s to %s, and what holding would have made of 100"):format(title,
      format.date(days[1]), format.date(days[#days])),
  }
end

local function curves_of(found)
  local list = {}
  if #found.accounts.whole.days > 1 then
    list[1] = curve("What 100 became", found.accounts.whole, found.subject.strategy.name)
  end
  local results = {}
  for _, walk in pairs(found.facts.walks or {}) do results[#results + 1] = walk.stitched end
  if #results > 0 then
    local account = pooled.of(results)
    if #account.days > 1 then
      list[#list + 1] = curve("The same, parameters chosen by walk-forward", account,
        "walk-forward")
    end
  end
  return list
end

--- The grid, and where the strategy itself stands in it.
local function grid_of(found)
  local grid = found.facts.grid
  if not grid then return nil end
  local levels, params = {}, found.subject.strategy.params
  for i, a in ipairs(grid.space.axes) do levels[i] = axis.nearest(a, params[a.name]) end
  return {
    space = grid.space, heatmaps = grid.heatmaps, top = {},
    best = { levels = levels, values = params }, aim = aims.of(grid.objective, 1)[1],
  }
end

local function lead_of(subject)
  local list = {}
  for i, one in ipairs(subject.datasets) do
    local c, whole = one.candles.cdata, one.parts.whole
    list[i] = ("%s %s, %s to %s"):format(one.symbol, one.candles.timeframe,
      format.date(tonumber(whole.from) / 1000), format.date(tonumber(c.time[whole.last]) / 1000))
  end
  return table.concat(list, "; ") .. "."
end

--- Write the page.
-- @param found  of runtime.validate.run, with subject
function report.write(path, found)
  local subject, v = found.subject, found.verdict
  pages.write(page, path, {
    heading = subject.strategy.name, lead = lead_of(subject), verdict = v.verdict,
    reasons = v.reasons, red_flags = v.red_flags, checks = tables.checks(v.checks),
    details = tables.details(found.facts), curves = curves_of(found),
    honesty = found.facts.honesty,
    strategy = subject.strategy, settings = pages.account(subject.settings),
    grid = grid_of(found), command = pages.command(),
  })
end

return report
