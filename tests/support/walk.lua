--- Hourly candles of a random walk, for benchmarks: always the same for a seed.
local ffi = require "ffi"
require "stdlib.host"

local walk = {}

--- Uniform numbers in (0, 1), the minimal standard generator.
function walk.generator(seed)
  return function()
    seed = (seed * 16807) % 2147483647
    return seed / 2147483647
  end
end

--- @return { cdata = tide_candles*, symbol, timeframe, n } that owns its columns
function walk.candles(bars, random)
  local view = ffi.new "tide_candles"
  local c = { cdata = view, symbol = "WALK", timeframe = "1h", n = bars, columns = {} }
  local function column(name, ctype)
    c.columns[name] = ffi.new(ctype, bars)
    view[name] = c.columns[name]
    return c.columns[name]
  end
  local time = column("time", "int64_t[?]")
  local open, high = column("open", "double[?]"), column("high", "double[?]")
  local low, close = column("low", "double[?]"), column("close", "double[?]")
  local volume = column("volume", "double[?]")
  view.n, view.timeframe = bars, 3600e6
  local price = 100
  for t = 0, bars - 1 do
    local before = price
    price = price * math.exp((random() + random() + random() - 1.5) * 0.01)
    time[t], open[t], close[t] = 1577836800e6 + t * 3600e6, before, price
    high[t] = math.max(before, price) * (1 + random() * 0.003)
    low[t] = math.min(before, price) * (1 - random() * 0.003)
    volume[t] = 1 + random()
  end
  return c
end

--- Median seconds of `rounds` calls.
function walk.median(rounds, call)
  local C, seconds = require("stdlib.host").C, {}
  for i = 1, rounds do
    local start = C.tide_clock_seconds()
    call()
    seconds[i] = C.tide_clock_seconds() - start
  end
  table.sort(seconds)
  return seconds[math.ceil(rounds / 2)]
end

return walk
