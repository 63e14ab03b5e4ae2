--- The simulation alone: signals given, 100,000 bars, equity, trades and every
-- metric. Three ways to leave: a signal, a fixed stop and target, a trailing stop.
local ffi = require "ffi"
local host = require "stdlib.host"
local walk = require "tests.support.walk"

local C = host.C
local BARS, ROUNDS = 100000, 201
-- Bars, on average: about 160 trades, as often as breakout trades hourly bitcoin.
local ENTER_EVERY, EXIT_EVERY = 250, 375

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

--- The signals of a strategy without rules, with the rules' outcome written in.
local function make_signals(candles, enter, exit, configure)
  local strategy = ffi.gc(C.tide_strategy_new(), C.tide_strategy_free)
  local market = ffi.gc(C.tide_market_new("WALK", candles.cdata), C.tide_market_free)
  local out, err = ffi.new "tide_signals *[1]", ffi.new "tide_error"
  assert(C.tide_signals_new(strategy, market, out, err) == C.TIDE_OK, ffi.string(err.text))
  local signals = out[0]
  signals.first, signals.settled = 50, 50
  local side = signals.side[C.TIDE_LONG]
  side.used, side.enter, side.exit, side.limit, side.confidence = true, 0, 0, -1, -1
  configure(side)
  signals.signals[C.TIDE_LONG].enter, signals.signals[C.TIDE_LONG].exit = enter, exit
  return { cdata = signals, strategy = strategy, market = market }
end

local function level(field, fraction)
  return function(side) side[field].kind, side[field].fraction = C.TIDE_LEVEL_FRACTION, fraction end
end

local CASES = {
  { "kernel_ns_per_bar", function() end },
  { "kernel_stops_ns_per_bar", function(side)
    level("stop_loss", 0.05)(side)
    level("take_profit", 0.1)(side)
  end },
  { "kernel_trailing_ns_per_bar", level("trailing_stop", 0.05) },
}

return function(report)
  local random = walk.generator(7)
  local candles = walk.candles(BARS, random)
  local enter, exit = random_bits(random, ENTER_EVERY), random_bits(random, EXIT_EVERY)
  local settings = ffi.new "tide_settings"
  C.tide_settings_init(settings, "tide")
  local out, err = ffi.new "tide_result *[1]", ffi.new "tide_error"
  for _, case in ipairs(CASES) do
    local signals = make_signals(candles, enter, exit, case[2])
    local seconds = walk.median(ROUNDS, function()
      assert(C.tide_backtest(signals.cdata, settings, out, err) == C.TIDE_OK, ffi.string(err.text))
      C.tide_result_free(out[0])
    end)
    report(case[1], seconds / BARS * 1e9, "ns")
    C.tide_signals_free(signals.cdata)
  end
end
