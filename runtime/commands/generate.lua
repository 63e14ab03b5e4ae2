--- `tide generate`: different strategies of a grammar, a line of JSON each.
local host = require "stdlib.host"
local json = require "stdlib.json"
local produce = require "stdlib.generator.produce"
local failure = require "runtime.failure"
local files = require "runtime.files"
local grammar = require "runtime.grammar"
local simulation = require "runtime.simulation"
local sink = require "runtime.sink"
local storage = require "runtime.storage"
local terminal = require "runtime.terminal"

local C = host.C

local own = {
  { name = "count", value = "N", kind = "integer", min = 1, max = 1e7, default = 100,
    help = "how many strategies, each different from all others" },
  { name = "method", value = "METHOD", kind = "choice", choices = produce.METHODS,
    default = "grammar", help = "by the weights of the grammar, or every indicator as likely as "
      .. "any other" },
  { name = "seed", value = "S", kind = "integer", min = 0, default = 1,
    help = "the same seed makes the same strategies" },
  { name = "timeframe", value = "T", help = "what strategies trade on; they may look at coarser "
      .. "ones then", shown = "that of the candles" },
  { name = "out", value = "FILE.jsonl", help = "write them to a file" },
  { name = "save", help = "keep them in the store" }, storage.saving[2],
  { name = "threads", value = "N", kind = "integer", min = 1, max = 1024,
    shown = "as many as the machine runs", help = "threads that compute" },
  { name = "json", help = "print one JSON document" },
}

local function all_options()
  local list = {}
  for _, options in ipairs { own, grammar.options } do
    for _, option in ipairs(options) do list[#list + 1] = option end
  end
  return list
end

local function load_grammar(opts)
  if opts.out and opts.grammar and files.plain(opts.out) == files.plain(opts.grammar) then
    failure.raise(("'--out' would write over the grammar: %s"):format(opts.out), failure.USAGE)
  end
  if opts.timeframe then simulation.timeframe(opts.timeframe) end
  return grammar.load(opts, { timeframe = opts.timeframe, primary = opts.timeframe })
end

local function add_blocks(opts, source, out)
  local started = C.tide_clock_seconds()
  while source.count < opts.count and C.tide_interrupt_caught() == 0 do
    local list, message = source:next(opts.count - source.count)
    if not list then failure.raise(("%s: %s"):format(opts.grammar or "the grammar", message)) end
    if #list == 0 then return end
    out:add(list)
    terminal.progress(started, ("%d of %d strategies"):format(source.count, opts.count))
  end
end

--- Everything between the first draw and the last line. @return the signal that ended it, or 0
local function fill(opts, source, out)
  C.tide_interrupt_catch(true)
  local ok, raised = pcall(add_blocks, opts, source, out)
  local caught = C.tide_interrupt_caught()
  C.tide_interrupt_catch(false)
  terminal.clear()
  if ok then ok, raised = pcall(out.finish, out) end
  if not ok then
    out:discard()
    error(raised, 0)
  end
  return caught
end

local function document(opts, source, to, caught)
  local list
  if to.list then
    list = {}
    for i, one in ipairs(to.list.list) do list[i] = json.decode(one.text) end
    list = json.array(list)
  end
  return json.object {
    "count", source.count, "asked", opts.count, "method", opts.method, "seed", opts.seed,
    "grammar", opts.grammar or json.null, "timeframe", opts.timeframe or json.null,
    "drawn", source.drawn, "stopped", caught ~= 0, "out", opts.out or json.null,
    "store", to.store and to.store.db.path or json.null,
    "new", to.store and to.store.new or json.null, "strategies", list or json.null,
  }
end

local function show(opts, source, to, caught)
  if opts.json then
    terminal.write(json.encode(document(opts, source, to, caught)), "\n")
  else
    if opts.out then terminal.write(("%d strategies in %s\n"):format(source.count, opts.out)) end
    if to.store then
      terminal.write(("%d strategies kept in %s, %d of them new there\n"):format(source.count,
        to.store.db.path, to.store.new))
    end
  end
  if source.count == opts.count then return end
  if caught ~= 0 then
    io.stderr:write(("tide: stopped: %d of %d strategies made\n"):format(source.count, opts.count))
  else
    terminal.warn(("the grammar has no more: %d different strategies were made, and none of the "
      .. "last %d that were drawn was another"):format(source.count, source.fruitless))
  end
end

--- Where the strategies go. @param db  the store, or nil
local function places(opts, db)
  local to, all = {}, {}
  if db then to.store = sink.store(db, opts.method) end
  if opts.out then to.file = sink.file(opts.out) end
  if not db and not opts.out then
    to[opts.json and "list" or "stdout"] = opts.json and sink.list() or sink.stdout()
  end
  for _, name in ipairs { "file", "store", "list", "stdout" } do all[#all + 1] = to[name] end
  to.all = sink.all(all)
  return to
end

local function execute(opts, db)
  local source = produce.new(load_grammar(opts), {
    seed = opts.seed, method = opts.method, threads = opts.threads,
  })
  local to = places(opts, db)
  local caught = fill(opts, source, to.all)
  show(opts, source, to, caught)
  return caught ~= 0 and 128 + caught or 0
end

return {
  name = "generate",
  summary = "strategies made up from a grammar",
  about = "Makes strategies at random, each valid and no two the same: what is compared has one "
    .. "unit, numbers lie in the range of what they are compared with, and every position is left "
    .. "sooner or later. They are lines of JSON, which 'tide batch' reads. Ctrl-C keeps what is "
    .. "done.",
  options = all_options(),
  examples = {
    "tide generate --count 1000 --seed 7 --out population.jsonl",
    "tide generate --count 20 --indicators rsi,bbands,sma --sides long --timeframe 1h",
    "tide generate --count 10000 --method random --grammar mine.lua --save",
  },
  run = function(opts)
    return storage.saved(opts, function(db) return execute(opts, db) end)
  end,
}
