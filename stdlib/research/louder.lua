--- The same market, moving more: every close-to-close return as far from the mean return as a
-- factor says, so that the market ends where it ended. Each candle is stretched like its returns.
local ffi = require "ffi"

local louder = {}

local function mutable(column) return ffi.cast("double *", column) end

--- @param source  candles with prices above 0
-- @param factor  of the volatility: 1.2 is 20 % more
-- @return candles, or nil and a message
function louder.of(source, factor)
  local made, message = source:copy()
  if not made then return nil, message end
  local c, from = made.cdata, source.cdata
  if from.n < 2 then return made end
  local first = from.close[0]
  if not (first > 0 and from.close[from.n - 1] > 0) then
    return nil, "prices of zero and below have no returns to stretch"
  end
  local start, step = math.log(first), math.log(from.close[from.n - 1] / first) / (from.n - 1)
  local columns = { "open", "high", "low", "close" }
  if from.mark ~= nil then columns[5] = "mark" end
  for _, name in ipairs(columns) do
    local out, x = mutable(c[name]), from[name]
    for t = 0, from.n - 1 do
      if x[t] <= 0 then return nil, "prices of zero and below have no returns to stretch" end
      local trend = start + step * t
      out[t] = math.exp(trend + factor * (math.log(x[t]) - trend))
    end
  end
  return made
end

return louder
