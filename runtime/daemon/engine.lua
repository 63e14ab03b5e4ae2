--- All that is traded in a session: strategies with their shares of one account, driven by a feed.
--
-- A share is what a strategy trades with: each rule strategy has one for every market, a script one
-- for all of them (runtime.daemon.rule, runtime.daemon.scripts). Candles, orders and money are this
-- process's; what a strategy does follows from the feed alone, not from the clock.
local backtest = require "stdlib.backtest"
local failure = require "runtime.failure"
local live = require "stdlib.live"
local rule = require "runtime.daemon.rule"
local scripts = require "runtime.daemon.scripts"

local engine = {}
engine.__index = engine

-- Who trades what: { { strategy, market or nil } ... }
local function plan(strategies, markets)
  local list = {}
  for _, strategy in ipairs(strategies) do
    if strategy.kind == "script" then
      list[#list + 1] = { strategy = strategy }
    else
      for _, market in ipairs(markets) do
        list[#list + 1] = { strategy = strategy, market = market }
      end
    end
  end
  return list
end

--- @param job  { strategies = list of loaded strategies, feed = of runtime.daemon.feed, settings,
--   scripts = opts of runtime.daemon.scripts }
-- @return the engine; raises a failure
function engine.new(job)
  local self = setmetatable({
    feed = job.feed, markets = job.feed.candles, settings = job.settings, shares = {}, rules = {},
  }, engine)
  local own = {}
  for number, one in ipairs(plan(job.strategies, self.markets)) do
    one.number, one.markets = number, self.markets
    one.settings = backtest.copy(job.settings)
    one.settings.cash = job.settings.cash / #job.strategies / (one.market and #self.markets or 1)
    if one.market then
      self.shares[number] = rule.new(one)
      self.rules[#self.rules + 1] = self.shares[number]
    else
      own[#own + 1] = one
    end
  end
  if #own > 0 then
    self.scripts = scripts.new(own, self.feed.markets, job.scripts)
    for i, one in ipairs(own) do self.shares[one.number] = self.scripts.shares[i] end
  end
  return self
end

--- Go on to an instant (microseconds): all that happens until then happens now.
function engine:reach(time)
  if self.scripts then self.scripts:reach(time) end
  self:reach_rules(time)
  self.time = time
end

--- The same for rules alone.
function engine:reach_rules(time)
  self.feed:reach(time, function(number, row)
    local market = self.markets[number]
    local candle = live.row(market.cdata, row)
    for _, share in ipairs(self.rules) do share:closed(market, candle) end
  end)
  for _, share in ipairs(self.rules) do share:reached(time) end
end

--- Start, at the time of the first candle.
function engine:begin(time)
  if self.scripts then self.scripts:begin(time) end
end

--- Be where a session was.
-- @param reached  the time that it had come to
-- @param later    versions of rules that took their places: { began, index = of strategies,
--   strategy }
-- @param strategies  of the session, in which the later ones take their places, too
function engine:recover(journal, reached, later, strategies)
  for _, version in ipairs(later) do
    self:reach_rules(version.began)
    local done, message = self:swap(strategies[version.index], version.strategy)
    if not done then failure.raise(message) end
    strategies[version.index] = version.strategy
  end
  self:reach_rules(reached)
  if self.scripts then self.scripts:recover(journal, self.feed.first, reached) end
  self.time = reached
  for _, share in ipairs(self.shares) do share:skip_fills(journal:count_fills(share.number)) end
end

--- What late scripts ask for, when nothing happens. @return do some still owe an answer?
function engine:idle() return self.scripts ~= nil and self.scripts:idle() end

--- A version of a strategy takes the place of another one, between two steps.
-- @return true; or nil and a message: the old one goes on; or nil: not now, a script is busy
function engine:swap(old, new)
  local swapped = {}
  for _, share in ipairs(self.shares) do
    if share.strategy == old then
      local done, message = share:swap(new)
      if not done then
        for _, before in ipairs(swapped) do before:swap_back() end
        return nil, message
      end
      swapped[#swapped + 1] = share
    end
  end
  for _, share in ipairs(swapped) do share:swapped() end
  return true
end

--- Have the journal keep what cannot be computed again.
function engine:write_down(journal)
  if self.scripts then self.scripts:write_down(journal) end
end

--- The fills since the last call, of all shares.
function engine:new_fills()
  local list = {}
  for _, share in ipairs(self.shares) do
    for _, fill in ipairs(share:new_fills()) do list[#list + 1] = fill end
  end
  return list
end

--- What there is now: { time = ms, cash, equity, shares = list of their status }.
function engine:status()
  local status = { time = self.time and self.time / 1000, cash = 0, equity = 0, shares = {} }
  for i, share in ipairs(self.shares) do
    local own = share:status()
    own.strategy, own.kind = share.strategy.name, share.kind
    own.symbol = share.market and share.market.symbol
    status.shares[i] = own
    status.cash, status.equity = status.cash + own.cash, status.equity + own.equity
  end
  return status
end

--- A run of each share (runtime.simulation), as results are shown; nil in its place where nothing
-- was traded yet.
-- @param finished  the feed is over: what is open is closed
function engine:runs(finished)
  if finished and self.scripts then self.scripts:finish() end
  local list = {}
  for i, share in ipairs(self.shares) do
    local result, message
    if finished then
      result, message = share:finish()
      if not result then failure.raise(("%s: %s"):format(share.strategy.path, message)) end
    else
      result = share:result()
    end
    local market = share.market or self.markets[1]
    list[i] = result and {
      strategy = share.strategy, symbol = market.symbol, candles = market, result = result,
      settings = share.settings,
      with = {}, bars = result.signals.cdata.candles, engine = "paper",
    } or false
  end
  return list
end

return engine
