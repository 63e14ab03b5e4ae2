--- What a daemon gets from the markets: candles of files, one instant after the other.
--
-- Until an instant only what was known then is told: of a candle its open at its open, all of it at
-- its close.
local ffi = require "ffi"
local C = require("stdlib.host").C

local feed = {}
feed.__index = feed

local hash, numbers = ffi.new "char[17]", ffi.new "double[6]"

local function add_to_chain(self, market, c, row)
  numbers[0], numbers[1] = market, tonumber(c.time[row])
  numbers[2], numbers[3], numbers[4], numbers[5] = c.open[row], c.high[row], c.low[row], c.close[row]
  local text = self.chain .. ffi.string(numbers, 48)
  C.tide_digest(text, #text, hash)
  self.chain = ffi.string(hash)
end

local function close_of(c, i) return tonumber(C.tide_timeframe_close(c.timeframe, c.time[i])) end

--- @param list  of candles (stdlib.candles), a market each, in their order
-- @return { candles = list, first = the time of the first open }; times are microseconds
function feed.new(list)
  local self = setmetatable({ candles = list, opened = {}, closed = {} }, feed)
  self.first, self.last, self.chain = math.huge, -math.huge, ""
  for _, one in ipairs(list) do self.chain = self.chain .. one.symbol .. " " .. one.timeframe .. " " end
  for i, one in ipairs(list) do
    local c = one.cdata
    self.opened[i], self.closed[i] = 0, 0
    if c.n > 0 then
      self.first = math.min(self.first, tonumber(c.time[0]))
      self.last = math.max(self.last, close_of(c, c.n - 1))
    end
  end
  return self
end

--- When a candle of a market closes.
function feed:close_of(market, row) return close_of(self.candles[market].cdata, row) end

--- The next instant at which a candle opens or closes; nil after the last.
function feed:next()
  local time = math.huge
  for i, one in ipairs(self.candles) do
    local c, opened, closed = one.cdata, self.opened[i], self.closed[i]
    if opened < c.n then time = math.min(time, tonumber(c.time[opened])) end
    if closed < c.n then time = math.min(time, close_of(c, closed)) end
  end
  if time < math.huge then return time end
end

--- Go to an instant.
-- @param on_close  function(market, row): of each candle that has closed by then, oldest first
function feed:reach(time, on_close)
  for i, one in ipairs(self.candles) do
    local c, opened = one.cdata, self.opened[i]
    while opened < c.n and c.time[opened] <= time do opened = opened + 1 end
    self.opened[i] = opened
  end
  while true do
    local market, soonest
    for i, one in ipairs(self.candles) do
      local c, row = one.cdata, self.closed[i]
      local close = row < c.n and close_of(c, row)
      if close and close <= time and (not soonest or close < soonest) then
        market, soonest = i, close
      end
    end
    if not market then return end
    self.closed[market] = self.closed[market] + 1
    add_to_chain(self, market, self.candles[market].cdata, self.closed[market] - 1)
    on_close(market, self.closed[market] - 1)
  end
end

--- What identifies the candles that have closed, one after the other.
function feed:digest() return self.chain end

return feed
