--- A strategy in Pine Script, version 5.
local columns = require "stdlib.convert.pine.columns"
local indicators = require "stdlib.convert.pine.indicators"
local library = require "stdlib.convert.pine.library"
local names = require "stdlib.convert.names"
local orders = require "stdlib.convert.pine.orders"
local refusal = require "stdlib.convert.refusal"
local text = require "stdlib.convert.pine.text"
local wrap = require "stdlib.convert.wrap"

local pine = {}

local WIDTH = 100

local function quoted(word) return '"' .. word:gsub('[\\"]', "\\%0") .. '"' end

local function head(m, about)
  local lines = {}
  local function add(paragraph)
    if #lines > 0 then lines[#lines + 1] = "//" end
    for _, line in ipairs(wrap(paragraph, WIDTH - 4)) do
      lines[#lines + 1] = ("// " .. line):gsub("%s+$", "")
    end
  end
  add(about.doc and about.doc ~= "" and about.doc or m.name .. ".")
  if about.origin then add("Origin: " .. about.origin) end
  add(("Written by tide convert; strategy hash %s. Orders fill at the next open, as in tide; "
    .. "slippage is in ticks there and a fraction in tide, so it is left at 0. Averages that "
    .. "remember their first bar may begin otherwise: look past the warm-up.")
    :format(about.hash or "unknown"))
  lines[#lines + 1] = "//@version=5"
  lines[#lines + 1] = ("strategy(%s, overlay=true, initial_capital=10000,"):format(quoted(m.name))
  lines[#lines + 1] = "  default_qty_type=strategy.percent_of_equity, default_qty_value=100,"
  lines[#lines + 1] = "  commission_type=strategy.commission.percent, commission_value=0.04,"
  lines[#lines + 1] = "  pyramiding=0, process_orders_on_close=false, calc_on_every_tick=false)"
  return lines
end

local function input_lines(specs, map)
  local lines = {}
  for _, spec in ipairs(specs) do
    local items = { (text.number(map, spec.default)), quoted(spec.name) }
    if spec.min then items[#items + 1] = "minval=" .. text.number(map, spec.min) end
    if spec.max then items[#items + 1] = "maxval=" .. text.number(map, spec.max) end
    if spec.step then items[#items + 1] = "step=" .. text.number(map, spec.step) end
    lines[#lines + 1] = ("%s = input.%s(%s)"):format(map[spec.name],
      spec.kind == "int" and "int" or "float", table.concat(items, ", "))
  end
  return lines
end

local function inputs_of(specs)
  local free, map = names.new(text.taken()), {}
  for _, spec in ipairs(specs) do
    map[spec.name] = free:take { spec.name, spec.name .. "_input" }
  end
  return map
end

local function chart_lines(m)
  if m.timeframe == "" then return {} end
  return {
    ('if barstate.isfirst and timeframe.in_seconds() != timeframe.in_seconds("%s")'):format(
      text.timeframe(m.timeframe)),
    ('    runtime.error("put this strategy on a chart of %s")'):format(m.timeframe),
  }
end

local function document(m, about)
  local map = inputs_of(about.params)
  local w = columns.new(m, map)
  local trades = orders.lines(m, w)
  local symbols = {}
  for _, symbol in ipairs(w.symbols) do
    symbols[#symbols + 1] = ("%s = input.symbol(%s, %s)"):format(w.symbols[symbol], quoted(symbol),
      quoted(symbol))
  end
  local blocks = {
    head(m, about), input_lines(about.params, map), symbols, chart_lines(m), w.lines, trades,
  }
  local texts = {}
  for i, block in ipairs(blocks) do
    if #block > 0 then texts[#texts + 1] = table.concat(block, "\n") end
    if i == 4 then texts[#texts + 1] = "HELPERS" end
  end
  local script = table.concat(texts, "\n\n") .. "\n"
  local helpers = library.text(script)
  if helpers ~= "" then helpers = helpers .. "\n\n" end
  return (script:gsub("HELPERS\n\n", function() return helpers end, 1))
end

--- @param m      of stdlib.convert.model, with its parameters bound
-- @param about  { params = specs, doc, origin, hash }
-- @return text, or nil and { message, id = of the expression it is about }
function pine.text(m, about)
  local ok, result = pcall(document, m, about)
  if ok then return result end
  return nil, refusal.of(result)
end

--- Indicators that can be written, sorted.
function pine.indicators() return indicators.names() end

return pine
