--- The main job from the outside: `tide backtest` as a process of its own on
-- 50,000 cached rows, with the report when the front-end packages are there; and
-- what the wrapper adds. Medians.
local program = require "tests.support.program"
local C = require("stdlib.host").C

local ROWS, RUNS = 50000, 15

local function median_ms(command)
  local times = {}
  for i = 0, RUNS do -- the first one fills caches
    local start = C.tide_clock_seconds()
    assert(os.execute(command) == 0, command)
    times[i] = (C.tide_clock_seconds() - start) * 1e3
  end
  table.sort(times)
  return times[math.floor((RUNS + 1) / 2)]
end

return function(report)
  local folder = program.folder()
  local data = folder .. "/BENCH_1h.csv"
  assert(program.run("demo", "--bars", ROWS, "--out", data).code == 0)
  local words = ("backtest %s/strategies/breakout.lua --data %s"):format(TIDE_ROOT, data)
  local quiet = " >/dev/null 2>&1"
  local environment = ("XDG_CACHE_HOME=%s/cache "):format(folder)
  local plain = environment .. program.path .. " " .. words
  local drawn = require("stdlib.report").available()
  report("cli_backtest_50k_ms", median_ms(plain
    .. (drawn and (" --report %s/report.html"):format(folder) or "") .. quiet), "ms")
  report("cli_backtest_50k_plain_ms", median_ms(plain .. quiet), "ms")
  report("cli_start_ms", median_ms(program.path .. " version" .. quiet), "ms")
  local wrapper = TIDE_ROOT .. "/tide"
  if program.path == TIDE_ROOT .. "/build/tide" then
    local direct = median_ms(program.path .. " version" .. quiet)
    local wrapped = median_ms(wrapper .. " version" .. quiet)
    report("cli_wrapper_ms", math.max(wrapped - direct, 0), "ms")
  end
  program.remove(folder)
end
