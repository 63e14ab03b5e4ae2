--- Stores with made-up contents, repeatable by seed.
local backtest = require "stdlib.backtest"
local random = require "tests.graph.random"
local results = require "stdlib.store.results"
local runs = require "stdlib.store.runs"
local settings = require "stdlib.store.settings"

local store = {}

local DAY = 86400e3

--- 16 hex digits that are others for other numbers.
function store.hash(i)
  return bit.tohex(bit.tobit((i * 2654435761) % 4294967296)) .. ("%08x"):format(i)
end

--- A run on hourly candles of a symbol, days 0 .. 100 unless said otherwise.
function store.run(db, symbol, part, options)
  options = options or {}
  return runs.put(db, {
    dataset = {
      hash = "data of " .. symbol, symbol = symbol, timeframe = options.timeframe or "1h", bars = 2400,
      first_time = 0, last_time = 100 * DAY,
    },
    settings = settings.describe(options.settings or '{"cash":1}'), part = part or "whole",
    from = (options.from or 0) * DAY, to = (options.to or 100) * DAY,
  })
end

--- The text of a strategy that can be loaded.
function store.json(name, period)
  return ('{"name":"%s","entry_rules":{"long":{"conditions":[{"indicator":"rsi","params":[%d],'
    .. '"comparison":"crosses_above","value":30}]}},"exit_rules":{"long":{"conditions":['
    .. '{"type":"stop_loss","percent":5}]}}}'):format(name, period)
end

--- Metrics on a coarse grid, so that many are equal, and some undefined.
function store.metrics(r)
  local metrics = {}
  for _, key in ipairs(backtest.metric_keys) do
    if r.next() > 0.1 then metrics[key] = r.int(-20, 20) / 10 end
  end
  metrics.num_trades = r.int(0, 30)
  return metrics
end

--- Fill a store.
-- @param options  { strategies, symbols = list, seed }: each strategy has a result on some of the
--   runs, which are in_sample and validation of each symbol
-- @return the runs
function store.fill(db, options)
  local r, list, writer = random.new(options.seed), {}, results.writer(db)
  for _, symbol in ipairs(options.symbols) do
    list[#list + 1] = store.run(db, symbol, "in_sample", { to = 60 })
    list[#list + 1] = store.run(db, symbol, "validation", { from = 60, timeframe = "1h" })
  end
  for i = 1, options.strategies do
    local hash = store.hash(i)
    writer:strategy {
      hash = hash, name = ("s%d"):format(r.int(1, options.strategies)), json = store.json("s", r.int(2, 99)),
      origin = r.pick { "random", "random", "evolve", "import" }, generation = r.pick { nil, 1, 2, 3 },
      complexity = r.int(1, 10), created = i * 1000,
    }
    for _, run in ipairs(list) do
      if r.next() < 0.7 then
        local metrics = store.metrics(r)
        writer:result { strategy = hash, run = run, metrics = metrics }
        writer:trial { strategy = hash, run = run, sharpe_ratio = metrics.sharpe_ratio }
      end
    end
  end
  writer:close()
  return list
end

return store
