--- The second way to look: the strategy is stepped candle by candle, as it would be live.
local ffi = require "ffi"
local live = require "stdlib.live"
local past = require "stdlib.research.lookahead.past"
local telling = require "stdlib.research.lookahead.telling"
local C = require("stdlib.host").C

local stepped = {}

--- Bars that are stepped through where Lua computes indicators: each may cost as much as all
-- bars before it.
stepped.LUA_BARS = 2000

-- How far a strategy is stepped: to the candle with which this many bars are closed.
local function stepped_part(job, whole)
  local bars = job.stream or (job.strategy.compute and stepped.LUA_BARS) or math.huge
  local c = whole.cdata.candles
  if bars >= c.n then return job.candles, c.n end
  if bars == 0 then return nil, 0 end
  local close = tonumber(C.tide_timeframe_close(c.timeframe, c.time[bars - 1]))
  return job.candles:first(job.candles:closed(close)), bars
end

local function feeds_of(job)
  local feeds = { live.feed(job.candles) }
  for symbol, candles in pairs(job.with or {}) do
    local feed = live.feed(candles)
    feed.symbol = symbol
    feeds[#feeds + 1] = feed
  end
  return feeds
end

local function new_stepper(job, candles)
  local stepper, why = live.new {
    strategy = job.strategy, feeds = feeds_of(job),
    strict = C.tide_profile_strict_crossings(job.settings.profile),
  }
  if not stepper then return nil, why end
  local fine
  fine, why = stepper:load(job.candles.symbol, candles)
  local time = candles:close_time(candles.cdata.n - 1)
  for symbol, part in pairs(past.with(job, time)) do
    if fine then fine, why = stepper:load(symbol, part) end
  end
  return fine and stepper, why
end

--- Step, and compare each bar.
-- @return how many bars were compared, the first tide_change or nil, what its expression is;
--   or nil and a message
function stepped.compare(job, whole)
  local candles, bars = stepped_part(job, whole)
  if bars == 0 then return 0 end
  local stepper, why = new_stepper(job, candles)
  if not stepper then return nil, why end
  local change, compared = ffi.new "tide_change", 0
  local fine, raised = pcall(function()
    for bar in stepper:bars() do
      if C.tide_signals_compare_bar(bar, whole.cdata, change) == 1 then return true end
      compared = compared + 1
    end
  end)
  if not fine then return nil, tostring(raised) end
  if not raised then return compared end
  return compared, change, stepper
end

--- What is told of a change that stepping found.
function stepped.tell(job, whole, change, stepper)
  local found = telling.of(job.strategy, change, whole, {
    changed = function(node)
      local x, y = stepper:value(node), C.tide_signals_value(whole.cdata, node, change.bar)
      return x ~= y and (x == x or y == y) and change.bar or nil
    end,
    value = function(node) return stepper:value(node) end,
  })
  found.source = "stream"
  return found
end

return stepped
