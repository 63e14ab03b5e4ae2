--- One rule strategy over 100,000 candles in memory, warm: indicators, conditions,
-- simulation and metrics. Breakout has a daily column and a volume filter.
local ffi = require "ffi"
local host = require "stdlib.host"
local loader = require "runtime.loader"
local walk = require "tests.support.walk"

local C = host.C
local BARS, ROUNDS = 100000, 101

return function(report)
  local candles = walk.candles(BARS, walk.generator(11))
  local strategy = assert(loader.load(TIDE_ROOT .. "/strategies/breakout.lua", {}))
  local settings = ffi.new "tide_settings"
  C.tide_settings_init(settings, "tide")
  local market = ffi.gc(C.tide_market_new("WALK", candles.cdata), C.tide_market_free)
  local signals, result = ffi.new "tide_signals *[1]", ffi.new "tide_result *[1]"
  local err = ffi.new "tide_error"
  local function check(status) assert(status == C.TIDE_OK, ffi.string(err.text)) end
  local seconds = walk.median(ROUNDS, function()
    check(C.tide_signals_new(strategy.cdata, market, signals, err))
    check(C.tide_backtest(signals[0], settings, result, err))
    C.tide_result_free(result[0])
    C.tide_signals_free(signals[0])
  end)
  report("backtest_100k_ms", seconds * 1e3, "ms")
end
