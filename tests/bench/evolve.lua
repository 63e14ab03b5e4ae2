--- `tide evolve`: how long a search of 500 x 50 takes on 51,112 hourly candles, and whether what it
-- finds is there.
--
-- Recovery: markets in which one rule earns (tide demo --edge), another seed each; recovered is a
-- winner whose validation Sharpe reaches 80 % of the planted rule's. Noise: driftless markets with
-- clusters and fat tails; a winner is believed when its deflated Sharpe is 95 % or more.
--
-- TIDE_BENCH_SEEDS=20 and TIDE_BENCH_NOISE=200 run them at full size (half an hour each); the
-- default is a glance.
local backtest = require "stdlib.backtest"
local candles = require "stdlib.candles"
local drive = require "stdlib.generator.drive"
local evolve = require "stdlib.generator.evolve"
local fitness = require "stdlib.generator.fitness"
local grammar = require "stdlib.generator.grammar"
local honesty = require "stdlib.research.honesty"
local objective = require "stdlib.generator.objective"
local planted = require "runtime.planted"
local program = require "tests.support.program"
local split = require "stdlib.research.split"
local strategy = require "stdlib.strategy"
local text = require "stdlib.generator.text"
local C = require("stdlib.host").C

local EDGES = { "breakout", "cross", "rsi" } -- those that the default grammar can say
local STRENGTH, MARKET, NOISE = 2, 60000, 20000
local SHARES = { 0.6, 0.3, 0.1 }
local SEEDS = tonumber(os.getenv "TIDE_BENCH_SEEDS") or 2
local NOISES = tonumber(os.getenv "TIDE_BENCH_NOISE") or 4

local function median(list)
  table.sort(list)
  return list[math.ceil(#list / 2)]
end

--- As `tide evolve` does it by default.
local function search(g, part, seed)
  local s = evolve.new {
    grammar = g, seed = seed, fitness = fitness.new {
      datasets = { { candles = part.candles } }, settings = backtest.settings "tide",
      objective = assert(objective.parse "sharpe_ratio"), min_trades = 30,
    },
  }
  while not s:finished() do assert(drive.step(s)) end
  assert(drive.finish(s))
  return s
end

local function winner_of(s)
  return assert(strategy.from_json(text.of(s:best(1)[1].tree, "winner")))
end

local function run(made, part)
  local settings = backtest.settings "tide"
  settings.from = part.from
  return assert(backtest.run { strategy = made, candles = part.candles, settings = settings })
end

local function recovered(g, edge, rule, seed)
  local market = planted.candles { edge = edge, bars = MARKET, seed = seed, strategy = rule,
    strength = STRENGTH }
  local parts = assert(split.parts(market, SHARES))
  local found = run(winner_of(search(g, parts.in_sample, seed)), parts.validation)
  local wanted = run(rule, parts.validation).metrics.sharpe_ratio
  return (found.metrics.sharpe_ratio or -9) >= 0.8 * wanted
end

--- The deflated Sharpe of the best of a search where nothing is.
local function believed(g, seed)
  local market = assert(candles.synthetic { bars = NOISE, seed = seed, kind = "clusters" })
  local part = assert(split.parts(market, SHARES)).in_sample
  local s = search(g, part, seed)
  local result = run(winner_of(s), part)
  local returns, n, per_year = result:returns()
  local count, sum, squares = 0, 0, 0
  for _, record in ipairs(s.order) do
    local x = record.sharpes[1]
    if x then count, sum, squares = count + 1, sum + x, squares + x * x end
  end
  return honesty.judge {
    trials = #s.order, sharpe_count = count, sharpe_sum = sum, sharpe_sum_squares = squares, days = n,
    periods_per_year = per_year, winner = { returns = { data = returns, n = n }, metrics = result.metrics },
  }.significant == true
end

local function seconds_of_a_search(report)
  local folder = program.folder()
  local data = folder .. "/MARKET_1h.csv"
  assert(program.run("demo", "--bars", 51113, "--out", data).code == 0) -- the last is of an hour to come
  local command = ("XDG_DATA_HOME=%s XDG_CACHE_HOME=%s exec %s evolve --data %s --patience 0"):format(
    folder, folder, program.path, data)
  local times, peak = {}, 0
  for i = 1, 4 do
    local start = C.tide_clock_seconds()
    local out = program.shell(([[%s >/dev/null 2>&1 & pid=$!; most=0
      while now=$(awk '/VmHWM/ { print $2 }' /proc/$pid/status 2>/dev/null) && [ -n "$now" ]; do
        most=$now; sleep 0.05; done; wait $pid && echo $most]]):format(command))
    if i > 1 then times[i - 1] = C.tide_clock_seconds() - start end -- the first reads the text
    peak = math.max(peak, assert(tonumber(out.out), out.err) / 1024)
  end
  program.remove(folder)
  report("evolve_500x50_51k_seconds", median(times), "s")
  report("evolve_500x50_51k_peak_mb", peak, "MiB")
end

return function(report)
  seconds_of_a_search(report)
  local g = assert(grammar.load(nil, { timeframe = "1h" }))
  for _, edge in ipairs(EDGES) do
    local rule, count = planted.strategy(edge), 0
    for seed = 1, SEEDS do count = count + (recovered(g, edge, rule, seed) and 1 or 0) end
    report(("evolve_recovers_%s_of_%d"):format(edge, SEEDS), count, "markets")
  end
  local count = 0
  for seed = 1, NOISES do count = count + (believed(g, seed) and 1 or 0) end
  report(("evolve_believes_noise_of_%d"):format(NOISES), count, "markets")
end
