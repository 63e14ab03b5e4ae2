--- A list of strategies of the store, as a table and as JSON.
local best = require "runtime.batch.best"
local backtest = require "stdlib.backtest"
local describe = require "runtime.strategies.describe"
local format = require "stdlib.report.format"
local grid = require "runtime.grid"
local json = require "stdlib.json"
local results = require "stdlib.store.results"
local search = require "stdlib.store.search"
local strategies = require "stdlib.store.strategies"
local terminal = require "runtime.terminal"

local listing = {}

--- Read what a search found.
-- @return list of { strategy, result or nil, metrics of it or nil }
function listing.read(db, query)
  local list = {}
  for i, found in ipairs(search.find(db, query)) do
    local id = found.result or search.result(db, query, found.strategy)
    local result = id and results.get(db, id)
    list[i] = {
      strategy = strategies.get(db, found.strategy), result = result,
      metrics = result and result.metrics,
    }
  end
  return list
end

local COLUMNS = {
  created = function(s) return format.date(s.created) end,
  generation = function(s) return s.generation and format.decimal(s.generation, 0) or "-" end,
  complexity = function(s) return s.complexity and format.value(s.complexity) or "-" end,
}

local function text_column(title, list, f)
  local column = { title = title, left = true }
  for i, entry in ipairs(list) do column[i] = f(entry) end
  return column
end

-- Said only when it is not the same of all.
local function add_varied(columns, column)
  for i = 2, #column do
    if column[i] ~= column[1] then
      columns[#columns + 1] = column
      return
    end
  end
end

--- @param sort  what the list is sorted by: it comes first
-- @return text
function listing.text(list, sort, width)
  local columns = { { title = "id" }, text_column("strategy", list, function(entry)
    return terminal.printable(entry.strategy.name)
  end) }
  for i, entry in ipairs(list) do columns[1][i] = tostring(entry.strategy.id) end
  if COLUMNS[sort] then
    columns[3] = text_column(sort, list, function(entry) return COLUMNS[sort](entry.strategy) end)
    columns[3].left = sort == "created"
  end
  local sorted_by_metric = backtest.metric_units[sort] ~= nil
  local metrics = best.metric_columns(list, sorted_by_metric and sort or "sharpe_ratio")
  columns[#columns + 1] = metrics[1]
  columns[#columns + 1] = text_column("data", list, function(entry)
    return entry.result and ("%s %s"):format(entry.result.symbol, entry.result.timeframe) or "-"
  end)
  add_varied(columns, text_column("part", list, function(entry)
    return entry.result and entry.result.part:gsub("_", "-") or "-"
  end))
  for i = 2, #metrics do columns[#columns + 1] = metrics[i] end
  return grid.text(columns, #list, width)
end

--- The list as one document.
function listing.document(db, list, sort)
  local made = {}
  for i, entry in ipairs(list) do
    made[i] = json.put(describe.strategy(entry.strategy), "result",
      entry.result and describe.result(entry.result) or json.null)
  end
  return json.object { "store", db.path, "sort", sort, "strategies", json.array(made) }
end

return listing
