--- The simulation alone: signals given, 100,000 bars, equity, trades and every
-- metric. Three ways to leave: a signal, a fixed stop and target, a trailing stop.
local ffi = require "ffi"
local host = require "stdlib.host"

local C = host.C
local BARS, ROUNDS = 100000, 141

local function generator(seed)
  return function()
    seed = (seed * 16807) % 2147483647
    return seed / 2147483647
  end
end

--- Hourly candles of a random walk; the arrays stay alive with the returned table.
local function make_candles(random)
  local c = { view = ffi.new "tide_candles" }
  for _, name in ipairs { "open", "high", "low", "close", "volume" } do
    c[name] = ffi.new("double[?]", BARS)
    c.view[name] = c[name]
  end
  c.time = ffi.new("int64_t[?]", BARS)
  c.view.n, c.view.timeframe, c.view.time = BARS, 3600e6, c.time
  local price = 100
  for t = 0, BARS - 1 do
    local open = price
    price = price * math.exp((random() + random() + random() - 1.5) * 0.01)
    c.time[t], c.open[t], c.close[t] = 1577836800e6 + t * 3600e6, open, price
    c.high[t] = math.max(open, price) * (1 + random() * 0.003)
    c.low[t] = math.min(open, price) * (1 - random() * 0.003)
    c.volume[t] = 1 + random()
  end
  return c
end

local function random_bits(random, every)
  local bits = ffi.new("uint64_t[?]", math.floor((BARS + 63) / 64))
  for t = 0, BARS - 1 do
    if random() < 1 / every then
      local word = math.floor(t / 64)
      bits[word] = bit.bor(bits[word], bit.lshift(1ULL, t % 64))
    end
  end
  return bits
end

local function make_signals(candles, enter, exit, configure)
  local signals = ffi.new "tide_signals"
  signals.candles, signals.first, signals.settled = candles.view, 50, 50
  local side = signals.side[C.TIDE_LONG]
  side.used, side.enter, side.exit, side.limit, side.confidence = true, 0, 0, -1, -1
  configure(side)
  signals.signals[C.TIDE_LONG].enter, signals.signals[C.TIDE_LONG].exit = enter, exit
  return signals
end

local function median_seconds(signals, settings)
  local out, err, seconds = ffi.new "tide_result *[1]", ffi.new "tide_error", {}
  for i = 1, ROUNDS do
    local start = C.tide_clock_seconds()
    assert(C.tide_backtest(signals, settings, out, err) == C.TIDE_OK, ffi.string(err.text))
    seconds[i] = C.tide_clock_seconds() - start
    C.tide_result_free(out[0])
  end
  table.sort(seconds)
  return seconds[math.ceil(ROUNDS / 2)]
end

local function level(field, fraction)
  return function(side) side[field].kind, side[field].fraction = C.TIDE_LEVEL_FRACTION, fraction end
end

return function(report)
  local random = generator(7)
  local candles = make_candles(random)
  local enter, exit = random_bits(random, 150), random_bits(random, 250)
  local settings = ffi.new "tide_settings"
  C.tide_settings_init(settings, "tide")
  local cases = {
    { "kernel_ns_per_bar", function() end },
    { "kernel_stops_ns_per_bar", function(side)
      level("stop_loss", 0.05)(side)
      level("take_profit", 0.1)(side)
    end },
    { "kernel_trailing_ns_per_bar", level("trailing_stop", 0.05) },
  }
  for _, case in ipairs(cases) do
    local signals = make_signals(candles, enter, exit, case[2])
    report(case[1], median_seconds(signals, settings) / BARS * 1e9, "ns")
  end
end
