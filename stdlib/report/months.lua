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

-- The last of the bars t..last that opens before `ends`; bar t does.
local function last_before(times, ends, t, last)
  while t < last do
    local middle = math.ceil((t + last) / 2)
    if tonumber(times[middle]) < ends then t = middle else last = middle - 1 end
  end
  return t
end

--- @param times  int64 microseconds, index first..last
-- @param equity  marks, equity[0] belongs to bar `first`
-- @param cash  initial cash
-- @return list of years, oldest first: {year =, total =, [1..12] = return or nil}
function months.returns(times, equity, first, last, cash)
  local years, row = {}, nil
  local before, year_start = cash, cash
  local t = first
  while t <= last do
    local year, month, ends = month_of(tonumber(times[t]))
    if not row or row.year ~= year then
      row, year_start = { year = year }, before
      years[#years + 1] = row
    end
    t = last_before(times, ends, t, last)
    local mark = equity[t - first]
    row[month], row.total = mark / before - 1, mark / year_start - 1
    before, t = mark, t + 1
  end
  return years
end

return months
