--- A strategy for people: its description, its parameters, its rules.
local format = require "stdlib.report.format"
local help = require "runtime.help"
local layout = require "stdlib.layout"
local rules = require "runtime.strategies.rules"

local pretty = {}

local KINDS = { flag = "true or false", int = "whole", number = "a number" }

local function range(spec)
  if spec.choices then return "one of " .. table.concat(spec.choices, ", ") end
  local text = KINDS[spec.kind]
  if spec.min then text = ("%s from %s"):format(text, format.short(spec.min)) end
  if spec.max then text = ("%s to %s"):format(text, format.short(spec.max)) end
  return text
end

--- Lines without the blanks at their ends.
local function add(lines, more)
  for _, line in ipairs(more) do lines[#lines + 1] = (line:gsub("%s+$", "")) end
end

--- @param strategy  as the loader gives it
function pretty.lines(strategy, width)
  local lines = layout.wrap(("%s, hash %s%s"):format(strategy.name, strategy.hash,
    strategy.timeframe and ", bars of " .. strategy.timeframe or ""), width)
  if strategy.doc and strategy.doc ~= "" then
    for text in strategy.doc:gmatch "[^\n]+" do
      for _, line in ipairs(layout.wrap(text, width - 2)) do lines[#lines + 1] = "  " .. line end
    end
  end
  local rows = {}
  for i, spec in ipairs(strategy.param_specs or {}) do
    local value = format.short(strategy.params[spec.name])
    rows[i] = { ("%s = %s"):format(spec.name, value), range(spec) }
  end
  add(lines, help.columns(rows, width))
  for _, side in ipairs(rules.sides(strategy)) do
    lines[#lines + 1] = "  " .. side[1]
    local texts = {}
    for i, row in ipairs(side[2]) do texts[i] = { "  " .. row[1], row[2] } end
    add(lines, help.columns(texts, width))
  end
  return lines
end

return pretty
