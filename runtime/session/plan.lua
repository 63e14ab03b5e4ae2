--- From expressions of a session to a plan that the loader's builder reads: the candles that they
-- read become the traded market and references to it.
local ffi = require "ffi"
local C = require("stdlib.host").C

local plan = {}

local function length(name)
  local out = ffi.new "int64_t[1]"
  C.tide_timeframe_parse(name, out)
  return tonumber(out[0])
end

--- The nodes that roots need, in the order in which they were made.
local function collect(roots)
  local list, seen = {}, {}
  local function visit(node)
    if seen[node] then return end
    seen[node] = true
    for _, need in ipairs(node.needs) do visit(need) end
    list[#list + 1] = node
  end
  for _, root in ipairs(roots) do visit(root) end
  table.sort(list, function(a, b) return a.id < b.id end)
  return list
end

local function frame_of(node)
  return node.timeframe ~= "" and node.timeframe or node.candles.timeframe
end

--- What stands for the traded market: of the finest candles that are read, the first.
local function finest(nodes)
  local best, frame
  for _, node in ipairs(nodes) do
    if node.candles and (not best or length(frame_of(node)) < length(frame)) then
      best, frame = node.candles, frame_of(node)
    end
  end
  return best, frame
end

local KEPT = { "form", "number", "field", "name", "params", "output", "op", "numbers", "text" }

--- A reference that has the name of the traded market gets another one.
local function name_of(node, traded)
  return node.key == traded.symbol and node.key .. ".1" or node.key
end

local function copy(node, index, traded, frame)
  local made = {}
  for _, key in ipairs(KEPT) do made[key] = node[key] end
  local needs = {}
  for i, need in ipairs(node.needs) do needs[i] = index[need] end
  made.args, made.inputs = node.args and needs, node.inputs and needs
  if node.position and node.form == "field" then made.symbol, made.timeframe = "", "" end
  if node.candles then
    made.symbol = node.candles == traded and "" or name_of(node, traded)
    made.timeframe = frame_of(node) == frame and "" or frame_of(node)
  end
  return made
end

--- @param roots   list of nodes of a session's recorder
-- @param traded  candles that are traded; default: of the finest that the nodes read, the first
-- @param frame   the time frame of the bars; default: that of the traded candles
-- @return { nodes, index = { [node] = place }, candles, timeframe, with = { SYMBOL = candles } },
--   or nil when nothing reads candles
function plan.new(roots, traded, frame)
  local nodes = collect(roots)
  if traded then frame = frame or traded.timeframe end
  if not traded then traded, frame = finest(nodes) end
  if not traded then return nil end
  local made, index, with = {}, {}, {}
  for i, node in ipairs(nodes) do
    index[node] = i
    made[i] = copy(node, index, traded, frame)
    if node.candles and node.candles ~= traded then with[name_of(node, traded)] = node.candles end
  end
  return {
    nodes = made, index = index, candles = traded, with = with,
    timeframe = frame ~= traded.timeframe and frame or "",
  }
end

return plan
