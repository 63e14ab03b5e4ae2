--- Reading candles: megabytes of text a second, plain and from gzip, and the
-- milliseconds of a load from the column cache. 51,112 hourly rows of a made-up
-- market in the layout of the usual exports; the best of several runs.
local candles = require "stdlib.candles"
local host = require "stdlib.host"

local C = host.C
local ROWS, RUNS = 51112, 15

local function make_text()
  local lines, price = { "timestamp,open,high,low,close,volume" }, 42000
  math.randomseed(7)
  for i = 1, ROWS do
    local open = price
    local close = open * (1 + (math.random() - 0.5) * 0.01)
    local high, low = math.max(open, close) * 1.001, math.min(open, close) * 0.999
    lines[#lines + 1] = ("%d,%.2f,%.2f,%.2f,%.2f,%.5f"):format(1577836800000 + i * 3600000, open,
      high, low, close, math.random() * 3000)
    price = close
  end
  return table.concat(lines, "\n") .. "\n"
end

local function write(path, text)
  local file = assert(io.open(path, "wb"))
  file:write(text)
  file:close()
end

--- Seconds of the fastest of RUNS loads.
local function best(path, options)
  local least = math.huge
  for _ = 1, RUNS do
    local start = C.tide_clock_seconds()
    assert(candles.load(path, options))
    least = math.min(least, C.tide_clock_seconds() - start)
    collectgarbage()
  end
  return least
end

return function(report)
  local text = make_text()
  local path = TIDE_ROOT .. "/build/bench_csv.csv"
  write(path, text)
  report("csv_load_mb_s", #text / 1e6 / best(path, { cache = false }), "MB/s")
  report("csv_cached_load_ms", best(path, {}) * 1e3, "ms")
  if os.execute(("gzip -kf '%s'"):format(path)) == 0 then
    local seconds = best(path .. ".gz", { cache = false })
    report("csv_gz_load_mb_s", #text / 1e6 / seconds, "MB/s")
  end
  os.remove(path)
  os.remove(path .. ".gz")
end
