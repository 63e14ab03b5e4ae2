--- The candles of a search, cut into its parts, and the grammar that suits them.
local backtest = require "stdlib.backtest"
local frames = require "stdlib.generator.timeframe"
local read = require "stdlib.generator.read"
local split = require "stdlib.research.split"
local failure = require "runtime.failure"
local grammar = require "runtime.grammar"
local run = require "runtime.batch.run"
local simulation = require "runtime.simulation"
local terminal = require "runtime.terminal"

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

local function load_one(source, opts, settings, with)
  local candles = load_traded(source, opts)
  local parts, message = split.parts(candles, opts.split, settings)
  if not parts then failure.raise(("%s: %s"):format(source.path, message)) end
  local one = { candles = candles, parts = parts, path = source.path, symbol = candles.symbol }
  for _, part in pairs(parts) do
    part.with = with_until(with, part)
    part.settings = backtest.copy(settings)
    part.settings.from, part.settings.to = part.from, 0
  end
  one.digest = run.digest { candles = candles, with = with, settings = settings,
    timeframe = opts.timeframe }
  return one
end

--- The grammar for these candles: time frames above theirs, volume where all have it.
local function load_grammar(opts, list)
  local base = { timeframe = list[1].candles.timeframe }
  for _, one in ipairs(list) do
    if one.candles.cdata.volume == nil then base.volume = false end
    local frame = one.candles.timeframe
    if frames.parse(frame) > frames.parse(base.timeframe) then base.timeframe = frame end
  end
  return grammar.load(opts, base)
end

--- Strategies of a file that join the first generation.
local function load_start(g, path)
  local file, message = io.open(path, "rb")
  if not file then
    failure.raise(("%s: cannot read it: %s"):format(path, (message:gsub("^.*: ", ""))))
  end
  local trees, number, refused = {}, 0, 0
  for line in file:lines() do
    number = number + 1
    if line:find "%S" then
      local tree, why = read.strategy(g, line)
      if tree then
        trees[#trees + 1] = tree
      else
        refused = refused + 1
        if refused <= 5 then terminal.warn(("%s:%d: left out: %s"):format(path, number, why)) end
      end
    end
  end
  file:close()
  if #trees == 0 then
    failure.raise(("%s: none of its lines is a strategy that the grammar can say"):format(path))
  end
  if refused > 5 then terminal.warn(("%s: %d more left out"):format(path, refused - 5)) end
  return trees
end

--- Read everything.
-- @return { datasets, settings, grammar, start = trees or nil }: a data set is { candles, symbol,
--   path, digest, parts = { in_sample, validation, test } }; a part has its own settings and with
function data.load(opts)
  local settings = simulation.settings(opts)
  local with, list = simulation.load_reference(opts), {}
  for i, source in ipairs(opts.data) do list[i] = load_one(source, opts, settings, with) end
  local g = load_grammar(opts, list)
  return {
    datasets = list, settings = settings, grammar = g,
    start = opts.start and load_start(g, opts.start) or nil,
  }
end

return data
