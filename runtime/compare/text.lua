--- Strategies side by side, for people: as many beside each other as the terminal is wide.
local backtest = require "stdlib.backtest"
local compare = require "stdlib.research.compare"
local format = require "stdlib.report.format"
local layout = require "stdlib.layout"
local metrics = require "stdlib.report.metrics"
local stats = require "stdlib.stats"
local time = require "stdlib.time"
local chart = require "runtime.chart.blocks"
local grid = require "runtime.grid"

local text = {}

-- The rows of the table.
text.METRICS = {
  "total_return", "cagr", "volatility", "sharpe_ratio", "sortino_ratio", "calmar_ratio",
  "max_drawdown", "max_drawdown_duration", "exposure", "num_trades", "win_rate", "profit_factor",
  "expectancy", "avg_duration", "fees_paid", "break_even_bps", "psr",
}

local LONGEST_NAME, GAP = 18, 2

local function short(name, most)
  most = most or LONGEST_NAME
  if layout.columns(name) <= most then return name end
  return name:sub(1, most - 2):gsub("[\192-\255][\128-\191]*$", "") .. ".."
end

local function column_of(run)
  local column = { title = short(run.name) }
  for i, key in ipairs(text.METRICS) do
    column[i] = format.metric(run.result.metrics[key], backtest.metric_units[key])
  end
  column.width = layout.columns(column.title)
  for _, cell in ipairs(column) do column.width = math.max(column.width, layout.columns(cell)) end
  return column
end

local function labels()
  local column = { title = "", left = true, width = 0 }
  for i, key in ipairs(text.METRICS) do
    column[i] = metrics.name(key)
    column.width = math.max(column.width, layout.columns(column[i]))
  end
  return column
end

--- The table, cut into several below each other where it is too wide.
local function table_of(runs, width)
  local first, parts, block, used = labels(), {}, nil, nil
  for _, run in ipairs(runs) do
    local column = column_of(run)
    if not block or used + GAP + column.width > width then
      block, used = { first }, first.width
      parts[#parts + 1] = block
    end
    block[#block + 1] = column
    used = used + GAP + column.width
  end
  local out = {}
  for i, columns in ipairs(parts) do out[i] = grid.text(columns, #text.METRICS, width, #columns) end
  return table.concat(out, "\n")
end

local function sharpe_text(pair)
  if pair.missing then return pair.missing end
  if not pair.p then return "-" end
  return pair.p < 1 - stats.CONFIDENCE and "differ" or "may be chance"
end

local function pairs_of(one, width)
  local columns = {
    { title = "", left = true }, { title = "Sharpe" }, { title = "p" }, { title = "", left = true },
    { title = "correlation" },
  }
  local most = width < 70 and 10 or width < 100 and 15 or LONGEST_NAME
  for i, pair in ipairs(one.pairs) do
    columns[1][i] = ("%s - %s"):format(short(one.runs[pair.a].name, most),
      short(one.runs[pair.b].name, most))
    columns[2][i] = pair.difference and ("%+.2f"):format(pair.difference) or "-"
    columns[3][i] = format.decimal(pair.p, 3)
    columns[4][i] = sharpe_text(pair)
    columns[5][i] = format.decimal(pair.correlation, 2)
  end
  if width < 70 then table.remove(columns, 4) end
  return grid.text(columns, #one.pairs, width, 3)
end

local function chart_of(one, width)
  local names, ends, curves, wide, last = {}, {}, {}, 0, 0
  for i, run in ipairs(one.runs) do
    names[i] = short(run.name)
    ends[i] = format.decimal(run.result.cdata.final_equity, 0)
    wide, last = math.max(wide, layout.columns(names[i])), math.max(last, #ends[i])
  end
  local points = math.max(10, math.min(60, width - wide - last - 2 * GAP))
  for i, run in ipairs(one.runs) do
    curves[i] = compare.curve(run.result, one.from, one.to, points)
  end
  local lines, scale = chart.lines(curves)
  for i, line in ipairs(lines) do
    lines[i] = ("%s  %s  %s"):format(layout.pad(names[i], wide), line,
      layout.pad_left(ends[i], last))
  end
  return table.concat(lines, "\n") .. "\n", scale
end

local function wrapped(said, width) return table.concat(layout.wrap(said, width), "\n") .. "\n" end

--- One instrument.
-- @param one  of runtime.compare.runs
function text.one(one, width)
  local drawn, scale = chart_of(one, width)
  return table.concat {
    wrapped(("%s, %s to %s"):format(one.symbol, time.format(one.from), time.format(one.to)), width),
    "\n", table_of(one.runs, width),
    "\n", wrapped(("Equity, %s to %s on %s scale"):format(format.decimal(scale.low, 0),
      format.decimal(scale.high, 0), scale.log and "a logarithmic" or "a linear"), width), drawn,
    "\n", wrapped("Difference of the annual Sharpe ratios, how likely chance alone makes one as "
      .. "large (Ledoit and Wolf), and correlation of the daily returns", width),
    pairs_of(one, width),
  }
end

return text
