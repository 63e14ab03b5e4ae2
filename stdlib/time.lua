--- Times as text, in UTC. Inside, a time is a number of milliseconds or
-- microseconds since 1970-01-01, exact in a double.
local time = {}

-- Days since 1970-01-01 of a date of the Gregorian calendar, and back; a year
-- is counted from March, so that the leap day is its last.
local function days_of(y, m, d)
  if m <= 2 then y, m = y - 1, m + 12 end
  return 365 * y + math.floor(y / 4) - math.floor(y / 100) + math.floor(y / 400)
    + math.floor((153 * (m - 3) + 2) / 5) + d - 1 - 719468
end

local function date_of(days)
  local z = days + 719468
  local era = math.floor(z / 146097)
  local of_era = z - era * 146097
  local year = math.floor((of_era - math.floor(of_era / 1460) + math.floor(of_era / 36524)
    - math.floor(of_era / 146096)) / 365)
  local of_year = of_era - (365 * year + math.floor(year / 4) - math.floor(year / 100))
  local march = math.floor((5 * of_year + 2) / 153)
  local month = march < 10 and march + 3 or march - 9
  return era * 400 + year + (month <= 2 and 1 or 0), month,
    of_year - math.floor((153 * march + 2) / 5) + 1
end

local LENGTHS = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 }

local function leap(y) return y % 4 == 0 and (y % 100 ~= 0 or y % 400 == 0) end

local function parse_date(text)
  local y, m, d, rest = text:match "^(%d%d%d%d)-(%d%d)-(%d%d)(.*)$"
  if not y then return nil end
  y, m, d = tonumber(y), tonumber(m), tonumber(d)
  if m < 1 or m > 12 or d < 1 or d > LENGTHS[m] then return nil end
  if m == 2 and d == 29 and not leap(y) then return nil end
  return days_of(y, m, d) * 86400, rest
end

-- Seconds of "10:00", "10:00:05" or "10:00:05.25" at the start, and the rest.
local function parse_clock(text)
  local h, mi, rest = text:match "^(%d%d):(%d%d)(.*)$"
  if not h then return nil end
  local s, after = rest:match "^:(%d%d%.?%d*)(.*)$"
  if s then rest = after end
  h, mi, s = tonumber(h), tonumber(mi), tonumber(s or 0)
  if h > 23 or mi > 59 or s >= 60 then return nil end
  return h * 3600 + mi * 60 + s, rest
end

local function parse_zone(text)
  if text == "" or text == "Z" then return 0 end
  local sign, h, m = text:match "^([+-])(%d%d):?(%d%d)$"
  if not sign or tonumber(h) > 18 or tonumber(m) > 59 then return nil end
  return (sign == "+" and 1 or -1) * (h * 3600 + m * 60)
end

--- Read "2022-01-01", "2022-01-01T10:00" or "2022-01-01 10:00:05.25+02:00".
-- @return microseconds since 1970-01-01 UTC, or nil when it is none of these
function time.parse(text)
  local seconds, rest = parse_date(text)
  if not seconds or rest == "" then return seconds and seconds * 1e6 end
  local clock, zone = parse_clock(rest:match "^[T ](.*)$" or "")
  local offset = clock and parse_zone(zone)
  return offset and math.floor((seconds + clock - offset) * 1e6 + 0.5)
end

--- "2022-01-01 10:00", or only the date at midnight; seconds when there are any.
-- @param ms  milliseconds since 1970-01-01 UTC
function time.format(ms)
  local total = math.floor(ms / 1000)
  local days = math.floor(total / 86400)
  local rest = total - days * 86400
  local date = ("%04d-%02d-%02d"):format(date_of(days))
  if rest == 0 then return date end
  local clock = ("%s %02d:%02d"):format(date, math.floor(rest / 3600), math.floor(rest / 60) % 60)
  return rest % 60 == 0 and clock or clock .. (":%02d"):format(rest % 60)
end

return time
