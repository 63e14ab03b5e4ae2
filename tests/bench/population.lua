--- Ten thousand rule sets on 100,000 candles: `tide batch` as a process of its own, from the
-- JSON text to the file with every metric of each. The corpus of tests/support/population.lua
-- on a made-up market; the candles come from the column cache. Medians; one thread and two
-- take turns.
local ffi = require "ffi"
local backtest = require "stdlib.backtest"
local population = require "stdlib.population"
local rules = require "tests.support.population"
local program = require "tests.support.program"
local C = require("stdlib.host").C

local STRATEGIES, BARS, SEED, ROUNDS = 10000, 100000, 7, 3

local function median(list)
  table.sort(list)
  return list[math.ceil(#list / 2)]
end

local function seconds(command)
  local start = C.tide_clock_seconds()
  assert(os.execute(command .. " >/dev/null 2>&1") == 0, command)
  return C.tide_clock_seconds() - start
end

--- The most memory that a command had at once, as the system counts it, looked at from outside.
local function peak_mb(command)
  local run = program.shell(([[%s >/dev/null & pid=$!; most=0
    while now=$(awk '/VmHWM/ { print $2 }' /proc/$pid/status 2>/dev/null) && [ -n "$now" ]; do
      most=$now; sleep 0.01; done
    wait $pid && echo $most]]):format(command))
  return assert(tonumber(run.out), run.err) / 1024
end

--- Distinct expressions of the corpus, and those of them that are computed columns.
local function distinct(text)
  local p = assert(population.new())
  assert(p:read(text) == STRATEGIES)
  local candles = ffi.gc(C.tide_synthetic_new(100, 1, 0), C.tide_candles_free)
  local batch = assert(p:batch { candles = { cdata = candles, symbol = "A" }, settings = backtest.settings "tide" })
  assert(batch:start())
  batch:stop()
  local state = assert(batch:poll(0))
  local nodes, columns = state.nodes, state.columns
  batch:close()
  return nodes, columns
end

local function median_trades(path)
  local list = {}
  for line in io.lines(path) do list[#list + 1] = tonumber(line:match '"num_trades":(%d+)') end
  assert(#list == STRATEGIES)
  return median(list)
end

return function(report)
  local folder = program.folder()
  local text = table.concat(rules.lines(STRATEGIES, SEED), "\n") .. "\n"
  local file = program.write(folder .. "/population.jsonl", text)
  local data, out = folder .. "/MARKET_1h.csv", folder .. "/results.jsonl"
  -- one more, because its last candle may be that of an hour to come
  assert(program.run("demo", "--bars", BARS + 1, "--out", data).code == 0)
  local function command(threads)
    return ("XDG_CACHE_HOME=%s/cache exec %s batch %s --data %s --out %s --threads %d"):format(folder,
      program.path, file, data, out, threads)
  end
  local times = { {}, {} }
  local peak = peak_mb(command(2)) -- fills the cache of the candles, too
  for round = 1, ROUNDS do
    for threads = 1, 2 do times[threads][round] = seconds(command(threads)) end
  end
  local one, two = median(times[1]), median(times[2])
  local nodes, columns = distinct(text)
  report("population_10k_100k_seconds", two, "s")
  report("population_seconds_1_thread", one, "s")
  report("population_speedup_2_threads", one / two, "x")
  report("population_peak_mb", peak, "MiB")
  report("population_distinct_nodes", nodes, "nodes")
  report("population_distinct_columns", columns, "nodes")
  report("population_median_trades", median_trades(out), "trades")
  program.remove(folder)
end
