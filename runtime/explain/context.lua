--- One trade of a run with what explains it at hand.
local host = require "stdlib.host"
local replay = require "stdlib.replay"
local settings = require "runtime.settings"

local C = host.C
local context = {}
context.__index = context

--- @param run    a run of runtime.simulation that recorded its fills
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
  local entry, adds, exits = nil, {}, {}
  for _, fill in ipairs(run.result:fills(index)) do
    if fill.kind == "entry" then entry = fill
    elseif fill.kind == "add" then adds[#adds + 1] = fill
    else exits[#exits + 1] = fill end
  end
  return setmetatable({
    entry = entry, adds = adds, exits = exits,
    run = run, index = index, trade = trade, side = side,
    d = side == C.TIDE_LONG and 1 or -1,
    bars = run.bars, signals = run.result.signals.cdata,
    rules = run.result.signals.cdata.side[side],
    columns = run.result.signals.cdata.signals[side],
    settings = run.settings, profile = settings.profile(run.settings),
  }, context)
end

-- As of bar t of a run bar by bar, which is run again up to there.
local function replayed(self, node, t)
  if not self.replayed or self.at > t then
    self.replayed, self.at = assert(replay.of(self.run)), -1
    self.next_bar = self.replayed:bars(self.replayed.reached[self.replayed.symbol])
  end
  while self.at < t do self.at = self.next_bar().index end
  return self.replayed.stepper:value(node)
end

--- The value of a node at bar t, or nil where it is undefined.
function context:value(node, t)
  local x
  if self.run.engine == "event" then x = replayed(self, node, t)
  else x = C.tide_signals_value(self.signals, node, t) end
  if x == x then return x end
end

--- Is the condition of this node true at bar t?
function context:holds(node, t) return node >= 0 and self:value(node, t) == 1 end

--- units(want) of the sizing rules: down to a whole number of lots.
function context:units(want)
  local lot = self.settings.lot
  if lot <= 0 then return want end
  return math.floor(want / lot + 1e-9) * lot
end

return context
