--- From options to results: loads the strategy and the candles, and runs one on
-- the other. What `backtest`, `explain` and `demo` share.
local ffi = require "ffi"
local backtest = require "stdlib.backtest"
local candles = require "stdlib.candles"
local host = require "stdlib.host"
local replay = require "stdlib.replay"
local failure = require "runtime.failure"
local files = require "runtime.files"
local settings = require "runtime.settings"
local terminal = require "runtime.terminal"

local C = host.C
local simulation = {}

--- FILE or SYMBOL=FILE; a path may hold "=" too.
function simulation.parse_source(word)
  local symbol, path = word:match "^([^=/]+)=(.+)$"
  if word == "" then return nil, "a file" end
  return { symbol = symbol, path = path or word }
end

--- The options of every command that runs a strategy on files.
simulation.options = {
  { name = "data", value = "[SYMBOL=]FILE", parse = simulation.parse_source, repeated = true,
    list = true, required = true,
    help = "candles to trade, CSV or CSV.gz; several files may follow" },
  { name = "with", value = "[SYMBOL=]FILE", parse = simulation.parse_source, repeated = true,
    help = "candles of a symbol that the strategy looks at but does not trade" },
  { name = "timeframe", value = "T", help = "trade on bars of this length: 5m, 1h, 4h, 1d ..." },
  { name = "indicators", value = "PATH", repeated = true,
    help = "a file with indicators (ta.define), or a folder of NAME.lua, beside the folder "
      .. "`indicators` where the strategy is" },
  { name = "param", value = "NAME=VALUE", kind = "pair", repeated = true,
    help = "set a parameter of the strategy" },
}
simulation.file_options = {
  { name = "engine", value = "NAME", kind = "choice", choices = { "vector", "event" },
    default = "vector", help = "how to simulate: on whole columns, or bar by bar (backtest only)" },
  { name = "allow-negative", help = "accept prices of zero and below" },
  { name = "gaps", value = "HOW", kind = "choice", choices = { "keep", "fill", "fail" },
    default = "keep", help = "what to do about missing candles" },
  { name = "drop-last", help = "ignore the last candle, which may be unfinished" },
  { name = "no-cache", help = "read the text, not the column cache" },
}

--- All options of a command that simulates: those above, those of the settings, and its own.
function simulation.with_options(own)
  local all = {}
  for _, list in ipairs { simulation.options, settings.options, simulation.file_options, own } do
    for _, option in ipairs(list) do all[#all + 1] = option end
  end
  return all
end

--- The candles of one --data or --with.
function simulation.load_candles(source, opts)
  local how = {
    allow_negative = opts.allow_negative, gaps = opts.gaps, drop_last = opts.drop_last,
  }
  if opts.no_cache then how.cache = false end
  local loaded, message = candles.load(source.path, how)
  if not loaded then failure.raise(message) end
  loaded.symbol = source.symbol or loaded.symbol
  for _, note in ipairs(loaded.notes or {}) do
    terminal.warn(("%s: %s"):format(source.path, note))
  end
  return loaded
end

--- The candles of every --with, by symbol.
function simulation.load_reference(opts)
  local with = {}
  for _, source in ipairs(opts.with) do
    local loaded = simulation.load_candles(source, opts)
    if with[loaded.symbol] then
      failure.raise(("'--with' names %s twice"):format(loaded.symbol), failure.USAGE)
    end
    with[loaded.symbol] = loaded
  end
  return with
end

--- What --timeframe says, as the host counts it.
function simulation.timeframe(name)
  local frame = ffi.new "int64_t[1]"
  if C.tide_timeframe_parse(name, frame) ~= C.TIDE_OK then
    failure.raise(("'--timeframe' needs a time frame like 5m, 1h, 4h, 1d, 1w or 1mo, found '%s'")
      :format(name), failure.USAGE)
  end
  return frame[0]
end

--- Give a strategy the time frame of --timeframe.
function simulation.set_timeframe(strategy, name)
  local hash = ffi.new "char[17]"
  strategy.cdata.timeframe, strategy.timeframe = simulation.timeframe(name), name
  if strategy.kind == "script" then
    if strategy.columns then strategy.columns.cdata.timeframe = strategy.cdata.timeframe end
    local whole = strategy.hash .. name
    C.tide_digest(whole, #whole, hash)
  elseif C.tide_strategy_hash(strategy.cdata, hash) ~= C.TIDE_OK then
    return
  end
  strategy.hash = ffi.string(hash)
end

--- The strategy that the options name.
-- @param any  it may be a script
function simulation.strategy(opts, any)
  local params = {}
  for _, pair in ipairs(opts.param or {}) do
    if params[pair.name] then
      failure.raise(("'--param' sets %s twice"):format(pair.name), failure.USAGE)
    end
    params[pair.name] = pair.value
  end
  local loader = require "runtime.loader"
  local load = any and loader.load_any or loader.load
  local strategy, message, usage = load(opts.strategy, params, nil, opts.indicators)
  if not strategy then failure.raise(message, usage and failure.USAGE) end
  if opts.timeframe then simulation.set_timeframe(strategy, opts.timeframe) end
  return strategy
end

--- What a user should know of a run before its numbers.
function simulation.warn(run)
  local r, name = run.result.cdata, run.symbol
  if r.ruined then
    terminal.warn(("%s: the account was lost; the run ended early"):format(name))
  elseif run.result.start > r.last then
    terminal.warn(("%s: the data is shorter than what the indicators need before their "
      .. "first value: no bar could signal"):format(name))
  elseif #run.result.trades == 0 then
    terminal.warn(name .. ": the strategy made no trade")
  end
end

--- What went wrong on the candles of a symbol, which the message names once.
function simulation.message(message, symbol)
  return message:find(symbol, 1, true) and message or ("%s: %s"):format(symbol, message)
end


--- Run a strategy on loaded candles.
-- @param job  {strategy, candles, with, settings, engine = "vector" or "event"}
-- @return {strategy, candles, bars, symbol, result, settings, with, engine}
function simulation.run(job)
  local bar_by_bar = job.engine == "event" or C.tide_strategy_reads_position(job.strategy.cdata)
  local result, message = (bar_by_bar and replay or backtest).run(job)
  if not result then failure.raise(simulation.message(message, job.candles.symbol)) end
  local run = {
    strategy = job.strategy, candles = job.candles, symbol = job.candles.symbol, result = result,
    settings = job.settings, with = job.with, bars = result.signals.cdata.candles,
    engine = bar_by_bar and "event" or "vector",
  }
  simulation.warn(run)
  return run
end

-- One file twice under one name is a slip of the hand that would count it double.
local function check_sources(sources)
  local seen = {}
  for _, source in ipairs(sources) do
    local path = files.plain(source.path)
    local key = (source.symbol or candles.symbol_of(path)) .. "=" .. path
    if seen[key] then
      failure.raise(("'--data' names %s twice"):format(source.path), failure.USAGE)
    end
    seen[key] = true
  end
end

-- What --debug adds: quantities that were cut at the fill.
local function tell_cuts(run)
  for i, trade in ipairs(run.result.trades) do
    if trade.wanted and trade.quantity < trade.wanted then
      io.stderr:write(("tide: debug: %s: trade %d: %.10g wanted, cut to %.10g at the fill\n")
        :format(run.symbol, i, trade.wanted, trade.quantity))
    end
  end
end

--- The settings of the options; refuses what cannot be.
-- @param bar_by_bar  the event engine may be asked for, too
function simulation.settings(opts, bar_by_bar)
  if opts.engine == "event" and not bar_by_bar then
    failure.raise("the event engine is for 'backtest'; leave '--engine' out", failure.USAGE)
  end
  local made, message = settings.make(opts)
  if not made then failure.raise(message, failure.USAGE) end
  check_sources(opts.data)
  return made
end

--- Everything the options ask for, a run for each --data.
-- @param how  { record_fills = keep every fill, too (result:fills), bar_by_bar = with the engine of
--   the options, whichever it is, strategy = when it is loaded already }
-- @return list of runs (see simulation.run)
function simulation.all(opts, how)
  local started = C.tide_clock_seconds()
  how = how or {}
  local made = simulation.settings(opts, how.bar_by_bar)
  made.record_fills = how.record_fills or false
  local strategy = how.strategy or simulation.strategy(opts)
  local with, runs = simulation.load_reference(opts), {}
  for i, source in ipairs(opts.data) do
    terminal.progress(started, ("%d of %d: %s"):format(i, #opts.data, source.path))
    runs[i] = simulation.run {
      strategy = strategy, candles = simulation.load_candles(source, opts), with = with,
      settings = made, engine = opts.engine,
    }
  end
  terminal.clear()
  if opts.debug then
    for _, run in ipairs(runs) do tell_cuts(run) end
  end
  return runs
end

return simulation
