--- The share of a rule strategy in one market: its rules on an account of their own, a bar at a
-- time (stdlib.replay).
local ffi = require "ffi"
local failure = require "runtime.failure"
local live = require "stdlib.live"
local replay = require "stdlib.replay"

local rule = {}
rule.__index = rule

--- The feeds that a strategy reads beside the traded one.
local function others_of(job)
  local with = {}
  for _, read in ipairs(live.reads(job.strategy)) do
    local symbol = read.symbol
    if symbol ~= "" and symbol ~= job.market.symbol then
      local found
      for _, market in ipairs(job.markets) do
        if market.symbol == symbol then found = market end
      end
      if not found then
        failure.raise(("%s: it looks at %s: give a feed of it with '--feed'"):format(
          job.strategy.path, symbol))
      end
      if not with[symbol] then
        with[symbol] = true
        with[#with + 1] = live.feed(found)
      end
    end
  end
  return with
end

local function wants_of(market, with)
  local wants = { [market.symbol] = true }
  for _, feed in ipairs(with) do wants[feed.symbol] = true end
  return wants
end

--- @param job  { number, strategy, market = its candles (stdlib.candles), markets = of all feeds,
--   settings = with its cash }
-- @return the share; raises a failure
function rule.new(job)
  local settings = job.settings
  settings.record_fills = true
  local opts = live.feed(job.market)
  opts.strategy, opts.settings, opts.with = job.strategy, settings, others_of(job)
  local self = setmetatable({
    kind = "rule", number = job.number, strategy = job.strategy, market = job.market,
    settings = settings, markets = job.markets, wants = wants_of(job.market, opts.with), came = {},
    fills_seen = 0,
  }, rule)
  self.replay = failure.check(replay.open(opts))
  return self
end

--- A candle of a market has closed.
function rule:closed(market, candle)
  self.came[market.symbol] = (self.came[market.symbol] or 0) + 1
  if not self.wants[market.symbol] then return end
  failure.check(self.replay:candle(candle, market.symbol))
end

--- Every candle that closes by then has come.
function rule:reached(time) failure.check(self.replay:advance(time)) end

-- The candles of a market that have come to this share.
local function so_far(self, market)
  local view = ffi.new("tide_candles", market.cdata[0])
  view.n = self.came[market.symbol] or 0
  return { cdata = view, held = market }
end

--- Another version takes over the account.
-- @return true, or nil and a message
function rule:swap(strategy)
  local with = others_of { strategy = strategy, market = self.market, markets = self.markets }
  local history = {}
  for _, market in ipairs(self.markets) do history[market.symbol] = so_far(self, market) end
  local fine, why = self.replay:swap(strategy, { with = with, history = history })
  if not fine then return nil, why end
  self.before, self.strategy, self.wants = self.strategy, strategy, wants_of(self.market, with)
  return true
end

--- The version before goes on, after all.
function rule:swap_back()
  local fine, why = self:swap(self.before)
  if not fine then error(why, 0) end
end

function rule:swapped() self.before = nil end

--- Fills since the last call, as a journal takes them.
function rule:new_fills()
  local list = {}
  for i, fill in ipairs(self.replay:fills(self.fills_seen)) do
    list[i] = {
      share = self.number, strategy = self.strategy.name, symbol = self.market.symbol,
      time = fill.time, side = fill.side, kind = fill.kind, price = fill.price,
      quantity = fill.quantity,
    }
  end
  self.fills_seen = self.fills_seen + #list
  return list
end

--- So many fills were seen before.
function rule:skip_fills(count) self.fills_seen = count end

--- What there is now: { cash, equity, positions = { { symbol, quantity, entry, profit } }, orders,
-- trades = how many }.
function rule:status()
  local now = self.replay:state()
  local status = { cash = now.cash, equity = now.equity, trades = now.trades, positions = {},
    orders = {} }
  for side, sign in pairs { long = 1, short = -1 } do
    local p = now[side]
    if p then
      status.positions[#status.positions + 1] = {
        symbol = self.market.symbol, quantity = sign * p.quantity, entry = p.entry,
        profit = p.profit, stop = p.stop, target = p.target,
      }
    end
  end
  for i, order in ipairs(now.orders) do
    status.orders[i] = { symbol = self.market.symbol, side = order.side, kind = order.kind,
      quantity = order.quantity, price = order.price }
  end
  return status
end

--- Its trades after the first `seen`.
function rule:trades(seen) return self.replay:trades(seen or 0) end

--- What it made so far, as of a backtest that ends here; nil where nothing was traded yet.
function rule:result() return (self.replay:result()) end

--- The feed is over. @return the result, or nil and a message
function rule:finish() return self.replay:finish() end

return rule
