--- Drives a search: generation after generation, with a progress line, until it is done or
-- somebody interrupts.
local drive = require "stdlib.generator.drive"
local evolve = require "stdlib.generator.evolve"
local fitness = require "stdlib.generator.fitness"
local host = require "stdlib.host"
local failure = require "runtime.failure"
local format = require "stdlib.report.format"
local terminal = require "runtime.terminal"

local C = host.C
local search = {}

local OPTIONS = {
  "population", "generations", "seed", "tournament", "crossover", "mutation", "elite", "newcomers",
  "parsimony", "patience", "polish", "grafts", "pool",
}

local function clock(seconds)
  return ("%d:%02d"):format(math.floor(seconds / 60), math.floor(seconds % 60))
end

--- What a terminal shows while a generation is computed.
local function progress(s, job, done)
  local last = s.history[#s.history]
  local spent = C.tide_clock_seconds() - job.started
  local rate = (#s.order - job.before + done) / math.max(spent, 1e-3)
  local parts = {
    ("%sgeneration %d of %d"):format(job.label or "", s.generation + 1, s.generations),
  }
  if last then
    parts[#parts + 1] = ("best %s"):format(format.decimal(last.best, 3))
    parts[#parts + 1] = ("median %s"):format(format.decimal(last.median, 3))
    parts[#parts + 1] = ("%d %% different"):format(100 * last.diversity)
  end
  parts[#parts + 1] = ("%s strategies/s"):format(format.decimal(rate, 0))
  if job.pace then
    parts[#parts + 1] = clock(job.pace * (s.generations - s.generation)) .. " left"
  end
  terminal.progress(job.began, table.concat(parts, "  "))
end

local function interrupted(job) return not job.patient and C.tide_interrupt_caught() ~= 0 end

local function raise_objective(ok, ...)
  if ok then return ... end
  local raised = (...)
  if type(raised) == "table" and raised.objective then failure.raise(raised.objective) end
  error(raised, 0)
end

--- A search that has not begun.
-- @param job  { opts, objective, grammar, start, settings, datasets = { { candles, with }, ... },
--   label = before the progress line, patient = true: Ctrl-C does not end it, found = see
--   stdlib.generator.fitness }
function search.new(job)
  local opts, s = job.opts, nil
  job.began = job.began or C.tide_clock_seconds()
  local f = fitness.new {
    datasets = job.datasets, settings = job.settings, objective = job.objective,
    min_trades = opts.min_trades, threads = opts.threads, memory = opts.memory, found = job.found,
    idle = function(state)
      progress(s, job, tonumber(state.done))
      return interrupted(job)
    end,
  }
  local options = { grammar = job.grammar, fitness = f, start = job.start }
  for _, key in ipairs(OPTIONS) do options[key] = opts[key] end
  s = evolve.new(options)
  s.job = job
  return s
end

--- What a generation takes; the first one, which has a pool, tells nothing of the others.
local function keep_pace(s, seconds)
  local job = s.job
  if s.generation > 1 then job.pace = job.pace and 0.7 * job.pace + 0.3 * seconds or seconds end
end

local function step(s)
  return not interrupted(s.job)
    and raise_objective(pcall(drive.step, s, s.job.opts.sprouts))
end

--- Run it to its end.
-- @param after  function(s) called after each generation, or nil
-- @return true; or false when it was interrupted
function search.run(s, after)
  local job = s.job
  job.started, job.before = C.tide_clock_seconds(), #s.order
  while not s:finished() do
    local began = C.tide_clock_seconds()
    if not step(s) then return false end
    keep_pace(s, C.tide_clock_seconds() - began)
    if after then after(s) end
  end
  return raise_objective(pcall(drive.finish, s, job.opts.refine))
end

return search
