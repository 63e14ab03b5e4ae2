--- A validation for people: the verdict, what stops it, every check, and what stands behind them.
local grid = require "runtime.grid"
local honesty = require "stdlib.research.honesty"
local layout = require "stdlib.layout"
local tables = require "runtime.validate.tables"
local terminal = require "runtime.terminal"

local show = {}

local STYLE = { GO = "green", ["NO-GO"] = "red", ["MORE DATA"] = "bold" }
local MARK = { passed = "+", failed = "-", ["not applicable"] = "." }

local function add_sentence(lines, text, width, mark)
  for i, line in ipairs(layout.wrap(text, width - 4)) do
    lines[#lines + 1] = (i == 1 and (mark or " ") .. " " or "  ") .. line
  end
end

local function add_table(lines, made, width, paint)
  lines[#lines + 1] = ""
  lines[#lines + 1] = paint(made.title, "bold")
  local columns = {}
  for i, title in ipairs(made.columns) do
    columns[i] = { title = title, left = made.texts[i] }
    for r, row in ipairs(made.rows) do columns[i][r] = row[i] end
  end
  lines[#lines + 1] = (grid.text(columns, #made.rows, width):gsub("\n$", ""))
  for _, text in ipairs(made.says or {}) do add_sentence(lines, text, width) end
end

-- Checks: a sign before each line, and a note below what has one.
local function add_checks(lines, made, width, paint)
  lines[#lines + 1] = ""
  lines[#lines + 1] = paint(made.title, "bold")
  local columns = { { title = "", left = true }, { title = "" }, { title = "", left = true },
    { title = "", left = true } }
  for r, row in ipairs(made.rows) do
    columns[1][r] = ("%s %s"):format(MARK[row.result], row[1])
    columns[2][r], columns[3][r], columns[4][r] = row[2], row[3], row[5]
  end
  local text, r = grid.text(columns, #made.rows, width), 0
  for line in text:gmatch "([^\n]*)\n" do
    if r > 0 then
      local row = made.rows[r]
      lines[#lines + 1] = row.result == "failed" and row[5] ~= "" and paint(line, "bold") or line
      if row[6] ~= "" then
        for _, said in ipairs(layout.wrap(row[6], width - 4)) do
          lines[#lines + 1] = paint("    " .. said, "dim")
        end
      end
    end
    r = r + 1
  end
end

--- @param found  { subject, facts, verdict, seconds }
function show.text(found, width)
  local paint, v, subject = terminal.painter(), found.verdict, found.subject
  local names = {}
  for i, one in ipairs(subject.datasets) do
    names[i] = ("%s %s"):format(one.symbol, one.candles.timeframe)
  end
  local lines = { ("%s on %s: %s"):format(subject.strategy.name, table.concat(names, ", "),
    paint(v.verdict, STYLE[v.verdict])) }
  for _, text in ipairs(v.reasons) do add_sentence(lines, text, width) end
  for _, text in ipairs(v.red_flags) do add_sentence(lines, text, width, "!") end
  for _, made in ipairs(tables.checks(v.checks)) do add_checks(lines, made, width, paint) end
  for _, made in ipairs(tables.details(found.facts)) do add_table(lines, made, width, paint) end
  if found.facts.honesty then
    lines[#lines + 1] = ""
    for _, line in ipairs(honesty.lines(found.facts.honesty, width, paint)) do
      lines[#lines + 1] = line
    end
  end
  lines[#lines + 1] = ""
  lines[#lines + 1] = paint("+ passed   - failed   . not applicable", "dim")
  return table.concat(lines, "\n") .. "\n"
end

return show
