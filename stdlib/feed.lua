--- Candles of one symbol that grow at their end: what a daemon keeps of a market.
--
--     local f = assert(feed.new { symbol = "BTC", timeframe = "1h", volume = true })
--     assert(f:append { time = 1.7e15, open = 1, high = 2, low = 1, close = 2, volume = 3 })
--     local candles = assert(f:copy())          -- stdlib.candles, for whatever wants them
--     assert(replay:load(f))                    -- what a replay reads is there until it is stepped
--     f:drop(f.n - 1000)                        -- only the last thousand are kept
--
-- f.n says how many there are, f.cdata is a tide_candles of tide.h, whose columns move when it
-- grows: nothing but a stepper may hold on to it, and nothing at all over a drop. An append costs
-- the same however many there are. Times are microseconds since 1970-01-01 UTC.
local ffi = require "ffi"
local candles = require "stdlib.candles"
local host = require "stdlib.host"
local live = require "stdlib.live"

local C = host.C
local feed = {}
feed.__index = feed

--- @param opts  { symbol, timeframe, volume, funding, mark, open_interest }: the last four true
--   where its candles have them
-- @return the feed, or nil and a message
function feed.new(opts)
  local out, message = ffi.new "tide_candle_list *[1]", ffi.new "tide_error"
  if C.tide_candle_list_new(live.feed_struct(opts), out, message) < 0 then
    return nil, ffi.string(message.text)
  end
  local list = ffi.gc(out[0], C.tide_candle_list_free)
  return setmetatable({
    list = list, cdata = C.tide_candle_list_view(list), n = 0, candle = ffi.new "tide_candle",
    message = message, symbol = opts.symbol, timeframe = opts.timeframe, notes = {},
  }, feed)
end

--- One more candle, { time, open, high, low, close, volume, ... }, later than all that came.
-- @return true, or nil and why it is refused; nothing is changed then
function feed:append(candle)
  live.fill(self.candle, candle)
  if C.tide_candle_list_append(self.list, self.candle, self.message) < 0 then
    return nil, ffi.string(self.message.text)
  end
  self.n = self.cdata.n
  return true
end

--- Forget the oldest `count` candles.
function feed:drop(count)
  C.tide_candle_list_drop(self.list, count)
  self.n = self.cdata.n
end

--- The candles that are there, in memory of their own (stdlib.candles).
-- @return candles, or nil and a message
feed.copy = candles.copy
feed.before, feed.close_time, feed.closed = candles.before, candles.close_time, candles.closed

return feed
