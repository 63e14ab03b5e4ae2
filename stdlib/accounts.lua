--- Money behind replayed markets: an account for each strategy, and what it made of it
-- (stdlib/events.lua, stdlib/orders.lua).
--
--     accounts.open(e, 1, settings)              -- before the first event
--     e:run { candle = function(event) ... accounts.equity(e, 1) ... end }
--     local result = accounts.result(e, 1)       -- as stdlib/backtest.lua gives it
--
-- Markets and strategies count from 1.
local backtest = require "stdlib.backtest"
local ffi = require "ffi"
local host = require "stdlib.host"

local C = host.C

local accounts = {}

local failure, held = ffi.new "tide_error", ffi.new "tide_holding"

--- All strategies together, where a strategy is asked for.
accounts.ALL = C.TIDE_EVENTS_ALL + 1

local function number_of(strategy) return (strategy or 1) - 1 end

--- Give a strategy its share of the account; raises when that cannot be.
-- @param settings  of backtest.settings: cash, fees, lot, leverage, maintenance, from and to
-- @param start     the first bar that it may trade on, from 0, for buy and hold; 0 when not said
function accounts.open(e, strategy, settings, start)
  local status = C.tide_events_account(e.cdata, number_of(strategy), settings, failure)
  if status ~= C.TIDE_OK then error(ffi.string(failure.text), 2) end
  if start then accounts.start(e, strategy, start) end
end

--- Say later which bar is the first that a strategy may trade on, from 0.
function accounts.start(e, strategy, bar)
  if C.tide_events_account_start(e.cdata, number_of(strategy), bar) ~= C.TIDE_OK then
    error("a bar is a whole number from 0, and its strategy has an account", 2)
  end
end

--- Cash of a strategy now; NaN without an account.
function accounts.cash(e, strategy) return C.tide_events_cash(e.cdata, number_of(strategy)) end

--- Cash and what positions are worth at the last prices; of accounts.ALL the sum.
function accounts.equity(e, strategy) return C.tide_events_equity(e.cdata, number_of(strategy)) end

--- The position of a strategy in a market; both are 1 when not said.
-- @return tide_holding (tide/accounts.h), overwritten by the next call; nil without an account or
--         where the market takes no orders
function accounts.holding(e, market, strategy)
  local status = C.tide_events_holding(e.cdata, (market or 1) - 1, number_of(strategy), held)
  if status == C.TIDE_OK then return held end
end

local SIDES = { buy = C.TIDE_BUY, sell = C.TIDE_SELL }

--- How much a strategy would enter now, as the kernel sizes (tide_sizing in tide/accounts.h).
-- @param o  side = "buy" or "sell"; market, strategy (1); price of a limit; stop, atr as the size
--           needs; scale; size = { kind = C.TIDE_SIZE_*, value } where not that of the settings
-- @return a quantity; 0 or less when nothing can be entered, NaN when that is not known
function accounts.size(e, o)
  local want = ffi.new "tide_sizing"
  want.market, want.strategy = (o.market or 1) - 1, number_of(o.strategy)
  want.side = SIDES[o.side] or error("a side is 'buy' or 'sell'", 2)
  want.price, want.stop, want.atr = o.price or 0, o.stop or 0, o.atr or 0 / 0
  want.scale = o.scale or 1
  if o.size then want.size.kind, want.size.value = o.size.kind, o.size.value end
  return C.tide_events_size(e.cdata, want)
end

--- What a strategy has made, after the last event: metrics, trades, equity() and all else that
-- backtest.run gives. Of accounts.ALL: of the sum.
-- @return the result, or nil and a message
function accounts.result(e, strategy)
  local out, number = ffi.new "tide_result *[1]", number_of(strategy)
  if C.tide_events_result(e.cdata, number, out, failure) ~= C.TIDE_OK then
    return nil, ffi.string(failure.text)
  end
  local signals = { cdata = C.tide_events_bars(e.cdata), events = e }
  local settings = backtest.copy(C.tide_events_settings(e.cdata, number)[0])
  return backtest.wrap(out[0], signals, settings)
end

return accounts
