--- Ticks: reading recorded depth and trades, and keeping the book: every level of every message, with
-- the best bid and ask looked at after each message. The recorded files of ../shared/data; nothing
-- is reported where they are not.
local book = require "stdlib.book"
local data = require "tests.support.data"
local ffi = require "ffi"
local host = require "stdlib.host"
local ticks = require "stdlib.ticks"

local C = host.C
local RUNS = 9

--- Seconds of the fastest of some runs.
local function best(work)
  local least = math.huge
  for _ = 1, RUNS do
    local start = C.tide_clock_seconds()
    work()
    least = math.min(least, C.tide_clock_seconds() - start)
    collectgarbage()
  end
  return least
end

local function replay(depth)
  local b, out = book.new(), ffi.new "tide_book_level[1]"
  local sum = 0
  for i = 0, depth.messages - 1 do
    C.tide_book_apply(b, depth.cdata, i, i + 1)
    for side = C.TIDE_BID, C.TIDE_ASK do
      if C.tide_book_levels(b, side, out, 1) == 1 then sum = sum + tonumber(out[0].price) end
    end
  end
  return sum
end

return function(report)
  for _, row in ipairs { { "futures", "BTCUSDT_PERP" }, { "spot", "BTCUSDT_SPOT" } } do
    local market, name = row[1], row[2]
    local path = data.find("ticks/" .. name .. "_depth.csv.gz")
    if path then
      local depth = assert(ticks.load_depth(path))
      local read = best(function() assert(ticks.load_depth(path)) end)
      report("ticks_" .. market .. "_depth_load_rows_s", depth.report.rows / read, "1/s")
      local seconds = best(function() replay(depth) end)
      report("ticks_" .. market .. "_book_levels_s", depth.rows / seconds, "1/s")
      report("ticks_" .. market .. "_book_ns_per_level", seconds / depth.rows * 1e9, "ns")
    end
    local trades = data.find("ticks/" .. name .. "_trades.csv")
    if trades then
      local t = assert(ticks.load_trades(trades))
      local read = best(function() assert(ticks.load_trades(trades)) end)
      report("ticks_" .. market .. "_trades_load_rows_s", t.n / read, "1/s")
    end
  end
end
