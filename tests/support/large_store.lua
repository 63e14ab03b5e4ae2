--- A store as large as one likes, filled as fast as SQLite can: no log, indexes at the end.
local ffi = require "ffi"
local backtest = require "stdlib.backtest"
local made = require "tests.support.store"
local population = require "tests.support.population"
local random = require "tests.graph.random"
local results = require "stdlib.store.results"
local store = require "stdlib.store.init"
local strategies = require "stdlib.store.strategies"

local large = {}

local TEXTS = 1000
local METRICS = #backtest.metric_keys
local index = {}
for i, key in ipairs(backtest.metric_keys) do index[key] = i - 1 end

-- Metrics of strategies without an edge: most lose, and what measures the same moves together.
local function draw(r, metrics)
  for i = 0, METRICS - 1 do metrics[i] = r.next() end
  local sharpe = 1.7 * (r.next() + r.next() + r.next() + r.next() - 2) - 0.5
  metrics[index.sharpe_ratio] = sharpe
  metrics[index.sortino_ratio] = 1.4 * sharpe + r.next() - 0.5
  metrics[index.calmar_ratio] = 0.8 * sharpe + r.next() - 0.5
  metrics[index.total_return] = 0.5 * sharpe + 0.2 * (r.next() - 0.5)
  metrics[index.profit_factor] = 1 + 0.2 * sharpe + 0.1 * (r.next() - 0.5)
  metrics[index.num_trades] = math.floor(2000 * r.next() * r.next())
end

local function add_strategies(db, count)
  local put, texts = strategies.inserter(db), population.lines(TEXTS, 1)
  for i = 1, count do
    put {
      hash = made.hash(i), name = "s" .. i, json = texts[i % TEXTS + 1], complexity = i % 97,
      origin = i % 5000 == 0 and "import" or "evolve", generation = i % 50,
    }
  end
end

local function add_results(db, count, runs)
  local r, put, metrics = random.new(9), results.inserter(db), ffi.new("double[?]", METRICS)
  for i = 1, count do
    local hash = made.hash(i)
    for _, run in ipairs(runs) do
      draw(r, metrics)
      put(hash, run.id, 1e12, metrics)
    end
  end
end

--- Make a store of strategies with ten results each.
-- @param path  of a file that is not there yet
function large.make(path, count)
  local db, runs, indexes = assert(store.open(path)), {}, {}
  for i = 1, 10 do
    runs[i] = made.run(db, "SYMBOL" .. math.ceil(i / 2), i % 2 == 0 and "validation" or "in_sample")
  end
  db:exec "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF"
  for row in db:rows "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL" do
    indexes[#indexes + 1] = row
  end
  for _, row in ipairs(indexes) do db:exec("DROP INDEX " .. row.name) end
  db:transaction(function()
    add_strategies(db, count)
    add_results(db, count, runs)
  end)
  for _, row in ipairs(indexes) do db:exec(row.sql) end
  db:exec "PRAGMA journal_mode = WAL"
  db:close()
end

return large
