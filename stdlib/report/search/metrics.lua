--- What a strategy did where a search looked and where it did not, side by side.
local backtest = require "stdlib.backtest"
local cells = require "stdlib.report.cells"
local format = require "stdlib.report.format"
local html = require "stdlib.report.html"
local metrics = require "stdlib.report.metrics"

local tables = {}

local tag = html.tag

local SHORT = {
  "total_return", "cagr", "buy_hold_return", "sharpe_ratio", "sortino_ratio", "max_drawdown",
  "num_trades", "win_rate", "profit_factor", "expectancy", "exposure", "break_even_bps",
}
local SIGNED = { total_return = true, cagr = true, buy_hold_return = true, expectancy = true }

local function value(run, part, key)
  local x = run[part] and run[part].metrics[key]
  return tag("td", cells.number(x, format.metric(x, backtest.metric_units[key])), {
    class = SIGNED[key] and cells.tone(x) or nil, ["data-metric"] = key, ["data-part"] = part,
  })
end

-- A row for each metric, two columns for each of the runs.
local function rows_of(runs, keys)
  local rows = {}
  for i, key in ipairs(keys) do
    local name, sentence = metrics.name(key)
    local row = { tag("td", html.escape(name), { title = sentence ~= "" and sentence or nil }) }
    for _, run in ipairs(runs) do
      row[#row + 1] = value(run, "in_sample", key)
      row[#row + 1] = value(run, "validation", key)
    end
    rows[i] = cells.row(row)
  end
  return rows
end

local function heads_of(first, symbols)
  local row, above = { cells.head(first) }, { cells.head "" }
  for _, symbol in ipairs(symbols) do
    row[#row + 1], row[#row + 2] = cells.head "In-sample", cells.head "Validation"
    above[#above + 1] = tag("th", html.escape(symbol), { scope = "colgroup", colspan = "2" })
  end
  return (#symbols > 1 and cells.row(above) or "") .. cells.row(row)
end

local function symbols_of(datasets)
  local list = {}
  for i, one in ipairs(datasets) do list[i] = one.symbol end
  return list
end

--- Its most telling metrics, of each instrument.
-- @param one  { runs = { { in_sample, validation = results of stdlib.backtest }, ... by data set }
--   }
function tables.short(one, datasets)
  return cells.table("rows", heads_of("", symbols_of(datasets)), rows_of(one.runs, SHORT))
end

local function all_of(run)
  local out = {}
  for i, group in ipairs(metrics.grouped(run.in_sample.metric_keys)) do
    local keys = {}
    for _, row in ipairs(group[2]) do
      keys[#keys + 1] = row[1]
      local beside = row[1] .. "_pct"
      if backtest.metric_units[beside] then keys[#keys + 1] = beside end
    end
    out[i] = tag("div", cells.table("rows", heads_of(group[1], { "" }), rows_of({ run }, keys)),
      { class = "set" })
  end
  return table.concat(out, "\n")
end

--- All metrics, in groups, folded away, of each instrument.
function tables.all(one, datasets)
  local out = {}
  for i, dataset in ipairs(datasets) do
    local said = #datasets > 1 and "All metrics on " .. dataset.symbol or "All metrics"
    out[i] = tag("details", tag("summary", html.escape(said))
      .. tag("div", all_of(one.runs[i]), { class = "metrics" }))
  end
  return table.concat(out, "\n")
end

return tables
