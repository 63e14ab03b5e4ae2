--- Type stubs of ta.NAME, from the table of indicators.
local details = require "runtime.docs.details"
local docs = require "runtime.docs.indicators"
local indicators = require "stdlib.indicators"

local ta = {}

local TYPES = { condition = { "condition", "Condition" }, column = { "column", "Column" } }

--- Names and types of the arguments.
local function arguments(spec)
  local list, columns = {}, 0
  for _, input in ipairs(spec.inputs) do
    local kind = indicators.kind(input)
    if kind == "field" and (not list[1] or list[1][1] ~= "m") then
      table.insert(list, 1, { "m", "Market" })
    elseif kind ~= "field" then
      columns = columns + 1
      local name = input == "real" and "x" or input
      list[#list + 1] = { name, TYPES[kind][2] }
    end
  end
  for _, p in ipairs(spec.params) do
    list[#list + 1] = { p.name, p.integer and "integer" or "number", ("%.10g"):format(p.default),
      ("%.10g to %.10g"):format(p.min, p.max) }
  end
  return list
end

local RESERVED = { ["end"] = true, ["repeat"] = true, ["in"] = true }

local function outputs_class(spec)
  local name = "Outputs_" .. spec.name
  local lines = { "---@class " .. name }
  for i, output in ipairs(spec.outputs) do
    lines[#lines + 1] = ("---@field %s Column %s"):format(output, spec.units[i])
  end
  return name, table.concat(lines, "\n") .. "\n"
end

local function entry(out, spec)
  local result = "Column"
  if #spec.outputs > 1 then
    local class
    result, class = outputs_class(spec)
    out[#out + 1] = class
  end
  local facts = details.facts(spec)
  out[#out + 1] = ("--- %s: `%s`\n---\n--- %s; defined from bar %d. %s"):format(spec.title,
    docs.call(spec), #spec.outputs > 1 and "Columns " .. table.concat(spec.outputs, ", ")
    or "A column in " .. spec.units[1], facts.lookback, spec.source)
  local words = {}
  for i, argument in ipairs(arguments(spec)) do
    words[i] = RESERVED[argument[1]] and argument[1] .. "_" or argument[1]
    out[#out + 1] = ("---@param %s%s %s%s"):format(words[i], argument[3] and "?" or "", argument[2],
      argument[3] and (" default %s, %s"):format(argument[3], argument[4]) or "")
  end
  out[#out + 1] = "---@return " .. result
  out[#out + 1] = ("function ta.%s(%s) end\n"):format(spec.name, table.concat(words, ", "))
end

--- The text of docs/luals/ta.lua.
function ta.text()
  local out = {
    "---@meta", "-- The indicators, for editors: written by docs/generate.", "",
    "---@class ta\nta = {}\n",
    "--- An indicator of your own; it stands above `return strategy`.\n---@param t IndicatorTable\n"
      .. "---@return fun(...): any\nfunction ta.define(t) end\n",
  }
  for _, spec in ipairs(indicators.list) do entry(out, spec) end
  return (table.concat(out, "\n"):gsub("\n+$", "\n"))
end

return ta
