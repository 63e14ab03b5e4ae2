--- What happens in markets, in one order: candles that close, trades, changes of order books. The
-- books are kept on the way.
local ffi = require "ffi"
local host = require "stdlib.host"
require "stdlib.book" -- gives books their methods

local C = host.C

local events = {}
events.__index = events

local KINDS = {
  candle = C.TIDE_EVENT_CANDLE, trade = C.TIDE_EVENT_TRADE, book = C.TIDE_EVENT_BOOK,
  liquidation = C.TIDE_EVENT_LIQUIDATION,
  order = C.TIDE_EVENT_ORDER, fill = C.TIDE_EVENT_FILL, timer = C.TIDE_EVENT_TIMER,
}
local SOURCES = {
  { "candles", C.tide_events_add_candles }, { "trades", C.tide_events_add_trades },
  { "depth", C.tide_events_add_depth }, { "liquidations", C.tide_events_add_liquidations },
}

local END = 0x7fffffffffffffffLL

-- A book lives as long as its events: whoever holds the one keeps the other.
local owners = setmetatable({}, { __mode = "k" })

local function check(status)
  if status >= 0 then return end
  if status == C.TIDE_ENOMEM then error("out of memory", 0) end
  error(("at most %d markets, and as many sources"):format(C.TIDE_EVENTS_SOURCES), 3)
end

--- Markets to be replayed.
-- @param markets  a list of { candles = of stdlib/candles.lua, trades =, depth =,
--                 liquidations = of stdlib/ticks.lua }, each of which may be missing
function events.new(markets)
  local cdata = C.tide_events_new()
  if cdata == nil then return nil, "out of memory" end
  local self = setmetatable({ cdata = ffi.gc(cdata, C.tide_events_free), held = markets }, events)
  for i, market in ipairs(markets) do
    for _, source in ipairs(SOURCES) do
      local columns = market[source[1]]
      if columns then check(source[2](cdata, i - 1, columns.cdata)) end
    end
  end
  return self
end

--- Call functions until nothing is left. What no function is there for passes without a stop.
-- @param handlers  { candle =, trade =, book =, order =, fill =, timer = }: each is called with
--                  the event (tide_event in tide/events.h, overwritten by the next)
-- @return true, or nil and a message
function events:run(handlers)
  local calls, wanted = {}, 0
  for name, kind in pairs(KINDS) do
    calls[kind] = handlers[name]
    if handlers[name] then wanted = bit.bor(wanted, bit.lshift(1, kind)) end
  end
  C.tide_events_want(self.cdata, wanted)
  local event = C.tide_events_event(self.cdata)
  local kind = C.tide_events_next(self.cdata)
  while kind > 0 do
    calls[kind](event)
    kind = C.tide_events_next(self.cdata)
  end
  if kind < 0 then return nil, "out of memory" end
  return true
end

--- Let nothing after a time (microseconds) happen for now: run returns there, and goes on when it
-- is called after the next call of this. Rows that columns have got since are seen from then on.
-- Without a time there is an end again.
function events:wait_at(time)
  local status = C.tide_events_until(self.cdata, time or END)
  if status == C.TIDE_ENOMEM then error("out of memory", 0) end
  if status ~= C.TIDE_OK then error("events have come further, or to their end", 2) end
end

--- The order book of market i (from 1), as of the last event whenever it is asked; it cannot be
-- changed (stdlib/book.lua). nil where there is no depth.
function events:book(i)
  local b = C.tide_events_book(self.cdata, i - 1)
  if b == nil then return nil end
  owners[b] = self
  return b
end

return events
