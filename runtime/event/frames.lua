--- Scripts of one time frame share an engine, on candles of that.
local failure = require "runtime.failure"

local frames = {}

--- Scripts by time frame, in the order in which the first of each stands.
-- @param list  of { strategy, ... }; those of rules are left out
-- @return list of lists
function frames.groups(list)
  local groups, by_frame = {}, {}
  for _, one in ipairs(list) do
    local frame = one.strategy.timeframe or ""
    if one.strategy.kind == "script" then
      if not by_frame[frame] then
        by_frame[frame] = {}
        groups[#groups + 1] = by_frame[frame]
      end
      table.insert(by_frame[frame], one)
    end
  end
  return groups
end

-- Candles that grow are those that come.
local function resampled(candles, frame)
  if not candles or not frame or frame == candles.timeframe then return candles end
  if candles.resample then return failure.check(candles:resample(frame)) end
  failure.raise(("a script on candles of %s needs a pipe of them: %s comes as %s"):format(frame,
    candles.symbol, candles.timeframe))
end

--- Markets with candles of a time frame. @param frame  nil: as they are
function frames.markets(list, frame)
  local made = {}
  for i, market in ipairs(list) do
    made[i] = {
      symbol = market.symbol, candles = resampled(market.candles, frame), trades = market.trades,
      depth = market.depth, liquidations = market.liquidations,
    }
  end
  return made
end

return frames
