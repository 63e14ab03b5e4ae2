--- Which expression of a strategy is behind a signal that changed.
local ffi = require "ffi"
local C = require("stdlib.host").C

local blame = {}

local ROOTS = {
  [C.TIDE_SIGNAL_ENTER] = function(side) return side.enter end,
  [C.TIDE_SIGNAL_EXIT] = function(side) return side.exit end,
  [C.TIDE_SIGNAL_STOP_LOSS] = function(side) return side.stop_loss.node end,
  [C.TIDE_SIGNAL_TAKE_PROFIT] = function(side) return side.take_profit.node end,
  [C.TIDE_SIGNAL_TRAILING_STOP] = function(side) return side.trailing_stop.node end,
  [C.TIDE_SIGNAL_LIMIT] = function(side) return side.limit end,
  [C.TIDE_SIGNAL_CONFIDENCE] = function(side) return side.confidence end,
  [C.TIDE_SIGNAL_ADD] = function(side) return side.add end,
}

--- The node that a signal is; nil of the bars themselves.
-- @param change  tide_change
function blame.root(strategy, change)
  local read = ROOTS[change.signal]
  return read and read(strategy.cdata.side[change.side])
end

--- The deepest expression that changed although nothing it is made of did.
-- @param changed  function(node) -> the bar of its first change, or nil
function blame.deepest(strategy, node, changed)
  local graph = strategy.cdata.graph
  while true do
    local worst, when, i = nil, math.huge, 0
    local arg = C.tide_graph_arg(graph, node, i)
    while arg >= 0 do
      local bar = changed(arg)
      if bar and bar < when then worst, when = arg, bar end
      i = i + 1
      arg = C.tide_graph_arg(graph, node, i)
    end
    if not worst then return node end
    node = worst
  end
end

--- How a strategy file says an expression.
function blame.text(strategy, node)
  local out = ffi.new "char[512]"
  C.tide_graph_text(strategy.cdata.graph, node, out, 512)
  return ffi.string(out)
end

--- Where it stands: the line of the strategy file, and where its indicator is defined.
-- @return { line, defined = { line, file } }, each nil when it is not known
function blame.place(strategy, node)
  local form = ffi.new "tide_expression"
  C.tide_graph_expression(strategy.cdata.graph, node, form)
  local custom = form.form == C.TIDE_FORM_INDICATOR and strategy.defined
    and strategy.defined[ffi.string(form.name)] or nil
  return { line = strategy.node_lines and strategy.node_lines[node], defined = custom }
end

--- Whether it is a condition, which is true or false.
function blame.is_condition(strategy, node)
  return C.tide_graph_kind(strategy.cdata.graph, node) == C.TIDE_KIND_CONDITION
end

return blame
