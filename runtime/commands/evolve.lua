--- `tide evolve --data FILE...`: strategies bred on candles, judged where they were not bred.
local ffi = require "ffi"
local host = require "stdlib.host"
local json = require "stdlib.json"
local command_line = require "runtime.command_line"
local data = require "runtime.evolve.data"
local document = require "runtime.evolve.document"
local failure = require "runtime.failure"
local files = require "runtime.files"
local journals = require "runtime.evolve.journal"
local judge = require "runtime.evolve.judge"
local ledgers = require "runtime.search.ledger"
local options = require "runtime.evolve.options"
local pages = require "runtime.report"
local permute = require "runtime.evolve.permute"
local report = require "runtime.evolve.report"
local runner = require "runtime.evolve.search"
local show = require "runtime.evolve.show"
local terminal = require "runtime.terminal"

local C = host.C

-- What a search depends on, beside its candles and settings. --threads and --memory change nothing.
local IDENTITY = {
  "population", "generations", "objective", "min_trades", "seed", "tournament", "crossover",
  "mutation", "elite", "newcomers", "parsimony", "patience", "polish", "grafts", "pool", "sprouts",
  "refine", "block",
}

local function text_of(path)
  local file = io.open(path, "rb")
  local text = file and file:read "*a" or ""
  if file then file:close() end
  return text
end

--- 16 hex digits that tell this search from others.
local function identity(opts, loaded, objective)
  local parts = { ffi.string(C.tide_version()), opts.timeframe or "" }
  for _, share in ipairs(opts.split) do parts[#parts + 1] = tostring(share) end
  for _, key in ipairs(IDENTITY) do parts[#parts + 1] = key .. "=" .. tostring(opts[key]) end
  for _, one in ipairs(loaded.datasets) do parts[#parts + 1] = one.digest end
  parts[#parts + 1] = json.encode(loaded.grammar.config)
  parts[#parts + 1] = opts.start and text_of(opts.start) or ""
  parts[#parts + 1] = objective.source or ""
  local text, out = table.concat(parts, "\n"), ffi.new "char[17]"
  C.tide_digest(text, #text, out)
  return ffi.string(out)
end

local function in_sample(loaded)
  local list = {}
  for i, one in ipairs(loaded.datasets) do
    local part = one.parts.in_sample
    list[i] = { candles = part.candles, with = part.with }
  end
  return list
end

--- The search, from the beginning or from where its journal ends.
local function breed(opts, loaded, objective)
  local job = {
    opts = opts, objective = objective, grammar = loaded.grammar, start = loaded.start,
    settings = loaded.settings, datasets = in_sample(loaded), began = loaded.began,
    found = function(one, batch, index, place)
      loaded.ledger:add(one, batch:numbers(index), place)
    end,
  }
  local search = runner.new(job)
  local journal = journals.new(identity(opts, loaded, objective), opts.state)
  if not (opts.resume and journal:resume(search)) then
    if opts.resume then
      terminal.warn("there is no state of this search to go on from: it begins anew")
    end
    journal:begin(command_line.text())
  end
  local done = runner.run(search, function(s)
    loaded.ledger:flush()
    journal:add(s)
  end)
  return { search = search, job = job, journal = journal, done = done }
end

--- What is shown: the best, judged; and the permutation test when all is done.
local function look(opts, loaded, bred)
  local search = bred.search
  local _, ended = search:finished()
  local found = {
    opts = opts, search = search, objective = bred.job.objective, settings = loaded.settings,
    datasets = loaded.datasets, ended = bred.done and ended or "stopped", stopped = not bred.done,
    title = bred.job.objective.text, front = search:front(), blocks = {},
  }
  found.top = judge.best(opts, search, loaded.datasets, opts.top)
  if not found.top[1] then return found end
  for _, one in ipairs(found.top) do loaded.ledger:add_validation(one) end
  for i, one in ipairs(loaded.datasets) do
    found.blocks[i] = judge.block(opts, search, found.top[1], i, one, loaded.ledger:summary(i))
  end
  if opts.permute and bred.done then
    local going
    found.permutation, going = permute.run(bred.job, found.top[1].record.values[1], bred.journal)
    found.stopped = not going
  end
  return found
end

local function write(found)
  local opts = found.opts
  if opts.json then
    terminal.write(json.encode(document.of(found)), "\n")
  else
    terminal.write(show.text(found))
  end
  -- files last: one that cannot be written leaves the result said
  if opts.out then files.save(opts.out, document.file(found, opts.out), "strategies") end
  if opts.report then report.write(opts.report, found) end
end

local function finish(found, journal, caught)
  if not found.stopped then
    journal:remove()
    return found.top[1] and 0 or failure.FAILED
  end
  journal:close()
  io.stderr:write(("tide: stopped after %d generations; the state is in %s, --resume goes on\n")
    :format(found.search.generation, journal.path))
  return 128 + caught
end

local function run(opts)
  options.check(opts)
  pages.check(opts)
  local began = C.tide_clock_seconds()
  local objective = options.objective(opts)
  local loaded = data.load(opts)
  loaded.began, loaded.ledger = began, ledgers.open(opts, loaded.datasets,
    loaded.settings, function(one) return judge.row(opts, one) end)
  C.tide_interrupt_catch(true)
  local ok, found, bred = pcall(function()
    local bred = breed(opts, loaded, objective)
    return look(opts, loaded, bred), bred
  end)
  loaded.ledger:close()
  local caught = C.tide_interrupt_caught()
  C.tide_interrupt_catch(false)
  if not ok then error(found, 0) end
  terminal.clear()
  found.seconds = C.tide_clock_seconds() - began
  write(found)
  return finish(found, bred.journal, caught)
end

return {
  name = "evolve",
  summary = "strategies bred on candles by genetic programming",
  about = "Breeds strategies of a grammar on the in-sample part of the candles and shows the best: "
    .. "what they did there and in the validation part, which the search never sees, and how good "
    .. "luck alone would look. The test part is not touched. Ctrl-C keeps the state; --resume goes "
    .. "on to the same result.",
  options = options.all(),
  examples = {
    "tide evolve --data BTCUSDT_1h.csv",
    "tide evolve --data BTCUSDT_1h.csv --objective sharpe_ratio,max_drawdown --seed 7",
    "tide evolve --data A_1d.csv B_1d.csv --population 200 --out best.jsonl",
    "tide evolve --data BTCUSDT_1h.csv --permute 100",
  },
  run = run,
}
