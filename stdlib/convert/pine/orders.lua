--- Entries, exits and stops of a strategy in Pine Script.
local columns = require "stdlib.convert.pine.columns"
local pine = require "stdlib.convert.pine.text"
local refusal = require "stdlib.convert.refusal"

local orders = {}

local writer = {}
writer.__index = writer

local function put(out, indent, text, ...)
  if select("#", ...) > 0 then text = text:format(...) end
  for _, line in ipairs(pine.wrap((" "):rep(indent) .. text)) do out[#out + 1] = line end
end

function writer:number(x, least)
  local text, tight = pine.number(self.columns.inputs, x)
  return tight < (least or 0) and "(" .. text .. ")" or text
end

--- atr(n) * k on the chart.
function writer:distance(level)
  local text = ("ta.atr(%s)"):format(self:number(level.period))
  if level.factor ~= 1 then
    text = ("%s * %s"):format(text, self:number(level.factor, pine.PRODUCT + 1))
  end
  return text
end

--- What a level reads: a column on the chart, or nil for a fraction.
function writer:column(level)
  if level.kind == "fraction" then return nil end
  if level.kind == "atr" then return self:distance(level) end
  return columns.on_chart(self.columns, level.column)
end

local function away(name, key)
  return (key == "take_profit") == (name == "long") and "+" or "-"
end

--- A level seen from a price, with the column in `read`.
function writer:level(name, key, level, from, read)
  if level.kind == "fraction" then
    return ("%s * (1 %s %s)"):format(from, away(name, key), self:number(level.value, 6))
  end
  if level.kind == "price" then return read end
  return ("%s %s %s"):format(from, away(name, key), read)
end

local function is_open(name)
  return ("strategy.position_size %s 0"):format(name == "long" and ">" or "<")
end

--- What a unit loses when the stop is hit.
function writer:loss(side, reads, price)
  local key = side.stop_loss and "stop_loss" or "trailing_stop"
  local level = side[key]
  if level.kind == "fraction" then
    return ("(%s * %s)"):format(price, self:number(level.value, 7))
  end
  if level.kind == "price" then return ("math.abs(%s - %s)"):format(price, reads[key]) end
  return reads[key]
end

function writer:size(name, side, reads)
  if side.add then refusal.raise "what adds to a position cannot be written in Pine Script yet" end
  local size, price = side.size, side.limit and name .. "_limit" or "close"
  local kind, text = size and size.kind, nil
  if not size or kind == "fixed" then
    local whole = not size or size.value == 1
    if whole and not side.confidence then return nil end
    text = ("strategy.equity * %s / %s"):format(size and self:number(size.value, 6) or "1", price)
  elseif kind == "cash" then
    text = ("%s / %s"):format(self:number(size.value, 6), price)
  elseif kind == "units" then
    text = self:number(size.value)
  elseif kind == "risk" then
    text = ("strategy.equity * %s / %s"):format(self:number(size.value, 6),
      self:loss(side, reads, price))
  elseif kind == "volatility" then
    text = ("strategy.equity * %s / atr_of_sizes"):format(self:number(size.value, 6))
  else
    refusal.raise "kelly sizes by the last trades, which cannot be written in Pine Script yet"
  end
  if side.confidence then
    text = ("%s * math.max(0, math.min(1, %s))"):format(text,
      columns.on_chart(self.columns, side.confidence))
  end
  return ("math.min(%s, strategy.equity / %s)"):format(text, price)
end

--- Columns of levels, in variables of their own: they are read on every bar.
function writer:read_levels(out, name, side)
  local reads = {}
  for _, key in ipairs { "stop_loss", "take_profit", "trailing_stop" } do
    local text = side[key] and self:column(side[key])
    if text then
      reads[key] = ("%s_%s"):format(name, key)
      put(out, 0, "%s = %s", reads[key], text)
    end
  end
  return reads
end

--- Levels that are fixed at the signal are remembered from there.
local function remember(out, name, reads)
  for _, key in ipairs { "stop_loss", "take_profit" } do
    if reads[key] then
      put(out, 0, "var float %s_fixed = na", reads[key])
      put(out, 0, "if enter_%s", name)
      put(out, 4, "%s_fixed := %s", reads[key], reads[key])
      reads[key] = reads[key] .. "_fixed"
    end
  end
end

function writer:trail(out, name, side, reads)
  if not side.trailing_stop and not side.breakeven_at then return end
  local long = name == "long"
  put(out, 0, "var float %s_best = na", name)
  put(out, 0, "if %s", is_open(name))
  put(out, 4, "%s_best := %s", name, long
    and "math.max(nz(long_best, strategy.position_avg_price), high)"
    or "math.min(nz(short_best, strategy.position_avg_price), low)")
  put(out, 0, "else")
  put(out, 4, "%s_best := na", name)
  if not side.trailing_stop then return end
  local tighter = long and "math.max" or "math.min"
  local function at(from)
    return self:level(name, "trailing_stop", side.trailing_stop, from, reads.trailing_stop)
  end
  put(out, 0, "var float %s_trail = na", name)
  put(out, 0, "if %s", is_open(name))
  put(out, 4, "level = %s", at(name .. "_best"))
  put(out, 4, "%s_trail := %s(nz(%s_trail, level), nz(level, %s_trail))", name, tighter, name, name)
  put(out, 0, "else")
  put(out, 4, "%s_trail := %s", name, at "close")
end

--- The stop and the target as they work on the next bar.
function writer:levels(out, name, side, reads)
  local long, stops = name == "long", {}
  local from = ("%s_from"):format(name)
  if side.stop_loss or side.take_profit or #side.partial > 0 then
    put(out, 0, "%s = %s ? strategy.position_avg_price : close", from, is_open(name))
  end
  if side.stop_loss then
    stops[1] = self:level(name, "stop_loss", side.stop_loss, from, reads.stop_loss)
  end
  if side.trailing_stop then stops[#stops + 1] = name .. "_trail" end
  if side.breakeven_at then
    put(out, 0, "%s_even = %s_best %s strategy.position_avg_price * (1 %s %s)", name, name,
      long and ">=" or "<=", long and "+" or "-", self:number(side.breakeven_at, 6))
    local last = stops[1] and (#stops == 2 and ("%s(%s, %s)"):format(long and "math.max"
      or "math.min", stops[1], stops[2]) or stops[1])
    stops = { last and ("%s_even ? %s(%s, strategy.position_avg_price) : %s"):format(name,
      long and "math.max" or "math.min", last, last)
      or ("%s_even ? strategy.position_avg_price : na"):format(name) }
  end
  if #stops > 0 then
    put(out, 0, "%s_stop = %s", name, #stops == 1 and stops[1]
      or ("%s(%s)"):format(long and "math.max" or "math.min", table.concat(stops, ", ")))
  end
  if side.take_profit then
    put(out, 0, "%s_target = %s", name,
      self:level(name, "take_profit", side.take_profit, from, reads.take_profit))
  end
  return #stops > 0
end

function writer:exits(out, name, side, stopped)
  local stop = stopped and (", stop=%s_stop"):format(name) or ""
  local target = side.take_profit and (", limit=%s_target"):format(name) or ""
  if stop == "" and target == "" and #side.partial == 0 then return end
  for i, partial in ipairs(side.partial) do
    put(out, 0, "%s_part_%d = %s_from * (1 %s %s)", name, i, name, name == "long" and "+" or "-",
      self:number(partial.at, 6))
  end
  put(out, 0, "if enter_%s or %s", name, is_open(name))
  for i, partial in ipairs(side.partial) do
    put(out, 4, 'strategy.exit("%s part %d", "%s", qty_percent=100 * %s, limit=%s_part_%d%s)', name,
      i, name, self:number(partial.close, 6), name, i, stop)
  end
  if stop ~= "" or target ~= "" then
    put(out, 4, 'strategy.exit("%s out", "%s"%s%s)', name, name, stop, target)
  end
end

function writer:closes(out, name, side)
  local why = {}
  if side.exit then why[1] = "exit_" .. name end
  if side.max_bars then
    why[#why + 1] = ("bar_index - strategy.opentrades.entry_bar_index(0) + 1 >= %s"):format(
      self:number(side.max_bars, 6))
  end
  if #why == 0 then return end
  put(out, 0, "if %s", is_open(name))
  put(out, 4, "if %s", table.concat(why, " or "))
  put(out, 8, 'strategy.close("%s")', name)
end

function writer:counted(out, name, side)
  local most = side.max_entries
  put(out, 0, "var int %s_count = 0", name)
  put(out, 0, 'if timeframe.change("%s")', pine.timeframe(most.per))
  put(out, 4, "%s_count := 0", name)
  put(out, 0, "if %s and not (strategy.position_size[1] %s 0)", is_open(name),
    name == "long" and ">" or "<")
  put(out, 4, "%s_count += 1", name)
  return ("%s_count < %s"):format(name, self:number(most.count, 4))
end

function writer:entry(out, name, side, qty)
  local args = { ('"%s"'):format(name), "strategy." .. name }
  if qty then args[3] = ("qty=%s_qty"):format(name) end
  if side.limit then args[#args + 1] = ("limit=%s_limit"):format(name) end
  if side.limit then
    put(out, 0, "var int %s_until = na", name)
    local gone = ("bar_index >= %s_until"):format(name)
    if side.exit then gone = gone .. " or exit_" .. name end
    if self.both then gone = gone .. " or enter_" .. (name == "long" and "short" or "long") end
    put(out, 0, "if %s", gone)
    put(out, 4, 'strategy.cancel("%s")', name)
  end
  put(out, 0, "if enter_%s", name)
  if side.limit then
    put(out, 4, "%s_until := bar_index + %s", name, self:number(side.limit_bars, 6))
  end
  put(out, 4, "strategy.entry(%s)", table.concat(args, ", "))
end

--- The lines that trade. What they read is added to the lines of the columns.
function orders.lines(m, columns_writer)
  local w = setmetatable({ columns = columns_writer }, writer)
  local out, sides, reads = {}, {}, {}
  for _, name in ipairs { "long", "short" } do
    if m[name] then sides[#sides + 1] = name end
  end
  w.both = #sides == 2
  local before = {}
  for _, name in ipairs(sides) do
    local side = m[name]
    put(before, 0, "go_%s = %s", name, columns.on_chart(columns_writer, side.enter))
    if side.exit then
      put(before, 0, "exit_%s = %s", name, columns.on_chart(columns_writer, side.exit))
    end
    if side.limit then
      put(before, 0, "%s_limit = %s", name, columns.on_chart(columns_writer, side.limit))
    end
    reads[name] = w:read_levels(before, name, side)
  end
  for _, line in ipairs(before) do out[#out + 1] = line end
  for _, name in ipairs(sides) do
    local side, parts = m[name], { "go_" .. name }
    local other = name == "long" and "short" or "long"
    if side.exit then parts[#parts + 1] = "not exit_" .. name end
    if #sides == 2 then
      local against = "go_" .. other
      if m[other].exit then against = ("(go_%s and not exit_%s)"):format(other, other) end
      parts[#parts + 1] = ("(strategy.position_size != 0 or not %s)"):format(against)
    end
    parts[#parts + 1] = ("not (%s)"):format(is_open(name))
    if side.max_entries then parts[#parts + 1] = w:counted(out, name, side) end
    put(out, 0, "enter_%s = %s", name, table.concat(parts, " and "))
  end
  for _, name in ipairs(sides) do
    local side = m[name]
    put(out, 0, "")
    local qty = w:size(name, side, reads[name])
    if w.sized == nil and side.size and side.size.kind == "volatility" then
      put(out, 0, "atr_of_sizes = ta.atr(14)")
      w.sized = true
    end
    if qty then put(out, 0, "%s_qty = %s", name, qty) end
    remember(out, name, reads[name])
    w:trail(out, name, side, reads[name])
    local stopped = w:levels(out, name, side, reads[name])
    w:entry(out, name, side, qty)
    w:exits(out, name, side, stopped)
    w:closes(out, name, side)
  end
  return out
end

return orders
