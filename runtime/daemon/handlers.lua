--- What happens on the engine of scripts, handed to their processes (runtime.daemon.stage).
local depth = require "runtime.script.depth"
local news = require "runtime.script.news"
local trader = require "runtime.script.trader"
local C = require("stdlib.host").C

local handlers = {}

local function ms(us) return tonumber(us) / 1000 end

local function took(self, event)
  self.sequence = tonumber(event.sequence)
  self.time = ms(event.time)
end

-- What comes by the thousand: whoever wants none of it is not waited for.
local function add_ticks(self, made)
  local function told(tell)
    return function(event)
      took(self, event)
      local market, any = self.markets[event.market + 1], self.recovering ~= nil
      local what = tell.make(market, event, self.time)
      for _, share in ipairs(self.shares) do
        any = tell.give(share, market, what, self.time) or any
      end
      if any then self:told() end
    end
  end
  local function trade(name)
    return { make = news.trade, give = function(share, _, what, time)
      return share:deliver(name, what, time)
    end }
  end
  local function tell_book(share, market, parts, time)
    return share:tell_book(market.symbol, parts, time)
  end
  local kinds = {
    trade = { "trades", trade "on_trade" },
    liquidation = { "liquidations", trade "on_liquidation" },
    book = { "depth", {
      make = function(market, event) return depth.parts(market.depth.cdata, event.row) end,
      give = tell_book,
    } },
  }
  for kind, one in pairs(kinds) do
    for _, market in ipairs(self.markets) do
      if market[one[1]] then made[kind] = told(one[2]) end
    end
  end
end

--- @param self  of runtime.daemon.stage
-- @return handlers for events:run
function handlers.of(self)
  local made = {}
  add_ticks(self, made)
  function made.candle(event)
    took(self, event)
    local market, row = self.markets[event.market + 1], event.row
    local candle = news.candle(market, row)
    for _, share in ipairs(self.shares) do
      if share.ind then share.ind:reach(event.time) end
      share:deliver("on_candle", candle, self.time)
    end
    self:told()
  end
  local function report(event)
    took(self, event)
    local share = self.shares[event.strategy + 1]
    local order, name = news.order(share.own, event, self.time), event.order
    if event.kind == C.TIDE_EVENT_FILL then share:add_fill(event, order.type) end
    share:deliver("on_order", order, self.time)
    self:told()
    if order.state ~= "pending" and order.state ~= "working" then trader.forget(share.own, name) end
  end
  made.order, made.fill = report, report
  function made.timer(event)
    took(self, event)
    local share = self.shares[event.strategy + 1]
    local name = trader.timer(share.own, event.row)
    share:deliver("on_timer", { name = name, time = self.time }, self.time)
    self:told()
  end
  return made
end

return handlers
