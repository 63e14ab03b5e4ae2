--- `tide validate`: how often it says GO where nothing is, and where something is.
--
-- Markets of five years of hours, another seed each. True: one of the rules of strategies/planted
-- earns there, as much as makes a Sharpe ratio of 1.5 after costs in the long run. Noise: the same
-- rules on markets where nothing can be known, every other time one that trades so seldom that costs
-- do not give it away. TIDE_BENCH_TRUE=100 and TIDE_BENCH_NOISE=300 run them at full size; the default
-- is a glance.
local backtest = require "stdlib.backtest"
local candles = require "stdlib.candles"
local data = require "runtime.search.data"
local ledgers = require "runtime.search.ledger"
local loader = require "runtime.loader"
local planted = require "runtime.planted"
local regimes = require "runtime.regimes"
local runner = require "runtime.validate.run"
local source = require "runtime.optimize.source"
local subjects = require "runtime.validate.subject"
local thresholds = require "stdlib.research.thresholds"
local verdict = require "stdlib.research.verdict"
local C = require("stdlib.host").C

local TRUE = tonumber(os.getenv "TIDE_BENCH_TRUE") or 5
local NOISE = tonumber(os.getenv "TIDE_BENCH_NOISE") or 10
local SHARPE, YEAR, YEARS = 1.5, 8766, 5
local SIZE = 0.4 -- of the account: an all-in position falls deeper than anybody would trade
local LONG, RUNS = 40, 8 -- years and markets that the strength is found on

local function settings_of()
  local s = backtest.settings "tide"
  s.size.kind, s.size.value = C.TIDE_SIZE_FIXED, SIZE
  return s
end

local function sharpe(edge, rule, strength)
  local sum = 0
  for seed = 1, RUNS do
    local market = planted.candles { edge = edge, bars = LONG * YEAR, seed = 100000 + seed,
      strength = strength, strategy = rule }
    local made = assert(backtest.run { strategy = rule, candles = market, settings = settings_of() })
    sum = sum + made.metrics.sharpe_ratio
    collectgarbage()
  end
  return sum / RUNS
end

--- The strength of an edge at which its rule has this Sharpe ratio.
local function strength_of(edge, rule)
  local low, high = 0, 2
  for _ = 1, 10 do
    local middle = (low + high) / 2
    if sharpe(edge, rule, middle) < SHARPE then low = middle else high = middle end
  end
  return (low + high) / 2
end

--- The whole validation. @param market  as its rule trades it
local function judge(path, rule, market)
  local settings = settings_of()
  local opts = { strategy = path, param = {}, seed = 1, memory = 2 ^ 30, prefixes = 20,
    train = "180d", test = "60d", step = "60d" }
  local subject = subjects.of {
    opts = opts, strategy = rule, thresholds = assert(thresholds.load(nil, "trend")),
    settings = settings, regimes = regimes.load {},
    datasets = { data.cut(market, { split = { 0.6, 0.3, 0.1 }, settings = settings }) },
  }
  subjects.run(subject)
  local found = runner.judge(subject, {
    load = source.loading { strategy = path }, ledger = ledgers.unwritten, openings = 0,
    idle = function() return false end, stopped = function() return false end,
  })
  collectgarbage()
  return found.verdict
end

local function tell(made, path, seed)
  if not os.getenv "TIDE_BENCH_VERBOSE" then return end
  local failed = {}
  for _, row in ipairs(made.checks) do
    if row.result == "failed" and row.level ~= "should" then failed[#failed + 1] = row.name end
  end
  io.stderr:write(("%s %d: %s (%d of %d) %s %s\n"):format(path:match "[^/]*$", seed, made.verdict,
    made.held, made.counted, table.concat(made.red_flags, " "), table.concat(failed, " ")))
end

local function path_of(edge) return TIDE_ROOT .. "/" .. planted.path(edge) end

--- How many of the seeds from `first` on, every step-th, end with GO.
local function count_go(path, rule, first, last, step, market_of)
  local count = 0
  for seed = first, last, step do
    local made = judge(path, rule, market_of(seed))
    tell(made, path, seed)
    if made.verdict == verdict.GO then count = count + 1 end
  end
  return count
end

local function believed()
  local count, names = 0, planted.names
  for i, edge in ipairs(names) do
    local rule = planted.strategy(edge)
    local strength = i <= TRUE and strength_of(edge, rule)
    count = count + count_go(path_of(edge), rule, i, TRUE, #names, function(seed)
      return planted.candles { edge = edge, bars = YEARS * YEAR, seed = seed, strength = strength,
        strategy = rule }
    end)
  end
  return count
end

local function noise(seed, timeframe)
  local market = assert(candles.synthetic { bars = YEARS * YEAR, seed = seed, kind = "clusters" })
  return timeframe and assert(market:resample(timeframe)) or market
end

local function fooled()
  local count, names = 0, planted.names
  for i, edge in ipairs(names) do
    count = count + count_go(path_of(edge), planted.strategy(edge), 2 * i, NOISE, 2 * #names, noise)
  end
  local path = TIDE_ROOT .. "/strategies/sma_cross.lua"
  local slow = assert(loader.load(path))
  return count + count_go(path, slow, 1, NOISE, 2, function(seed) return noise(seed, "1d") end)
end

return function(report)
  report(("validate_go_at_sharpe_1.5_of_%d"):format(TRUE), believed(), "strategies")
  local began = C.tide_clock_seconds()
  report(("validate_go_on_noise_of_%d"):format(NOISE), fooled(), "strategies")
  report("validate_5_years_seconds", (C.tide_clock_seconds() - began) / math.max(NOISE, 1), "s")
end
