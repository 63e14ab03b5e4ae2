--- What a validation found as tables of words: the same for the terminal, Markdown and the page.
--
-- A table is { title, columns = { title, ... }, rows = { { cell, ... }, ... }, texts = { true where
-- a column is text, ... }, says = sentences }.
local checklist = require "stdlib.research.checklist"
local format = require "stdlib.report.format"
local symbols = require "stdlib.research.symbols"

local tables = {}

local SIGN = { least = ">=", most = "<=" }

--- A number of a check in its unit.
function tables.value(x, unit)
  if x == nil then return "-" end
  if unit == "fraction" and x > 0.99 and x < 1 then -- 99.99 is not 100
    return x > 0.9999 and "> 99.99 %" or format.decimal(100 * x, 2) .. " %"
  end
  if unit == "ratio" and math.abs(x) >= 1e6 then return "> 1,000,000" end
  return format.metric(x, unit)
end

local function wanted(row)
  if row.threshold == nil then return "-" end
  return ("%s %s"):format(row.operator or SIGN[row.at], tables.value(row.threshold, row.unit))
end

local LEVELS = { must = "must", evidence = "evidence", should = "" }

--- The checks of a group: line, found, wanted, result, note.
local function of_group(group, checks)
  local rows = {}
  for _, row in ipairs(checks) do
    if row.group == group[1] then
      local title = row.operator and row.title:gsub("%s*[<>]=?%s*[^<>]*$", "") or row.title
      rows[#rows + 1] = {
        title, tables.value(row.value, row.unit), wanted(row), row.result, LEVELS[row.level],
        row.note or "", result = row.result,
      }
    end
  end
  return #rows > 0 and {
    title = group[2], columns = { "", "found", "wanted", "result", "", "" }, rows = rows,
    texts = { true, false, false, true, true, true },
  } or nil
end

--- Every group of checks as a table.
function tables.checks(checks)
  local list = {}
  for _, group in ipairs(checklist.groups) do list[#list + 1] = of_group(group, checks) end
  return list
end

local function metric(unit) return function(x) return format.metric(x, unit) end end
local percent, ratio, count = metric "fraction", metric "ratio", metric "count"

local function table_of(title, columns, list, says)
  local made = { title = title, columns = {}, rows = {}, texts = { true }, says = says }
  for i, column in ipairs(columns) do made.columns[i] = column[1] end
  for r, one in ipairs(list) do
    local cells = {}
    for i, column in ipairs(columns) do
      local x = one
      for key in column[2]:gmatch "[^.]+" do x = type(x) == "table" and x[key] or nil end
      cells[i] = column[3] and column[3](x) or tostring(x or "-")
    end
    made.rows[r] = cells
  end
  return made
end

local function years(facts)
  return table_of("Years", {
    { "year", "year" }, { "return", "total_return", percent }, { "sharpe", "sharpe_ratio", ratio },
    { "drawdown", "max_drawdown", percent }, { "trades", "trades", count },
    { "won", "win_rate", percent }, { "holding", "held", percent },
  }, facts.by_year)
end

local function regimes(facts)
  local rows = {}
  for _, row in ipairs(facts.regime_rows) do
    if row.applies then
      local copy = setmetatable({ regime = row.regime:gsub("_", " "),
        verdict = row.fails and "fails" or "" }, { __index = row })
      rows[#rows + 1] = copy
    end
  end
  local said = facts.meant_for and #facts.meant_for > 0
    and { ("Meant for %s."):format(table.concat(facts.meant_for, ", "):gsub("_", " ")) } or nil
  return table_of("Regimes", {
    { "regime", "regime" }, { "days", "days", count }, { "trades", "trades", count },
    { "won", "win_rate", percent }, { "mean trade", "mean_trade", percent },
    { "from", "low", percent }, { "to", "high", percent }, { "sharpe", "sharpe_ratio", ratio },
    { "drawdown", "max_drawdown", percent }, { "", "verdict" },
  }, rows, said)
end

local function symbol_rows(facts)
  local judged = facts.symbol_table
  if #judged.rows < 2 then return nil end
  return table_of("Symbols", {
    { "symbol", "symbol" }, { "return", "total_return", percent },
    { "holding", "buy_hold_return", percent }, { "sharpe", "sharpe_ratio", ratio },
    { "drawdown", "max_drawdown", percent }, { "trades", "trades", count },
    { "won", "win_rate", percent },
  }, judged.rows, symbols.sentences(judged))
end

local function costs(facts)
  return table_of("Costs", {
    { "costs", "factor", function(x) return format.value(x) .. " x" end },
    { "return", "metrics.total_return", percent }, { "sharpe", "metrics.sharpe_ratio", ratio },
    { "drawdown", "metrics.max_drawdown", percent },
    { "profit factor", "metrics.profit_factor", ratio },
  }, facts.costs)
end

local function parts(facts)
  local rows = {}
  for _, name in ipairs { "all", "in_sample", "validation", "test" } do
    if facts[name] then
      rows[#rows + 1] = { part = name == "all" and "whole" or name:gsub("_", "-"), m = facts[name] }
    end
  end
  return table_of("Parts", {
    { "part", "part" }, { "return", "m.total_return", percent },
    { "sharpe", "m.sharpe_ratio", ratio },
    { "drawdown", "m.max_drawdown", percent }, { "trades", "m.num_trades", count },
    { "won", "m.win_rate", percent }, { "profit factor", "m.profit_factor", ratio },
  }, rows)
end

local function methods(facts)
  if not facts.luck or #facts.luck.methods == 0 then return nil end
  return table_of("Monte Carlo", {
    { "paths of", "method" }, { "paths", "paths", count }, { "ruined", "ruin", percent },
    { "drawdown", "max_drawdown.median", percent }, { "97.5 in 100 below", "max_drawdown.high_95",
      percent }, { "sharpe", "sharpe_ratio.median", ratio },
    { "97.5 in 100 above", "sharpe_ratio.low_95", ratio },
  }, facts.luck.methods)
end

--- What stands behind the checks: tables of parts, years, regimes, symbols, costs, Monte Carlo.
function tables.details(facts)
  local list = {}
  for _, make in ipairs { parts, years, regimes, symbol_rows, costs, methods } do
    list[#list + 1] = make(facts)
  end
  return list
end

return tables
