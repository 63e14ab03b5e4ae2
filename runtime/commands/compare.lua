--- `tide compare A B ... --data FILE...`: strategies side by side, and a run beside another tool's.
local json = require "stdlib.json"
local apart = require "runtime.apart"
local document = require "runtime.compare.document"
local failure = require "runtime.failure"
local outputs = require "runtime.outputs"
local report = require "runtime.report"
local runs = require "runtime.compare.runs"
local simulation = require "runtime.simulation"
local terminal = require "runtime.terminal"
local text = require "runtime.compare.text"

local function write_report(opts, list)
  report.write(require "stdlib.report.compare", opts.report, {
    comparisons = list, keys = text.METRICS, settings = report.account(list[1].runs[1].settings),
    command = report.command(),
    heading = #list == 1 and "Compared on " .. list[1].symbol
      or ("Compared on %d instruments"):format(#list),
  })
end

local function show(opts, list)
  if opts.json then
    return terminal.write(json.encode(document.all(list, opts.equity)), "\n")
  end
  for i, one in ipairs(list) do
    terminal.write(i > 1 and "\n" or "", text.one(one, terminal.columns()))
  end
end

local function side_by_side(opts)
  apart.check(opts, apart.sources(opts), { "report" })
  report.check(opts)
  local list = runs.all(opts)
  show(opts, list)
  if opts.report then write_report(opts, list) end
  return 0
end

local function run(opts)
  outputs.check_forms(opts)
  if opts.trades and opts.report then
    failure.raise("'--report' is of strategies side by side: leave '--trades' out", failure.USAGE)
  end
  if opts.trades then return require("runtime.compare.trades").run(opts) end
  if opts.from_tool then
    failure.raise("'--from-tool' says whose trades '--trades' are: give that, too", failure.USAGE)
  end
  return side_by_side(opts)
end

return {
  name = "compare",
  summary = "strategies side by side, or a run beside another tool's trades",
  about = "Runs strategies on the same candles with the same costs, beside buying and holding: "
    .. "metrics, equity, whether their Sharpe ratios differ by more than chance, and whether they "
    .. "move together. With --trades, one strategy is run as another tool runs it, and its trades "
    .. "are laid beside those that the tool exported: the first difference and its likely cause. "
    .. "Takes the options of backtest.",
  arguments = { { name = "STRATEGY", many = true, help = "strategy files, .lua or .json" } },
  options = simulation.with_options {
    { name = "trades", value = "THEIRS", help = "trades of freqtrade, vectorbt or backtesting.py, "
      .. "as CSV or JSON, to lay beside those of the one strategy" },
    { name = "from-tool", value = "NAME", kind = "choice", default = nil, shown = "auto",
      choices = { "auto", "freqtrade", "vectorbt", "backtesting.py" },
      help = "whose trades they are; auto tells by the columns" },
    { name = "seed", value = "N", kind = "integer", min = 0, default = 1,
      help = "of the bootstrap behind p" },
    { name = "equity", help = "with --json: add the equity at every bar" },
    { name = "json", help = "print one JSON document" },
    report.option,
  },
  examples = {
    "tide compare strategies/breakout.lua strategies/sma_cross.lua --data BTCUSDT_1h.csv",
    "tide compare my.lua --data BTCUSDT_1h.csv --trades theirs.csv",
  },
  run = run,
}
