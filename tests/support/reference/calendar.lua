--- Periods of time as semantics.md names them. Times are microseconds since
-- 1970-01-01 UTC in doubles; a time frame is its length, or minus its months.
local calendar = {}

calendar.day_us = 86400e6

--- Year, month (1-12) and day (1-31) of a count of days since 1970-01-01.
function calendar.civil(days)
  local z = days + 719468
  local era = math.floor(z / 146097)
  local doe = z - era * 146097
  local yoe = math.floor((doe - math.floor(doe / 1460) + math.floor(doe / 36524)
    - math.floor(doe / 146096)) / 365)
  local doy = doe - (365 * yoe + math.floor(yoe / 4) - math.floor(yoe / 100))
  local mp = math.floor((5 * doy + 2) / 153)
  local month = mp < 10 and mp + 3 or mp - 9
  local year = yoe + era * 400 + (month <= 2 and 1 or 0)
  return year, month, doy - math.floor((153 * mp + 2) / 5) + 1
end

--- Days since 1970-01-01 of the first of a month; month may lie outside 1-12.
function calendar.first_of_month(year, month)
  year = year + math.floor((month - 1) / 12)
  month = (month - 1) % 12 + 1
  local y = month <= 2 and year - 1 or year
  local era = math.floor(y / 400)
  local yoe = y - era * 400
  local doy = math.floor((153 * (month + (month > 2 and -3 or 9)) + 2) / 5)
  local doe = yoe * 365 + math.floor(yoe / 4) - math.floor(yoe / 100) + doy
  return era * 146097 + doe - 719468
end

local function month_length(year, month)
  return calendar.first_of_month(year, month + 1) - calendar.first_of_month(year, month)
end

--- Close time of the bar that opens at `open`. A monthly bar stamped with the
-- last day of its month closes on the last day of the next.
function calendar.close_time(timeframe, open)
  if timeframe > 0 then return open + timeframe end
  local days = math.floor(open / calendar.day_us)
  local year, month, day = calendar.civil(days)
  local was_last = day > 1 and day == month_length(year, month)
  month = month - timeframe
  local length = month_length(year, month)
  if was_last or day > length then day = length end
  return (calendar.first_of_month(year, month) + day - 1) * calendar.day_us
    + (open - days * calendar.day_us)
end

--- The UTC day, counted from 1970-01-01, that holds a time.
function calendar.day_of(time) return math.floor(time / calendar.day_us) end

--- 1 = Monday ... 7 = Sunday.
function calendar.weekday(day) return (day + 3) % 7 + 1 end

--- The number of the period that holds a time: anchored at 00:00 UTC, weeks
-- on Monday, months on day 1.
function calendar.period_of(period, time)
  if period < 0 then
    local year, month = calendar.civil(calendar.day_of(time))
    return math.floor((year * 12 + month - 1) / -period)
  end
  local week = 7 * calendar.day_us
  local shift = period % week == 0 and 3 * calendar.day_us or 0
  return math.floor((time + shift) / period)
end

return calendar
