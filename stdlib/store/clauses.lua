--- The conditions of a search as pieces of SQL. A piece is a list: its text, with a place (?)
-- for each of the values that follow. Results are called b, strategies s, runs r and data
-- sets d.
local backtest = require "stdlib.backtest"

local clauses = {}

local NUMERIC = { generation = true, complexity = true }

local metric = {}
for _, key in ipairs(backtest.metric_keys) do metric[key] = true end

--- Is this the name of a metric?
function clauses.is_metric(key) return metric[key] or false end

--- Is this a column of strategies that a number can be compared with?
function clauses.is_numeric(key) return NUMERIC[key] or false end

--- Pieces as one text, and the list of their values.
function clauses.join(pieces)
  local texts, values = {}, {}
  for i, piece in ipairs(pieces) do
    texts[i] = piece[1]
    for k = 2, #piece do values[#values + 1] = piece[k] end
  end
  return table.concat(texts, " "), values
end

--- A piece around pieces: before, they, after.
function clauses.around(before, pieces, after)
  local text, values = clauses.join(pieces)
  return { before .. text .. after, unpack(values) }
end

--- Conditions that each begin with AND, as what follows WHERE.
function clauses.all_of(conditions)
  if #conditions == 0 then return { "1" } end
  local text, values = clauses.join(conditions)
  return { text:gsub("^AND ", ""), unpack(values) }
end

--- What a query wants of strategies.
function clauses.on_strategy(query)
  local list = {}
  local function add(value, text) if value ~= nil then list[#list + 1] = { text, value } end end
  add(query.origin, "AND s.origin = ?")
  add(query.name, "AND s.name GLOB ?")
  add(query.since, "AND s.created >= ?")
  for _, w in ipairs(query.where or {}) do
    if NUMERIC[w.key] then add(w.value, ("AND s.%s %s ?"):format(w.key, w.op)) end
  end
  return list
end

--- What it wants of runs.
function clauses.on_run(query)
  local list = {}
  for _, column in ipairs { "d.symbol", "d.timeframe", "r.part" } do
    local value = query[column:sub(3)]
    if value then list[#list + 1] = { ("AND %s = ?"):format(column), value } end
  end
  return list
end

--- What it wants of results.
function clauses.on_metric(query)
  local list = {}
  for _, w in ipairs(query.where or {}) do
    if metric[w.key] then list[#list + 1] = { ("AND b.%s %s ?"):format(w.key, w.op), w.value } end
  end
  return list
end

local RUNS = "SELECT r.id FROM runs r JOIN datasets d ON d.id = r.dataset WHERE "

--- The ids of runs that meet conditions.
function clauses.runs(conditions)
  return clauses.around(RUNS, { clauses.all_of(conditions) }, "")
end

--- The condition that results are of such runs: a list, empty when any run will do.
function clauses.in_runs(conditions)
  if #conditions == 0 then return {} end
  return { clauses.around("AND b.run IN (", { clauses.runs(conditions) }, ")") }
end

--- Rows of the statement that pieces make.
function clauses.rows(db, pieces)
  local sql, values = clauses.join(pieces)
  return db:rows(sql, unpack(values))
end

return clauses
