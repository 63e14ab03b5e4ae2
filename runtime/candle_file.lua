--- Candles as a CSV file that tide reads again.
local files = require "runtime.files"
local time = require "stdlib.time"

local candle_file = {}

-- What may follow the prices, by the names that the reader knows.
local OPTIONAL = {
  { "volume", "volume" }, { "funding", "funding_rate" }, { "mark", "mark_price" },
  { "open_interest", "open_interest" },
}

-- Each number as short as it can be and still be the same.
local function exact(x)
  if x ~= x then return "" end
  local text = ("%.15g"):format(x)
  return tonumber(text) == x and text or ("%.17g"):format(x)
end

-- The reader tells the unit of a number by its size, from 1973 on (docs/reference/data.md).
local NUMBERS_FROM = 1e14

--- How times are written: milliseconds, as most files have them; microseconds where a time
-- falls between two of those; text for old ones.
local function time_writer(c)
  local unit = 1000
  for t = 0, c.n - 1 do
    if c.time[t] < NUMBERS_FROM then
      return function(us) return time.format(us / 1000) end
    end
    if c.time[t] % 1000 ~= 0 then unit = 1 end
  end
  return function(us) return ("%.0f"):format(us / unit) end
end

--- Write candles, every number exactly.
-- @param c     tide_candles
function candle_file.save(path, c)
  local columns, names = { c.open, c.high, c.low, c.close }, { "timestamp,open,high,low,close" }
  for _, column in ipairs(OPTIONAL) do
    if c[column[1]] ~= nil then
      columns[#columns + 1], names[#names + 1] = c[column[1]], column[2]
    end
  end
  local lines, time_text = { table.concat(names, ",") }, time_writer(c)
  for t = 0, c.n - 1 do
    local cells = { time_text(tonumber(c.time[t])) }
    for i, column in ipairs(columns) do cells[i + 1] = exact(column[t]) end
    lines[t + 2] = table.concat(cells, ",")
  end
  files.save(path, table.concat(lines, "\n") .. "\n", "candles")
end

return candle_file
