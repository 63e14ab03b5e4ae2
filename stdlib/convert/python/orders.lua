--- What a generated strategy does at each bar: `next` and what it needs.
local columns = require "stdlib.convert.python.columns"
local json = require "stdlib.json"
local refusal = require "stdlib.convert.refusal"

local orders = {}

local LEVELS = { "stop_loss", "take_profit", "trailing_stop" }
local MOST = "0.9999" -- of the equity: 1 would be one unit for backtesting.py

--- Whether the position is looked after bar by bar.
local function is_guarded(side)
  return side.stop_loss or side.take_profit or side.trailing_stop or side.breakeven_at
    or #side.partial > 0
end

--- The columns that `next` reads, which `init` computes: { attribute, expression }.
function orders.columns(name, side)
  local list = {}
  for _, key in ipairs(LEVELS) do
    local level = side[key]
    if level and level.column then list[#list + 1] = { name .. "_" .. key, level.column } end
    if level and level.kind == "atr" then list[#list + 1] = { name .. "_" .. key, level } end
  end
  if side.limit then list[#list + 1] = { name .. "_limit", side.limit } end
  if side.confidence then list[#list + 1] = { name .. "_confidence", side.confidence } end
  return list
end

local writer = {}
writer.__index = writer

function writer:number(x) return (columns.number(self.columns, x)) end

local function put(out, indent, text, ...)
  if select("#", ...) > 0 then text = text:format(...) end
  out[#out + 1] = (" "):rep(indent) .. text
end

--- Where a level lies, seen from a price. "+" is towards profit.
function writer:level(name, key, level, from, at)
  local long = name == "long"
  local away = (key == "take_profit") == long and "+" or "-"
  if level.kind == "fraction" then
    return ("%s * (1 %s %s)"):format(from, away, self:number(level.value))
  end
  local column = ("self.%s_%s[%s]"):format(name, key, at)
  if level.kind == "price" then return column end
  return ("%s %s %s"):format(from, away, column)
end

--- So much of the equity that the stop loses a part of it.
function writer:risk(part, name, side)
  local key = side.stop_loss and "stop_loss" or "trailing_stop"
  local level, column = side[key], ("self.%s_%s[-1]"):format(name, key)
  if level.kind == "fraction" then return ("%s / %s"):format(part, self:number(level.value)) end
  if level.kind == "price" then return ("%s * price / abs(price - %s)"):format(part, column) end
  return ("%s * price / %s"):format(part, column)
end

local SIZES = {
  fixed = function(_, number) return number end,
  cash = function(_, number) return number .. " / self.equity" end,
  units = function(_, number) return number .. " * price / self.equity" end,
  risk = function(self, number, name, side) return self:risk(number, name, side) end,
  volatility = function(_, number) return number .. " * price / self.atr[-1]" end,
}

--- The size of an order as a fraction of the equity; nil: all of it.
function writer:size(name, side)
  if side.add then refusal.raise "what adds to a position cannot be written in Python yet" end
  local size = side.size
  local make = SIZES[size and size.kind or "fixed"]
  if not make then
    refusal.raise "kelly sizes by the last trades, which cannot be written in Python yet"
  end
  local text = make(self, size and self:number(size.value) or "1", name, side)
  if side.confidence then
    text = ("%s * min(max(self.%s_confidence[-1], 0), 1)"):format(text, name)
  end
  if text == "1" then return nil end
  if tonumber(text) then return text end
  return ("min(%s, %s)"):format(text, MOST)
end

--- What a level is after the fill at `entry`.
function writer:after_fill(name, key, level)
  if level.kind == "fraction" then return self:level(name, key, level, "entry", "") end
  local remembered = ('trade.tag["%s"]'):format(key)
  if level.kind == "price" then return remembered end
  return ("entry %s %s"):format((key == "take_profit") == (name == "long") and "+" or "-",
    remembered)
end

function writer:guard_target(out, name, side)
  local target = side.take_profit and self:after_fill(name, "take_profit", side.take_profit)
  if #side.partial > 0 then
    local at = ("entry * (1 %s at)"):format(name == "long" and "+" or "-")
    put(out, 8, 'if len(self.data) == trade.entry_bar + 1:')
    put(out, 12, 'at = trade.tag["partial"]')
    put(out, 12, "trade.tp = %s if at else %s", at, target or "None")
  elseif target then
    put(out, 8, "if len(self.data) == trade.entry_bar + 1:")
    put(out, 12, "trade.tp = %s", target)
  end
end

function writer:guard_stops(out, name, side)
  local long, trail, even = name == "long", side.trailing_stop, side.breakeven_at
  local stops = {}
  if side.stop_loss then stops[1] = self:after_fill(name, "stop_loss", side.stop_loss) end
  if trail or even then
    put(out, 8, "bars = len(self.data) - trade.entry_bar")
    put(out, 8, "best = %s", long and "max(self.data.High[-bars:].max(), entry)"
      or "min(self.data.Low[-bars:].min(), entry)")
  end
  if trail then stops[#stops + 1] = self:level(name, "trailing_stop", trail, "best", "-1") end
  if not stops[1] and not even then return end
  put(out, 8, "stops = [%s]", table.concat(stops, ", "))
  if even then
    put(out, 8, "if best %s entry * (1 %s %s):", long and ">=" or "<=", long and "+" or "-",
      self:number(even))
    put(out, 12, "stops.append(entry)")
  end
  put(out, 8, "if trade.sl and len(self.data) > trade.entry_bar + 1:")
  put(out, 12, "stops.append(trade.sl)")
  if #stops == 0 then put(out, 8, "if stops:") end
  put(out, #stops == 0 and 12 or 8, "trade.sl = %s(stops)", long and "max" or "min")
end

--- Moves the levels of a position to where tide has them.
function writer:guard(out, name, side)
  put(out, 4, "def guard_%s(self, trade):", name)
  put(out, 8, '"""Levels count from the fill, which is known now, and stops only tighten."""')
  put(out, 8, "entry = trade.entry_price")
  self:guard_target(out, name, side)
  self:guard_stops(out, name, side)
  put(out, 0, "")
end

--- What an order remembers for later, as members of its tag.
function writer:tag(name, side)
  local items = {}
  for _, key in ipairs { "stop_loss", "take_profit" } do
    local level = side[key]
    if level and level.kind ~= "fraction" then
      items[#items + 1] = ('"%s": self.%s_%s[-1]'):format(key, name, key)
    end
  end
  if side.limit then
    items[#items + 1] = ('"until": len(self.data) + %s'):format(self:number(side.limit_bars))
  end
  if #side.partial > 0 then items[#items + 1] = '"partial": at' end
  return items
end

--- Levels go with the order where they are on their side of the price; the rest come after
-- the fill.
function writer:order_levels(out, name, side)
  local long, stops = name == "long", {}
  for _, key in ipairs { "stop_loss", "trailing_stop" } do
    if side[key] then stops[#stops + 1] = self:level(name, key, side[key], "price", "-1") end
  end
  if #stops > 0 then
    put(out, 8, "stop = %s", #stops == 1 and stops[1]
      or ("%s(%s)"):format(long and "max" or "min", table.concat(stops, ", ")))
  end
  if side.take_profit then
    put(out, 8, "target = %s", self:level(name, "take_profit", side.take_profit, "price", "-1"))
  end
  local checks = {}
  local function read(key) return side[key] and side[key].kind ~= "fraction" end
  if read "stop_loss" or read "trailing_stop" then checks[1] = "stop" end
  if read "take_profit" then checks[#checks + 1] = "target" end
  if #checks > 0 then
    put(out, 8, "if np.isnan(%s):", table.concat(checks, " + "))
    put(out, 12, "return")
  end
  return #stops > 0 and ("sl=stop if stop %s price else None"):format(long and "<" or ">"),
    side.take_profit and ("target if target %s price else None"):format(long and ">" or "<")
end

local function put_call(out, indent, call, args)
  local line = ("%s(%s)"):format(call, table.concat(args, ", "))
  if indent + #line <= 100 then return put(out, indent, "%s", line) end
  put(out, indent, "%s(", call)
  for i, arg in ipairs(args) do
    put(out, indent + 4, "%s%s", arg, i < #args and "," or ")")
  end
end

function writer:parts(out, side, size)
  local parts = {}
  for i, one in ipairs(side.partial) do
    parts[i] = ("(%s, %s)"):format(self:number(one.at), self:number(one.close))
  end
  put(out, 8, "parts, done = [%s], 0.0", table.concat(parts, ", "))
  put(out, 8, "parts.append((None, 1 - sum(part for _, part in parts)))")
  put(out, 8, "for at, part in parts:  # an order each, with a target of its own")
  put(out, 12, "share = min(%s * part / (1 - done), %s)", size and "size" or MOST, MOST)
  put(out, 12, "done += %s * part", size and "size" or MOST)
  put(out, 12, "if share <= 1e-9:")
  put(out, 16, "continue")
end

function writer:enter(out, name, side)
  local long, partial = name == "long", #side.partial > 0
  put(out, 4, "def enter_%s(self):", name)
  local at = #out + 1
  if side.limit then
    put(out, 8, "if not price > 0:")
    put(out, 12, "return")
  end
  local stop, target = self:order_levels(out, name, side)
  local size, args, indent = self:size(name, side), {}, 8
  if side.limit then args[1] = "limit=price" end
  if size then
    put(out, 8, "size = %s", size)
    if not tonumber(size) then
      put(out, 8, "if not size > 0:")
      put(out, 12, "return")
    end
  end
  if partial then
    self:parts(out, side, size)
    indent = 12
  end
  if size or partial then args[#args + 1] = partial and "size=share" or "size=size" end
  if stop then args[#args + 1] = stop end
  if partial then
    args[#args + 1] = ("tp=price * (1 %s at) if at else %s"):format(long and "+" or "-",
      target or "None")
  elseif target then
    args[#args + 1] = "tp=" .. target
  end
  local tag = self:tag(name, side)
  if #tag > 0 then args[#args + 1] = ("tag={%s}"):format(table.concat(tag, ", ")) end
  put_call(out, indent, long and "self.buy" or "self.sell", args)
  put(out, 0, "")
  if table.concat(out, "\n", at):find "%f[%w]price%f[%W]" then
    table.insert(out, at, ("        price = %s"):format(side.limit
      and ("self.%s_limit[-1]"):format(name) or "self.data.Close[-1]"))
  end
end

--- Whether a period still allows an entry.
local function allowed(out, name, side, number)
  put(out, 4, "def allowed_%s(self):", name)
  put(out, 8, '"""At most so many entries in a period, counted by their fill."""')
  put(out, 8, "trades = list(self.trades) + list(self.closed_trades)")
  put(out, 8, "filled = {t.entry_bar for t in trades if t.is_%s}", name)
  put(out, 8, "now = floor_time(self.bars.closes[len(self.data) - 1], length(%s))",
    json.string(side.max_entries.per))
  put(out, 8, "period = floor_time(self.bars.time, length(%s))", json.string(side.max_entries.per))
  put(out, 8, "return sum(period[bar] == now for bar in filled) < %s", number)
  put(out, 0, "")
end

local function go(name, side)
  local text = ("self.%s_enter[-1]"):format(name)
  if side.exit then text = text .. (" and not self.%s_exit[-1]"):format(name) end
  if side.max_entries then text = text .. (" and self.allowed_%s()"):format(name) end
  return text
end

function writer:leave(out, name, side, other)
  local why = {}
  if side.exit then why[#why + 1] = ("self.%s_exit[-1]"):format(name) end
  if other then why[#why + 1] = "go_" .. other end
  if side.max_bars then why[#why + 1] = "self.bars_held() >= " .. self:number(side.max_bars) end
  if #why == 0 then return end
  put(out, 8, "if self.position.is_%s:", name)
  put(out, 12, "if %s:", table.concat(why, " or "))
  put(out, 16, "self.position.close()")
end

--- The methods of the class, as lines.
function orders.lines(m, columns_writer)
  local w = setmetatable({ columns = columns_writer }, writer)
  local out, sides = {}, {}
  for _, name in ipairs { "long", "short" } do
    if m[name] then sides[#sides + 1] = name end
  end
  local both = #sides == 2
  put(out, 4, "def next(self):")
  for _, name in ipairs(sides) do
    if is_guarded(m[name]) then
      put(out, 8, "for trade in self.trades:")
      put(out, 12, "if trade.is_%s:", name)
      put(out, 16, "self.guard_%s(trade)", name)
    end
  end
  for _, name in ipairs(sides) do put(out, 8, "go_%s = %s", name, go(name, m[name])) end
  if both then
    put(out, 8, "if go_long and go_short and not self.position:")
    put(out, 12, "go_long = go_short = False")
  end
  local limits = m.long and m.long.limit or m.short and m.short.limit
  if limits then
    local cancel = {}
    for _, name in ipairs(sides) do
      if m[name].limit then
        local why = {}
        for _, any in ipairs(sides) do why[#why + 1] = "go_" .. any end
        if m[name].exit then why[#why + 1] = ("self.%s_exit[-1]"):format(name) end
        cancel[#cancel + 1] = table.concat(why, " or ")
      end
    end
    put(out, 8, "for order in self.orders:")
    put(out, 12, "if order.limit and not order.is_contingent:")
    put(out, 16, 'over = len(self.data) >= order.tag["until"]')
    put(out, 16, "if over or %s:", table.concat(cancel, " or "))
    put(out, 20, "order.cancel()")
  end
  for _, name in ipairs(sides) do
    w:leave(out, name, m[name], both and (name == "long" and "short" or "long") or nil)
  end
  for _, name in ipairs(sides) do
    put(out, 8, "if go_%s and not self.position.is_%s:", name, name)
    put(out, 12, "self.enter_%s()", name)
  end
  put(out, 0, "")
  for _, name in ipairs(sides) do w:enter(out, name, m[name]) end
  for _, name in ipairs(sides) do
    if is_guarded(m[name]) then w:guard(out, name, m[name]) end
  end
  for _, name in ipairs(sides) do
    if m[name].max_entries then
      columns_writer.used.length, columns_writer.used.floor_time = true, true
      allowed(out, name, m[name], w:number(m[name].max_entries.count))
    end
  end
  if m.long and m.long.max_bars or m.short and m.short.max_bars then
    put(out, 4, "def bars_held(self):")
    put(out, 8, "return len(self.data) - self.trades[0].entry_bar")
    put(out, 0, "")
  end
  out[#out] = nil
  return out
end

return orders
