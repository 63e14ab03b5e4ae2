--- `tide optimize STRATEGY --data FILE...`: which values its parameters should have, and whether
-- that is more than luck.
local host = require "stdlib.host"
local json = require "stdlib.json"
local command_line = require "runtime.command_line"
local data = require "runtime.search.data"
local document = require "runtime.optimize.document"
local failure = require "runtime.failure"
local judge = require "runtime.optimize.judge"
local ledgers = require "runtime.search.ledger"
local options = require "runtime.optimize.options"
local plan = require "runtime.optimize.plan"
local report = require "runtime.optimize.report"
local search = require "runtime.optimize.search"
local show = require "runtime.optimize.show"
local simulation = require "runtime.simulation"
local source = require "runtime.optimize.source"
local terminal = require "runtime.terminal"
local trials = require "runtime.optimize.trials"

local C = host.C

local NAME = 63 -- bytes of a name in the store
local KEPT = 1000 -- combinations whose returns are kept rather than computed again

local function idle(began)
  return function(text)
    terminal.progress(began, text)
    return C.tide_interrupt_caught() ~= 0
  end
end

--- Everything that is known before anything is tried.
local function prepare(opts)
  local began = C.tide_clock_seconds()
  options.check(opts)
  local asked, objective = options.asked(opts), options.objective(opts)
  local strategy = simulation.strategy(opts)
  local space = plan.of(opts, strategy, asked)
  local loaded = data.load(opts)
  local ledger = ledgers.open(opts, loaded.datasets, loaded.settings, function(one)
    local said = show.params(one, space.axes)
    return trials.row(one, ("%s %s"):format(strategy.name, said):sub(1, NAME))
  end)
  local whole = opts.method == "grid" or (opts.method == "random" and space.count <= opts.tries)
  local count = whole and space.count or math.min(opts.tries, space.count)
  local load, load_all = source.loading(opts)
  return {
    opts = opts, strategy = strategy, space = space, datasets = loaded.datasets,
    settings = loaded.settings, ledger = ledger, objective = objective, began = began,
    constraints = opts.constraint, threads = opts.threads, memory = opts.memory,
    combinations = count, whole = whole, keep_returns = count <= KEPT,
    source = source.new { strategy = strategy, axes = space.axes, load = load,
      load_all = load_all, seed = opts.seed },
  }
end

--- Are those that will be looked at what the file itself says with these values?
local function is_true(job, found)
  local best, taken = found.best[1], found.recommended
  return job.source:confirm { best, taken ~= best and taken or nil }
end

--- Search, and judge what was found; again from the beginning, everything loaded, where the file
-- turns out to say something else than its numbers promised.
local function find(job)
  local tried = trials.new(job)
  local going = search.run(job.opts, job.space, tried, job.strategy.params)
  local found = judge.of(job, tried)
  found.tried, found.stopped = tried, not going
  if found.stopped or is_true(job, found) then return found end
  return find(job)
end

--- @return { what prepare and judge.of give, tried, notes, stopped }
local function look(job)
  job.idle = idle(job.began)
  local found = find(job)
  for _, key in ipairs {
    "opts", "strategy", "space", "datasets", "settings", "objective", "constraints", "combinations",
    "whole",
  } do
    found[key] = job[key]
  end
  found.notes = job.source:notes()
  return found
end

local function tell_trouble(found)
  local trouble = found.tried.trouble
  if not trouble then return end
  terminal.warn(terminal.printable(("%d combinations could not run; %s: %s"):format(
    found.tried.failed, show.params(trouble.point, found.space.axes), trouble.message)))
end

local function finish(found, caught)
  tell_trouble(found)
  if not found.stopped then return found.best[1] and 0 or failure.FAILED end
  io.stderr:write(("tide: stopped: %d of %d combinations done%s\n"):format(#found.tried.list,
    found.combinations, found.opts.save and ", and kept; this computes the rest:\n  "
      .. command_line.text() or "; none is kept without '--save'"))
  return 128 + caught
end

local function write(found)
  if found.opts.json then
    terminal.write(json.encode(document.of(found)), "\n")
  else
    terminal.write(show.text(found))
  end
  -- files last: one that cannot be written leaves the result said
  if found.opts.report then report.write(found.opts.report, found) end
end

local function run(opts)
  local job = prepare(opts)
  C.tide_interrupt_catch(true)
  local ok, found = pcall(look, job)
  job.ledger:close()
  local caught = C.tide_interrupt_caught()
  C.tide_interrupt_catch(false)
  if not ok then error(found, 0) end
  terminal.clear()
  found.seconds = C.tide_clock_seconds() - job.began
  write(found)
  return finish(found, caught)
end

return {
  name = "optimize",
  summary = "which values the parameters of a strategy should have",
  about = "Tries combinations of the parameters of a strategy on the in-sample part of the candles "
    .. "and shows the best: what they did there and in the validation part, which the search never "
    .. "sees, whether the best stands alone among bad neighbours, and how good luck alone would "
    .. "look. The test part is not touched. Ctrl-C keeps what is done.",
  arguments = { { name = "STRATEGY", help = "a strategy file, .lua or .json" } },
  options = options.all(),
  examples = {
    "tide optimize strategies/sma_cross.lua --data BTCUSDT_1h.csv --grid fast=5:20,slow=20:50:2",
    "tide optimize strategies/breakout.lua --data BTCUSDT_1h.csv --constraint 'num_trades>=30'",
    "tide optimize my.lua --data A_1d.csv B_1d.csv --method random --tries 2000 --save",
  },
  run = run,
}
