--- One trade of a run with what explains it at hand.
local host = require "stdlib.host"
local settings = require "runtime.settings"

local C = host.C
local context = {}
context.__index = context

--- @param run    a run of runtime.simulation
-- @param index  which of its trades, from 1
-- @return context, or nil and a message
function context.new(run, index)
  local trades = run.result.trades
  local trade = trades[index]
  if not trade then
    return nil, #trades == 0 and "the strategy made no trade on this data"
      or ("there is no trade %d: the strategy made %d on this data"):format(index, #trades)
  end
  local side = trade.side == "long" and C.TIDE_LONG or C.TIDE_SHORT
  return setmetatable({
    run = run, index = index, trade = trade, side = side,
    d = side == C.TIDE_LONG and 1 or -1,
    bars = run.bars, signals = run.result.signals.cdata,
    rules = run.result.signals.cdata.side[side],
    columns = run.result.signals.cdata.signals[side],
    settings = run.settings, profile = settings.profile(run.settings),
  }, context)
end

--- The value of a node at bar t, or nil where it is undefined.
function context:value(node, t)
  local x = C.tide_signals_value(self.signals, node, t)
  if x == x then return x end
end

--- Is the condition of this node true at bar t?
function context:holds(node, t) return node >= 0 and self:value(node, t) == 1 end

--- The slippage of a market fill that bar t is the last completed one of; nil where
-- it depends on more than the bar shows.
-- @param leaving  of an exit: not every tool lets it slip
function context:slippage(t, leaving)
  local s = self.settings
  if leaving and self.profile == "backtesting.py" then return 0 end
  local share = self.profile == "backtesting.py" and 1 or 0.5
  local spread = s.spread * share
  if s.slippage_kind == C.TIDE_SLIP_FIXED then return s.slippage + spread end
  if s.slippage_kind == C.TIDE_SLIP_DYNAMIC then
    local atr = self.signals.atr[t]
    local slip = s.slippage * atr / self.bars.close[t]
    return (slip > 0 and slip or 0) + spread
  end
end

--- The commission rate of a fill, or nil where it depends on the volume of 30 days.
function context:rate(maker)
  local s = self.settings
  if s.tiers > 0 then return nil end
  return maker and s.commission_maker >= 0 and s.commission_maker or s.commission
end

--- units(want) of the sizing rules: down to a whole number of lots.
function context:units(want)
  local lot = self.settings.lot
  if lot <= 0 then return want end
  return math.floor(want / lot + 1e-9) * lot
end

return context
