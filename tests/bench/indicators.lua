--- Nanoseconds a bar of every indicator with its default parameters, over a
-- million bars: the median of several runs into the same output columns.
local columns = require "tests.support.columns"
local ffi = require "ffi"
local host = require "stdlib.host"
local indicators = require "stdlib.indicators"

local C = host.C
local N, RUNS = 1000000, 9

--- What a million bars cost with the better of TA-Lib (0.4) and Tulip Indicators (0.8), gcc 12
-- -O2 or -O3, on a two-core Zen 5 guest: nanoseconds a bar, with the parameters given.
local BASELINES = {
  { "sma", 1.03, { 20 } }, { "ema", 2.06, { 20 } }, { "wma", 1.02, { 20 } }, { "rsi", 5.31, { 14 } },
  { "macd", 2.20, { 12, 26, 9 } }, { "bbands", 2.30, { 20, 2 } }, { "atr", 2.13, { 14 } },
  { "adx", 7.21, { 14 } }, { "stoch", 10.52, { 14, 3, 3 } }, { "cci", 8.84, { 20 } }, { "obv", 4.72, {} },
  { "mfi", 7.82, { 14 } }, { "stddev", 2.14, { 20 } }, { "highest", 3.46, { 20 } },
  { "highest", 4.25, { 200 } }, { "linreg", 1.38, { 14 } },
}

local function median_seconds(spec, inputs, p, outputs)
  local times = {}
  for i = 1, RUNS do
    local start = C.tide_clock_seconds()
    assert(C.tide_indicator_run(spec.cdata, N, inputs, p, outputs) >= 0)
    times[i] = C.tide_clock_seconds() - start
  end
  table.sort(times)
  return times[(RUNS + 1) / 2]
end

return function(report)
  local market = columns.market(N, 1)
  local kept = {}
  local outputs = ffi.new("double *[?]", C.TIDE_IND_MAX_IO)
  for i = 1, C.TIDE_IND_MAX_IO do
    kept[i] = ffi.new("double[?]", N)
    outputs[i - 1] = kept[i]
  end
  local function ns_per_bar(spec, params)
    local list = columns.inputs(spec, market)
    local inputs = ffi.new("const double *[?]", #list, list)
    local p = assert(indicators.check(spec, params))
    return median_seconds(spec, inputs, p, outputs) / N * 1e9
  end
  for _, spec in ipairs(indicators.list) do
    report(("indicator_%s_ns_per_bar"):format(spec.name), ns_per_bar(spec, {}), "ns")
  end
  report("indicator_highest_200_ns_per_bar", ns_per_bar(indicators.find("highest"), { 200 }), "ns")

  local sum, least = 0, math.huge
  for _, row in ipairs(BASELINES) do
    local times = row[2] / ns_per_bar(indicators.find(row[1]), row[3])
    sum, least = sum + math.log(times), math.min(least, times)
  end
  report("indicator_speedup_geomean", math.exp(sum / #BASELINES), "times")
  report("indicator_speedup_least", least, "times")
end
