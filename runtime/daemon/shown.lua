--- What a script of a session reads as ctx.ind: its columns, stepped as candles close.
local failure = require "runtime.failure"
local live = require "stdlib.live"
local C = require("stdlib.host").C

local shown = {}
shown.__index = shown

--- @param script   of the loader
-- @param markets  { { symbol, candles or nil } } in the time frame of the script, the first one's
--   columns
-- @return what follows the closes, or nil when the script has no indicators
function shown.of(script, markets)
  local wants = script.columns
  if not wants then return nil end
  local feeds, all = {}, markets
  markets = {}
  for _, market in ipairs(all) do
    if market.candles then
      markets[#markets + 1] = market
      feeds[#feeds + 1] = live.feed(market.candles)
      feeds[#feeds].symbol = market.symbol
    end
  end
  local stepper, why = live.new { strategy = wants, feeds = feeds, strict = false }
  if not stepper then failure.raise(("%s: %s"):format(script.path, why)) end
  return setmetatable({ stepper = stepper, named = wants.named, markets = markets, next = {},
    row = {} }, shown)
end

local function read(self)
  local row = {}
  for _, one in ipairs(self.named) do
    local x = self.stepper:value(one.node)
    if one.condition then
      row[one.name] = x ~= 0
    elseif x == x then
      row[one.name] = x
    end
  end
  return row
end

--- Every candle that closes by then has closed (microseconds).
function shown:reach(time)
  for i, market in ipairs(self.markets) do
    local c, next = market.candles.cdata, self.next[i] or 0
    while next < c.n and C.tide_timeframe_close(c.timeframe, c.time[next]) <= time do
      failure.check(self.stepper:push(market.symbol, live.row(c, next)))
      next = next + 1
    end
    self.next[i] = next
  end
  for _ in self.stepper:bars(time) do self.row = read(self) end
end

return shown
