--- The best of a batch, and their table.
local backtest = require "stdlib.backtest"
local format = require "stdlib.report.format"
local grid = require "runtime.grid"
local terminal = require "runtime.terminal"

local best = {}

--- The first `count` results by a metric; those of which it is undefined do not take part.
-- @param results  list of { value, order }; equal values keep their order in the input
function best.of(results, objective, count)
  local list, sign = {}, backtest.lower_is_better[objective] and 1 or -1
  for _, result in ipairs(results) do
    if result.value then list[#list + 1] = result end
  end
  table.sort(list, function(a, b)
    local x, y = sign * a.value, sign * b.value
    if x ~= y then return x < y end
    return a.order < b.order
  end)
  for i = #list, count + 1, -1 do list[i] = nil end
  return list
end

local COLUMNS = {
  "total_return", "sharpe_ratio", "max_drawdown", "num_trades", "win_rate", "profit_factor",
  "cagr", "exposure",
}
local TITLES = {
  total_return = "return", sharpe_ratio = "sharpe", max_drawdown = "max. dd",
  num_trades = "trades", win_rate = "win rate", profit_factor = "pf",
}

--- Columns of metrics: that of the objective first, then what people look at.
-- @param list  of { metrics = by key, or nil where there are none }
function best.metric_columns(list, objective)
  local keys, seen, made = { objective }, { [objective or 0] = true }, {}
  for _, key in ipairs(COLUMNS) do
    if not seen[key] then keys[#keys + 1] = key end
  end
  for _, key in ipairs(keys) do
    local column = { title = TITLES[key] or key:gsub("_", " ") }
    for i, result in ipairs(list) do
      column[i] = format.metric((result.metrics or {})[key], backtest.metric_units[key])
    end
    made[#made + 1] = column
  end
  return made
end

local function table_columns(list, objective, several)
  local made = { { title = "#" }, { title = "strategy", left = true } }
  for i, result in ipairs(list) do
    made[1][i], made[2][i] = tostring(i), terminal.printable(result.entry.name)
  end
  if several then
    made[3] = { title = "data", left = true }
    for i, result in ipairs(list) do made[3][i] = result.data end
  end
  for _, column in ipairs(best.metric_columns(list, objective)) do made[#made + 1] = column end
  return made
end

--- The table of a list that best.of made, as wide as the output.
-- @param several  say the candles, too
function best.text(list, objective, several, width)
  return grid.text(table_columns(list, objective, several), #list, width)
end

return best
