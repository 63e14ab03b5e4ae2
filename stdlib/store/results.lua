--- What a strategy gave on a run: one row, a column for each metric.
local ffi = require "ffi"
local backtest = require "stdlib.backtest"
local insert = require "stdlib.store.insert"

local results = {}

local KEYS = backtest.metric_keys

--- Metrics whose best are found without reading every result: those that have an index.
results.INDEXED = {
  sharpe_ratio = true, sortino_ratio = true, calmar_ratio = true, total_return = true,
  profit_factor = true, num_trades = true,
}

local function upsert()
  local places, updates = {}, {}
  for i, key in ipairs(KEYS) do
    places[i], updates[i] = "?" .. i + 3, ("%s = excluded.%s"):format(key, key)
  end
  return ([[INSERT INTO backtest_results (strategy, run, created, %s)
    VALUES ((SELECT id FROM strategies WHERE hash = ?1), ?2, ?3, %s)
    ON CONFLICT (strategy, run) DO UPDATE SET created = excluded.created, %s]]):format(
    table.concat(KEYS, ", "), table.concat(places, ", "), table.concat(updates, ", "))
end

local UPSERT = upsert()

--- What writes results into an open transaction, over those that are there.
-- @return function(hash of a strategy that is there, id of the run, ms, double* [metrics])
function results.inserter(db)
  local put = insert.new(db, UPSERT, 3 + #KEYS)
  return function(strategy, run, created, metrics)
    put:text(1, strategy)
    put:number(2, run)
    put:number(3, created)
    put:numbers(4, metrics, #KEYS)
    put:run()
  end
end

--- Metrics by key, or as the host has them, become an array of the host.
-- @param into  double* [metrics]
function results.fill(into, metrics)
  if type(metrics) == "cdata" then
    ffi.copy(into, metrics, 8 * #KEYS)
  else
    for i = 1, #KEYS do into[i - 1] = metrics[KEYS[i]] or 0 / 0 end
  end
end

local READ = ([[SELECT b.id, b.strategy, b.run, b.created, r.part, r.from_time AS "from",
  r.to_time AS "to", d.symbol, d.timeframe, d.hash AS dataset, s.hash AS settings, %s
  FROM backtest_results b JOIN runs r ON r.id = b.run JOIN datasets d ON d.id = r.dataset
  JOIN settings s ON s.id = r.settings]]):format("b." .. table.concat(KEYS, ", b."))

local BY_ID = READ .. " WHERE b.id = ?1"
local BY_STRATEGY = READ .. [[ WHERE b.strategy = ?1
  ORDER BY d.symbol, d.timeframe, r.from_time, b.run]]

local function made(row)
  if not row then return nil end
  row.metrics = {}
  for _, key in ipairs(KEYS) do row.metrics[key], row[key] = row[key], nil end
  return row
end

--- @return { id, strategy, run = ids, created, part, from, to, symbol, timeframe, dataset,
--   settings = hashes, metrics }, or nil
function results.get(db, id) return made(db:row(BY_ID, id)) end

--- Every result of a strategy, by its id.
function results.of(db, strategy)
  local list = {}
  for row in db:rows(BY_STRATEGY, strategy) do list[#list + 1] = made(row) end
  return list
end

--- The id of the result of a strategy (hash) on a run, or nil.
function results.id(db, strategy, run)
  return db:value([[SELECT id FROM backtest_results WHERE run = ?2
    AND strategy = (SELECT id FROM strategies WHERE hash = ?1)]], strategy, run)
end

local NUMBERS = ([[SELECT %s FROM backtest_results WHERE run = ?2
  AND strategy = (SELECT id FROM strategies WHERE hash = ?1)]]):format(table.concat(KEYS, ", "))

--- The metrics of a strategy (hash) on a run as the host has them, undefined ones NaN.
-- @param into  double* [metrics]
-- @return true, or false when there is no such result
function results.numbers(db, strategy, run, into)
  local row = db:row(NUMBERS, strategy, run)
  if row then results.fill(into, row) end
  return row ~= nil
end

--- How many results there are.
function results.count(db) return db:value "SELECT count(*) FROM backtest_results" end

--- What writes strategies, results and trials in batches, see stdlib.store.writer.
function results.writer(db, options) return require("stdlib.store.writer").new(db, options) end

return results
