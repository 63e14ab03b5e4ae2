--- Scripts that are called for each trade and each change of an order book: the recorded files of ../shared/data, some
-- times over, through the box and its watchdog, as `tide backtest` runs them. An event is a call. Nothing is reported
-- where the files are not.
local box = require "runtime.box"
local data = require "tests.support.data"
local ffi = require "ffi"
local host = require "stdlib.host"
local play = require "runtime.script.play"
local backtest = require "stdlib.backtest"
local ticks = require "stdlib.ticks"

local C = host.C
local RUNS, TIMES = 5, 8

local function script(body)
  return { path = "bench.lua", hash = "0", params = {}, text = ("return strategy { name = 'bench', %s }"):format(body) }
end

local COUNT = script [[
  on_trade = function(ctx, t) ctx.state.sum = (ctx.state.sum or 0) + t.price * t.quantity end]]

-- Looks at the best prices of each message, and at the last trades.
local LOOK = script [[
  on_start = function(ctx) ctx.state.flow, ctx.state.seen = 0, 0 end,
  on_trade = function(ctx, t)
    local s = ctx.state
    s.flow = 0.99 * s.flow + (t.side == "buy" and t.quantity or -t.quantity)
  end,
  on_book = function(ctx, b)
    local s = ctx.state
    if b.known and b.spread > 1 and s.flow > 5 and ctx.position == 0 then s.seen = s.seen + 1 end
  end]]

local function column(kind, from, n, add)
  if from == nil then return nil end
  local made = ffi.new(kind .. "[?]", n * TIMES + 1)
  for k = 0, TIMES - 1 do
    for i = 0, n - 1 do made[k * n + i] = from[i] + k * add end
  end
  return made
end

--- The same again and again, each time a minute later.
local function repeated(whole, n, kind)
  local c, keep = ffi.new(kind, whole.cdata[0]), {}
  local later = whole.cdata.time[n - 1] - whole.cdata.time[0] + 60000000LL
  keep[1] = column("int64_t", c.time, n, later)
  c.time, c.received, c.id = keep[1], nil, nil
  return { cdata = c, keep = keep, whole = whole, price_digits = whole.price_digits,
    quantity_digits = whole.quantity_digits }
end

local function many_trades(t)
  local made = repeated(t, t.n, "tide_tape")
  local c, keep = made.cdata, made.keep
  keep[2], keep[3] = column("int64_t", c.price, t.n, 0), column("int64_t", c.quantity, t.n, 0)
  keep[4] = column("uint8_t", c.side, t.n, 0)
  c.n, c.price, c.quantity, c.side = t.n * TIMES, keep[2], keep[3], keep[4]
  return made
end

local function many_messages(d)
  local made = repeated(d, d.messages, "tide_depth")
  local c, keep = made.cdata, made.keep
  keep[2], keep[3] = column("int64_t", c.price, d.rows, 0), column("int64_t", c.quantity, d.rows, 0)
  keep[4], keep[5] = column("uint8_t", c.side, d.rows, 0), column("uint8_t", c.kind, d.messages, 0)
  keep[6] = column("int32_t", c.from, d.messages, d.rows)
  keep[6][d.messages * TIMES] = d.rows * TIMES
  c.messages, c.rows, c.price, c.quantity = d.messages * TIMES, d.rows * TIMES, keep[2], keep[3]
  c.side, c.kind, c.from = keep[4], keep[5], keep[6]
  return made
end

local LIMITS = { seconds = 600, megabytes = 1024, bytes = 2 ^ 30, call_ms = 200, endings = {} }

--- Seconds of the fastest run, all of them in one child: the first brings the pages of the columns into it.
local function best(one, market)
  local job = { scripts = { one }, markets = { market }, settings = { backtest.settings "tide" }, seed = 1,
    venue = {} }
  return assert(box.run(one.path, LIMITS, print, function(send, log, call)
    local least = math.huge
    one.log = log
    for _ = 1, RUNS do
      local start = C.tide_clock_seconds()
      assert(play.run(job, call, print))
      least = math.min(least, C.tide_clock_seconds() - start)
    end
    send { seconds = least }
  end)).seconds
end

return function(report)
  local trades_path = data.find "ticks/BTCUSDT_PERP_trades.csv"
  local depth_path = data.find "ticks/BTCUSDT_PERP_depth.csv.gz"
  if not trades_path or not depth_path then return end
  local trades = many_trades(assert(ticks.load_trades(trades_path)))
  local depth = many_messages(assert(ticks.load_depth(depth_path)))
  local n = trades.cdata.n
  report("scripts_trades_s", n / best(COUNT, { symbol = "A", trades = trades }), "1/s")
  report("scripts_ticks_s", (n + depth.cdata.messages)
    / best(LOOK, { symbol = "A", trades = trades, depth = depth }), "1/s")
end
