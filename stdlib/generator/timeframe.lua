--- Time frames by length, for choosing those that are coarser than the traded one.
local ffi = require "ffi"
local C = require("stdlib.host").C

local timeframe = {}

local MONTH = 30 * 86400e6 -- of the average month; only for comparing

--- @return the length in microseconds (a month: about), or nil when it is no time frame
function timeframe.parse(name)
  local out = ffi.new "int64_t[1]"
  if C.tide_timeframe_parse(name, out) ~= C.TIDE_OK then return nil end
  local length = tonumber(out[0])
  return length > 0 and length or -length * MONTH
end

--- Those of a list that are whole multiples of a time frame, and longer.
-- @param base  "1h"; nil: none of them
function timeframe.coarser(list, base)
  local least, made = base and timeframe.parse(base), {}
  if not least then return made end
  for _, name in ipairs(list) do
    local length = timeframe.parse(name)
    if length > least and length % least == 0 then made[#made + 1] = name end
  end
  return made
end

return timeframe
