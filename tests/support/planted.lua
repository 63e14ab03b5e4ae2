--- What a planted market owes to its rule, told from outside: the trades of the rule say when
-- price drifts, and the same seed without an edge says what the noise is.
local backtest = require "stdlib.backtest"
local candles = require "stdlib.candles"
local loader = require "runtime.loader"
local program = require "tests.support.program"

local planted = {}

--- A strategy from its text.
function planted.rule(text)
  local folder = program.folder()
  local strategy, message = loader.load(program.write(folder .. "/rule.lua", text))
  program.remove(folder)
  return assert(strategy, message)
end

--- The result of a strategy on candles with the default settings.
-- @param change  function(settings), optional
function planted.run(strategy, c, change)
  local settings = backtest.settings "tide"
  if change then change(settings) end
  return assert(backtest.run { strategy = strategy, candles = c, settings = settings })
end

--- +1, -1 or 0 for each hour: the position that the trades of a run held.
function planted.held(run, c)
  local held, at, trades = {}, 1, run.trades
  for t = 0, c.n - 1 do
    local time = tonumber(c.cdata.time[t]) / 1000
    while trades[at] and trades[at].exit_reason ~= "end_of_data" and trades[at].exit_time <= time do at = at + 1 end
    local trade = trades[at]
    held[t] = trade and trade.entry_time <= time and (trade.side == "long" and 1 or -1) or 0
  end
  return held
end

--- What each hour of the planted market is to return beyond its noise.
function planted.expected(held, n, drift)
  local expected, given, flat = {}, 0, 0
  for t = 0, n - 1 do
    if held[t] ~= 0 then
      expected[t] = held[t] * drift
      given = given + expected[t]
    else
      flat = flat + 1
      expected[t] = flat > 1 and math.max(-drift, math.min(drift, -given / flat)) or 0
    end
  end
  return expected
end

--- The largest difference between what hours return and what they owe, as a share of the drift;
-- and the number of trades.
-- @param other  ask the trades of this rule when they owe (default: the planted one)
function planted.largest_error(rule, bars, seed, drift, other)
  local function make(d) return assert(candles.synthetic { bars = bars, seed = seed, rule = rule, drift = d }) end
  local edge, noise = make(drift), make(0)
  local run = planted.run(other or rule, edge)
  local expected = planted.expected(planted.held(run, edge), bars, drift)
  local worst = 0
  for t = 1, bars - 1 do
    local function move(c) return math.log(c.cdata.close[t] / c.cdata.close[t - 1]) end
    worst = math.max(worst, math.abs(move(edge) - move(noise) - expected[t]))
  end
  return worst / drift, #run.trades
end

return planted
