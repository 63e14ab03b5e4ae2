--- The candles of a search, cut into its parts.
local backtest = require "stdlib.backtest"
local split = require "stdlib.research.split"
local failure = require "runtime.failure"
local run = require "runtime.batch.run"
local simulation = require "runtime.simulation"

local data = {}

--- References as they stood when a part ended.
local function with_until(with, part)
  local cut = {}
  for symbol, reference in pairs(with) do
    cut[symbol] = part.to ~= 0 and reference:first(reference:before(part.to)) or reference
  end
  return cut
end

--- A file's candles on the time frame that is traded.
local function load_traded(source, opts)
  local candles = simulation.load_candles(source, opts)
  if not opts.timeframe or opts.timeframe == candles.timeframe then return candles end
  return failure.check(candles:resample(opts.timeframe))
end

--- Candles cut into their parts, each with its settings and what it may see of other symbols.
-- @param how  { split, settings, with, timeframe, path }
-- @return a data set, see data.load
function data.cut(candles, how)
  local settings, with, path = how.settings, how.with or {}, how.path or candles.path
  local parts, message = split.parts(candles, how.split, settings)
  if not parts then failure.raise(("%s: %s"):format(path, message)) end
  local one = { candles = candles, parts = parts, path = path, symbol = candles.symbol }
  for _, part in pairs(parts) do
    part.with = with_until(with, part)
    part.settings = backtest.copy(settings)
    part.settings.from, part.settings.to = part.from, 0
  end
  one.digest = run.digest { candles = candles, with = with, settings = settings,
    timeframe = how.timeframe }
  return one
end

--- Read everything.
-- @param opts  with data, with, timeframe, split, and what simulation.settings reads
-- @return { datasets, settings }: a data set is { candles, symbol, path, digest, parts =
--   { in_sample, validation, test } }; a part has its own settings and with
function data.load(opts)
  local settings = simulation.settings(opts)
  local with, list = simulation.load_reference(opts), {}
  for i, source in ipairs(opts.data) do
    list[i] = data.cut(load_traded(source, opts), { split = opts.split, settings = settings,
      with = with, timeframe = opts.timeframe, path = source.path })
  end
  return { datasets = list, settings = settings }
end

return data
