--- The parts of the page that are plain HTML: numbers, tables and lists.
local cells = require "stdlib.report.cells"
local exits = require "stdlib.report.exits"
local format = require "stdlib.report.format"
local heatmap = require "stdlib.report.heatmap"
local html = require "stdlib.report.html"
local metrics = require "stdlib.report.metrics"
local time = require "stdlib.time"

local sections = {}

local TIMES = { from = true, to = true } -- settings in milliseconds
local COSTS = {
  commission = true, commission_maker = true, fee_fixed = true, slippage = true, spread = true,
  tiers = true,
}
local CARDS = {
  { "total_return", "Total return", signed = true },
  { "buy_hold_return", "Buy & hold", signed = true },
  { "max_drawdown", "Max. drawdown" },
  { "sharpe_ratio", "Sharpe" },
  { "num_trades", "Trades" },
  { "win_rate", "Win rate" },
}

local function card_tone(run, card)
  return card.signed and cells.tone(run.result.metrics[card[1]]) or nil
end

--- The few numbers at the top.
function sections.cards(run, units)
  local out = {}
  for i, card in ipairs(CARDS) do
    local value = cells.metric(run, card[1], units)
    out[i] = html.tag("div", html.tag("dt", html.escape(card[2]))
      .. html.tag("dd", value, { class = card_tone(run, card) })) .. "\n"
  end
  return table.concat(out)
end

--- When several instruments were run: one row each, and the way to choose.
function sections.overview(runs, units)
  if #runs == 1 then return "" end
  local head, rows = { cells.head "Symbol" }, {}
  for i, card in ipairs(CARDS) do head[i + 1] = cells.head(card[2]) end
  for i, run in ipairs(runs) do
    local row = { cells.cell(html.tag("button", html.escape(run.symbol),
      { type = "button", ["data-select"] = i - 1 })) }
    for k, card in ipairs(CARDS) do
      row[k + 1] = cells.cell(cells.metric(run, card[1], units), card_tone(run, card))
    end
    rows[i] = cells.row(row)
  end
  return html.fill(
    '<section class="block"><div class="head"><h2>Instruments</h2></div>\n'
    .. '<div class="scroll" tabindex="0" role="region" aria-label="Instruments">{{table}}</div>'
    .. "</section>",
    { table = cells.table("rows", cells.row(head), rows) })
end

--- The heat map of monthly returns.
function sections.months(run) return heatmap.rows(run) end

--- How trades ended.
function sections.exits(run)
  local rows = {}
  for i, r in ipairs(exits.rows(run.result.cdata)) do
    rows[i] = cells.row {
      cells.cell(html.escape(r.name)),
      cells.cell(format.decimal(r.count, 0)),
      cells.cell(format.decimal(100 * r.wins / r.count, 0) .. " %"),
      cells.cell(format.metric(r.mean, "fraction"), "wide"),
      cells.cell(cells.number(r.pnl, format.decimal(r.pnl, 2)), cells.tone(r.pnl)),
    }
  end
  if #rows == 0 then return html.tag("p", "no trades", { class = "legend" }) end
  return cells.table("rows", cells.row {
    cells.head "Ended by", cells.head "Trades", cells.head "Won",
    cells.head("Mean return", "wide"), cells.head "Result",
  }, rows)
end

--- Every metric, grouped, with its explanation as a title.
function sections.metrics(run, units)
  local out = {}
  local function value(key)
    return html.tag("span", cells.metric(run, key, units), { ["data-metric"] = key })
  end
  for i, group in ipairs(metrics.grouped(run.result.metric_keys)) do
    local rows = {}
    for k, item in ipairs(group[2]) do
      local beside = item[1] .. "_pct"
      rows[k] = {
        item[2],
        value(item[1]) .. (units[beside] and " &middot; " .. value(beside) or ""),
        item[3],
      }
    end
    out[i] = cells.listing(group[1], rows)
  end
  return table.concat(out)
end

local function plain(value)
  if type(value) ~= "table" then return format.value(value) end
  local parts = {}
  for key, item in pairs(value) do
    parts[#parts + 1] = type(key) == "number" and plain(item) or ("%s %s"):format(key, plain(item))
  end
  table.sort(parts)
  return table.concat(parts, ", ")
end

--- Settings by name, under a title; nothing when there are none.
-- @param values  table: numbers, texts, or tables of them
function sections.settings(title, values)
  local names, rows = {}, {}
  for name in pairs(values or {}) do names[#names + 1] = tostring(name) end
  if #names == 0 then return "" end
  table.sort(names)
  for i, name in ipairs(names) do
    local value = values[name]
    if TIMES[name] and type(value) == "number" then value = time.format(value) end
    rows[i] = { (name:gsub("_", " ")), html.escape(plain(value)) }
  end
  return cells.listing(title, rows)
end

--- The command to repeat; its words do not break.
function sections.command(run)
  if not run.command then return "" end
  local words = html.escape(run.command):gsub("%S+", "<span>%0</span>")
  return html.tag("pre", words, { class = "command" })
end

--- The settings of an account, the costs for themselves.
function sections.account(settings)
  local costs, rules = {}, {}
  for name, value in pairs(settings) do (COSTS[name] and costs or rules)[name] = value end
  return sections.settings("Costs", costs) .. sections.settings("Account and rules", rules)
end

--- Parameters and settings.
function sections.setup(run)
  return sections.settings("Strategy", { file = run.strategy.path, hash = run.strategy.hash })
    .. sections.settings("Parameters", run.strategy.params) .. sections.account(run.settings)
end

return sections
