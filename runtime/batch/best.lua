--- The best of a batch, and their table.
local backtest = require "stdlib.backtest"
local format = require "stdlib.report.format"
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

-- Columns a text takes: bytes that continue a UTF-8 character take none.
local function columns(text) return #text:gsub("[\128-\191]", "") end

local function table_columns(list, objective, several)
  local made = { { title = "#" }, { title = "strategy", left = true } }
  for i, result in ipairs(list) do
    made[1][i], made[2][i] = tostring(i), terminal.printable(result.entry.name)
  end
  if several then
    made[3] = { title = "data", left = true }
    for i, result in ipairs(list) do made[3][i] = result.data end
  end
  local keys, seen = { objective }, { [objective] = true }
  for _, key in ipairs(COLUMNS) do
    if not seen[key] then keys[#keys + 1] = key end
  end
  for _, key in ipairs(keys) do
    local column = { title = TITLES[key] or key:gsub("_", " ") }
    for i, result in ipairs(list) do
      column[i] = format.metric(result.metrics[key], backtest.metric_units[key])
    end
    made[#made + 1] = column
  end
  return made
end

--- The table of a list that best.of made, as wide as the output.
-- @param several  say the candles, too
function best.text(list, objective, several, width)
  local used, shown = 0, {}
  for _, column in ipairs(table_columns(list, objective, several)) do
    column.width = columns(column.title)
    for _, cell in ipairs(column) do column.width = math.max(column.width, columns(cell)) end
    used = used + column.width + 2
    if #shown > 2 and used - 2 > width then break end
    shown[#shown + 1] = column
  end
  local bold = terminal.colour(terminal.STDOUT)
  local lines = {}
  for r = 0, #list do
    local cells = {}
    for i, column in ipairs(shown) do
      local text = r == 0 and column.title or column[r]
      local space = (" "):rep(column.width - columns(text))
      cells[i] = column.left and text .. space or space .. text
    end
    local line = table.concat(cells, "  "):gsub("%s+$", "")
    lines[r + 1] = r == 0 and bold and "\27[1m" .. line .. "\27[0m" or line
  end
  return table.concat(lines, "\n") .. "\n"
end

return best
