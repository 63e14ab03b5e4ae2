--- Returns by month, which together are the return of the run.
local ffi = require "ffi"
local months = require "stdlib.report.months"
local time = require "stdlib.time"

-- The same from the text of every time: the last mark of each month against the
-- last one of the month before.
local function slowly(times, equity, first, last, cash)
  local years, before, year_start = {}, cash, cash
  for t = first, last do
    local key = time.format(tonumber(times[t]) / 1000):sub(1, 7)
    local following = t < last and time.format(tonumber(times[t + 1]) / 1000):sub(1, 7)
    if key ~= following then
      local year, month = tonumber(key:sub(1, 4)), tonumber(key:sub(6))
      local row = years[#years]
      if not row or row.year ~= year then
        row, year_start = { year = year }, before
        years[#years + 1] = row
      end
      local mark = equity[t - first]
      row[month], row.total = mark / before - 1, mark / year_start - 1
      before = mark
    end
  end
  return years
end

local HOUR, DAY = 3600e6, 86400e6

describe("monthly returns", function()
  for _, case in ipairs {
    { "hours over a leap day", "2023-12-30T05:00", HOUR, 2000 },
    { "days", "1999-11-15", DAY, 900 },
    { "weeks", "2020-01-06", 7 * DAY, 200 },
    { "days before 1970", "1968-12-31", DAY, 500 },
    { "a single bar", "2022-05-05", DAY, 1 },
    { "gaps of months", "2021-01-31", 45 * DAY, 30 },
  } do
    it("of " .. case[1], function()
      local n, start = case[4], time.parse(case[2])
      local times, equity = ffi.new("int64_t[?]", n + 5), ffi.new("double[?]", n)
      math.randomseed(n)
      for t = 0, n + 4 do times[t] = start + (t - 5) * case[3] end
      for t = 0, n - 1 do equity[t] = 9000 + 2000 * math.random() end
      assert.same(slowly(times, equity, 5, n + 4, 10000), months.returns(times, equity, 5, n + 4, 10000))
    end)
  end

  it("multiply to the total return", function()
    local n = 400
    local times, equity = ffi.new("int64_t[?]", n), ffi.new("double[?]", n)
    for t = 0, n - 1 do times[t], equity[t] = t * DAY, 1000 + t end
    local product, yearly = 1, 1
    for _, year in ipairs(months.returns(times, equity, 0, n - 1, 1000)) do
      for month = 1, 12 do product = product * (1 + (year[month] or 0)) end
      yearly = yearly * (1 + year.total)
    end
    assert.is_true(math.abs(product - 1.399) < 1e-12)
    assert.is_true(math.abs(yearly - 1.399) < 1e-12)
  end)
end)
