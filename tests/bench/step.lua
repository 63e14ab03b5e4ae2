--- step_ns_per_bar_*: one bar of a strategy that is stepped through 100,000 candles, and
-- step_ns_per_node: one expression of a large random graph at one bar.
local build = require "tests.graph.build"
local C = require("stdlib.host").C
local ffi = require "ffi"
local loader = require "runtime.loader"
local random = require "tests.graph.random"
local stepped = require "tests.graph.stepped"
local walk = require "tests.support.walk"

local BARS, ROUNDS, ROOTS = 100000, 5, 40

--- Seconds from nothing to the last bar.
local function seconds(cdata, candles)
  local error = ffi.new "tide_error"
  return walk.median(ROUNDS, function()
    local st = assert(stepped.new(cdata, { "WALK" }, { WALK = candles }))
    assert(C.tide_stepper_load(st, 0, candles, error) == 0)
    assert(stepped.run(st) == nil)
    assert(C.tide_stepper_bar(st).index > BARS / 200)
  end)
end

--- Conditions and columns of one time frame, of every kind.
local function large()
  local r, s = random.new(7), build.strategy()
  local make, memo = random.expressions(r, { timeframes = { "1h" }, others = {} }), {}
  local side, list = s.side[0], {}
  for i = 1, ROOTS do list[i] = { op = "above", args = { make.column(5), make.column(5) } } end
  side.used = true
  side.enter = assert(build.node(s.graph, { op = "all", args = list }, memo))
  return s
end

return function(report)
  local candles = walk.candles(BARS, walk.generator(3))
  local breakout = assert(loader.load(TIDE_ROOT .. "/strategies/breakout.lua"))
  report("step_ns_per_bar_breakout", seconds(breakout.cdata, candles.cdata) / BARS * 1e9, "ns")
  local s = large()
  local each = seconds(s, candles.cdata) / BARS * 1e9
  report("step_ns_per_bar_random", each, "ns")
  report("step_ns_per_node", each / C.tide_graph_count(s.graph), "ns")
end
