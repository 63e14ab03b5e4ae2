--- `tide lookahead STRATEGY --data FILE...`: does a strategy know what it cannot know yet?
local host = require "stdlib.host"
local json = require "stdlib.json"
local lookahead = require "stdlib.research.lookahead"
local prefixes = require "stdlib.research.lookahead.prefixes"
local failure = require "runtime.failure"
local simulation = require "runtime.simulation"
local terminal = require "runtime.terminal"
local text = require "runtime.lookahead.text"

local FIRST = {
  "source", "bar", "time", "side", "signal", "was", "is", "expression", "line", "defined",
  "expression_bar", "expression_time", "expression_was", "expression_is", "candles", "symbol",
  "data_end", "known_candles", "known_time",
}

local function first_of(first)
  if not first then return json.null end
  local members = {}
  for i, key in ipairs(FIRST) do members[2 * i - 1], members[2 * i] = key, first[key] end
  return json.object(members, 2 * #FIRST)
end

local function document_of(strategy, run)
  return json.object {
    "strategy", strategy.name, "hash", strategy.hash, "symbol", run.symbol,
    "bars", run.found.bars, "clean", run.found.clean, "prefixes", run.found.prefixes,
    "streamed", run.found.streamed, "earlier", run.found.earlier,
    "first", first_of(run.found.first),
  }
end

local function documents_of(strategy, runs, clean)
  if #runs == 1 then return document_of(strategy, runs[1]) end
  local results = {}
  for i, run in ipairs(runs) do results[i] = document_of(strategy, run) end
  return json.object { "clean", clean, "results", json.array(results) }
end

-- The earlier files that are about this instrument or what it looks at.
local function earlier_of(all, symbol, with)
  local list = {}
  for _, candles in ipairs(all) do
    if candles.symbol == symbol or with[candles.symbol] then list[#list + 1] = candles end
  end
  return list
end

local function test(opts, strategy, source, with, earlier)
  local started = host.C.tide_clock_seconds()
  local candles = simulation.load_candles(source, opts)
  local found, message = lookahead.test {
    strategy = strategy, candles = candles, with = with, prefixes = opts.prefixes,
    seed = opts.seed, earlier = earlier_of(earlier, candles.symbol, with),
    progress = function(done, all)
      terminal.progress(started, ("%s: %d of %d prefixes"):format(candles.symbol, done, all))
    end,
  }
  terminal.clear()
  if not found then failure.raise(simulation.message(message, candles.symbol)) end
  return { symbol = candles.symbol, found = found }
end

local function load_earlier(opts, with)
  local list, known = {}, {}
  for _, source in ipairs(opts.data) do
    known[source.symbol or require("stdlib.candles").symbol_of(source.path)] = true
  end
  for i, source in ipairs(opts.earlier) do
    list[i] = simulation.load_candles(source, opts)
    if not known[list[i].symbol] and not with[list[i].symbol] then
      failure.raise(("'--earlier' has candles of %s, which is not among the data: write "
        .. "SYMBOL=%s"):format(list[i].symbol, source.path), failure.USAGE)
    end
  end
  return list
end

local function run(opts)
  local strategy, with = simulation.strategy(opts), simulation.load_reference(opts)
  local earlier, runs, clean = load_earlier(opts, with), {}, true
  for i, source in ipairs(opts.data) do
    runs[i] = test(opts, strategy, source, with, earlier)
    clean = clean and runs[i].found.clean
  end
  if opts.json then
    terminal.write(json.encode(documents_of(strategy, runs, clean)), "\n")
  else
    for _, one in ipairs(runs) do
      terminal.write(text.one(one, opts.strategy:match "[^/]*$", terminal.columns()))
    end
  end
  return clean and 0 or failure.FAILED
end

local options = {}
for _, list in ipairs { simulation.options, simulation.file_options, {
  { name = "prefixes", value = "N", kind = "integer", min = 1, max = 1e7,
    default = prefixes.COUNT, help = "on how many prefixes of the data the strategy is run; all "
      .. "of them when there are no more" },
  { name = "earlier", value = "[SYMBOL=]FILE", parse = simulation.parse_source, repeated = true,
    help = "candles as they were downloaded earlier: what was said of them must still be so" },
  { name = "seed", value = "N", kind = "integer", min = 0, default = 1,
    help = "which prefixes are drawn" },
  { name = "json", help = "print one JSON document" },
} } do
  for _, option in ipairs(list) do
    if option.name ~= "engine" then options[#options + 1] = option end
  end
end

return {
  name = "lookahead",
  summary = "whether a strategy knows what it cannot know yet",
  about = "Runs a strategy on many prefixes of the data, other symbols cut at the same time, and "
    .. "steps it candle by candle. Every signal must be what the whole run says, bit for bit. Says "
    .. "where it first is not, and why; the exit code is 1 then.",
  arguments = { { name = "STRATEGY", help = "a strategy file, .lua or .json" } },
  options = options,
  examples = {
    "tide lookahead strategies/breakout.lua --data BTCUSDT_1h.csv",
    "tide lookahead my.lua --data A_1h.csv --with B=B_1d.csv --earlier B=monday/B_1d.csv",
  },
  run = run,
}
