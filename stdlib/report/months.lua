--- Returns of calendar months and years, UTC. A mark belongs to the month of
-- its bar's open time, as everywhere in tide; the first month counts from the
-- initial cash.
local time = require "stdlib.time"

local months = {}

-- Year and month of a time, and where the month ends, in microseconds.
local function month_of(us)
  local year, month = time.format(us / 1000):match "^(%d+)-(%d+)"
  year, month = tonumber(year), tonumber(month)
  local following = month == 12 and { year + 1, 1 } or { year, month + 1 }
  return year, month, time.parse(("%04d-%02d-01"):format(unpack(following)))
end

--- @param times  int64 microseconds, index first..last
-- @param equity  marks, equity[0] belongs to bar `first`
-- @param cash  initial cash
-- @return list of years, oldest first: {year =, total =, [1..12] = return or nil}
function months.returns(times, equity, first, last, cash)
  local years, row = {}, nil
  local before, year_start = cash, cash
  local year, month, ends

  local function close_month(mark)
    if not row or row.year ~= year then
      row = { year = year }
      years[#years + 1] = row
      year_start = before
    end
    row[month] = mark / before - 1
    row.total = mark / year_start - 1
    before = mark
  end

  year, month, ends = month_of(tonumber(times[first]))
  for t = first, last do
    local now = tonumber(times[t])
    if now >= ends then
      close_month(equity[t - first - 1])
      year, month, ends = month_of(now)
    end
  end
  close_month(equity[last - first])
  return years
end

return months
