--- What comes out of a simulation: a table or JSON on stdout, and files.
local json = require "stdlib.json"
local command_line = require "runtime.command_line"
local document = require "runtime.document"
local failure = require "runtime.failure"
local files = require "runtime.files"
local settings = require "runtime.settings"
local show = require "runtime.show"
local terminal = require "runtime.terminal"

local outputs = {}

--- The options of every command that shows results.
outputs.options = {
  { name = "equity", help = "with --json: add the equity at every bar" },
  { name = "trades", value = "OUT.csv", help = "write the trades as CSV" },
  { name = "json", help = "print one JSON document" },
  { name = "report", value = "OUT.html", help = "write an HTML report that opens offline" },
}

local function write_report(path, runs)
  local reported = {}
  for i, run in ipairs(runs) do
    local shown = settings.table(run.settings)
    shown.profile = settings.profile(run.settings)
    reported[i] = {
      strategy = run.strategy, candles = { cdata = run.bars, n = run.bars.n }, result = run.result,
      symbol = run.symbol, settings = shown, command = command_line.text(),
    }
  end
  local ok, message = require("stdlib.report").write(path, reported)
  if not ok then failure.raise(message) end
end

local plain = files.plain

--- Refuse an option that only says more about another.
function outputs.check_forms(opts)
  if opts.equity and not opts.json then
    failure.raise("'--equity' adds to the JSON document: give --json, too", failure.USAGE)
  end
end

--- Refuse to write over what is read, or two things to one file: candles are not
-- to be lost to a slip of the hand.
function outputs.check(opts)
  outputs.check_forms(opts)
  local taken = { [plain(opts.strategy)] = "the strategy" }
  for _, name in ipairs { "data", "with" } do
    for _, source in ipairs(opts[name] or {}) do taken[plain(source.path)] = "candles" end
  end
  for _, name in ipairs { "trades", "report" } do
    local path = opts[name]
    local other = path and taken[plain(path)]
    if other then
      failure.raise(("'--%s' would write over %s: %s"):format(name, other, path), failure.USAGE)
    end
    if path then taken[plain(path)] = "the " .. name end
  end
end

--- Hand over results in every form that the options ask for.
-- @param runs  list of runs, see runtime.simulation
-- @return the exit code
function outputs.show(runs, opts)
  if opts.json then
    terminal.write(json.encode(document.all(runs, opts.equity)), "\n")
  else
    terminal.write(show.results(runs))
  end
  -- files last: one that cannot be written leaves the result said
  if opts.trades then files.save(opts.trades, document.csv(runs), "trades") end
  if opts.report then write_report(opts.report, runs) end
  return 0
end

return outputs
