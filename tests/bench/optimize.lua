--- `tide optimize`: grids of 450 and of about 10,000 combinations on 51,112 hourly candles, from the
-- shell, with everything that is said beside the winner.
local program = require "tests.support.program"
local C = require("stdlib.host").C

local GRIDS = {
  { "optimize_450_seconds", "fast=5:19,slow=21:50" },
  { "optimize_10000_seconds", "fast=1:100,slow=101:200" },
}
local RUNS = 5

-- sma_cross.lua itself begins at 2.
local RULES = [[
return strategy {
  name = "cross",
  params = { fast = int { 10, min = 1, max = 100 }, slow = int { 30, min = 5, max = 400 } },
  rules = function(m, p)
    local fast, slow = ta.sma(m.close, p.fast), ta.sma(m.close, p.slow)
    return { long = { enter = fast:crosses_above(slow) }, short = { enter = fast:crosses_below(slow) } }
  end,
}
]]

local function median(list)
  table.sort(list)
  return list[math.ceil(#list / 2)]
end

return function(report)
  local folder = program.folder()
  local data, file = folder .. "/MARKET_1h.csv", program.write(folder .. "/cross.lua", RULES)
  assert(program.run("demo", "--bars", 51113, "--out", data).code == 0) -- the last is of an hour to come
  for _, grid in ipairs(GRIDS) do
    local command = ("XDG_DATA_HOME=%s XDG_CACHE_HOME=%s %s optimize %s --data %s --grid %s"):format(
      folder, folder, program.path, file, data, grid[2])
    local times = {}
    for i = 0, RUNS do
      local start = C.tide_clock_seconds()
      local run = program.shell(command)
      assert(run.code == 0, run.err)
      if i > 0 then times[i] = C.tide_clock_seconds() - start end -- the first reads the text
    end
    report(grid[1], median(times), "s")
  end
  program.remove(folder)
end
