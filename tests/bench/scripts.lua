--- A script strategy over 100,000 candles, from the shell: start, sandbox, event engine and result.
local program = require "tests.support.program"
local C = require("stdlib.host").C

local SCRIPT = [[
return strategy {
  name = "fall",
  on_start = function(ctx) ctx.state.high = 0 end,
  on_candle = function(ctx, c)
    local s = ctx.state
    s.high = math.max(s.high, c.close)
    if ctx.position == 0 and c.close < s.high * 0.95 then
      ctx:buy { size = 0.5 }
    elseif ctx.position > 0 and c.close > ctx.entry * 1.02 then
      ctx:close()
      s.high = c.close
    end
  end,
}
]]

return function(report)
  local folder = program.folder()
  local data = folder .. "/A_1h.csv"
  assert(program.run("demo", "--bars", 100001, "--out", data).code == 0) -- the last is of an hour to come
  local script = program.write(folder .. "/fall.lua", SCRIPT)
  local command = ("XDG_CACHE_HOME=%s exec %s backtest %s --data %s --json >/dev/null"):format(folder, program.path,
    script, data)
  local best = math.huge
  for i = 1, 6 do
    local start = C.tide_clock_seconds()
    assert(program.shell(command).code == 0)
    if i > 1 then best = math.min(best, C.tide_clock_seconds() - start) end -- the first reads the text
  end
  program.remove(folder)
  report("script_100k_candles_ms", 1000 * best, "ms")
end
