--- `tide backtest` of scripts, and of several strategies together on one account: the files of the
-- options are read, and each strategy is run with its share of the cash. Rules run as they do
-- alone, a share for each symbol; scripts run in the event engine, those of one time frame
-- together.
local backtest = require "stdlib.backtest"
local host = require "stdlib.host"
local sum = require "stdlib.sum"
local scripts = require "runtime.scripts"
local check = require "runtime.event.check"
local columns = require "runtime.event.columns"
local failure = require "runtime.failure"
local frames = require "runtime.event.frames"
local markets = require "runtime.event.markets"
local options = require "runtime.event.options"
local simulation = require "runtime.simulation"
local terminal = require "runtime.terminal"

local C = host.C
local run = {}

local function with_candles(list)
  local made = {}
  for _, market in ipairs(list) do
    if market.candles then made[#made + 1] = market end
  end
  return made
end

local function symbols_of(list)
  local names = {}
  for i, market in ipairs(list) do names[i] = market.symbol end
  return names
end

local function settings_of(job, cash)
  local made = backtest.copy(job.settings)
  made.cash = cash
  return made
end

local function script_run(script, list, result)
  local first, symbols = with_candles(list)[1], symbols_of(list)
  local made = {
    strategy = script, candles = first and first.candles, symbol = table.concat(symbols, ","),
    symbols = symbols, result = result, settings = result.settings, engine = "event",
    bars = result.signals.cdata.candles,
  }
  simulation.warn(made)
  return made
end

--- Scripts of one time frame.
-- @param group  list of { strategy, cash }
-- @return a run for each
local function run_scripts(job, group)
  local list, made = frames.markets(job.files, group[1].strategy.timeframe), {}
  local first = with_candles(list)[1]
  local all, settings = {}, {}
  check.room(group, list)
  for i, one in ipairs(group) do
    all[i], settings[i] = one.strategy, settings_of(job, one.cash)
    check.functions(one.strategy, list)
    one.strategy.shown = columns.of(one.strategy, job.files, job.with, first and first.candles)
  end
  terminal.progress(job.started, "simulating " .. all[1].path)
  local results = scripts.run {
    scripts = all, markets = list, venue = options.venue(job.opts, job.settings, list),
    settings = settings, seed = 1, most_errors = job.opts.max_errors, policy = job.opts.on_error,
    feed = (job.opts.feed_delay or 0) / 1000,
    started = terminal.width(terminal.STDERR) and job.started,
  }
  for i, result in ipairs(results) do made[i] = script_run(all[i], list, result) end
  return made
end

--- Rules on each symbol, with a part of the share each.
local function run_rules(job, strategy, cash)
  local list, made = with_candles(job.files), {}
  if #list == 0 then
    failure.raise(("%s: rules are simulated on candles: give them with --data")
      :format(strategy.path), failure.USAGE)
  end
  for i, market in ipairs(list) do
    terminal.progress(job.started, ("simulating %s on %s"):format(strategy.path, market.symbol))
    made[i] = simulation.run {
      strategy = strategy, candles = market.candles, with = job.with, engine = job.opts.engine,
      settings = settings_of(job, cash / #list),
    }
  end
  return made
end

local function add_up(runs)
  local results, cash = {}, {}
  for i, one in ipairs(runs) do results[i], cash[i] = one.result, one.settings.cash end
  return failure.check(sum.of(results, cash))
end

--- Run strategies on all that the options name.
-- @param list  of strategies, see runtime.simulation
-- @return list of runs in their order; and of several strategies the result of the account
function run.all(list, opts)
  local job = {
    opts = opts, settings = simulation.settings(opts, true), started = C.tide_clock_seconds(),
  }
  local shares = options.shares(opts, #list)
  job.files, job.with = markets.load(opts, job.started), simulation.load_reference(opts)
  if #job.files == 0 then
    failure.raise("'backtest' needs something to trade on: candles with --data, or trades with "
      .. "--ticks, or an order book with --book", failure.USAGE)
  end
  local jobs, runs = {}, {}
  for i, strategy in ipairs(list) do
    jobs[i] = { strategy = strategy, cash = job.settings.cash * shares[i] }
  end
  for _, group in ipairs(frames.groups(jobs)) do
    for i, one in ipairs(run_scripts(job, group)) do group[i].runs = { one } end
  end
  for _, one in ipairs(jobs) do
    for _, made in ipairs(one.runs or run_rules(job, one.strategy, one.cash)) do
      runs[#runs + 1] = made
    end
  end
  terminal.clear()
  return runs, #list > 1 and add_up(runs) or nil
end

return run
