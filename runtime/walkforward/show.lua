--- A walk-forward for people: a row for each window, what was traded as one account, how
-- parameters moved, and what to think of it.
local backtest = require "stdlib.backtest"
local format = require "stdlib.report.format"
local grid = require "runtime.grid"
local honesty = require "stdlib.research.honesty"
local judge = require "runtime.walkforward.judge"
local layout = require "stdlib.layout"
local metrics = require "stdlib.report.metrics"
local optimize = require "runtime.optimize.show"
local terminal = require "runtime.terminal"

local show = {}

local units = backtest.metric_units

local function date(us) return format.date(tonumber(us) / 1000) end

local function number(x) return x and format.decimal(x, 2) or "-" end

local function percent(x) return x and format.decimal(100 * x, 0) .. " %" or "-" end

local function plural(n, one, many)
  return ("%s %s"):format(format.decimal(n, 0), n == 1 and one or many)
end

--- The day of the last bar of a part.
local function last_day(walk, part) return date(walk.job.candles.cdata.time[part.last]) end

--- What was chosen: parameters, or the name of what was bred.
function show.choice(one, axes)
  if one.chosen.flat then return "nothing fit" end
  if one.chosen.params then return optimize.params({ values = one.chosen.params }, axes) end
  return one.chosen.name
end

-- Title, metric, unit; the column beside each is the same out of sample.
local METRICS = {
  { "return", "total_return", "fraction" }, { "trades", "num_trades", "count" },
}

local function chosen_columns(walk)
  if #walk.space.axes == 0 then
    local column = { title = "strategy", left = true }
    for r, one in ipairs(walk.windows) do column[r] = show.choice(one, {}):match "[^_]*$" end
    return walk.job.breeding and { column } or {}
  end
  local columns = {}
  for i, a in ipairs(walk.space.axes) do
    columns[i] = { title = a.name }
    for r, one in ipairs(walk.windows) do
      local x = one.chosen.params and one.chosen.params[a.name]
      columns[i][r] = x == nil and "-" or format.value(x)
    end
  end
  return columns
end

local function windows_table(walk, width)
  local from, to = { title = "traded from", left = true }, { title = "to", left = true }
  local columns = { { title = "#" }, from, to }
  for r, one in ipairs(walk.windows) do
    local test = one.window.test
    columns[1][r], from[r], to[r] = tostring(one.window.number), date(test.from),
      last_day(walk, test)
  end
  for _, column in ipairs(chosen_columns(walk)) do columns[#columns + 1] = column end
  local least = #columns + 2
  local inside, outside = { title = walk.job.options.objective.text }, { title = "after" }
  if inside.title == "sharpe_ratio" then inside.title = "sharpe" end
  if layout.columns(inside.title) > 14 then inside.title = "objective" end
  columns[#columns + 1], columns[#columns + 2] = inside, outside
  for r, one in ipairs(walk.windows) do
    inside[r], outside[r] = number(one.chosen.value), number(one.value_later)
  end
  for _, m in ipairs(METRICS) do
    local before, later = { title = m[1] }, { title = "after" }
    for r, one in ipairs(walk.windows) do
      before[r] = format.metric(one.in_sample.metrics[m[2]], m[3])
      later[r] = format.metric(one.out_of_sample.metrics[m[2]], m[3])
    end
    columns[#columns + 1], columns[#columns + 2] = before, later
  end
  return grid.text(columns, #walk.windows, width, least)
end

--- Names and values of what was traded, as one account.
function show.rows(walk)
  local rows = {}
  for i, key in ipairs(judge.metrics) do
    rows[i] = { (metrics.name(key)), format.metric(walk.stitched.metrics[key], units[key]) }
  end
  rows[#rows + 1] = { "Efficiency", percent(walk.efficiency) }
  return rows
end

--- How each parameter moved: list of texts.
function show.drift(walk)
  local list = {}
  for i, d in ipairs(walk.drift) do
    local steps = math.max(#d.values - 1, 0)
    local changes = ("%d %s in %d"):format(d.changes, d.changes == 1 and "change" or "changes",
      steps)
    list[i] = d.axis.ordered and ("%s: %s of its range (%s)"):format(d.name, percent(d.share),
      changes) or ("%s: %s"):format(d.name, changes)
  end
  return list
end

local function lengths(walk)
  local plan = walk.plan
  local train, test = plan[1].train, plan[1].test
  return ("%s bars of training%s, %s traded"):format(format.decimal(train.bars, 0),
    walk.job.options.anchored and " and more" or "", format.decimal(test.bars, 0))
end

local MEASURED = {
  longest = "the longest trade before the first test",
  half = "half of a training part: a trade before the first test took longer",
}

local function gap(walk)
  local plan = walk.plan
  if plan.purge + plan.embargo == 0 then return "no gap" end
  local text = ("a gap of %s"):format(plural(plan.purge + plan.embargo, "bar", "bars"))
  if not plan.measured or plan.purge == 0 then return text end
  return ("%s%s %s"):format(text, plan.embargo > 0 and " with" or ",", MEASURED[plan.measured])
end

--- What was walked and what was tried: list of sentences.
function show.head(walk)
  local part, tried = walk.job.dataset.parts, walk.tried
  local list = { ("%s %s: walked %s to %s (%s bars)%s"):format(walk.job.symbol,
    walk.job.candles.timeframe, date(part.in_sample.from), last_day(walk, part.in_sample),
    format.decimal(part.in_sample.bars, 0), part.test and ", the rest is sealed" or "") }
  list[2] = ("%s: %s, %s"):format(plural(#walk.plan, "window", "windows"), lengths(walk),
    gap(walk))
  list[3] = ("%s in all windows, %s among them"):format(plural(tried.count, "try", "tries"),
    plural(tried.different, "different strategy", "different strategies"))
  return list
end

local function wrapped(lines, list, width, indent)
  for _, sentence in ipairs(list) do
    for i, line in ipairs(layout.wrap(sentence, width - 2 * #indent)) do
      lines[#lines + 1] = (i == 1 and indent or indent .. indent) .. line
    end
  end
end

local function result_lines(lines, walk, width, paint)
  lines[#lines + 1] = ""
  lines[#lines + 1] = windows_table(walk, width):gsub("\n$", "")
  lines[#lines + 1] = ""
  lines[#lines + 1] = paint("Out of sample, as one account", "bold")
  for _, line in ipairs(layout.cells(show.rows(walk), width, paint)) do
    lines[#lines + 1] = line
  end
  lines[#lines + 1] = ""
  wrapped(lines, judge.sentences(walk, walk.block), width, "  ")
  if #walk.drift > 0 then
    lines[#lines + 1] = ""
    lines[#lines + 1] = paint("From window to window", "bold")
    wrapped(lines, show.drift(walk), width, "  ")
  end
  if not walk.block then return end
  lines[#lines + 1] = ""
  for _, line in ipairs(honesty.lines(walk.block, width, paint)) do lines[#lines + 1] = line end
end

local function one_text(lines, walk, width, paint)
  wrapped(lines, show.head(walk), width, "")
  wrapped(lines, walk.notes, width, "")
  if walk.stitched then
    result_lines(lines, walk, width, paint)
  else
    lines[#lines + 1] = "No window was done."
  end
end

local SUMMARY = {
  { "return", "total_return" }, { "sharpe", "sharpe_ratio" }, { "max. dd", "max_drawdown" },
  { "trades", "num_trades" },
}

--- All instruments, a row each, and their mean.
local function summary_table(walks, width)
  local names, counts, kept, sure = { title = "", left = true }, { title = "windows" },
    { title = "efficiency" }, { title = "deflated" }
  local columns = { names, counts }
  for _, m in ipairs(SUMMARY) do
    local column = { title = m[1] }
    for r, walk in ipairs(walks) do
      column[r] = walk.stitched and format.metric(walk.stitched.metrics[m[2]], units[m[2]]) or "-"
    end
    column[#walks + 1] = format.metric(judge.mean(walks, m[2]), units[m[2]])
    columns[#columns + 1] = column
  end
  for r, walk in ipairs(walks) do
    names[r], counts[r] = walk.job.symbol, tostring(#walk.windows)
    kept[r], sure[r] = percent(walk.efficiency), percent(walk.block and walk.block.dsr)
  end
  local last = #walks + 1
  names[last], counts[last], kept[last], sure[last] = "mean", "", "", ""
  columns[#columns + 1], columns[#columns + 2] = kept, sure
  return grid.text(columns, last, width, 4)
end

local function earned(walks)
  local count = 0
  for _, walk in ipairs(walks) do
    if walk.stitched and (walk.stitched.metrics.total_return or 0) > 0 then count = count + 1 end
  end
  return count
end

--- The text of all walks.
-- @param walks  of run.walk, each with job, and block of judge.block
function show.text(walks)
  local width, paint = terminal.columns(terminal.STDOUT), terminal.painter()
  local lines = {}
  for i, walk in ipairs(walks) do
    if i > 1 then lines[#lines + 1] = "" end
    one_text(lines, walk, width, paint)
  end
  if #walks > 1 then
    lines[#lines + 1] = ""
    lines[#lines + 1] = paint("All instruments, out of sample", "bold")
    lines[#lines + 1] = summary_table(walks, width):gsub("\n$", "")
    lines[#lines + 1] = ("%d of %d earned."):format(earned(walks), #walks)
  end
  return table.concat(lines, "\n") .. "\n"
end

return show
