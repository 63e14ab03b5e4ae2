--- The columns that scripts read as ctx.ind, evaluated over whole candles before a run: the engine
-- reveals them bar by bar.
local ffi = require "ffi"
local backtest = require "stdlib.backtest"
local C = require("stdlib.host").C
local failure = require "runtime.failure"

local columns = {}

local function values_of(signals, node, n)
  local values = ffi.new("double[?]", math.max(n, 1))
  for t = 0, n - 1 do values[t] = C.tide_signals_value(signals, node, t) end
  return values
end

-- Candles of the other symbols, as the files have them.
local function others(markets, first, with)
  local all = {}
  for symbol, candles in pairs(with) do all[symbol] = candles end
  for _, market in ipairs(markets) do
    if market ~= first and market.candles then all[market.symbol] = market.candles end
  end
  return all
end

--- @param script   of the loader
-- @param markets  with candles as their files have them
-- @param with     { SYMBOL = candles } that are looked at only
-- @param bars     of the first symbol, as the engine replays them
-- @return { [name] = { values = double[bars], condition } }; nil when the script wants none
function columns.of(script, markets, with, bars)
  local wants, first = script.columns, nil
  if not wants then return nil end
  for _, market in ipairs(markets) do first = first or (market.candles and market) end
  if not first then
    failure.raise(script.path .. ": indicators are made of candles: give them with --data",
      failure.USAGE)
  end
  local signals, message = backtest.signals {
    strategy = wants, candles = first.candles, with = others(markets, first, with),
    settings = backtest.settings "tide",
  }
  if not signals then failure.raise(("%s: %s"):format(script.path, message)) end
  local own = signals.cdata.candles
  if own.n ~= bars.n or (own.n > 0 and own.time[own.n - 1] ~= bars.cdata.time[own.n - 1]) then
    error("the bars of indicators are not those of the run", 0)
  end
  local made = {}
  for _, one in ipairs(wants.named) do
    made[one.name] = {
      condition = one.condition, values = values_of(signals.cdata, one.node, own.n),
    }
  end
  return made
end

return columns
