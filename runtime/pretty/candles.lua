--- Candles for people: the first and the last of them, and the way between.
local format = require "stdlib.report.format"
local grid = require "runtime.grid"
local numbers = require "runtime.pretty.numbers"
local spark = require "runtime.pretty.spark"
local time = require "stdlib.time"

local pretty = {}

local ENDS = 3
local COLUMNS = { "open", "high", "low", "close", "volume", "funding", "mark", "open_interest" }

--- Numbers of the candles that are shown; "..." stands for those that are not.
local function rows_of(n)
  local rows = {}
  for t = 0, (n <= 2 * ENDS and n or ENDS) - 1 do rows[#rows + 1] = t end
  if n <= 2 * ENDS then return rows end
  rows[#rows + 1] = "..."
  for t = n - ENDS, n - 1 do rows[#rows + 1] = t end
  return rows
end

local function cell(column, t, places)
  if t == "..." then return t end
  return numbers.text(column[t], places)
end

--- @param candles  of stdlib.candles
-- @return list of lines
function pretty.lines(candles, width)
  local c = candles.cdata
  local rows, columns = rows_of(c.n), { { title = "time", left = true } }
  for i, t in ipairs(rows) do
    columns[1][i] = t == "..." and t or time.format(tonumber(c.time[t]) / 1000)
  end
  for _, name in ipairs(COLUMNS) do
    local values = c[name]
    if values ~= nil then
      local places = numbers.places(c.n, function(t) return values[t] end)
      local column = { title = name }
      for i, t in ipairs(rows) do column[i] = cell(values, t, places) end
      columns[#columns + 1] = column
    end
  end
  local lines = { ("%s, %s candles of %s"):format(candles.symbol or "candles",
    format.decimal(c.n, 0), candles.timeframe) }
  for line in grid.text(columns, #rows, width - 2, 2):gmatch "[^\n]+" do
    lines[#lines + 1] = "  " .. line
  end
  local curve = spark.line(c.n, function(t) return c.close[t] end, width - 2)
  if curve ~= "" then lines[#lines + 1] = "  " .. curve end
  return lines
end

return pretty
