--- One run of a strategy on data as they were at a moment.
local backtest = require "stdlib.backtest"

local past = {}

--- What other symbols had by a time (microseconds).
function past.with(job, time)
  local with = {}
  for symbol, candles in pairs(job.with or {}) do
    with[symbol] = candles:first(candles:closed(time))
  end
  return with
end

--- Evaluate the strategy of a job on candles.
-- @return as backtest.signals
function past.evaluate(job, candles, with)
  return backtest.signals {
    strategy = job.strategy, candles = candles, with = with, settings = job.settings,
  }
end

--- The strategy on the first `cut` candles, and on what other symbols had by then.
-- @return as backtest.signals
function past.prefix(job, cut)
  local time = job.candles:close_time(cut - 1)
  local signals, why = past.evaluate(job, job.candles:first(cut), past.with(job, time))
  if signals then return signals end
  return nil, ("on the first %d candles: %s"):format(cut, why)
end

return past
