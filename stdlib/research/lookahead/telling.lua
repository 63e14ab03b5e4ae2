--- What is told of a change: where, which signal, and which expression is behind it.
local ffi = require "ffi"
local blame = require "stdlib.research.lookahead.blame"
local C = require("stdlib.host").C

local telling = {}

local SWITCHES = {
  [C.TIDE_SIGNAL_ENTER] = true, [C.TIDE_SIGNAL_EXIT] = true, [C.TIDE_SIGNAL_ADD] = true,
}
local SIDES = { [C.TIDE_LONG] = "long", [C.TIDE_SHORT] = "short" }

-- A number for people: conditions are true and false, undefined is nil.
local function value_of(x, is_condition)
  if is_condition then return x == 1 end
  if x == x then return x end
end

local function time_of(signals, bar) return tonumber(signals.cdata.candles.time[bar]) / 1000 end

-- What an expression says, then and now.
local function add_expression(found, strategy, node, bar, says)
  local condition, place = blame.is_condition(strategy, node), blame.place(strategy, node)
  found.expression, found.line = blame.text(strategy, node), place.line
  found.defined = place.defined
  found.expression_bar, found.expression_time = bar, time_of(says.whole, bar)
  found.expression_was = value_of(says.was(node, bar), condition)
  found.expression_is = value_of(C.tide_signals_value(says.whole.cdata, node, bar), condition)
  return found
end

--- @param change  tide_change
-- @param whole   the evaluation of all candles
-- @param then_   how to look at what was known: { changed = function(node) -> bar of its first
--   change or nil, value = function(node, bar) }
-- @return { bar, time, side, signal, was, is, expression, line, defined, expression_bar,
--   expression_time, expression_was, expression_is }
function telling.of(strategy, change, whole, then_)
  local is_switch = SWITCHES[change.signal]
  local found = {
    bar = change.bar, time = time_of(whole, change.bar), side = SIDES[change.side],
    signal = ffi.string(C.tide_signal_name(change.signal)),
    was = value_of(change.was, is_switch), is = value_of(change.is, is_switch),
  }
  local root = blame.root(strategy, change)
  if not root then return found end
  local node = blame.deepest(strategy, root, then_.changed)
  return add_expression(found, strategy, node, then_.changed(node), {
    was = then_.value, whole = whole,
  })
end

--- The same where an evaluation says what was known.
-- @param was  of the data as they were
function telling.between(strategy, change, was, whole)
  return telling.of(strategy, change, whole, {
    changed = function(node)
      local bar = C.tide_signals_compare_node(was.cdata, whole.cdata, node, change.bar)
      return bar >= 0 and bar or nil
    end,
    value = function(node, bar) return C.tide_signals_value(was.cdata, node, bar) end,
  })
end

--- Of an expression that changed while no signal did.
-- @param expression  { bar, node }
function telling.expression(strategy, expression, was, whole)
  local found = { bar = expression.bar, time = time_of(whole, expression.bar) }
  add_expression(found, strategy, expression.node, expression.bar, {
    was = function(node, bar) return C.tide_signals_value(was.cdata, node, bar) end, whole = whole,
  })
  found.was, found.is = found.expression_was, found.expression_is
  return found
end

return telling
