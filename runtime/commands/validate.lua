--- `tide validate STRATEGY --data FILE...`: is it real? Every check there is, and a verdict.
local document = require "runtime.validate.document"
local failure = require "runtime.failure"
local host = require "stdlib.host"
local json = require "stdlib.json"
local keeping = require "runtime.validate.keep"
local ledgers = require "runtime.search.ledger"
local options = require "runtime.validate.options"
local outputs = require "runtime.validate.outputs"
local runner = require "runtime.validate.run"
local show = require "runtime.validate.show"
local source = require "runtime.optimize.source"
local subjects = require "runtime.validate.subject"
local terminal = require "runtime.terminal"
local verdict = require "stdlib.research.verdict"

local C = host.C

local function nothing() return nil end

local function stopped() return C.tide_interrupt_caught() ~= 0 end

--- The strategy on its parts, and all questions about it.
local function judge(opts, keep)
  local began = C.tide_clock_seconds()
  local subject = subjects.load(opts)
  subjects.run(subject)
  local openings = not opts.sealed and keep:opened(subject) or nil
  local others = keep:others(subject)
  local ledger = keep.db
    and ledgers.open(opts, subject.datasets, subject.settings, nothing)
  local found = runner.judge(subject, {
    load = source.loading(opts), ledger = ledger or ledgers.unwritten, others = others,
    openings = openings, stopped = stopped,
    idle = function(text)
      terminal.progress(began, text)
      return stopped()
    end,
  })
  if ledger then ledger:close() end
  found.subject, found.opts, found.seconds = subject, opts, C.tide_clock_seconds() - began
  return found
end

local function write(found, keep)
  local opts = found.opts
  local made = json.encode(document.of(found))
  if not opts.sealed then keep:decided(found.subject, found.verdict.verdict, made) end
  if opts.json then
    terminal.write(made, "\n")
  else
    terminal.write(show.text(found, terminal.columns(terminal.STDOUT)))
  end
  -- files last: one that cannot be written leaves the result said
  if not opts.no_files then outputs.write(found, made) end
end

local function run(opts)
  outputs.check(opts)
  C.tide_interrupt_catch(true)
  local keep = keeping.open(opts)
  local ok, found = pcall(judge, opts, keep)
  local caught = C.tide_interrupt_caught()
  C.tide_interrupt_catch(false)
  terminal.clear()
  if ok and found.verdict then ok, found = pcall(function() write(found, keep) return found end) end
  keep:close()
  if not ok then error(found, 0) end
  if not found.verdict then
    io.stderr:write "tide: stopped before everything was checked: there is no verdict\n"
    return 128 + caught
  end
  return found.verdict.verdict == verdict.GO and 0 or failure.FAILED
end

return {
  name = "validate",
  summary = "whether it is real: every check, and a verdict",
  about = "Runs a strategy through the whole checklist: look-ahead, costs, results of each part of "
    .. "the history, of each year and regime, walk-forward, other parameters, Monte Carlo, more "
    .. "costs and volatility, several symbols, and the predictions of its hypothesis. Says GO, "
    .. "NO-GO or MORE DATA, with the reasons; the exit code is 0 for GO, else 1. This opens the "
    .. "sealed test part, and writes down that it did; --sealed leaves it closed.",
  arguments = { { name = "STRATEGY", help = "a strategy file, .lua or .json" } },
  options = options.all(),
  examples = {
    "tide validate strategies/breakout.lua --data BTCUSDT_1h.csv ETHUSDT_1h.csv --type trend",
    "tide validate research/dip.lua --data BTCUSDT_1h.csv --hypothesis research/dip.md",
    "tide validate my.lua --data A_1h.csv --sealed --no-files",
  },
  run = run,
}
