--- What costs do to a strategy, for people.
local backtest = require "stdlib.backtest"
local format = require "stdlib.report.format"
local grid = require "runtime.grid"
local layout = require "stdlib.layout"
local runs = require "runtime.show"
local terminal = require "runtime.terminal"

local show = {}

local TITLES = {
  { "total return", "total_return" }, { "sharpe", "sharpe_ratio" }, { "max. dd", "max_drawdown" },
  { "profit factor", "profit_factor" }, { "trades", "num_trades" }, { "fees", "fees_paid" },
}

local function table_of(rows, width)
  local columns = { { title = "costs" } }
  for i, row in ipairs(rows) do columns[1][i] = format.value(row.factor) .. " x" end
  for k, title in ipairs(TITLES) do
    local cells = { title = title[1] }
    for i, row in ipairs(rows) do
      cells[i] = format.metric(row.metrics[title[2]], backtest.metric_units[title[2]])
    end
    columns[k + 1] = cells
  end
  return grid.text(columns, #rows, width)
end

local function add(lines, list) for _, line in ipairs(list) do lines[#lines + 1] = line end end

local function add_sentence(lines, text, width) add(lines, layout.hanging(text, width)) end

local function bps(x) return format.metric(x, "bps") end

-- Cost at which nothing is left; why there is none, once for each reason.
local function add_break_even(lines, found, width, paint)
  lines[#lines + 1] = paint("Break-even", "bold")
  add(lines, layout.cells({
    { "Commission of a fill", bps(found.bps) }, { "In place of all costs", bps(found.all_bps) },
    { "Times its costs", format.metric(found.factor, "ratio") },
    { "Estimated from one run", bps(found.run.result.metrics.break_even_bps) },
  }, width))
  local said = {}
  for _, key in ipairs { "bps", "all_bps", "factor" } do
    local why = found.why[key]
    if why and not said[why] then
      said[why] = true
      add_sentence(lines, why .. ".", width)
    end
  end
end

--- What capacity says, as a sentence.
function show.capacity(c, why)
  if not c then return ("There is none: %s."):format(why) end
  local text
  if c.capital then
    text = ("Sharpe halves at a capital of %s"):format(format.decimal(c.capital, 0))
  elseif c.until_cash then
    text = ("Sharpe does not halve before a capital of %s"):format(format.decimal(c.until_cash, 0))
  else
    text = "Sharpe has halved at any capital"
  end
  text = ("%s, if market impact is volume:%s (%s without impact, %s at the cash of this run)")
    :format(text, format.short(c.impact), format.decimal(c.sharpe, 2), format.decimal(c.own, 2))
  if c.falling then return text .. "." end
  return text .. "; on the way it also rises, and this is the first time."
end

local function one(found, width, paint)
  local lines = runs.head(found.run, width, paint)
  lines[#lines + 1] = ""
  lines[#lines + 1] = table_of(found.rows, width)
  add_break_even(lines, found, width, paint)
  lines[#lines + 1] = ""
  lines[#lines + 1] = paint("Capacity", "bold")
  add_sentence(lines, show.capacity(found.capacity, found.why.capacity), width)
  return table.concat(lines, "\n") .. "\n"
end

--- The text of all instruments.
function show.text(found)
  local width, paint, texts = terminal.columns(terminal.STDOUT), terminal.painter(), {}
  for i, each in ipairs(found) do texts[i] = one(each, width, paint) end
  return table.concat(texts, "\n")
end

return show
