--- `tide backtest` of scripts: the files of the options are read, and run in the event engine.
local host = require "stdlib.host"
local scripts = require "runtime.scripts"
local columns = require "runtime.event.columns"
local failure = require "runtime.failure"
local markets = require "runtime.event.markets"
local options = require "runtime.event.options"
local simulation = require "runtime.simulation"
local terminal = require "runtime.terminal"

local C = host.C
local run = {}

-- Functions of a script that need columns of their own, and the options that bring them.
local NEEDS = {
  { "on_candle", "candles", "--data" }, { "on_trade", "trades", "--ticks" },
  { "on_book", "depth", "--book" },
}

local function has(list, field)
  for _, market in ipairs(list) do
    if market[field] then return true end
  end
  return false
end

-- A function that nothing calls is a slip, unless another one is called.
local function check_functions(script, list)
  local called, missing, own = false, {}, {}
  for _, name in ipairs(script.callbacks) do own[name] = true end
  for _, need in ipairs(NEEDS) do
    if own[need[1]] then
      called = called or has(list, need[2])
      if not has(list, need[2]) then missing[#missing + 1] = need end
    end
  end
  if #missing == 0 then return end
  local lines = {}
  for i, need in ipairs(missing) do
    local what = need[2] == "depth" and "an order book" or need[2]
    lines[i] = ("%s is never called without %s, which %s brings"):format(need[1], what, need[3])
  end
  local message = ("%s: %s"):format(script.path, table.concat(lines, "; "))
  if not called then failure.raise(message, failure.USAGE) end
  terminal.warn(message)
end

-- Candles of the time frame that the script asks for.
local function in_frame(list, frame)
  local made = {}
  for i, market in ipairs(list) do
    local bars = market.candles
    if bars and frame and frame ~= bars.timeframe then
      bars = failure.check(bars:resample(frame))
    end
    made[i] = {
      symbol = market.symbol, candles = bars, trades = market.trades, depth = market.depth,
    }
  end
  return made
end

local function first_bars(list)
  for _, market in ipairs(list) do
    if market.candles then return market.candles end
  end
end

local function symbols_of(list)
  local names = {}
  for i, market in ipairs(list) do names[i] = market.symbol end
  return table.concat(names, ",")
end

--- A script on all that the options name.
-- @return list of runs, see runtime.simulation
function run.script(script, opts)
  local started = C.tide_clock_seconds()
  local settings = simulation.settings(opts, true)
  local files = markets.load(opts, started)
  local list = in_frame(files, script.timeframe)
  if #list == 0 then
    failure.raise("'backtest' needs something to trade on: candles with --data, or trades with "
      .. "--ticks, or an order book with --book", failure.USAGE)
  end
  check_functions(script, list)
  script.shown = columns.of(script, files, simulation.load_reference(opts), first_bars(list))
  terminal.progress(started, "simulating " .. script.path)
  local result = scripts.run({
    scripts = { script }, markets = list, venue = options.venue(opts, settings),
    settings = settings, seed = 1, most_errors = opts.max_errors, policy = opts.on_error,
  })[1]
  terminal.clear()
  local made = {
    strategy = script, candles = first_bars(list), symbol = symbols_of(list), result = result,
    settings = settings, bars = result.signals.cdata.candles, engine = "event",
  }
  simulation.warn(made)
  return { made }
end

return run
