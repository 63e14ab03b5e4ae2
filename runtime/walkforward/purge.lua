--- The gap between what is learned and what is traded, in bars.
--
-- A training part ends where its candles end, so that nothing of a test can be seen in it. What
-- the gap takes away is what the two would have in common all the same: the days of a trade that
-- begins in one and would end in the other. As long as the longest trade is long enough; and as
-- the gap must not know what is traded later, that trade is one of the strategy as it is, before
-- the first test begins.
local backtest = require "stdlib.backtest"
local frames = require "stdlib.generator.timeframe"
local windows = require "stdlib.research.windows"

local purge = {}

local MOST = 0.5 -- of the training part

--- Bars of a length of stdlib.research.windows.
function purge.bars(candles, length)
  if type(length) == "number" then return length end
  if length.bars then return length.bars end
  return math.ceil(length.time / frames.parse(candles.timeframe))
end

--- The longest trade of a strategy in the first training part, at most half of it.
-- @param job   { strategy, candles, settings, with }
-- @param plan  options of windows.plan, without a gap
-- @return bars, and whether that is the half; or nil and a message
function purge.longest(job, plan)
  local list, message = windows.plan(job.candles, plan)
  if not list then return nil, message end
  local part, settings = list[1].train, backtest.copy(job.settings)
  settings.from, settings.to = part.from, 0
  local with = {}
  for symbol, candles in pairs(job.with or {}) do
    with[symbol] = candles:first(candles:before(list[1].test.from))
  end
  local result
  result, message = backtest.run {
    strategy = job.strategy, candles = part.candles, with = with, settings = settings,
  }
  if not result then return nil, message end
  -- a strategy may trade longer bars than those of the candles
  local ratio = frames.parse(result.timeframe) / frames.parse(job.candles.timeframe)
  local longest = 0
  for _, trade in ipairs(result.trades) do longest = math.max(longest, trade.bars) end
  local bars, most = math.ceil(longest * ratio), math.floor(MOST * part.bars)
  return math.min(bars, most), bars > most
end

return purge
