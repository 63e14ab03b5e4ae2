--- A strategy of the store for people: rules, origin, results and what else was tried.
local backtest = require "stdlib.backtest"
local best = require "runtime.batch.best"
local describe = require "runtime.strategies.describe"
local format = require "stdlib.report.format"
local grid = require "runtime.grid"
local help = require "runtime.help"
local json = require "stdlib.json"
local layout = require "stdlib.layout"
local regimes = require "stdlib.regime.names"
local rules = require "runtime.strategies.rules"
local strategies = require "stdlib.store.strategies"
local terminal = require "runtime.terminal"
local time = require "stdlib.time"
local verdicts = require "stdlib.store.verdicts"

local show = {}

local function bold(text) return terminal.painter()(text, "bold") end

local function heading(lines, words)
  lines[#lines + 1] = ""
  lines[#lines + 1] = bold(words)
end

local function parent_text(db, hash)
  local parent = strategies.by_hash(db, hash)
  return parent and ("%s (%s)"):format(terminal.printable(parent.name), hash) or hash
end

local function facts(db, row)
  local list = { ("number %d, hash %s"):format(row.id, row.hash) }
  local origin = ("%s, added %s"):format(row.origin, time.format(row.created))
  if row.generation then origin = ("%s, generation %d"):format(origin, row.generation) end
  if row.complexity then
    origin = ("%s, complexity %s"):format(origin, format.value(row.complexity))
  end
  list[2] = origin
  local parents = {}
  for i, hash in ipairs(row.parents) do parents[i] = parent_text(db, hash) end
  if #parents > 0 then list[3] = "from " .. table.concat(parents, " and ") end
  return list
end

local function add_rules(lines, row, width)
  if not row.json then
    heading(lines, "Lua")
    lines[#lines + 1] = row.lua:gsub("%s+$", ""):gsub("[^\n\t%C]", "?")
    return
  end
  local sides, timeframe, meant_for = rules.of(row.json)
  if not sides then
    heading(lines, "JSON")
    lines[#lines + 1] = terminal.printable(row.json)
    lines[#lines + 1] = ("(its rules cannot be told: %s)"):format(timeframe)
    return
  end
  heading(lines, timeframe and "Rules, on bars of " .. timeframe or "Rules")
  if meant_for then
    local names = {}
    for i, name in ipairs(meant_for) do names[i] = regimes.text(name) end
    lines[#lines + 1] = "meant for " .. table.concat(names, ", ")
  end
  for _, side in ipairs(sides) do
    lines[#lines + 1] = side[1]
    for _, line in ipairs(help.columns(side[2], width)) do lines[#lines + 1] = line end
  end
end

-- The day before a moment at midnight is the last one.
local function range_text(range)
  return ("%s to %s"):format(format.date(range.from), format.date(range.to - 1))
end

local function add_results(lines, results, width)
  if #results == 0 then
    heading(lines, "No results yet")
    return
  end
  local columns = { { title = "data", left = true }, { title = "part", left = true },
    { title = "time", left = true } }
  for i, result in ipairs(results) do
    columns[1][i] = ("%s %s"):format(result.symbol, result.timeframe)
    columns[2][i], columns[3][i] = result.part:gsub("_", "-"), range_text(result)
  end
  for _, column in ipairs(best.metric_columns(results, "sharpe_ratio")) do
    columns[#columns + 1] = column
  end
  heading(lines, "Results")
  lines[#lines + 1] = (grid.text(columns, #results, width, 4):gsub("\n$", ""))
end

-- What 'tide validate' decided of these very rules.
local function add_verdict(lines, db, row, width)
  local verdict = verdicts.latest(db, row.hash)
  if not verdict then return end
  heading(lines, "Verdict")
  local reasons = json.decode(verdict.document)
  lines[#lines + 1] = ("%s, decided %s"):format(verdict.verdict, time.format(verdict.decided))
  for _, text in ipairs(reasons and reasons.reasons or {}) do
    for _, line in ipairs(layout.wrap(terminal.printable(text), width)) do
      lines[#lines + 1] = line
    end
  end
end

local function ledger_text(row)
  local mean, deviation = describe.spread(row)
  local unit = backtest.metric_units.sharpe_ratio
  return ("%s, %s: %s tried; Sharpe ratios of %s of them: mean %s, deviation %s"):format(row.symbol,
    range_text(row), format.decimal(row.count, 0), format.decimal(row.with_sharpe, 0),
    format.metric(mean, unit), format.metric(deviation, unit))
end

local function add_ledger(lines, db, results, width)
  local ledger = describe.ledger(db, results)
  if #ledger == 0 then return end
  heading(lines, "What else was tried there")
  for _, row in ipairs(ledger) do
    for _, line in ipairs(layout.wrap(ledger_text(row), width)) do lines[#lines + 1] = line end
  end
end

--- @param results  of the strategy, see stdlib.store.results
-- @return text
function show.text(db, row, results, width)
  local lines = { bold(terminal.printable(row.name)) }
  for _, fact in ipairs(facts(db, row)) do lines[#lines + 1] = fact end
  add_rules(lines, row, width)
  add_verdict(lines, db, row, width)
  add_results(lines, results, width)
  add_ledger(lines, db, results, width)
  return table.concat(lines, "\n") .. "\n"
end

return show
