--- `tide batch STRATEGIES --data FILE...`: many strategies at once, and the best of them.
local backtest = require "stdlib.backtest"
local host = require "stdlib.host"
local json = require "stdlib.json"
local best = require "runtime.batch.best"
local failure = require "runtime.failure"
local files = require "runtime.files"
local keep = require "runtime.batch.keep"
local ledger = require "runtime.batch.ledger"
local run = require "runtime.batch.run"
local settings = require "runtime.settings"
local simulation = require "runtime.simulation"
local sizes = require "runtime.sizes"
local sources = require "runtime.batch.sources"
local storage = require "runtime.storage"
local terminal = require "runtime.terminal"

local own = {
  { name = "top", value = "N", kind = "integer", min = 0, max = 1e6, default = 20,
    help = "how many of the best to print" },
  { name = "objective", value = "METRIC", kind = "choice", choices = backtest.metric_keys,
    default = "sharpe_ratio", help = "what makes a strategy better than another" },
  { name = "out", value = "OUT.jsonl", help = "write every result, a line each" },
  { name = "resume", help = "with --out: keep the results that are there, and go on" },
  storage.saving[1], storage.saving[2],
  { name = "threads", value = "N", kind = "integer", min = 1, max = 1024,
    shown = "as many as the machine runs", help = "threads that compute" },
  { name = "memory", value = "SIZE", parse = sizes.parse, default = sizes.DEFAULT,
    shown = "1GiB", help = "for columns of indicators and conditions; those not used for longest "
      .. "are dropped, and computed again when they are needed" },
  { name = "json", help = "print one JSON document" },
}

local function all_options()
  local list = {}
  for _, option in ipairs(simulation.with_options(own)) do
    if option.name ~= "param" then list[#list + 1] = option end
  end
  return list
end

local function check(opts)
  if opts.resume and not opts.out then
    failure.raise("'--resume' goes on with the file of '--out': give that, too", failure.USAGE)
  end
  if not opts.out then return end
  local taken = {}
  for _, path in ipairs(opts.strategies) do taken[files.plain(path)] = "strategies" end
  for _, name in ipairs { "data", "with" } do
    for _, source in ipairs(opts[name]) do taken[files.plain(source.path)] = "candles" end
  end
  local other = taken[files.plain(opts.out)]
  if other then
    failure.raise(("'--out' would write over %s: %s"):format(other, opts.out), failure.USAGE)
  end
end

-- Everything that is read before anything is computed.
local function prepare(opts, texts)
  local started = host.C.tide_clock_seconds()
  check(opts)
  local made = simulation.settings(opts)
  local frame = opts.timeframe and simulation.timeframe(opts.timeframe)
  local set = sources.read(opts.strategies, {
    threads = opts.threads, started = started, timeframe = frame, indicators = opts.indicators,
    texts = texts,
    override = frame and function(s) simulation.set_timeframe(s, opts.timeframe) end,
  })
  local with, jobs = simulation.load_reference(opts), {}
  for i, source in ipairs(opts.data) do
    local job = {
      set = set, candles = simulation.load_candles(source, opts), with = with, settings = made,
      memory = opts.memory, started = started, timeframe = opts.timeframe, name = source.path,
      first = (i - 1) * #set.entries,
    }
    job.run = run.digest(job)
    jobs[i] = job
  end
  return set, jobs
end

local function new_state(opts, set, jobs)
  for i, entry in ipairs(set.entries) do entry.order = i end
  local state = {
    results = {}, errors = {}, kept = 0, total = #set.entries * #jobs,
    objective = opts.objective, top = opts.top,
  }
  if not opts.out then return state end
  state.ledger = ledger.new(opts.out)
  local runs = {}
  for _, job in ipairs(jobs) do runs[job.run] = true end
  if opts.resume then state.ledger:resume(runs) end
  return state
end

local function add_result(state, job, entry, value, metrics)
  state.results[#state.results + 1] = {
    entry = entry, value = value, metrics = metrics, data = job.name,
    order = job.first + entry.order,
  }
end

-- What an earlier batch has left need not be done again.
local function take_kept(state, job)
  job.have = {}
  for _, entry in ipairs(job.set.entries) do
    local metrics = state.ledger and not entry.error
      and state.ledger:take(job.first + entry.order, job.run, entry)
    if metrics then
      job.have[entry] = true
      state.kept = state.kept + 1
      add_result(state, job, entry, metrics[state.objective], metrics)
      if state.keep then state.keep:add(job, entry, metrics) end
    end
  end
end

local function set_up(state, job)
  job.texts, job.objective = state.ledger ~= nil, state.objective
  function job.wanted(entry) return not job.have[entry] end
  function job.flush()
    if state.ledger then state.ledger:flush() end
    if state.keep then state.keep:flush() end
  end
  function job.done(entry, row)
    local place = job.first + entry.order
    if state.ledger then state.ledger:add(place, entry, job.name, job.run, row) end
    if row.error then
      state.errors[#state.errors + 1] = { entry = entry, data = job.name, error = row.error,
        order = place }
    else
      add_result(state, job, entry, row.value, row.metrics)
      if state.keep then state.keep:add(job, entry, row.numbers or row.metrics) end
    end
  end
  -- All metrics are wanted of the best only; what is among them in the end is among them now.
  function job.keep(batch)
    for _, result in ipairs(best.of(state.results, state.objective, state.top)) do
      result.metrics = result.metrics or batch:row(result.entry.member).metrics
    end
  end
end

local function execute(opts, db)
  local set, jobs = prepare(opts, db ~= nil)
  if #set.entries == 0 then
    failure.raise(("%s: there is no strategy in it"):format(opts.strategies[1]))
  end
  local state = new_state(opts, set, jobs)
  state.keep = db and keep.new(db, set, jobs)
  for _, job in ipairs(jobs) do take_kept(state, job) end
  if state.ledger then state.ledger:open() end
  local fine, caught = true, 0
  for _, job in ipairs(jobs) do
    set_up(state, job)
    fine, caught = run.all(job)
    if not fine then break end
  end
  if state.ledger then
    if fine then state.ledger:finish() else state.ledger:flush() end
  end
  if db then state.keep:flush() end
  local function by_order(a, b) return a.order < b.order end
  table.sort(state.results, by_order)
  table.sort(state.errors, by_order)
  state.settings, state.caught = jobs[1].settings, caught
  terminal.clear()
  return state
end

local MOST_ERRORS = 10

local function tell_errors(state)
  for i, failed in ipairs(state.errors) do
    if i > MOST_ERRORS then
      terminal.warn(("%d more could not run"):format(#state.errors - MOST_ERRORS))
      break
    end
    local entry = failed.entry
    local name = entry.name == entry.place and entry.place
      or ("%s: %s"):format(entry.place, entry.name)
    terminal.warn(terminal.printable(("%s: %s"):format(name, failed.error)))
  end
end

local function document(state, opts, top)
  local results, errors = {}, {}
  for i, result in ipairs(top) do
    results[i] = json.object {
      "name", result.entry.name, "hash", result.entry.hash, "data", result.data,
      "metrics", run.ordered(result.metrics),
    }
  end
  for i, failed in ipairs(state.errors) do
    errors[i] = json.object {
      "name", failed.entry.name, "source", failed.entry.place, "data", failed.data,
      "error", failed.error,
    }
  end
  local made = json.object {
    "strategies", state.total, "done", #state.results, "failed", #state.errors,
    "kept", state.kept, "stopped", state.caught ~= 0, "objective", opts.objective,
    "profile", settings.profile(state.settings),
    "settings", json.object(settings.describe(state.settings)),
    "results", json.array(results), "errors", json.array(errors),
  }
  return state.keep and json.put(made, "store", state.keep.db.path) or made
end

local function summary(state)
  local parts = { ("%d of %d done"):format(#state.results, state.total) }
  if state.kept > 0 then parts[#parts + 1] = ("%d of them before"):format(state.kept) end
  if #state.errors > 0 then parts[#parts + 1] = ("%d could not run"):format(#state.errors) end
  if state.keep then parts[#parts + 1] = "kept in " .. state.keep.db.path end
  return table.concat(parts, ", ") .. "\n"
end

local function show(state, opts)
  local top = best.of(state.results, opts.objective, opts.top)
  if opts.json then
    terminal.write(json.encode(document(state, opts, top)), "\n")
  else
    local width = terminal.columns(terminal.STDOUT)
    if #top > 0 then
      terminal.write(best.text(top, opts.objective, #opts.data > 1, width), "\n")
    end
    terminal.write(summary(state))
  end
end

local function ending(state, opts)
  if state.caught ~= 0 then
    io.stderr:write(("tide: stopped: %d of %d done%s\n"):format(#state.results, state.total,
      opts.out and (", kept in %s; --resume goes on from there"):format(opts.out) or ""))
    return 128 + state.caught
  end
  return #state.results > 0 and 0 or failure.FAILED
end

return {
  name = "batch",
  summary = "many strategies on candles, and the best of them",
  about = "Backtests every strategy of JSON Lines files (one strategy a line), of folders and of "
    .. "single files. What several strategies have in common is computed once; each result is "
    .. "that of 'tide backtest'. A strategy that cannot run is named, and the rest run. Ctrl-C "
    .. "keeps what is done.",
  arguments = {
    { name = "STRATEGIES", help = "a .jsonl, .lua or .json file, or a folder of them; several may "
      .. "be given", many = true },
  },
  options = all_options(),
  examples = {
    "tide batch strategies --data BTCUSDT_1h.csv",
    "tide batch population.jsonl --data BTCUSDT_1h.csv --out results.jsonl --resume",
    "tide batch population.jsonl --data A_1d.csv B_1d.csv --objective calmar_ratio --top 5",
    "tide batch population.jsonl --data BTCUSDT_1h.csv --save",
  },
  run = function(opts)
    local state = storage.saved(opts, function(db) return execute(opts, db) end)
    tell_errors(state)
    show(state, opts)
    return ending(state, opts)
  end,
}
