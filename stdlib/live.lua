--- A strategy that is stepped as candles close: what `tide backtest` computes from a
-- whole file, bar by bar, the same to the last bit.
--
--     local s = assert(live.new { strategy = strategy, feeds = { live.feed(history) } })
--     assert(s:load("BTC", history))            -- candles that closed so far
--     for _ in s:bars() do end
--     assert(s:push("BTC", { time = 1.7e15, open = 1, high = 2, low = 1, close = 2, volume = 3 }))
--     for bar in s:bars() do print(bar.index, bar.side[0].enter) end
--
-- Times are microseconds since 1970-01-01 UTC. A bar is a tide_bar of tide.h; its numbers
-- are NaN where they are undefined, and it changes with the next step.
local ffi = require "ffi"
local host = require "stdlib.host"

local C = host.C
local live = {}
live.__index = live

local OPTIONAL = { "volume", "funding", "mark", "open_interest" }
live.optional = OPTIONAL

local function timeframe_of(name)
  local timeframe = ffi.new "int64_t[1]"
  if C.tide_timeframe_parse(name, timeframe) ~= C.TIDE_OK then
    error(("'%s' is no time frame: expected a number and s, m, h, d, w or mo"):format(name), 3)
  end
  return timeframe[0]
end

--- What a strategy reads.
-- @return list of { symbol, timeframe }: symbol "" is the traded one, timeframe nil its own
function live.reads(strategy)
  local list, feed, name = {}, ffi.new "tide_feed", ffi.new "char[32]"
  while C.tide_strategy_reads(strategy.cdata, #list, feed) == C.TIDE_OK do
    local known = C.tide_timeframe_name(feed.timeframe, name, 32) == C.TIDE_OK
    local timeframe = known and ffi.string(name) or nil
    list[#list + 1] = { symbol = ffi.string(feed.symbol), timeframe = timeframe }
  end
  return list
end

--- The feed that loaded candles (stdlib.candles) are the history of.
function live.feed(candles)
  local feed = { symbol = candles.symbol, timeframe = candles.timeframe }
  for _, name in ipairs(OPTIONAL) do feed[name] = candles.cdata[name] ~= nil end
  return feed
end

--- The same for the host; the strings are those of `feed`, which must live as long.
function live.feed_struct(feed)
  local made = ffi.new "tide_feed"
  made.symbol, made.timeframe = feed.symbol, timeframe_of(feed.timeframe)
  for _, name in ipairs(OPTIONAL) do made[name] = feed[name] or false end
  return made
end

--- The name of an indicator of the strategy that Lua is to compute, or nil.
local function custom_of(strategy)
  local call = ffi.new "tide_custom_call"
  if C.tide_graph_custom(strategy.cdata.graph, 0, call) ~= C.TIDE_OK then return nil end
  return ffi.string(call.ind.name)
end

--- Prepare a strategy for candles.
-- @param opts  { strategy, feeds, strict, compute }: the traded symbol's feed first, each
--   { symbol, timeframe, volume, funding, mark, open_interest }, the last four true where
--   its candles have them; strict as in a profile with strict crossings; compute(call)
--   fills call.out of a tide_step_call, where an indicator is computed in Lua: unless given,
--   what the strategy brings with it
-- @return stepper, or nil and what is missing
function live.new(opts)
  local stepper = opts.strategy.stepper
  local custom = not opts.compute and not stepper and custom_of(opts.strategy)
  if custom then
    return nil, ("ta.%s is computed by Lua: give live.new a function 'compute'"):format(custom)
  end
  local n, message = #opts.feeds, ffi.new "tide_error"
  local feeds, index, timeframes = ffi.new("tide_feed[?]", math.max(n, 1)), {}, {}
  for i, feed in ipairs(opts.feeds) do
    feeds[i - 1] = live.feed_struct(feed)
    index[feed.symbol], timeframes[feed.symbol] = i - 1, feeds[i - 1].timeframe
  end
  local out = ffi.new "tide_stepper *[1]"
  local rc = C.tide_stepper_new(opts.strategy.cdata, feeds, n, opts.strict or false, out, message)
  if rc < 0 then return nil, ffi.string(message.text) end
  return setmetatable({
    cdata = ffi.gc(out[0], C.tide_stepper_free), -- reads the strategy, which must live as long
    strategy = opts.strategy, compute = opts.compute or (stepper and stepper()), index = index,
    timeframes = timeframes, message = message,
    candle = ffi.new "tide_candle", waiting = {},
  }, live)
end

local function feed_of(self, symbol)
  return self.index[symbol] or error(("there is no feed of %s"):format(tostring(symbol)), 3)
end

local function answer(self, rc)
  if rc < 0 then return nil, ffi.string(self.message.text) end
  return true
end

--- A tide_candle from { time, open, high, low, close, volume, ... }.
function live.fill(x, candle)
  for _, name in ipairs { "time", "open", "high", "low", "close" } do x[name] = candle[name] end
  for _, name in ipairs(OPTIONAL) do x[name] = candle[name] or 0 / 0 end
end

local PRICES = { "open", "high", "low", "close" }

--- Row i of candles, { time, open, high, low, close, volume, ... }, as push takes it.
-- @param c  tide_candles
function live.row(c, i)
  local row = { time = c.time[i] }
  for _, name in ipairs(PRICES) do row[name] = c[name][i] end
  for _, name in ipairs(OPTIONAL) do row[name] = c[name] ~= nil and c[name][i] or nil end
  return row
end

--- One closed candle, { time, open, high, low, close, volume, ... }, to be stepped through. Those
-- that come before their step wait.
-- @return true, or nil and why it is refused; nothing is changed then
function live:push(symbol, candle)
  local feed = feed_of(self, symbol)
  live.fill(self.candle, candle)
  return answer(self, C.tide_stepper_push(self.cdata, feed, self.candle, self.message))
end

--- A history, to be stepped through.
-- @return true, or nil and why it is refused; nothing is changed then
function live:load(symbol, candles)
  local feed = feed_of(self, symbol)
  local rc = C.tide_stepper_load(self.cdata, feed, candles.cdata, self.message)
  local ok, message = answer(self, rc)
  if ok then self.waiting[feed] = candles end -- C borrows it
  return ok, message
end

--- Step, and iterate over the bars that close.
-- @param until_time  every candle that closes by then has come; nil: by the latest close
--   of those that came
function live:bars(until_time)
  return function()
    while true do
      local rc = C.tide_stepper_step(self.cdata, until_time or 0, self.message)
      if rc == C.TIDE_STEP_BAR then return C.tide_stepper_bar(self.cdata) end
      if rc == C.TIDE_STEP_DONE then return nil end
      if rc < 0 then error(ffi.string(self.message.text), 2) end
      self.compute(C.tide_stepper_call(self.cdata))
    end
  end
end

--- What a node of the strategy's graph says at the last bar: a number, or 1 and 0.
function live:value(node) return C.tide_stepper_value(self.cdata, node) end

return live
