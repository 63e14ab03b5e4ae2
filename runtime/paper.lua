--- From options to a session of paper trading, and what comes out of it: what `tide paper` and
-- `tide daemon` share.
local config = require "runtime.config"
local events = require "runtime.event.options"
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
local versions = require "runtime.daemon.versions"
local C = require("stdlib.host").C

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
  { name = "config", value = "FILE", help = "what differs from config/default.lua; options differ "
    .. "from both" },
  { name = "speed", value = "S", parse = parse_speed, shown = "1",
    help = "seconds of the feed in a second of the clock, or max" },
  { name = "name", value = "NAME", parse = parse_name,
    help = "of the session, which a later start goes on with (default: strategies and symbols)" },
  { name = "fresh", help = "begin the session anew; what it kept is put aside" },
  { name = "log", help = "lines of JSON on the standard error, as a daemon writes them" },
  { name = "log-level", value = "LEVEL", kind = "choice", choices = logs.levels, shown = "info",
    help = "the least that is said" },
  { name = "max-errors", value = "N", kind = "integer", min = 1, max = 1e9, shown = "10",
    help = "of a script: errors after which it is stopped" },
  { name = "on-error", value = "WHAT", kind = "choice", choices = { "cancel", "close", "keep" },
    shown = "cancel", help = "its orders then: cancel them, close its positions too, or keep "
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
  add(events.list, events.of_sessions)
  add(outputs.options)
  return list
end

--- Options of a command that runs a session.
paper.options = all_options()

-- Either all of --feed are files, or none is.
local function are_pipes(opts)
  local pipes = require "runtime.daemon.pipe"
  local count = 0
  for _, source in ipairs(opts.feed) do
    if pipes.is(source.path) then count = count + 1 end
  end
  if count > 0 and count < #opts.feed then
    failure.raise("'--feed' names files and pipes: put the history of a pipe into the pipe",
      failure.USAGE)
  end
  return count > 0
end

--- Candles of --feed, in the order of the options, and the pipes that they come from.
local function load_feed(opts)
  local list, seen, pipes = {}, {}, are_pipes(opts) and {} or nil
  for i, source in ipairs(opts.feed) do
    if pipes then
      pipes[i] = require("runtime.daemon.pipe").new(source)
      list[i] = pipes[i].candles
    else
      list[i] = simulation.load_candles(source, opts)
      if list[i].n == 0 then failure.raise(source.path .. ": there are no candles in it") end
    end
    local symbol = list[i].symbol
    if seen[symbol] then
      failure.raise(("'--feed' names %s twice"):format(symbol), failure.USAGE)
    end
    seen[symbol] = true
  end
  return list, pipes
end

-- What there is beside candles: trades, books and liquidations of files.
local function load_ticks(opts, candles, pipes)
  local any = #opts.ticks + #opts.book + #opts.liquidations > 0
  if not any then return nil end
  if pipes then
    failure.raise("'--ticks', '--book' and '--liquidations' are files: they cannot come beside a "
      .. "pipe of candles", failure.USAGE)
  end
  return require("runtime.event.markets").load({
    ticks = opts.ticks, book = opts.book, liquidations = opts.liquidations,
  }, C.tide_clock_seconds(), feeds.markets_of(candles))
end

-- A strategy of a file, with the options that all have.
local function loader_of(opts)
  return function(path)
    local strategy = simulation.strategy({
      strategy = path, param = opts.param, indicators = opts.indicators, timeframe = opts.timeframe,
    }, true)
    strategy.text = strategy.text or files.read(path)
    return strategy
  end
end

-- What a session is, a line for each part.
local function describe(session, opts)
  local words = {}
  for _, path in ipairs(opts.strategy) do
    words[#words + 1] = "strategy " .. files.plain(path)
  end
  for _, pair in ipairs(opts.param) do
    words[#words + 1] = ("param %s=%s"):format(pair.name, pair.value)
  end
  for _, market in ipairs(session.markets) do
    words[#words + 1] = ("feed %s %s"):format(market.symbol, market.timeframe)
  end
  if #session.ticks > 0 then words[#words + 1] = table.concat(session.ticks, " ") end
  local list, count = settings.describe(session.settings)
  for i = 1, count, 2 do
    words[#words + 1] = ("%s %s"):format(list[i], json.encode(list[i + 1]))
  end
  return table.concat(words, "\n")
end

-- A session is gone on with only by those that it was begun with.
local function check_same(kept, name, now)
  local before = kept:get "about"
  if not before then return kept:set("about", now) end
  if before == now then return end
  local old, new = before:gmatch "[^\n]+", now:gmatch "[^\n]+"
  local a, b = old(), new()
  while a == b do a, b = old(), new() end
  failure.raise(("session '%s' was begun with '%s', not with '%s': give what it was begun with, "
    .. "begin anew with '--fresh', or name another one with '--name'"):format(name, a or "nothing",
    b or "nothing"))
end

-- Options of some lists by name.
-- @param wanted  { name = true }, or nil: all
local function by_name(lists, wanted)
  local made = {}
  for _, list in ipairs(lists) do
    for _, option in ipairs(list) do
      if not wanted or wanted[option.name] then made[option.name] = option end
    end
  end
  return made
end

-- Words of the command line that are these options and their values, as they were written.
local function words_of(words, takes)
  local made = {}
  for i = 2, #words do
    local name, equals = words[i]:match "^%-%-([%w-]+)(=?)"
    if takes[name or ""] then
      made[#made + 1] = words[i]
      if takes[name].value and equals == "" then made[#made + 1] = words[i + 1] end
      local next = equals == "" and i + 2 or i + 1
      while takes[name].list and words[next] and words[next]:sub(1, 1) ~= "-" do
        made[#made + 1], next = words[next], next + 1
      end
    end
  end
  return made
end

-- What comes beside candles, and what orders meet.
local function words_of_ticks()
  return words_of(arg, by_name({ events.list }, events.of_sessions))
end

-- All that says how it is simulated.
local function words_of_simulation()
  local takes = by_name { simulation.options, settings.options, simulation.file_options }
  for _, name in ipairs { "data", "with", "engine", "from", "to" } do takes[name] = nil end
  local made = words_of(arg, takes)
  for _, word in ipairs(words_of_ticks()) do made[#made + 1] = word end
  return made
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

-- The journal of a session, begun anew where that is wanted.
local function open_journal(at, fresh)
  local made = journal.open(at.journal)
  if not fresh then return made end
  made:close()
  place.forget(at)
  return journal.open(at.journal)
end

-- A version of the journal as a strategy.
local function version_of(session, version)
  local copy = versions.keep(session.at, version.path, version.text)
  local strategy = session.load(copy)
  strategy.path, strategy.text = version.path, version.text
  return strategy
end

--- The strategies as they ran last, or as their files have them now. A rule strategy is the first
-- version, and the later ones follow: its account is made from the candles, with each at its time.
-- Sets strategies, and later = list of { began, index, strategy }.
local function load_strategies(session, paths)
  session.strategies, session.later = {}, {}
  for i, path in ipairs(paths) do
    local list = session.journal:versions(path)
    if #list == 0 then
      session.strategies[i] = session.load(path)
    else
      local last = version_of(session, list[#list])
      session.strategies[i] = last.kind == "script" and last or version_of(session, list[1])
      for k = 2, last.kind == "script" and 1 or #list do
        session.later[#session.later + 1] = {
          began = list[k].began, id = list[k].id, index = i,
          strategy = version_of(session, list[k]),
        }
      end
    end
  end
  table.sort(session.later, function(a, b) return a.id < b.id end)
end

-- What options say of the configuration.
local function given_of(opts)
  return {
    log_level = opts.log_level, speed = opts.speed, ["scripts.max_errors"] = opts.max_errors,
    ["scripts.on_error"] = opts.on_error,
  }
end

--- Load everything and open the session.
-- @return { ticks = words of the command line about them, config = values by name,
--   load_config = function() -> fresh ones,
--   config_path, program = its path, strategies, later, markets, settings, at = of
--   runtime.daemon.place, journal, feed, load, words }
function paper.open(opts)
  local session = { settings = check(opts), load = loader_of(opts), words = words_of_simulation(),
    ticks = words_of_ticks() }
  function session.load_config() return config.load(opts.config, given_of(opts)) end
  session.config, session.config_path = session.load_config(), opts.config
  session.markets, session.pipes = load_feed(opts)
  local all = load_ticks(opts, session.markets, session.pipes)
  session.at = place.of(opts.name or place.name_of(opts.strategy, session.markets))
  place.make(session.at)
  session.journal = open_journal(session.at, opts.fresh)
  local fine, raised = pcall(function()
    load_strategies(session, opts.strategy)
    check_same(session.journal, session.at.name, describe(session, opts))
  end)
  if not fine then
    session.journal:close()
    error(raised, 0)
  end
  for _, pipe in ipairs(session.pipes or {}) do
    pipe:restore(session.journal:candles(pipe.candles.symbol))
    pipe:take_over(session.journal)
  end
  session.feed = feeds.new(session.markets, session.pipes, session.config, all)
  session.program = require("tide.loop").uv.exepath() -- as long as it is there under this name
  return session
end

-- The runs of which there is something to show.
local function shown(runs)
  local list = {}
  for _, run in ipairs(runs) do
    if run then list[#list + 1] = run end
  end
  return list
end

-- The same command in the same process, with what is on disk now; raises when that cannot be.
local function restart(session, nursery)
  nursery:close()
  local words = {}
  for _, word in ipairs(arg) do
    if word ~= "--fresh" then words[#words + 1] = word end
  end
  local kept = {}
  for _, pipe in ipairs(session.pipes or {}) do kept[#kept + 1] = pipe:file() end
  local why = require("tide.loop").restart(session.program, words, kept)
  failure.raise(("%s: cannot begin again: %s"):format(session.program, why))
end

--- Run an opened session and hand over what it made.
-- @param job  { nursery, log, on_step, on_hangup }
-- @return how it ended, and the exit code of what was shown
function paper.run(session, opts, job)
  job.log:set_level(session.config.log_level)
  local runs, how = require "runtime.daemon.serve"(session, {
    log = job.log, on_step = job.on_step, on_hangup = job.on_hangup, scripts = {
      nursery = job.nursery, config = session.config, log = job.log, options = opts,
    },
  })
  terminal.clear()
  if how == "restart" then restart(session, job.nursery) end
  local list = shown(runs)
  if #list == 0 then
    job.log:warn("nothing traded", { "message", "no bar was traded yet" })
    return how, 0
  end
  return how, outputs.show(list, opts)
end

return paper
