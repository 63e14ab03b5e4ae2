--- Markets replayed: recorded trades and depth of BTCUSDT in one order with the book kept, without a
-- function and with one for each trade and message; a row is a trade or a level of the book, an event a
-- trade or a message. The files of ../shared/data; nothing is reported where they are not.
local data = require "tests.support.data"
local events = require "stdlib.events"
local host = require "stdlib.host"
local ticks = require "stdlib.ticks"

local C = host.C
local RUNS = 9

--- Seconds of the fastest of some runs.
local function best(markets, handlers)
  local least = math.huge
  for _ = 1, RUNS do
    local e = assert(events.new(markets))
    local start = C.tide_clock_seconds()
    assert(e:run(handlers))
    least = math.min(least, C.tide_clock_seconds() - start)
  end
  return least
end

return function(report)
  local trades_path = data.find "ticks/BTCUSDT_PERP_trades.csv"
  local depth_path = data.find "ticks/BTCUSDT_PERP_depth.csv.gz"
  if not trades_path or not depth_path then return end
  local trades = assert(ticks.load_trades(trades_path))
  local depth = assert(ticks.load_depth(depth_path))
  local markets = { { trades = trades, depth = depth } }
  local rows, count = trades.n + depth.rows, trades.n + depth.messages
  local sum = 0
  local function add(event) sum = sum + event.quantity end
  local seconds = best(markets, {})
  report("events_replay_rows_s", rows / seconds, "1/s")
  report("events_replay_s", count / seconds, "1/s")
  seconds = best(markets, { trade = add, book = add })
  report("events_lua_rows_s", rows / seconds, "1/s")
  report("events_lua_s", count / seconds, "1/s")
  report("events_lua_trades_s", trades.n / best({ { trades = trades } }, { trade = add }), "1/s")
end
