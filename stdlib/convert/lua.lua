--- A strategy as a Lua file, as a person would write it (docs/reference/strategy-file.md).
--
--     local text = assert(lua.from_json(json, { origin = "tide generate, seed 7" }))
local ffi = require "ffi"
local bind = require "stdlib.convert.bind"
local expressions = require "stdlib.convert.lua_expression"
local format = require "stdlib.report.format"
local json = require "stdlib.json"
local json_strategy = require "stdlib.json_strategy"
local layout = require "stdlib.convert.layout"
local metrics = require "stdlib.report.metrics"
local model = require "stdlib.convert.model"
local names = require "stdlib.convert.names"
local refusal = require "stdlib.convert.refusal"
local tune = require "stdlib.convert.tune"
local wrap = require "stdlib.convert.wrap"

local C = require("stdlib.host").C

local lua = {}

local WIDTH = 100

local function quoted(text) return ("%q"):format(text) end

-- ---- sides

local function check_range(name, x, most, inclusive)
  local value = model.value(x)
  if value > 0 and (value < most or inclusive and value == most) then return end
  refusal.raise(("%s is %s: a strategy file takes a fraction above 0 and %s %g%s"):format(name,
    json.number(value), inclusive and "at most" or "below", most,
    most == 2 and "; a target further away is a price column" or ""))
end

--- A fraction of a price, as stdlib.expr.sides takes it.
local function fraction(w, side, name, x)
  local loss = name == "stop_loss" or name == "trailing_stop"
  local most = (loss or side == "short") and 1 or 2
  check_range(name, x, most, most == 2)
  return w:number(x)
end

local function level(w, side, name, what)
  if what.kind == "fraction" then return fraction(w, side, name, what.value) end
  if what.kind == "price" then
    if what.column.form == "number" then
      refusal.raise(("%s is the price %s for ever: a strategy file takes a column of prices")
        :format(name, json.number(model.value(what.column.numbers[1]))), what.column)
    end
    return w:root(what.column)
  end
  if what.kind == "distance" then
    refusal.raise(name .. " is a distance that is no multiple of atr(n): a strategy file has no "
      .. "other distances", what.column)
  end
  local text = ("atr(%s)"):format(w:number(what.period))
  return what.factor == 1 and text or ("%s * %s"):format(text, w:number(what.factor, 3))
end

local function size(w, what)
  if what.kind == "fixed" then
    check_range("size", what.value, 1, true)
    return w:number(what.value)
  end
  if what.kind ~= "cash" and what.kind ~= "units" then
    check_range(what.kind, what.value, 1, true)
  end
  return ("%s(%s)"):format(what.kind, w:number(what.value))
end

local function partials(w, side, list)
  local items, total = {}, 0
  for i, partial in ipairs(list) do
    total = total + model.value(partial.close)
    items[i] = layout.group("{ ", {
      "at = " .. fraction(w, side, "partial", partial.at), "close = " .. w:number(partial.close),
    }, " }")
  end
  if total > 1 + 1e-9 then
    refusal.raise(("the partial targets close %g of the quantity: a strategy file closes at most "
      .. "all of it"):format(total))
  end
  return layout.group("{ ", items, " }", { trailing = "," })
end

local function confidence(w, x)
  if x.form ~= "number" then return w:root(x) end
  check_range("confidence", x.numbers[1], 1, true)
  return w:number(x.numbers[1])
end

local function column(w, name, x)
  if x.form == "number" then
    refusal.raise(("%s is the number %s: a strategy file takes a column"):format(name,
      json.number(model.value(x.numbers[1]))), x)
  end
  return w:root(x)
end

local function side_doc(w, name, side)
  local items = {}
  local function put(key, doc) items[#items + 1] = { key .. " = ", doc } end
  put("enter", w:root(side.enter))
  if side.exit then put("exit", w:root(side.exit)) end
  for _, key in ipairs { "stop_loss", "take_profit", "trailing_stop" } do
    if side[key] then put(key, level(w, name, key, side[key])) end
  end
  if side.breakeven_at then
    put("breakeven_at", fraction(w, name, "breakeven_at", side.breakeven_at))
  end
  if #side.partial > 0 then put("partial", partials(w, name, side.partial)) end
  if side.max_bars then put("max_bars", w:number(side.max_bars)) end
  if side.limit then
    put("limit", column(w, "limit", side.limit))
    if side.limit_bars ~= 1 then put("limit_bars", w:number(side.limit_bars)) end
  end
  if side.size then put("size", size(w, side.size)) end
  if side.confidence then put("confidence", confidence(w, side.confidence)) end
  if side.max_entries then
    local most = side.max_entries
    put("max_entries", ("{ %s, %s }"):format(w:number(most.count), quoted(most.per)))
  end
  if side.add then
    put("add", layout.group("{ ", {
      { "when = ", w:root(side.add.when) }, "max = " .. w:number(side.add.max),
    }, " }", { trailing = "," }))
  end
  return { name .. " = ", layout.group("{ ", items, " }", { trailing = "," }) }
end

-- ---- the file

--- A whole number stays within its range when the bounds are made whole.
local function bound(spec, key)
  local value = spec[key]
  if not value then return nil end
  if spec.kind == "int" then
    value = (key == "min" and math.ceil or math.floor)(value)
    if key == "step" and value < 1 then return nil end
  end
  return ("%s = %s"):format(key, json.number(value))
end

local function param_doc(spec)
  local items = { json.number(spec.default) }
  for _, key in ipairs { "min", "max", "step" } do items[#items + 1] = bound(spec, key) end
  local values = layout.group("{ ", items, " }", { trailing = "," })
  return { ("%s = %s "):format(names.key(spec.name), spec.kind), values }
end

local function params_doc(specs)
  local items = {}
  for i, spec in ipairs(specs) do items[i] = param_doc(spec) end
  return { "params = ", layout.group("{ ", items, " }", { trailing = ",", always = #specs > 1 }) }
end

local function regimes_doc(list)
  local items = {}
  for i, regime in ipairs(list) do items[i] = quoted(regime) end
  return { "regimes = ", layout.group("{ ", items, " }", { trailing = "," }) }
end

local function rules_doc(m)
  local w, sides = expressions.new(m), {}
  for _, name in ipairs { "long", "short" } do
    if m[name] then sides[#sides + 1] = side_doc(w, name, m[name]) end
  end
  local returned = { "return ", layout.group("{ ", sides, " }", { trailing = ",", always = true }) }
  local body = { unpack(w.lines) }
  body[#body + 1] = returned
  local takes = w.reads.p and (w.reads.m and "m, p" or "_, p") or w.reads.m and "m" or ""
  return { ("rules = function(%s)"):format(takes),
    layout.group("", body, "end", { comma = "", always = true }) }
end

local function strategy_doc(m, specs)
  local items = { "name = " .. quoted(m.name) }
  if m.timeframe ~= "" then items[2] = "timeframe = " .. quoted(m.timeframe) end
  if #specs > 0 then items[#items + 1] = params_doc(specs) end
  if m.regimes then items[#items + 1] = regimes_doc(m.regimes) end
  items[#items + 1] = rules_doc(m)
  return { "return strategy ", layout.group("{", items, "}", { trailing = ",", always = true }) }
end

--- A line of the most telling metrics, as a report shows them.
local function results_text(results)
  local parts = {}
  for _, group in ipairs(metrics.groups) do
    for _, row in ipairs(group[2]) do
      local value = results[row[1]]
      if type(value) == "number" then
        local unit
        for i = 0, C.tide_metric_count() - 1 do
          if ffi.string(C.tide_metric_name(i)) == row[1] then
            unit = ffi.string(C.tide_metric_unit(i))
          end
        end
        parts[#parts + 1] = ("%s %s"):format(row[2]:lower(), format.metric(value, unit))
      end
    end
  end
  return table.concat(parts, ", ")
end

local function head(m, options)
  local lines = wrap(options.doc and options.doc ~= "" and options.doc or m.name .. ".", WIDTH - 4)
  local function add(text)
    lines[#lines + 1] = ""
    for _, line in ipairs(wrap(text, WIDTH - 4)) do lines[#lines + 1] = line end
  end
  if options.origin then add("Origin: " .. options.origin) end
  for _, one in ipairs(options.results or {}) do
    local text = results_text(one.metrics)
    if text ~= "" then add(("%s: %s."):format(one.data or "Results", text)) end
  end
  for i, line in ipairs(lines) do
    lines[i] = ((i == 1 and "--- " or "-- ") .. line):gsub("%s+$", "")
  end
  return table.concat(lines, "\n") .. "\n"
end

--- @param m      of stdlib.convert.model, with its parameters bound
-- @param specs  of its parameters
-- @param options  { doc, origin, results = { { data, metrics = { key = number } }, ... } }
-- @return text, or nil and { message, id = of the expression it is about }
function lua.text(m, specs, options)
  local ok, result = pcall(function()
    return head(m, options) .. layout.text(strategy_doc(m, specs), WIDTH) .. "\n"
  end)
  if ok then return result end
  return nil, refusal.of(result)
end

--- The Lua file of a JSON strategy. Constants of one without params become parameters with names.
-- @param text     JSON (docs/reference/strategy-json.md)
-- @param options  as lua.text; doc is the description of the text unless given (optional)
-- @return text, or nil and a message
function lua.from_json(text, options)
  local first, message = json_strategy.build(text, {})
  if not first then return nil, message end
  local m, specs = bind.all(first, function(given) return json_strategy.build(text, given) end, {})
  if not m then return nil, ("parameter '%s' cannot be followed"):format(specs.spec.name) end
  if #specs == 0 then m, specs = tune.constants(m) end
  local made, about = {}, json.decode(text)
  for key, value in pairs(options or {}) do made[key] = value end
  if not made.doc and type(about.description) == "string" then made.doc = about.description end
  local written, refused = lua.text(m, specs, made)
  if not written then return nil, refused.message end
  return written
end

return lua
