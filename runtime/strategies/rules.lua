--- The rules of a strategy for people, as its graph says them.
local ffi = require "ffi"
local format = require "stdlib.report.format"
local host = require "stdlib.host"
local loader = require "runtime.loader"

local C = host.C
local rules = {}

local TEXT = 2048
local SIDES = { [0] = "long", "short" }

local function text_of(graph, node)
  local text = ffi.new("char[?]", TEXT)
  C.tide_graph_text(graph, node, text, TEXT)
  return ffi.string(text)
end

local function percent(x) return format.metric(x, "fraction") end

local LEVELS = {
  [C.TIDE_LEVEL_FRACTION] = function(level) return percent(level.fraction) end,
  [C.TIDE_LEVEL_DISTANCE] = function(level, graph) return text_of(graph, level.node) .. " away" end,
  [C.TIDE_LEVEL_PRICE] = function(level, graph) return "at " .. text_of(graph, level.node) end,
}

-- Label and text of what one side does.
local function side_rows(side, graph)
  local rows = {}
  local function add(label, text) if text then rows[#rows + 1] = { label, text } end end
  local function node(label, id) add(label, id >= 0 and text_of(graph, id)) end
  local function level(label, l) add(label, LEVELS[l.kind] and LEVELS[l.kind](l, graph)) end
  node("enter", side.enter)
  node("limit", side.limit)
  node("exit", side.exit)
  level("stop loss", side.stop_loss)
  level("take profit", side.take_profit)
  level("trailing stop", side.trailing_stop)
  add("breakeven at", side.breakeven_at > 0 and percent(side.breakeven_at))
  for i = 0, side.partials - 1 do
    local part = side.partial[i]
    add("partial", ("%s at %s"):format(percent(part.close), percent(part.at)))
  end
  add("longest", side.max_bars > 0 and side.max_bars .. " bars")
  node("confidence", side.confidence)
  node("add", side.add)
  add("at most", side.add >= 0 and side.add_max .. " times")
  return rows
end

--- The rules of a strategy.
-- @return list of { "long" or "short", { { label, text }, ... } }
function rules.sides(strategy)
  local list = {}
  for i = 0, 1 do
    local side = strategy.cdata.side[i]
    if side.used then list[#list + 1] = { SIDES[i], side_rows(side, strategy.cdata.graph) } end
  end
  return list
end

--- The rules of a JSON text.
-- @return as rules.sides, the time frame or nil, and the names of the regimes it is meant for or
--   nil; or nil and why they cannot be told
function rules.of(text)
  local strategy, message = loader.parse_json("store", text)
  if not strategy then return nil, (message:gsub("^store: ", "")) end
  return rules.sides(strategy), strategy.timeframe, strategy.regimes
end

return rules
