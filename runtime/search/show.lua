--- What people read of every search: its data, and how good luck alone would look.
local backtest = require "stdlib.backtest"
local format = require "stdlib.report.format"
local honesty = require "stdlib.research.honesty"
local layout = require "stdlib.layout"
local terminal = require "runtime.terminal"
local time = require "stdlib.time"

local show = {}

local function date(us) return time.format(tonumber(us) / 1000):sub(1, 10) end

local function last_date(one, part) return date(one.candles.cdata.time[part.last]) end

--- "on BTCUSDT".
function show.where(datasets)
  return #datasets == 1 and "on " .. datasets[1].symbol or ("on %d instruments"):format(#datasets)
end

--- How long it took.
function show.duration(seconds)
  if seconds < 120 then return format.decimal(seconds, 1) .. " s" end
  if seconds < 7200 then return format.decimal(seconds / 60, 1) .. " min" end
  return format.decimal(seconds / 3600, 1) .. " h"
end

--- Where the parts of each instrument begin and end.
function show.data_lines(datasets)
  local lines = {}
  for _, one in ipairs(datasets) do
    local p = one.parts
    local text = ("%s %s: in-sample %s to %s (%s bars)"):format(one.symbol, one.candles.timeframe,
      date(p.in_sample.from), last_date(one, p.in_sample), format.decimal(p.in_sample.bars, 0))
    if p.validation then
      text = ("%s, validation to %s"):format(text, last_date(one, p.validation))
    end
    if p.test then text = text .. ", the rest is sealed" end
    lines[#lines + 1] = text
  end
  return lines
end

-- Title, metric, and whether the validation part has a column, too.
local METRICS = {
  { "sharpe", "sharpe_ratio", true }, { "return", "total_return", true },
  { "trades", "num_trades", true }, { "max. dd", "max_drawdown" },
}

--- What the best did where the search looked and where it did not, as columns of runtime.grid.
-- @param columns  they are added to these
-- @param mean     function(one, part, key) -> number or nil
function show.add_metrics(columns, list, mean)
  for _, m in ipairs(METRICS) do
    local unit = backtest.metric_units[m[2]]
    local inside, outside = { title = m[1] }, { title = "validation" }
    for i, one in ipairs(list) do
      inside[i] = format.metric(mean(one, "in_sample", m[2]), unit)
      outside[i] = format.metric(mean(one, "validation", m[2]), unit)
    end
    columns[#columns + 1] = inside
    if m[3] then columns[#columns + 1] = outside end
  end
end

--- The text of a search: its data, how much was tried, and then what was found.
-- @param found  { datasets, blocks }
-- @param said   { head = list of sentences, nothing = what is said when there is no winner, or nil,
--   body = function(width, paint) -> list of lines, after = the same behind the honesty block }
function show.text(found, said)
  local width, paint = terminal.columns(terminal.STDOUT), terminal.painter()
  local lines = {}
  local function add(list) for _, line in ipairs(list) do lines[#lines + 1] = line end end
  for _, text in ipairs(show.data_lines(found.datasets)) do add(layout.wrap(text, width)) end
  for _, text in ipairs(said.head) do add(layout.wrap(text, width)) end
  lines[#lines + 1] = ""
  if said.nothing then
    add(layout.wrap(said.nothing, width))
  else
    add(said.body(width, paint))
    add(show.block_lines(found, width, paint))
    if said.after then add(said.after(width, paint)) end
  end
  return table.concat(lines, "\n") .. "\n"
end

--- The honesty block on each instrument.
-- @param found  { datasets, blocks = by data set }
function show.block_lines(found, width, paint)
  local lines = {}
  for i, one in ipairs(found.datasets) do
    local block = found.blocks[i]
    if block then
      lines[#lines + 1] = ""
      if #found.datasets > 1 then lines[#lines + 1] = one.symbol end
      for _, line in ipairs(honesty.lines(block, width, paint)) do lines[#lines + 1] = line end
    end
  end
  return lines
end

return show
