--- Numbers and times for people. What is undefined is "-", never 0.
local json = require "stdlib.json"
local time = require "stdlib.time"

local format = {}

local function undefined(x) return x == nil or x ~= x end

--- 1234567.891 -> "1,234,567.89"
function format.decimal(x, places)
  if undefined(x) then return "-" end
  if math.abs(x) >= 1e15 then return ("%.4g"):format(x) end
  local text = ("%." .. places .. "f"):format(x)
  if not text:find "[1-9]" then text = text:gsub("^-", "") end -- no minus before nothing
  local sign, whole, rest = text:match "^(-?)(%d+)(.*)$"
  if not whole then return text end
  whole = whole:reverse():gsub("(%d%d%d)", "%1,"):reverse():gsub("^,", "")
  return sign .. whole .. rest
end

local function hours(x)
  if x < 48 then return format.decimal(x, x == math.floor(x) and 0 or 1) .. " h" end
  return format.decimal(x / 24, x < 2400 and 1 or 0) .. " d"
end

local BY_UNIT = {
  fraction = function(x) return format.decimal(100 * x, math.abs(x) < 100 and 2 or 0) .. " %" end,
  ratio = function(x) return format.decimal(x, 2) end,
  cash = function(x) return format.decimal(x, 2) end,
  count = function(x) return format.decimal(x, 0) end,
  bps = function(x) return format.decimal(x, 1) .. " bps" end,
  hours = hours,
}

--- A metric in the unit that tide_metric_unit names.
function format.metric(x, unit)
  if undefined(x) then return "-" end
  return (BY_UNIT[unit] or BY_UNIT.ratio)(x)
end

--- Milliseconds since 1970 -> "2022-01-03".
function format.date(ms) return time.format(ms):sub(1, 10) end

--- A setting or parameter for reading: 0.9999999999999998 is 1.
function format.short(x)
  return format.value(type(x) == "number" and tonumber(("%.12g"):format(x)) or x)
end

--- Any setting or parameter: numbers without needless digits, the rest as it is.
function format.value(x) return type(x) == "number" and json.number(x) or tostring(x) end

return format
