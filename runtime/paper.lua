--- From options to a session of paper trading, and what comes out of it: what `tide paper` and
-- `tide daemon` share.
local document = require "runtime.document"
local failure = require "runtime.failure"
local feeds = require "runtime.daemon.feed"
local files = require "runtime.files"
local journal = require "runtime.daemon.journal"
local json = require "stdlib.json"
local logs = require "runtime.daemon.log"
local outputs = require "runtime.outputs"
local place = require "runtime.daemon.place"
local settings = require "runtime.settings"
local simulation = require "runtime.simulation"
local terminal = require "runtime.terminal"

local paper = {}

local function parse_speed(word)
  if word == "max" then return math.huge end
  local speed = tonumber(word)
  if not speed or not (speed > 0 and speed < math.huge) then
    return nil, "a number above 0, like 60, or max"
  end
  return speed
end

local function parse_name(word)
  if place.is_name(word) then return word end
  return nil, "letters, digits, '.', '_' and '-', at most 80"
end

local own = {
  { name = "feed", value = "[SYMBOL=]FILE", parse = simulation.parse_source, repeated = true,
    list = true, required = true,
    help = "candles that come, CSV or CSV.gz; several files may follow, a symbol each" },
  { name = "speed", value = "S", parse = parse_speed, default = 1, shown = "1",
    help = "seconds of the feed in a second of the clock, or max" },
  { name = "name", value = "NAME", parse = parse_name,
    help = "of the session, which a later start goes on with (default: strategies and symbols)" },
  { name = "fresh", help = "begin the session anew; what it kept is put aside" },
  { name = "log", help = "lines of JSON on the standard error, as a daemon writes them" },
  { name = "log-level", value = "LEVEL", kind = "choice", choices = logs.levels, default = "info",
    help = "the least that is said" },
  { name = "max-errors", value = "N", kind = "integer", min = 1, max = 1e9, default = 10,
    help = "of a script: errors after which it is stopped" },
  { name = "on-error", value = "WHAT", kind = "choice", choices = { "cancel", "close", "keep" },
    default = "cancel", help = "its orders then: cancel them, close its positions too, or keep "
      .. "them" },
}

local OF_SIMULATION = { timeframe = true, indicators = true, param = true }
local OF_FILES = { ["allow-negative"] = true, gaps = true, ["drop-last"] = true,
  ["no-cache"] = true }

local function all_options()
  local list = {}
  local function add(options, wanted)
    for _, option in ipairs(options) do
      if not wanted or wanted[option.name] then list[#list + 1] = option end
    end
  end
  add(own)
  add(simulation.options, OF_SIMULATION)
  add(settings.options)
  add(simulation.file_options, OF_FILES)
  add(outputs.options)
  return list
end

--- Options of a command that runs a session.
paper.options = all_options()

--- Candles of --feed, in the order of the options.
local function load_feed(opts)
  local list, seen = {}, {}
  for i, source in ipairs(opts.feed) do
    list[i] = simulation.load_candles(source, opts)
    local symbol = list[i].symbol
    if seen[symbol] then
      failure.raise(("'--feed' names %s twice"):format(symbol), failure.USAGE)
    end
    seen[symbol] = true
    if list[i].n == 0 then failure.raise(source.path .. ": there are no candles in it") end
  end
  return list
end

-- What a version was, for the journal.
local function text_of(path)
  local file = failure.check(io.open(path, "rb"))
  local text = file:read "*a"
  file:close()
  return text
end

local function load_strategies(opts)
  local list = {}
  for i, path in ipairs(opts.strategy) do
    list[i] = simulation.strategy({
      strategy = path, param = #opts.strategy == 1 and opts.param or {}, indicators = opts.indicators,
      timeframe = opts.timeframe,
    }, true)
    list[i].text = list[i].text or text_of(path)
  end
  if #opts.strategy > 1 and opts.given.param then
    failure.raise("'--param' is for one strategy: write the values into the files of several",
      failure.USAGE)
  end
  return list
end

-- What a session is, a line for each part.
local function describe(session)
  local words = {}
  for _, strategy in ipairs(session.strategies) do
    words[#words + 1] = ("strategy %s %s"):format(files.plain(strategy.path),
      json.encode(document.params(strategy)))
  end
  for _, market in ipairs(session.markets) do
    words[#words + 1] = ("feed %s %s"):format(market.symbol, market.timeframe)
  end
  local list, count = settings.describe(session.settings)
  for i = 1, count, 2 do
    words[#words + 1] = ("%s %s"):format(list[i], json.encode(list[i + 1]))
  end
  return table.concat(words, "\n")
end

-- A session is gone on with only by those that it was begun with.
local function check_same(journal, name, now)
  local before = journal:get "about"
  if not before then return journal:set("about", now) end
  if before == now then return end
  local old, new = before:gmatch "[^\n]+", now:gmatch "[^\n]+"
  local a, b = old(), new()
  while a == b do a, b = old(), new() end
  failure.raise(("session '%s' was begun with '%s', not with '%s': give what it was begun with, "
    .. "begin anew with '--fresh', or name another one with '--name'"):format(name, a or "nothing",
    b or "nothing"))
end

local function check(opts)
  outputs.check(opts)
  local made, message = settings.make(opts)
  if not made then failure.raise(message, failure.USAGE) end
  return made
end

--- What makes processes for scripts; to be called first, while the program is small, and before
-- libuv is there, which closes files of its own in every process that is forked later.
function paper.nursery()
  assert(not package.loaded["tide.loop"], "the nursery comes before the loop")
  return failure.check(require("runtime.live.process").nursery())
end

--- Load everything and open the session.
-- @return { strategies, markets, settings, at = of runtime.daemon.place, journal, feed }
function paper.open(opts)
  local session = { settings = check(opts), strategies = load_strategies(opts) }
  session.markets = load_feed(opts)
  session.at = place.of(opts.name or place.name_of(session.strategies, session.markets))
  place.make(session.at)
  session.journal = journal.open(session.at.journal)
  if opts.fresh then
    session.journal:close()
    place.forget(session.at)
    session.journal = journal.open(session.at.journal)
  end
  check_same(session.journal, session.at.name, describe(session))
  session.feed = feeds.new(session.markets)
  return session
end

local function venue_of(set) return { slippage = set.slippage + set.spread / 2 } end

-- The runs of which there is something to show.
local function shown(runs)
  local list = {}
  for _, run in ipairs(runs) do
    if run then list[#list + 1] = run end
  end
  return list
end

--- Run an opened session and hand over what it made.
-- @param job  { nursery, log, on_step }
-- @return how it ended, and the exit code of what was shown
function paper.run(session, opts, job)
  local runs, how = require "runtime.daemon.serve"(session, {
    log = job.log, on_step = job.on_step, speed = opts.speed, scripts = {
      nursery = job.nursery, most_errors = opts.max_errors, policy = opts.on_error, log = job.log,
      venue = venue_of(session.settings),
    },
  })
  terminal.clear()
  local list = shown(runs)
  if #list == 0 then
    job.log:warn("nothing traded", { "message", "no bar was traded yet" })
    return how, 0
  end
  return how, outputs.show(list, opts)
end

return paper
