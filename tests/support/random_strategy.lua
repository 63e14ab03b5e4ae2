--- Random strategies, sides and all, for specs of what is written and read back.
local ffi = require "ffi"
local C = require("stdlib.host").C
local build = require "tests.graph.build"
local random = require "tests.graph.random"

local made = {}

local OPTS = { timeframes = { "4h", "1d" }, others = { { symbol = "B", tf = "1h" }, { symbol = "B", tf = "1d" } } }

-- A session belongs to candles, not to one of their columns.
local function settle(x, seen)
  if seen[x] then return x end
  seen[x] = true
  if x.op and x.op:find "^session_" then x.args[1].field = "close" end
  for _, arg in ipairs(x.args or {}) do settle(arg, seen) end
  return x
end

local function fill_level(r, level, column, kinds)
  local kind = r.pick(kinds)
  level.kind = C["TIDE_LEVEL_" .. kind]
  if kind == "FRACTION" then level.fraction = r.int(1, 99) / r.pick { 100, 1000, 333 } end
  if kind == "PRICE" or kind == "DISTANCE" then level.node = column() end
end

local function atr_distance(r, graph)
  local atr = { ind = "atr", params = { r.int(2, 30) },
    args = { { field = "high" }, { field = "low" }, { field = "close" } } }
  if r.next() < 0.3 then return build.node(graph, atr) end
  return build.node(graph, { op = "mul", args = { atr, { number = r.int(2, 40) / 8 } } })
end

local function fill_side(r, side, node, opts)
  side.used = true
  side.enter = node("condition", 3)
  if r.next() < 0.6 then side.exit = node("condition", 3) end
  local function column() return node("column", 2) end
  local kinds = { "NONE", "FRACTION", "PRICE" }
  if not opts.sayable then kinds[4] = "DISTANCE" end
  for _, name in ipairs { "stop_loss", "take_profit", "trailing_stop" } do
    if r.next() < 0.25 then
      side[name].kind, side[name].node = C.TIDE_LEVEL_DISTANCE, opts.atr()
    else
      fill_level(r, side[name], column, kinds)
    end
  end
  if r.next() < 0.3 then side.breakeven_at = r.int(1, 50) / 1000 end
  side.partials = r.int(0, 3)
  for i = 0, side.partials - 1 do side.partial[i].at, side.partial[i].close = (i + 1) / 64, r.int(1, 20) / 64 end
  if r.next() < 0.3 then side.max_bars = r.int(1, 300) end
  if r.next() < 0.3 then side.limit, side.limit_bars = column(), r.int(1, 4) end
  if r.next() < 0.3 then side.confidence = column() end
  if r.next() < 0.3 then
    side.max_entries, side.max_entries_period = r.int(1, 5), 86400 * 1000000LL
  end
  local size = r.int(0, 6)
  if size == 4 and side.stop_loss.kind + side.trailing_stop.kind == 0 then size = 0 end
  side.size.kind, side.size.value = size, size > 0 and r.int(1, 100) / 100 or 0
end

--- A strategy of tide, with `long`, `short` or both.
-- @param opts  { sayable = leave out what a strategy file cannot say, alone = no other symbol }
function made.strategy(seed, opts)
  local r, s = random.new(seed), build.strategy()
  opts = opts or {}
  local x = random.expressions(r, opts.alone and { timeframes = OPTS.timeframes, others = {} } or OPTS)
  local function node(kind, depth)
    for _ = 1, 50 do
      local expression = settle(x[kind](r.int(1, depth)), {})
      if not opts.sayable or made.sayable(expression, kind) then return assert(build.node(s.graph, expression)) end
    end
    return assert(build.node(s.graph, kind == "column" and { field = "close" }
      or { op = "rising", args = { { field = "close" } }, numbers = { 2 } }))
  end
  local more = { sayable = opts.sayable, atr = function() return assert(atr_distance(r, s.graph)) end }
  ffi.copy(s.name, "random " .. seed)
  if r.next() < 0.5 then s.timeframe = 3600 * 1000000LL end
  local which = r.int(1, 3)
  if which ~= 2 then fill_side(r, s.side[0], node, more) end
  if which ~= 1 then fill_side(r, s.side[1], node, more) end
  for side = 0, 1 do
    if s.side[side].used and r.next() < 0.08 then
      s.side[side].add, s.side[side].add_max = node("condition", 3), r.int(1, 4)
    end
  end
  return s
end

local TURNED = {
  above = true, below = true, at_least = true, at_most = true, crosses_above = true, crosses_below = true,
}

--- Whether a strategy file can say it: it has no column that is a bare number, because a number has
-- no methods. Comparisons can be turned round.
function made.sayable(x, kind)
  if x.number then return kind == "number" end
  local infix = x.op == "add" or x.op == "sub" or x.op == "mul" or x.op == "div" or x.op == "pow"
  local args = x.args or {}
  local pair = infix or TURNED[x.op] or x.op == "max" or x.op == "min"
  if pair and args[1].number and args[2].number then return false end
  for i, arg in ipairs(args) do
    local may_be = pair or (x.op and i > 1)
    if not made.sayable(arg, may_be and "number" or "column") then return false end
  end
  return true
end

return made
