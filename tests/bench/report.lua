--- The HTML report of a strategy over 51,000 hourly bars: time to write it, and
-- its size. Each run is a first one for the report's own code as far as that can
-- be had in one process: compiled traces are thrown away.
local frontend = require "stdlib.report.frontend"
local report_run = require "tests.support.report_run"
local writer = require "stdlib.report"
local C = require("stdlib.host").C

local BARS, RUNS = 51000, 15

return function(report)
  local packages, why = frontend.load()
  if not packages then
    io.stderr:write("tide: report benchmarks are left out: ", why, "\n")
    return
  end
  local run = report_run.make { bars = BARS }
  local path, times = os.tmpname(), {}
  for i = 1, RUNS do
    collectgarbage()
    jit.flush()
    local start = C.tide_clock_seconds()
    assert(writer.write(path, run))
    times[i] = (C.tide_clock_seconds() - start) * 1000
  end
  table.sort(times)
  local file = assert(io.open(path, "rb"))
  report("report_write_ms", times[(RUNS + 1) / 2], "ms")
  report("report_size_kb", file:seek "end" / 1024, "KB")
  file:close()
  os.remove(path)
end
