--- The third way to look: on candles as an earlier download had them. What has been changed since
-- then, an unfinished last candle above all, the strategy has seen otherwise.
local ffi = require "ffi"
local backtest = require "stdlib.backtest"
local past = require "stdlib.research.lookahead.past"
local telling = require "stdlib.research.lookahead.telling"
local C = require("stdlib.host").C

local earlier = {}

-- What is wrong with an earlier download, as a message, or nil.
local function misfit(job, was)
  local now = was.symbol == job.candles.symbol and job.candles or (job.with or {})[was.symbol]
  if not now then return "is not among the data of this test" end
  if now.timeframe ~= was.timeframe then
    return ("has %s candles, and the present ones are %s"):format(was.timeframe, now.timeframe)
  end
  if was.cdata.n == 0 or now.cdata.n == 0 or was.cdata.time[0] ~= now.cdata.time[0] then
    return "does not begin where the present candles do, and what is smoothed remembers where it "
      .. "began"
  end
end

--- The strategy on what was known when an earlier download ended.
-- @param was  candles of one symbol of the job
-- @return what is told of the first change, or nil; then a message when it cannot be run
function earlier.compare(job, whole, was)
  local wrong = misfit(job, was)
  if wrong then return nil, ("the earlier %s %s"):format(was.symbol, wrong) end
  local time = was:close_time(was.cdata.n - 1)
  local candles, with = job.candles:first(job.candles:closed(time)), past.with(job, time)
  if was.symbol == job.candles.symbol then candles = was else with[was.symbol] = was end
  local part, why = past.evaluate(job, candles, with)
  if not part then return nil, ("on the earlier %s: %s"):format(was.symbol, why) end
  local change, found = ffi.new "tide_change", nil
  if C.tide_signals_compare(part.cdata, whole.cdata, change) == 1 then
    found = telling.between(job.strategy, change, part, whole)
    found.source, found.symbol, found.data_end = "earlier", was.symbol, time / 1000
  end
  backtest.free(part)
  return found
end

return earlier
