--- What `rules` returns, checked: { long = {...}, short = {...} }.
local market = require "stdlib.expr.market"
local hint_for = require "stdlib.expr.hint"
local position = require "stdlib.expr.position"

local sides = {}

local MOST_PARTIALS = 8
local MOST_BARS = 1000000

local SIDE_KEYS = {
  "enter", "exit", "stop_loss", "take_profit", "trailing_stop", "breakeven_at", "partial",
  "max_bars", "limit", "limit_bars", "size", "confidence", "max_entries", "add",
}
--- The keys of a side.
sides.keys = SIDE_KEYS

local LATER = { target = true, band = true, rebalance = true, universe = true, rank = true }

local checker = {}
checker.__index = checker

--- A complaint about key `name` of the side, on the line where it is written.
function checker:fail(name, message, ...)
  local path, line_of = self.side .. "." .. name, self.context.line_of
  local line = line_of(path) or line_of(name) or line_of(self.side) or self.context.rules_line
  self.r:fail_at(line, path .. ": " .. message:format(...))
end

-- What a fraction may be: a loss reaches 100 % at 1, a gain of a short too.
function checker:fraction(name, value, prefix)
  prefix = prefix or ""
  local loss = name == "stop_loss" or name == "trailing_stop"
  local most = (loss or self.side == "short") and 1 or 2
  if value > 0 and (value < most or (most == 2 and value == 2)) then return value end
  if value >= 1 and value <= 100 then
    local far = most == 2 and "; a target more than 200 % away is written as a price column" or ""
    self:fail(name, "%s%g would be %g %%: write %g for %g %%%s", prefix, value, value * 100,
      value / 100, value, far)
  end
  self:fail(name, "%sexpected a fraction above 0 and below %d, found %g", prefix, most, value)
end

function checker:level(name, value)
  if value == nil then return nil end
  local r, context = self.r, self.context
  self:position(name, value)
  if type(value) == "number" and value == value then
    return { kind = "fraction", value = self:fraction(name, value) }
  end
  if r:kind(value) == "column" then return { kind = "price", node = r.handles[value] } end
  local d = context.distance_of(value)
  if not d then
    self:fail(name, "expected a fraction like 0.05, atr(14) * 2 or a price column, found %s",
      r:describe(value))
  end
  if not (d.factor > 0 and d.factor < 1e6) then
    self:fail(name, "a distance must be above 0, found atr(%d) * %g", d.n, d.factor)
  end
  return { kind = "distance", n = d.n, factor = d.factor, line = d.line }
end

function checker:whole(name, value)
  if value == nil then return nil end
  local whole = type(value) == "number" and value == math.floor(value)
  if whole and value >= 1 and value <= MOST_BARS then return value end
  self:fail(name, "expected a whole number of at least 1, found %s", self.r:describe(value))
end

function checker:node(name, value, kind)
  if value == nil then return nil end
  self:position(name, value)
  if self.r:kind(value) == kind then return self.r.handles[value] end
  local found, hint = self.r:describe(value), ""
  if type(value) == "boolean" then
    hint = "; Lua's comparisons, `and`, `or` and `not` do not make conditions: "
      .. "write a:above(b), all { a, b }, any { a, b } or none { a }"
  elseif kind == "condition" and self.r:kind(value) == "column" then
    hint = "; compare it: column:above(0)"
  elseif kind == "condition" and type(value) == "table" and value[1] ~= nil then
    hint = "; write all { ... } or any { ... }"
  elseif kind == "column" and self.r:kind(value) == "condition" then
    hint = "; :to_number() makes 1 and 0 of it"
  end
  self:fail(name, "expected a %s, found %s%s", kind, found, hint)
end

-- What reads the position is for where there is one.
function checker:position(name, value)
  if position.places[name] or not self.r:position(value) then return end
  self:fail(name, "pos.* is known while a position is open: it is for `exit` and `add`")
end

--- A column, or a number for every bar.
function checker:confidence(value)
  if type(value) ~= "number" then return self:node("confidence", value, "column") end
  if not (value > 0 and value <= 1) then
    self:fail("confidence", "expected a column, or a number above 0 and at most 1, found %g", value)
  end
  return self.r:column(value, "confidence")
end

function checker:size(value)
  if value == nil then return nil end
  local size = self.context.size_of(value)
  if type(value) == "number" then
    if value > 0 and value <= 1 then return { kind = "fixed", value = value } end
    local hint = ""
    if value > 1 and value <= 100 then
      local form = ": write %g for %g %%, units(%g) or cash(%g)"
      hint = form:format(value / 100, value, value, value)
    end
    self:fail("size", "expected a fraction of the equity above 0 and at most 1, found %g%s",
      value, hint)
  end
  if not size then
    self:fail("size",
      "expected a fraction like 0.5, or cash, units, risk, volatility or kelly, found %s",
      self.r:describe(value))
  end
  return size
end

function checker:breakeven(value)
  if value == nil then return nil end
  if type(value) ~= "number" then
    self:fail("breakeven_at", "expected a fraction like 0.02, found %s", self.r:describe(value))
  end
  return self:fraction("breakeven_at", value)
end

function checker:one_partial(i, item)
  if type(item) ~= "table" or self.r:kind(item) then
    self:fail("partial", "item %d: expected { at = 0.03, close = 0.5 }, found %s", i,
      self.r:describe(item))
  end
  for key in pairs(item) do
    if key ~= "at" and key ~= "close" then
      self:fail("partial", "item %d: unknown key '%s'%s", i, tostring(key),
        hint_for(key, { "at", "close" }))
    end
  end
  for _, key in ipairs { "at", "close" } do
    if type(item[key]) ~= "number" then
      self:fail("partial", "item %d: %s: expected a fraction, found %s", i, key,
        self.r:describe(item[key]))
    end
  end
  if not (item.close > 0 and item.close <= 1) then
    self:fail("partial",
      "item %d: close: expected a fraction of the quantity above 0 and at most 1, found %g",
      i, item.close)
  end
  return { at = self:fraction("partial", item.at, ("item %d: at: "):format(i)), close = item.close }
end

function checker:partial(list)
  if list == nil then return nil end
  local example = "{ { at = 0.03, close = 0.5 } }"
  if type(list) ~= "table" or self.r:kind(list) or list.at ~= nil then
    self:fail("partial", "expected a list like %s, found %s", example,
      type(list) == "table" and "one item: put it into a list" or self.r:describe(list))
  end
  local result, total = {}, 0
  for key in pairs(list) do
    if type(key) ~= "number" then
      self:fail("partial", "expected a list like %s, found the key '%s'", example, tostring(key))
    end
  end
  for i = 1, table.maxn(list) do
    result[i] = self:one_partial(i, list[i])
    total = total + result[i].close
  end
  if #result == 0 or #result > MOST_PARTIALS then
    self:fail("partial", "expected 1 to %d items, found %d", MOST_PARTIALS, #result)
  end
  if total > 1 + 1e-9 then
    self:fail("partial", "together the items close %g of the quantity, more than all of it", total)
  end
  table.sort(result, function(a, b) return a.at < b.at end)
  return result
end

function checker:max_entries(value)
  if value == nil then return nil end
  local example = 'expected a count and a time frame like { 1, "1d" }, found '
  if type(value) ~= "table" or self.r:kind(value) or #value ~= 2 then
    self:fail("max_entries", "%s%s", example, self.r:describe(value))
  end
  if not market.is_timeframe(value[2]) then
    self:fail("max_entries", "%s%s as the time frame", example, self.r:describe(value[2]))
  end
  return { self:whole("max_entries", value[1]), value[2] }
end

function checker:add(value)
  if value == nil then return nil end
  if type(value) ~= "table" or self.r:kind(value) then
    self:fail("add", "expected { when = condition, max = 4 }, found %s", self.r:describe(value))
  end
  for key in pairs(value) do
    if key ~= "when" and key ~= "max" then
      self:fail("add", "unknown key '%s'%s", tostring(key), hint_for(key, { "when", "max" }))
    end
  end
  if value.when == nil or value.max == nil then
    self:fail("add", "`%s` is missing: write { when = condition, max = 4 }",
      value.when == nil and "when" or "max")
  end
  return { node = self:node("add", value.when, "condition"), max = self:whole("add", value.max) }
end

function checker:keys(t)
  for key in pairs(t) do
    local known = false
    for _, name in ipairs(SIDE_KEYS) do known = known or key == name end
    if not known then
      self:fail(tostring(key), "unknown key of a side%s", hint_for(key, SIDE_KEYS))
    end
  end
end

local function check_side(r, side, t, context)
  local c = setmetatable({ r = r, side = side, context = context }, checker)
  if type(t) ~= "table" or r:kind(t) then
    r:fail_at(context.line_of(side) or context.rules_line,
      "%s: expected a table like { enter = condition, stop_loss = 0.05 }, found %s", side,
      r:describe(t))
  end
  c:keys(t)
  if t.enter == nil then
    r:fail_at(context.line_of(side) or context.rules_line,
      "%s: `enter` is missing: the condition that opens a position", side)
  end
  local result = {
    enter = c:node("enter", t.enter, "condition"), exit = c:node("exit", t.exit, "condition"),
    stop_loss = c:level("stop_loss", t.stop_loss),
    take_profit = c:level("take_profit", t.take_profit),
    trailing_stop = c:level("trailing_stop", t.trailing_stop),
    breakeven_at = c:breakeven(t.breakeven_at), partial = c:partial(t.partial),
    max_bars = c:whole("max_bars", t.max_bars), limit = c:node("limit", t.limit, "column"),
    limit_bars = c:whole("limit_bars", t.limit_bars), size = c:size(t.size),
    confidence = c:confidence(t.confidence),
    max_entries = c:max_entries(t.max_entries), add = c:add(t.add),
  }
  if result.limit_bars and not result.limit then
    c:fail("limit_bars", "there is no `limit` it could belong to")
  end
  local stopped = result.stop_loss or result.trailing_stop
  if result.size and result.size.kind == "risk" and not stopped then
    c:fail("size", "risk() sizes by the distance to the stop, and this side has no stop_loss")
  end
  return result
end

--- @param context  { line_of(path), rules_line, distance_of, size_of }
-- @return { long = side or nil, short = side or nil }
function sides.check(r, value, context)
  if type(value) ~= "table" or r:kind(value) then
    r:fail_at(context.rules_line,
      "rules: expected it to return { long = { enter = ... } }, found %s", r:describe(value))
  end
  for key in pairs(value) do
    if LATER[key] then
      r:fail_at(context.line_of(key) or context.rules_line,
        "%s: portfolios are not supported yet in this version: return long and short", key)
    end
    if key ~= "long" and key ~= "short" then
      local hint = key == "enter" and ": put it into a side: long = { enter = ... }"
        or hint_for(key, { "long", "short" })
      r:fail_at(context.line_of(tostring(key)) or context.rules_line,
        "rules: unknown key '%s'%s", tostring(key), hint)
    end
  end
  if value.long == nil and value.short == nil then
    r:fail_at(context.rules_line,
      "rules: neither `long` nor `short` is returned: nothing would trade")
  end
  return {
    long = value.long ~= nil and check_side(r, "long", value.long, context) or nil,
    short = value.short ~= nil and check_side(r, "short", value.short, context) or nil,
  }
end

local NODES = { "enter", "exit", "limit", "confidence" }
local TABLES = { "stop_loss", "take_profit", "trailing_stop", "add" }

--- Every place of checked sides that holds the number of a node: list of { table, key }.
function sides.places(checked)
  local list = {}
  for _, side in pairs(checked) do
    for _, key in ipairs(NODES) do
      if side[key] then list[#list + 1] = { side, key } end
    end
    for _, key in ipairs(TABLES) do
      if side[key] and side[key].node then list[#list + 1] = { side[key], "node" } end
    end
  end
  return list
end

return sides
