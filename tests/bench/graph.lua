--- graph_eval_100k_us: all signals of a strategy over 100,000 candles, warm.
local ffi = require "ffi"
local C = require("stdlib.host").C
local build = require "tests.graph.build"

local BARS, ROUNDS = 100000, 200

local function candles()
  local c = { tf = "1h", time = {}, open = {}, high = {}, low = {}, close = {}, volume = {} }
  local price, state = 1000, 1
  for t = 1, BARS do
    state = (state * 48271) % 2147483647
    c.time[t], c.open[t] = 1.5e15 + t * 3600e6, price
    price = price * (1 + (state / 2147483647 - 0.5) * 0.02)
    c.close[t] = price
    c.high[t], c.low[t] = math.max(c.open[t], price) * 1.001, math.min(c.open[t], price) * 0.999
    c.volume[t] = 10 + state % 100
  end
  return build.candles(c)
end

local function field(name, tf) return { field = name, tf = tf } end
local function ind(name, input, n) return { ind = name, args = { input }, params = { n } } end

local CASES = {
  breakout = function()
    local resistance = ind("highest", field("high", "1d"), 20)
    local busy = { op = "above", args = { field "volume", ind("sma", field "volume", 24) } }
    local cross = { op = "crosses_above", args = { field "close", resistance } }
    return { op = "all", args = { cross, busy } }
  end,
  crossover = function()
    return { op = "crosses_above", args = { ind("sma", field "close", 10), ind("sma", field "close", 30) } },
      { op = "crosses_below", args = { ind("sma", field "close", 10), ind("sma", field "close", 30) } }
  end,
}

local function median_us(strategy, market)
  local times = {}
  for round = 1, ROUNDS do
    local start = C.tide_clock_seconds()
    local signals = assert(build.signals(strategy, market))
    times[round] = (C.tide_clock_seconds() - start) * 1e6
    C.tide_signals_free(signals)
  end
  table.sort(times)
  return times[ROUNDS / 2]
end

return function(report)
  local c = candles()
  local market = build.market("A", { A = c })
  for _, name in ipairs { "breakout", "crossover" } do
    local strategy = build.strategy()
    local enter, exit = CASES[name]()
    local side = strategy.side[C.TIDE_LONG]
    side.used, side.enter = true, assert(build.node(strategy.graph, enter))
    if exit then side.exit = assert(build.node(strategy.graph, exit)) end
    report("graph_eval_100k_us_" .. name, median_us(strategy, market), "us")
  end
  ffi.gc(market, nil)
  C.tide_market_free(market)
end
