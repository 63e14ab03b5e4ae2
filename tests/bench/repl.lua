--- How long `tide repl` takes to start, to listen and to leave, with 50,000 candles and without; until
-- it has answered; and how long a column takes to be computed.
local candles = require "stdlib.candles"
local program = require "tests.support.program"
local sessions = require "runtime.session"
local C = require("stdlib.host").C

local ROWS, RUNS = 50000, 15

local function median_ms(job)
  local times = {}
  for i = 0, RUNS do -- the first one fills caches
    local start = C.tide_clock_seconds()
    job(i)
    times[i] = (C.tide_clock_seconds() - start) * 1e3
  end
  table.sort(times)
  return times[math.floor((RUNS + 1) / 2)]
end

local function shell(command)
  return median_ms(function() assert(os.execute(command) == 0, command) end)
end

return function(report)
  local folder = program.folder()
  local data = folder .. "/BENCH_1h.csv"
  assert(program.run("demo", "--bars", ROWS, "--out", data).code == 0)
  local environment = ("XDG_CACHE_HOME=%s/cache "):format(folder)
  local command = environment .. program.path .. " repl"
  local on_data = (" --data %s %s/strategies/breakout.lua"):format(data, TIDE_ROOT)
  report("repl_start_ms", shell(command .. " </dev/null"), "ms")
  report("repl_start_50k_ms", shell(command .. on_data .. " </dev/null >/dev/null 2>&1"), "ms")
  local answer = "echo 'ta.rsi(m.close, 14)' | " .. command .. on_data
  report("repl_answer_50k_ms", shell(answer .. " >/dev/null 2>&1"), "ms")
  local session = sessions.new()
  local m = session.markets:adopt(assert(candles.synthetic { bars = ROWS }))
  report("repl_column_50k_ms", median_ms(function(i) return session.env.ta.rsi(m.close, 10 + i):last() end), "ms")
  program.remove(folder)
end
