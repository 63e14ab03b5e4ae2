--- `tide walkforward`: 100 combinations in each of the 58 windows of ten years of hourly candles, from
-- the shell, with everything that is said about them.
local program = require "tests.support.program"
local C = require("stdlib.host").C

local BARS = 10 * 8760
local RUNS = 3

return function(report)
  local folder = program.folder()
  local data = folder .. "/MARKET_1h.csv"
  assert(program.run("demo", "--bars", BARS, "--out", data).code == 0)
  local times = {}
  for i = 0, RUNS do
    local start = C.tide_clock_seconds()
    local run = program.shell(("XDG_DATA_HOME=%s XDG_CACHE_HOME=%s %s walkforward %s/strategies/sma_cross.lua --data %s"
      .. " --sealed 0 --grid fast=5:14,slow=20:47:3"):format(folder, folder, program.path, TIDE_ROOT, data))
    assert(run.code == 0, run.err)
    if i > 0 then times[i] = C.tide_clock_seconds() - start end -- the first reads the text
  end
  table.sort(times)
  report("walkforward_10_years_seconds", times[2], "s")
  program.remove(folder)
end
