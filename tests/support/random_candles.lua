--- Candles of a random walk with gaps of its own, for specs.
local ffi = require "ffi"
local C = require("stdlib.host").C

local HOUR = 3600e6

--- @param n  bars
-- @param seed  whole number from 1
-- @param timeframe  microseconds, default one hour
-- @return tide_candles*, freed with its last reference
return function(n, seed, timeframe)
  local view = ffi.new "tide_candles"
  view.n, view.timeframe = n, timeframe or HOUR
  local time = ffi.new("int64_t[?]", n)
  local columns = {}
  for _, name in ipairs { "open", "high", "low", "close", "volume" } do
    columns[name] = ffi.new("double[?]", n)
    view[name] = columns[name]
  end
  view.time = time
  local function random()
    seed = (seed * 16807) % 2147483647
    return seed / 2147483647
  end
  local price = 100
  for t = 0, n - 1 do
    local close = price * math.exp((random() - 0.5) * 0.04)
    local high, low = math.max(price, close) * (1 + random() * 0.01), math.min(price, close) * (1 - random() * 0.01)
    time[t] = 1640995200e6 + t * tonumber(view.timeframe)
    columns.open[t], columns.close[t], columns.high[t], columns.low[t] = price, close, high, low
    columns.volume[t] = 10 + 1000 * random() ^ 3
    price = close * (1 + (random() - 0.5) * 0.002)
  end
  return ffi.gc(C.tide_candles_copy(view), C.tide_candles_free)
end
