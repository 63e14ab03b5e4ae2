--- Numbers of a list for people: as many decimals as their size asks for, the same for all.
local format = require "stdlib.report.format"

local numbers = {}

-- From this size on, so many decimals.
local PLACES = { { 1000, 2 }, { 10, 2 }, { 1, 4 }, { 0.01, 6 } }
local MOST = 8

local function places_for(largest)
  for _, row in ipairs(PLACES) do
    if largest >= row[1] then return row[2] end
  end
  return MOST
end

--- How many decimals show n values.
-- @param value  function(i) -> number, i from 0
function numbers.places(n, value)
  local largest, whole = 0, true
  for i = 0, n - 1 do
    local x = value(i)
    if x == x and math.abs(x) < math.huge then
      largest = math.max(largest, math.abs(x))
      whole = whole and x == math.floor(x)
    end
  end
  return whole and 0 or places_for(largest)
end

--- One number: "-" where it is undefined.
function numbers.text(x, places)
  if x == math.huge or x == -math.huge then return tostring(x) end
  return format.decimal(x, places)
end

return numbers
