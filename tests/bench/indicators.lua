--- Nanoseconds a bar of every indicator with its default parameters, over a
-- million bars: the median of several runs into the same output columns.
local columns = require "tests.support.columns"
local ffi = require "ffi"
local host = require "stdlib.host"
local indicators = require "stdlib.indicators"

local C = host.C
local N, RUNS = 1000000, 9

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
  for _, spec in ipairs(indicators.list) do
    local list = columns.inputs(spec, market)
    local inputs = ffi.new("const double *[?]", #list, list)
    local p = assert(indicators.check(spec, {}))
    report(("indicator_%s_ns_per_bar"):format(spec.name), median_seconds(spec, inputs, p, outputs) / N * 1e9,
      "ns")
  end
end
