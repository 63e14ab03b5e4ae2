--- What a daemon gets from the markets, one instant after the other: candles of files, or of pipes
-- as they come (runtime.daemon.pipe), and trades, messages about books and liquidations of files
-- (runtime.daemon.ticks).
--
-- Until an instant only what was known then is told: of a candle of a file its open at its open,
-- all of it at its close. Pipes wait for each other, but not for ever: for one that is silent so
-- long after a close of another one, nobody waits.
local ffi = require "ffi"
local ticks = require "runtime.daemon.ticks"
local C = require("stdlib.host").C

local feed = {}
feed.__index = feed

--- Markets of candles alone: { { symbol, candles }, ... }.
function feed.markets_of(candles)
  local made = {}
  for i, one in ipairs(candles) do made[i] = { symbol = one.symbol, candles = one } end
  return made
end

local hash, numbers = ffi.new "char[17]", ffi.new "double[6]"

local function add_to_chain(self, market, c, row)
  numbers[0], numbers[1] = market, tonumber(c.time[row])
  numbers[2], numbers[3] = c.open[row], c.high[row]
  numbers[4], numbers[5] = c.low[row], c.close[row]
  local text = self.chain .. ffi.string(numbers, 48)
  C.tide_digest(text, #text, hash)
  self.chain = ffi.string(hash)
end

local function close_of(c, i) return tonumber(C.tide_timeframe_close(c.timeframe, c.time[i])) end

--- @param list   of candles (stdlib.candles), a market each, in their order
-- @param pipes  that they come from, or nil
-- @param config  of pipes: values by name (runtime.config)
-- @param markets  { { symbol, candles, trades, depth, liquidations }, ... }: those of the candles
--   first; nil: there is nothing but candles
-- @return { candles = list, markets, first = the time at which something first happens }; times are
--   microseconds
function feed.new(list, pipes, config, markets)
  local self = setmetatable({
    candles = list, pipes = pipes, config = config, opened = {}, closed = {},
    markets = markets or feed.markets_of(list), ticks = ticks.of(markets or {}),
  }, feed)
  self.first, self.chain = math.huge, ""
  for i, one in ipairs(list) do
    self.opened[i], self.closed[i] = 0, 0
    self.chain = ("%s%s %s "):format(self.chain, one.symbol, one.timeframe)
  end
  self:came()
  return self
end

--- When a candle of a market closes.
function feed:close_of(market, row) return close_of(self.candles[market].cdata, row) end

-- How far all pipes have come.
local function horizon(self)
  local least, most = math.huge, -math.huge
  for _, pipe in ipairs(self.pipes) do
    if not pipe.ended then least = math.min(least, pipe:reached()) end
    most = math.max(most, pipe:reached())
  end
  if least >= most then return most end
  local now = C.tide_clock_seconds()
  if self.waits_for ~= most then self.waits_for, self.since = most, now end
  return now - self.since > self.config["feed.grace"] and most or least
end

--- Something has come through a pipe.
function feed:came()
  for _, one in ipairs(self.candles) do
    if one.cdata.n > 0 then self.first = math.min(self.first, tonumber(one.cdata.time[0])) end
  end
  self.first = math.min(self.first, self.ticks:next())
end

--- Will nothing come any more?
function feed:over()
  for _, pipe in ipairs(self.pipes or {}) do
    if not pipe.ended then return false end
  end
  return true
end

--- The next instant at which something happens, or a candle opens; nil when none is known.
function feed:next()
  local time = self.ticks:next()
  for i, one in ipairs(self.candles) do
    local c, opened, closed = one.cdata, self.opened[i], self.closed[i]
    if opened < c.n then time = math.min(time, tonumber(c.time[opened])) end
    if closed < c.n then time = math.min(time, close_of(c, closed)) end
  end
  if time == math.huge or (self.pipes and time > horizon(self)) then return nil end
  return time
end

--- Go to an instant.
-- @param on_close  function(market, row): of each candle that has closed by then, oldest first
function feed:reach(time, on_close)
  self.ticks:reach(time)
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

--- What identifies all that has come, one after the other.
function feed:digest() return self.chain .. self.ticks:digest() end

return feed
