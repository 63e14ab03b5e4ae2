--- replay_us_per_bar: one bar of the breakout strategy on an account that gets its candles one by one
-- from Lua; replay_ns_per_bar_run: the same over candles that are there; replay_growth: what a bar
-- costs after a million, over what it costs after ten thousand.
local C = require("stdlib.host").C
local backtest = require "stdlib.backtest"
local live = require "stdlib.live"
local loader = require "runtime.loader"
local replay = require "stdlib.replay"
local walk = require "tests.support.walk"

local BARS, LONG, ROUNDS, PART = 100000, 1000000, 5, 10000

local function open(strategy, candles)
  local opts = live.feed(candles)
  opts.strategy, opts.settings = strategy, backtest.settings "tide"
  return assert(replay.open(opts))
end

local function row_of(row, c, t)
  row.time, row.open, row.high, row.low = tonumber(c.time[t]), c.open[t], c.high[t], c.low[t]
  row.close, row.volume = c.close[t], c.volume[t]
  return row
end

--- Seconds for candles from .. to - 1, one by one.
local function push(account, c, from, to)
  local row, before = {}, C.tide_clock_seconds()
  for t = from, to - 1 do assert(account:candle(row_of(row, c, t))) end
  return C.tide_clock_seconds() - before
end

return function(report)
  local strategy = assert(loader.load(TIDE_ROOT .. "/strategies/breakout.lua"))
  local candles = walk.candles(BARS, walk.generator(3))
  local run = { strategy = strategy, candles = candles, settings = backtest.settings "tide" }
  local whole = walk.median(ROUNDS, function() assert(replay.run(run)) end)
  report("replay_ns_per_bar_run", whole / BARS * 1e9, "ns")
  local each = walk.median(ROUNDS, function() push(open(strategy, candles), candles.cdata, 0, BARS) end)
  report("replay_us_per_bar", each / BARS * 1e6, "us")
  local long = walk.candles(LONG, walk.generator(4))
  local account = open(strategy, long)
  push(account, long.cdata, 0, PART)
  local first = push(account, long.cdata, PART, 2 * PART)
  push(account, long.cdata, 2 * PART, LONG - PART)
  report("replay_growth", push(account, long.cdata, LONG - PART, LONG) / first, "ratio")
end
