--- The winner of a search: its rules in words, and what it did where the search looked and where
-- it did not.
local backtest = require "stdlib.backtest"
local cells = require "stdlib.report.cells"
local format = require "stdlib.report.format"
local html = require "stdlib.report.html"
local metrics = require "stdlib.report.metrics"
local words = require "stdlib.generator.words"

local winner = {}

local tag = html.tag

local SHORT = {
  "total_return", "cagr", "buy_hold_return", "sharpe_ratio", "sortino_ratio", "max_drawdown",
  "num_trades", "win_rate", "profit_factor", "expectancy", "exposure", "break_even_bps",
}
local SIGNED = { total_return = true, cagr = true, buy_hold_return = true, expectancy = true }

local function list_of(items)
  local out = {}
  for i, item in ipairs(items) do
    local text = html.escape(item.text)
    out[i] = tag("li", item.items and tag("span", text) .. list_of(item.items) or tag("code", text))
  end
  return tag("ul", table.concat(out, "\n"))
end

--- Its rules as nested lists.
function winner.rules(one)
  return (list_of(words.outline(one.record.tree)):gsub("<ul>", '<ul class="rules">', 1))
end

--- Its strategy file. @param text  of it, or nil when a file cannot say it
function winner.source(text)
  if not text then return "" end
  return tag("h3", "Strategy file") .. tag("pre", html.escape(text), {
    class = "source", tabindex = "0", ["aria-label"] = "The winner as a strategy file",
  })
end

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

--- Its most telling metrics side by side, of each instrument.
function winner.short(one, datasets)
  return cells.table("rows", heads_of("", symbols_of(datasets)), rows_of(one.runs, SHORT))
end

--- All metrics, in groups, of one instrument.
function winner.all(one, place)
  local run, out = one.runs[place], {}
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

return winner
