--- What the conditions and columns of a rule said at one bar.
local ffi = require "ffi"
local host = require "stdlib.host"

local C = host.C
local conditions = {}

local TEXT = 2048

local function text_of(graph, node)
  local text = ffi.new("char[?]", TEXT)
  C.tide_graph_text(graph, node, text, TEXT)
  return ffi.string(text)
end

--- A node with its value at bar t, the value on the bar before, and its parts.
-- @return {text, kind = "condition"|"column", value, before, line, parts}
function conditions.tree(ctx, node, t)
  local graph = ctx.run.strategy.cdata.graph
  local lines = ctx.run.strategy.node_lines or {}
  local is_condition = C.tide_graph_kind(graph, node) == C.TIDE_KIND_CONDITION
  local made = {
    text = text_of(graph, node), line = lines[node], parts = {},
    kind = is_condition and "condition" or "column",
    value = ctx:value(node, t), before = t > 0 and ctx:value(node, t - 1) or nil,
  }
  if is_condition then
    made.value = made.value ~= nil and made.value == 1
    made.before = made.before ~= nil and made.before == 1
  end
  local i = 0
  while true do
    local child = C.tide_graph_arg(graph, node, i)
    if child < 0 then return made end
    made.parts[#made.parts + 1] = conditions.tree(ctx, child, t)
    i = i + 1
  end
end

return conditions
