--- The numbers of an expression of a session, computed by the host as in a backtest.
local ffi = require "ffi"
local backtest = require "stdlib.backtest"
local build = require "runtime.script.build"
local failure = require "runtime.failure"
local plans = require "runtime.session.plan"
local C = require("stdlib.host").C

local series = {}

local TEXT = 512

--- A strategy that has the expression somewhere, and does nothing with it.
local function carrier(plan, node)
  local at, nodes = plan.index[node], plan.nodes
  local sides = { long = { enter = at } }
  if node.kind == "column" then
    local zero = #nodes + 1
    nodes[zero] = { form = "number", number = 0 }
    nodes[zero + 1] = { form = "op", op = "above", args = { at, zero }, numbers = {} }
    sides.long = { enter = zero + 1, limit = at }
  end
  return { name = "expression", timeframe = plan.timeframe, params = {}, values = {},
    sides = sides, nodes = nodes }
end

local function text_of(graph, id)
  local text = ffi.new("char[?]", TEXT)
  C.tide_graph_text(graph, id, text, TEXT)
  return ffi.string(text)
end

local function compute(node)
  if node.position then
    failure.raise "pos.* has values only while a strategy is simulated: bt(...) does that"
  end
  local plan = plans.new { node }
  if not plan then failure.raise "it reads no candles, so it has no bars" end
  local built, wrong = build.strategy(carrier(plan, node))
  if not built then failure.raise(wrong.message) end
  local candles = plan.candles
  local signals, message = backtest.signals {
    strategy = { cdata = built.cdata },
    candles = { symbol = candles.symbol, cdata = candles.cdata },
    with = plan.with, settings = backtest.settings "tide",
  }
  if not signals then failure.raise(message) end
  local side = built.cdata.side[C.TIDE_LONG]
  local id = node.kind == "column" and side.limit or side.enter
  local bars = signals.cdata.candles
  local values = ffi.new("double[?]", math.max(bars.n, 1))
  for t = 0, bars.n - 1 do values[t] = C.tide_signals_value(signals.cdata, id, t) end
  return {
    n = bars.n, values = values, time = bars.time, kind = node.kind, symbol = candles.symbol,
    timeframe = plan.timeframe ~= "" and plan.timeframe or candles.timeframe,
    text = text_of(built.cdata.graph, id),
    owner = { signals, built, plan }, -- what `time` points into
  }
end

--- @param node  of a session's recorder
-- @return { n, values = double[n], time = int64_t[n] in microseconds, kind = "column" or
--   "condition" (1 and 0), symbol, timeframe, text }, computed once
function series.of(node)
  if not node.series then node.series = compute(node) end
  return node.series
end

return series
