--- When each regime was, and how much of each year.
local names = require "stdlib.regime.names"
local time = require "stdlib.time"

local spans = {}

--- Stretches of days of one regime of an axis.
-- @param found  of stdlib.regime
-- @param axis   "trend", "volatility" or "economy"
-- @return list of { regime = name or nil where none is, from, to = ms of its first and its last
--   day, days, confidence = mean }
function spans.of(found, axis)
  local list, column = {}, found[axis]
  for i = 1, found.n do
    local label, last = column.label[i], list[#list]
    if not last or last.regime ~= label then
      last = { regime = label, from = found.time[i], days = 0, sum = 0 }
      list[#list + 1] = last
    end
    last.to, last.days = found.time[i], last.days + 1
    last.sum = last.sum + (column.confidence[i] or 0)
  end
  for _, span in ipairs(list) do
    span.confidence, span.sum = span.regime and span.sum / span.days, nil
  end
  return list
end

local function row_of(key) return { year = key, days = 0, known = 0, count = {} } end

local function count_day(row, found, i)
  row.days = row.days + 1
  if found.trend.label[i] then row.known = row.known + 1 end
  for _, axis in ipairs(names.axes) do
    local label = found[axis.name].label[i]
    if label then row.count[label] = (row.count[label] or 0) + 1 end
  end
end

local function finish(row, found)
  row.share = {}
  for _, name in ipairs(names.list) do
    if found:applies(name) then row.share[name] = (row.count[name] or 0) / row.days end
  end
  return row
end

--- Shares of the days of each year, and of all.
-- @param from, to  first and last row that count (optional: all)
-- @return list of { year = number, days, known = days with a trend, count = { regime = days },
--   share = { regime = of the days; nil where its rules do not apply } }, the last without a year
function spans.years(found, from, to)
  local list, all = {}, row_of(nil)
  for i = from or 1, to or found.n do
    local year = tonumber(time.format(found.time[i]):sub(1, 4))
    if not list[1] or list[#list].year ~= year then list[#list + 1] = row_of(year) end
    count_day(list[#list], found, i)
    count_day(all, found, i)
  end
  list[#list + 1] = all
  for _, row in ipairs(list) do finish(row, found) end
  return list
end

return spans
