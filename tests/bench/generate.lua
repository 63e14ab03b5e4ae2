--- How long strategies take to make: grown, written as JSON, read and hashed, none twice. One
-- process, the default grammar; the fastest of some rounds, for a machine that others use.
local C = require("stdlib.host").C
local grammar = require "stdlib.generator.grammar"
local produce = require "stdlib.generator.produce"

local ROUNDS = { [1000] = 15, [10000] = 3 }

local function make(g, count, seed, method)
  local source = produce.new(g, { seed = seed, method = method, threads = 2 })
  local made = 0
  while made < count do made = made + #assert(source:next(count - made)) end
end

local function fastest(g, count, method)
  local best = math.huge
  for round = 1, ROUNDS[count] do
    collectgarbage()
    local start = C.tide_clock_seconds()
    make(g, count, round, method)
    best = math.min(best, C.tide_clock_seconds() - start)
  end
  return best * 1000
end

return function(report)
  local g = assert(grammar.load())
  make(g, 1000, 0, "grammar") -- once, to be warm
  report("generate_1000_ms", fastest(g, 1000, "grammar"), "ms")
  report("generate_10000_ms", fastest(g, 10000, "grammar"), "ms")
  report("generate_random_10000_ms", fastest(g, 10000, "random"), "ms")
end
