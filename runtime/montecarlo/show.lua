--- A Monte Carlo for people: a table for each method, and a picture when there is one.
local fan = require "runtime.montecarlo.fan"
local format = require "stdlib.report.format"
local grid = require "runtime.grid"
local layout = require "stdlib.layout"
local paths = require "stdlib.research.paths"
local runs = require "runtime.show"
local terminal = require "runtime.terminal"

local show = {}

local ROWS = {
  final_equity = { "Final equity", function(x) return format.decimal(x, 0) end },
  max_drawdown = { "Max. drawdown", function(x) return format.metric(x, "fraction") end },
  sharpe_ratio = { "Sharpe", function(x) return format.decimal(x, 2) end },
}

-- In the order in which a narrow terminal drops them, last first.
local COLUMNS = {
  { "actual", "actual" }, { "rank", "rank" }, { "median", "median" }, { "95 % from", "low_95" },
  { "to", "high_95" }, { "99 % from", "low_99" }, { "to", "high_99" }, { "mean", "mean" },
  { "deviation", "deviation" },
}

local function table_of(m, width)
  local columns = { { title = "", left = true } }
  for i, key in ipairs(paths.measures) do columns[1][i] = ROWS[key][1] end
  for k, column in ipairs(COLUMNS) do
    local cells = { title = column[1] }
    for i, key in ipairs(paths.measures) do
      local x = m[key][column[2]]
      cells[i] = not x and "-" or column[2] == "rank" and format.decimal(100 * x, 0) .. " %"
        or ROWS[key][2](x)
    end
    columns[k + 1] = cells
  end
  return grid.text(columns, #paths.measures, width, 5)
end

--- How many paths of what, and how many were ruined.
function show.facts(m)
  local parts = { ("%s paths"):format(format.decimal(m.paths, 0)) }
  if m.steps then
    parts[1] = ("%s of %s %ss"):format(parts[1], format.decimal(m.steps, 0), m.unit)
  end
  if m.paths + m.failed < m.wanted then
    parts[1] = ("%s (%s were asked for)"):format(parts[1], format.decimal(m.wanted, 0))
  end
  if m.failed > 0 then
    parts[#parts + 1] = ("%s could not run (%s)"):format(format.decimal(m.failed, 0), m.reason)
  end
  parts[#parts + 1] = ("equity fell to %s of the start in %s of them"):format(
    format.decimal(100 * m.ruin_level, 0) .. " %", format.metric(m.ruin, "fraction"))
  return table.concat(parts, "; ")
end

local function method_lines(lines, m, width, paint, drawn)
  lines[#lines + 1] = ""
  for _, line in ipairs(layout.wrap(("%s: %s"):format(m.title, m.asks), width)) do
    lines[#lines + 1] = paint(line, "bold")
  end
  for _, line in ipairs(layout.wrap(show.facts(m), width)) do lines[#lines + 1] = line end
  lines[#lines + 1] = table_of(m, width):gsub("\n$", "")
  if not drawn then return end
  lines[#lines + 1] = ""
  for _, line in ipairs(fan.lines(m.bands, width)) do lines[#lines + 1] = line end
end

local function one(found, width, paint)
  local lines = runs.head(found.run, width, paint)
  for _, m in ipairs(found.methods) do
    method_lines(lines, m, width, paint, #found.methods == 1)
  end
  if #found.left_out > 0 then lines[#lines + 1] = "" end
  for _, m in ipairs(found.left_out) do
    for _, line in ipairs(layout.wrap(("%s: left out: %s"):format(m.method, m.reason), width)) do
      lines[#lines + 1] = line
    end
  end
  return table.concat(lines, "\n") .. "\n"
end

--- The text of what run.all found.
function show.text(found)
  local width, paint, texts = terminal.columns(terminal.STDOUT), terminal.painter(), {}
  for i, each in ipairs(found) do texts[i] = one(each, width, paint) end
  return table.concat(texts, "\n")
end

return show
