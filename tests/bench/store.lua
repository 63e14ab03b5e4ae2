--- The store: how fast what a search finds is written, and how fast the best of a large store
-- are listed by `tide strategies` as a process of its own. The large store has 100,000 strategies
-- with a million results; TIDE_BENCH_STRATEGIES says another number (1000000 takes minutes, and
-- 7 GB in the folder for temporary files).
local ffi = require "ffi"
local backtest = require "stdlib.backtest"
local large = require "tests.support.large_store"
local made = require "tests.support.store"
local program = require "tests.support.program"
local random = require "tests.graph.random"
local results = require "stdlib.store.results"
local store = require "stdlib.store.init"
local trials = require "stdlib.store.trials"
local C = require("stdlib.host").C

local SEARCHED, TRIALS, RUNS = 25000, 200000, 15 -- what `tide evolve` evaluates
local STRATEGIES = tonumber(os.getenv "TIDE_BENCH_STRATEGIES") or 100000
local METRICS = #backtest.metric_keys

local function seconds(f)
  local start = C.tide_clock_seconds()
  f()
  return C.tide_clock_seconds() - start
end

-- Strategies with their results and trials, as a search writes them.
local function write_search(db, first)
  local r, metrics, writer = random.new(first), ffi.new("double[?]", METRICS), results.writer(db)
  local run = made.run(db, "SYMBOL1", "in_sample")
  for i = first, first + SEARCHED - 1 do
    for k = 0, METRICS - 1 do metrics[k] = r.next() end
    local hash = made.hash(i)
    writer:strategy { hash = hash, name = "s" .. i, json = made.json("s", 14), origin = "evolve", generation = 1 }
    writer:result { strategy = hash, run = run, metrics = metrics }
    writer:trial { strategy = hash, run = run, sharpe_ratio = metrics[0] }
  end
  writer:close()
end

local function write_trials(db)
  local r, writer, run = random.new(2), results.writer(db), made.run(db, "SYMBOL9", "in_sample")
  for i = 1, TRIALS do writer:trial { strategy = made.hash(i), run = run, sharpe_ratio = r.next() } end
  writer:close()
end

local function median_ms(command)
  local times = {}
  for i = 0, RUNS do -- the first one fills caches
    times[i] = 1e3 * seconds(function() assert(os.execute(command .. " >/dev/null") == 0, command) end)
  end
  table.sort(times)
  return times[math.floor((RUNS + 1) / 2)]
end

local LISTS = {
  { "list_ms", "--sort sharpe_ratio" },
  { "list_min_trades_ms", "--sort sharpe_ratio --min-trades 500" },
  { "list_symbol_ms", "--sort total_return --data SYMBOL2 --part validation" },
  { "list_rare_ms", "--sort sharpe_ratio --where 'num_trades>=1990'" },
  { "list_origin_ms", "--sort sharpe_ratio --origin import" },
  { "list_drawdown_ms", "--sort sharpe_ratio --where 'max_drawdown<0.1'" },
  { "list_newest_ms", "--sort created" },
  { "list_without_index_ms", "--sort psr" },
}

return function(report)
  local folder = program.folder()
  local db = assert(store.open(folder .. "/search.db"))
  report("store_trials_per_second", TRIALS / seconds(function() write_trials(db) end), "rows/s")
  report("store_ledger_summary_ms", 1e3 * seconds(function()
    assert(trials.summary(db, { symbol = "SYMBOL9", from = 0, to = 1 }).count == TRIALS)
  end), "ms")
  report("store_search_rows_per_second", SEARCHED / seconds(function() write_search(db, 1) end), "rows/s")
  db:close()

  local path = folder .. "/large.db"
  report("store_large_strategies", STRATEGIES, "strategies")
  report("store_large_fill_seconds", seconds(function() large.make(path, STRATEGIES) end), "s")
  report("store_large_megabytes", tonumber(program.shell("stat -c %s " .. path).out) / 2 ^ 20, "MiB")
  for _, list in ipairs(LISTS) do
    report("store_" .. list[1], median_ms(("%s strategies list %s --limit 50 --store %s"):format(program.path, list[2],
      path)), "ms")
  end
  db = assert(store.open(path))
  report("store_large_search_rows_per_second",
    SEARCHED / seconds(function() write_search(db, STRATEGIES + 1) end), "rows/s")
  db:close()
  program.remove(folder)
end
