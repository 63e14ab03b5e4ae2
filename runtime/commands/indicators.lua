--- `tide indicators [NAME...]`: what ta.NAME offers.
local indicators = require "stdlib.indicators"
local json = require "stdlib.json"
local nearest = require "stdlib.nearest"
local docs = require "runtime.docs.indicators"
local failure = require "runtime.failure"
local help = require "runtime.help"
local terminal = require "runtime.terminal"

local function described(spec)
  local outputs, params = {}, {}
  for i, name in ipairs(spec.outputs) do
    outputs[i] = json.object { "name", name, "unit", spec.units[i] }
  end
  for i, p in ipairs(spec.params) do
    params[i] = json.object {
      "name", p.name, "default", p.default, "min", p.min, "max", p.max, "step", p.step,
    }
  end
  -- JSON knows no infinity: an open end is null.
  local range = spec.range and json.array({ spec.range[1], spec.range[2] }, 2) or json.null
  return json.object {
    "name", spec.name, "title", spec.title, "group", spec.group,
    "inputs", json.array(spec.inputs), "outputs", json.array(outputs), "params", json.array(params),
    "range", range, "reference", spec.source,
  }
end

local function chosen(names)
  if #names == 0 then return indicators.list end
  local list, known = {}, {}
  for _, spec in ipairs(indicators.list) do known[#known + 1] = spec.name end
  for i, name in ipairs(names) do
    list[i] = failure.check(indicators.find(name),
      ("unknown indicator '%s'%s"):format(name, nearest.hint(name, known)), failure.USAGE)
  end
  return list
end

local function show(list)
  local rows = {}
  for i, spec in ipairs(list) do
    local text = spec.title
    if #spec.outputs > 1 then text = text .. ": " .. table.concat(spec.outputs, ", ") end
    rows[i] = { docs.call(spec), text }
  end
  terminal.write(table.concat(help.columns(rows, terminal.columns()), "\n"), "\n")
end

return {
  name = "indicators",
  summary = "the indicators a strategy may use, with parameters and outputs",
  arguments = { { name = "NAME", help = "which; without one: all", many = true, optional = true } },
  options = {
    { name = "json", help = "print one JSON document" },
    { name = "markdown", help = "print the reference of all indicators" },
  },
  examples = { "tide indicators macd", "tide indicators --json" },
  run = function(opts)
    local list = chosen(opts.name)
    if opts.markdown then
      local text, message = docs.generate()
      terminal.write(failure.check(text, message))
    elseif opts.json then
      local all = {}
      for i, spec in ipairs(list) do all[i] = described(spec) end
      terminal.write(json.encode(json.array(all)), "\n")
    else
      show(list)
    end
    return 0
  end,
}
