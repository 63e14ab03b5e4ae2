--- Results for people: aligned tables that fit the terminal.
local backtest = require "stdlib.backtest"
local host = require "stdlib.host"
local format = require "stdlib.report.format"
local layout = require "stdlib.layout"
local metrics = require "stdlib.report.metrics"
local time = require "stdlib.time"
local document = require "runtime.document"
local settings = require "runtime.settings"
local symbols = require "stdlib.research.symbols"
local terminal = require "runtime.terminal"

local C = host.C
local show = {}

local function sign_style(x)
  if x and x > 0 then return "green" end
  if x and x < 0 then return "red" end
end

local function value_text(run, key)
  local m, units = run.result.metrics, backtest.metric_units
  local text = format.metric(m[key], units[key])
  local share = m[key .. "_pct"]
  return share and ("%s (%s)"):format(text, format.metric(share, units[key .. "_pct"])) or text
end

local function add_group(lines, run, group, width, paint)
  local rows = {}
  for i, metric in ipairs(group[2]) do
    local key, label = metric[1], metric[2]
    local style = key == "total_return" and sign_style(run.result.metrics[key])
    rows[i] = { label, value_text(run, key), style }
  end
  lines[#lines + 1] = ""
  lines[#lines + 1] = paint(group[1], "bold")
  for _, line in ipairs(layout.cells(rows, width, paint)) do lines[#lines + 1] = line end
end

local function list_text(list, count)
  local parts = {}
  for i = 1, count, 2 do
    local value = list[i + 1]
    if value ~= nil and value ~= false and value ~= 0 then
      local text = value == true and "" or " " .. format.short(value)
      parts[#parts + 1] = list[i] .. text
    end
  end
  return (table.concat(parts, ", "):gsub("_", " "))
end

-- Do all sides of the strategy say how much to buy?
local function sizes_itself(run)
  local sides = run.strategy.cdata.side
  for side = 0, 1 do
    if sides[side].used and sides[side].size.kind == C.TIDE_SIZE_DEFAULT then return false end
  end
  return true
end

-- What the run was: the settings that are not those of every run.
local function settings_text(run)
  local list, count = settings.describe(run.settings)
  local kept, n = {}, 0
  local usual = { maintenance = 0.005, leverage = 1, lot = 1e-8, fill = "next_open" }
  for i = 1, count, 2 do
    local key, value = list[i], list[i + 1]
    if key == "size" and sizes_itself(run) then value = "by the strategy" end
    if key == "commission_maker" and value == run.settings.commission then value = nil end
    if key == "from" or key == "to" or usual[key] == value then value = nil end
    kept[n + 1], kept[n + 2], n = key, value, n + 2
  end
  local profile = settings.profile(run.settings)
  return (profile ~= "tide" and "profile " .. profile .. ", " or "") .. list_text(kept, n)
end

local function params_text(strategy)
  local list, n = {}, 0
  for _, spec in ipairs(strategy.param_specs or {}) do
    list[n + 1], list[n + 2], n = spec.name, strategy.params[spec.name], n + 2
  end
  return n > 0 and list_text(list, n) or nil
end

local function add_wrapped(lines, text, width, paint, style)
  for _, line in ipairs(layout.wrap(text, width)) do lines[#lines + 1] = paint(line, style) end
end

local function period(run)
  local r = run.result
  return ("%s to %s, %s bars of %s"):format(time.format(r.from), time.format(r.to),
    format.decimal(r.bars, 0), r.timeframe)
end

--- What was run: lines.
function show.head(run, width, paint)
  local lines = { paint(("%s on %s"):format(run.strategy.name, run.symbol), "bold") }
  add_wrapped(lines, period(run), width, paint, "dim")
  local params = params_text(run.strategy)
  if params then add_wrapped(lines, params, width, paint, "dim") end
  add_wrapped(lines, settings_text(run), width, paint, "dim")
  return lines
end

local function one(run, width, paint)
  local lines = show.head(run, width, paint)
  for _, group in ipairs(metrics.grouped(run.result.metric_keys)) do
    add_group(lines, run, group, width, paint)
  end
  return lines
end

-- Title, metric; in the order in which a narrow terminal drops them, last first.
local OVERVIEW = {
  { "return", "total_return" }, { "buy & hold", "buy_hold_return" }, { "sharpe", "sharpe_ratio" },
  { "max. dd", "max_drawdown" }, { "trades", "num_trades" }, { "win rate", "win_rate" },
  { "pf", "profit_factor" }, { "cagr", "cagr" }, { "exposure", "exposure" },
}

local function overview_rows(runs, sum)
  local rows = {}
  for _, run in ipairs(runs) do rows[#rows + 1] = { run.symbol, run.result.metrics } end
  rows[#rows + 1] = { "mean", sum.mean }
  rows[#rows + 1] = { "median", sum.median }
  return rows
end

-- The cells of each column, with the widest.
local function overview_columns(rows, head)
  local made = { { width = 6, left = true, head } }
  for i, row in ipairs(rows) do made[1][i + 1] = row[1] end
  for _, column in ipairs(OVERVIEW) do
    local cells = { column[1] }
    for i, row in ipairs(rows) do
      cells[i + 1] = format.metric(row[2][column[2]], backtest.metric_units[column[2]])
    end
    made[#made + 1] = cells
  end
  for _, cells in ipairs(made) do
    cells.width = 0
    for _, text in ipairs(cells) do cells.width = math.max(cells.width, layout.columns(text)) end
  end
  return made
end

--- A table of metrics.
-- @param rows   list of { name, metrics }
-- @param head   what the names are
-- @param apart  the row before which a line is left empty
local function add_overview(lines, rows, head, apart, width, paint)
  local table_columns = overview_columns(rows, head)
  local used, shown = 0, 0
  for i, cells in ipairs(table_columns) do
    used = used + cells.width + (i > 1 and 2 or 0)
    if used > width then break end
    shown = i
  end
  for r = 1, #rows + 1 do
    local cells = {}
    for i = 1, shown do
      local text, column = table_columns[i][r], table_columns[i]
      local style = r == 1 and "bold" or i == 2 and sign_style(rows[r - 1][2].total_return)
      cells[i] = paint((column.left and layout.pad or layout.pad_left)(text, column.width), style)
    end
    if r == apart + 1 then lines[#lines + 1] = "" end
    lines[#lines + 1] = (table.concat(cells, "  "):gsub("%s+$", ""))
  end
end

local function overview(runs, width, paint)
  local sum, lines = document.aggregate(runs), {}
  add_overview(lines, overview_rows(runs, sum), "symbol", #runs + 1, width, paint)
  lines[#lines + 1] = ""
  local earned, beat = sum.profitable * #runs, (sum.beat_buy_hold or 0) * #runs
  local text = ("%.0f of %d earned money, %.0f beat buy & hold; %s trades"):format(earned, #runs,
    beat, format.decimal(sum.trades, 0))
  add_wrapped(lines, text, width, paint)
  for _, sentence in ipairs(symbols.sentences(sum.symbols)) do
    add_wrapped(lines, sentence, width, paint, sentence:find "^Red flag" and "red")
  end
  return lines
end

local function several(runs, width, paint)
  local strategy = runs[1].strategy
  local lines = { paint(("%s on %d instruments"):format(strategy.name, #runs), "bold") }
  local params = params_text(strategy)
  if params then add_wrapped(lines, params, width, paint, "dim") end
  add_wrapped(lines, settings_text(runs[1]), width, paint, "dim")
  lines[#lines + 1] = ""
  for _, line in ipairs(overview(runs, width, paint)) do lines[#lines + 1] = line end
  return lines
end

--- Several strategies on one account.
local function together(runs, account, width, paint)
  local rows, strategies, last = {}, 0, nil
  for i, run in ipairs(runs) do
    if run.strategy ~= last then strategies = strategies + 1 end
    last = run.strategy
    rows[i] = { ("%s, %s"):format(run.strategy.name, run.symbol), run.result.metrics }
  end
  rows[#rows + 1] = { "account", account.metrics }
  local lines = { paint(("%d strategies on one account"):format(strategies), "bold") }
  add_wrapped(lines, period { result = account }, width, paint, "dim")
  add_wrapped(lines, settings_text { strategy = runs[1].strategy, settings = account.settings },
    width, paint, "dim")
  lines[#lines + 1] = ""
  add_overview(lines, rows, "strategy", #rows, width, paint)
  return lines
end

--- The table of one run, or the overview of several.
-- @param width    columns to fit; default: those of the terminal
-- @param account  the result of all, where they are several strategies on one account
-- @return text
function show.results(runs, width, account)
  width = width or terminal.columns(terminal.STDOUT)
  local paint = terminal.painter()
  if account then
    return table.concat(together(runs, account, width, paint), "\n") .. "\n"
  end
  local lines = #runs == 1 and one(runs[1], width, paint) or several(runs, width, paint)
  return table.concat(lines, "\n") .. "\n"
end

return show
