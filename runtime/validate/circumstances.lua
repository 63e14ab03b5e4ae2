--- Facts of where and when: other symbols, regimes, and whether anything was known too early.
local lookahead = require "stdlib.research.lookahead"
local regime_results = require "stdlib.research.regimes"
local regimes = require "runtime.regimes"
local simulation = require "runtime.simulation"
local symbols = require "stdlib.research.symbols"
local failure = require "runtime.failure"

local circumstances = {}

--- Symbols: how many earn money, and whether one of them carries the rest.
function circumstances.add_symbols(facts, subject)
  local list = {}
  for i, result in ipairs(subject.runs.whole) do
    list[i] = { symbol = subject.datasets[i].symbol, result = result }
  end
  local judged = symbols.judge(list)
  facts.symbol_table = judged
  if #list == 1 then
    facts.missing.symbols, facts.missing.profitable_symbols = "one symbol", "one symbol"
    return
  end
  facts.symbols = {
    count = #list, profitable = judged.profitable,
    working = math.floor(judged.profitable * #list + 0.5), carried = symbols.red_flags(judged)[1],
  }
  facts.all.profitable_symbols = judged.profitable
end

--- Regimes: results in each of them, and where it fails of those it is meant for.
function circumstances.add_regimes(facts, subject)
  local runs = {}
  for i, result in ipairs(subject.runs.whole) do
    runs[i] = { result = result, regimes = regimes.of(subject.datasets[i].parts.whole.candles,
      subject.regimes) }
  end
  local rows = regime_results.results { runs = runs, seed = subject.opts.seed }
  local failed = regime_results.failed(rows, subject.strategy.regimes)
  facts.regime_rows, facts.failed_regimes = rows, #failed
  facts.failed_regimes_named = table.concat(failed, ", "):gsub("_", " ")
  facts.meant_for = subject.strategy.regimes
  for _, row in ipairs(rows) do facts[row.regime] = row end
end

local ENDED = {} -- raised to leave a test that nobody waits for any more

--- The test of one instrument. @return what it found, or nil where it was ended early
local function test(subject, dataset, progress)
  local part = dataset.parts.whole
  local ok, found, message = pcall(lookahead.test, {
    strategy = subject.strategy, candles = part.candles, with = part.with,
    settings = part.settings, seed = subject.opts.seed, prefixes = subject.opts.prefixes,
    progress = function(done, all)
      if progress(dataset.symbol, done, all) then error(ENDED, 0) end
    end,
  })
  if not ok and found == ENDED then return nil end
  if not ok then error(found, 0) end
  if not found then failure.raise(simulation.message(message, dataset.symbol)) end
  return found
end

--- Look-ahead: on how many instruments a signal was not what it would have been on the day.
-- @param progress  function(symbol, done, all) -> true to end early
function circumstances.add_lookahead(facts, subject, progress)
  facts.look_ahead, facts.prefixes = 0, 0
  for _, dataset in ipairs(subject.datasets) do
    local found = test(subject, dataset, progress)
    if not found then return end
    facts.prefixes = facts.prefixes + found.prefixes
    if not found.clean then
      facts.look_ahead = facts.look_ahead + 1
      facts.look_ahead_text = facts.look_ahead_text
        or ("%s at bar %d of %s"):format(found.first.signal or found.first.expression or "a signal",
          found.first.bar or 0, dataset.symbol)
    end
  end
end

return circumstances
