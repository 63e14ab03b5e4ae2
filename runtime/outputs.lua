--- What comes out of a simulation: a table or JSON on stdout, and files.
local json = require "stdlib.json"
local apart = require "runtime.apart"
local document = require "runtime.document"
local failure = require "runtime.failure"
local files = require "runtime.files"
local report = require "runtime.report"
local show = require "runtime.show"
local terminal = require "runtime.terminal"

local outputs = {}

--- The options of every command that shows results.
outputs.options = {
  { name = "equity", help = "with --json: add the equity at every bar" },
  { name = "trades", value = "OUT.csv", help = "write the trades as CSV" },
  { name = "json", help = "print one JSON document" },
  report.option,
}

local function write_report(path, runs)
  local reported = {}
  for i, run in ipairs(runs) do
    reported[i] = {
      strategy = run.strategy, candles = { cdata = run.bars, n = run.bars.n }, result = run.result,
      symbol = run.symbol, settings = report.account(run.settings), command = report.command(),
    }
  end
  report.write(require "stdlib.report", path, reported)
end

--- Refuse an option that only says more about another.
function outputs.check_forms(opts)
  if opts.equity and not opts.json then
    failure.raise("'--equity' adds to the JSON document: give --json, too", failure.USAGE)
  end
end

--- Refuse what contradicts itself, or would write over what is read.
function outputs.check(opts)
  outputs.check_forms(opts)
  apart.check(opts, apart.sources(opts), { "trades", "report" })
end

--- Hand over results in every form that the options ask for.
-- @param runs     list of runs, see runtime.simulation
-- @param account  the result of all, where they are several strategies on one account
-- @return the exit code
function outputs.show(runs, opts, account)
  if opts.json then
    local made = account and document.account(runs, account, opts.equity)
      or document.all(runs, opts.equity)
    terminal.write(json.encode(made), "\n")
  else
    terminal.write(show.results(runs, nil, account))
  end
  -- files last: one that cannot be written leaves the result said
  if opts.trades then files.save(opts.trades, document.csv(runs), "trades") end
  if opts.report then write_report(opts.report, runs) end
  for _, run in ipairs(runs) do
    if run.result.stopped then return failure.FAILED end -- a script, after its errors
  end
  return 0
end

return outputs
