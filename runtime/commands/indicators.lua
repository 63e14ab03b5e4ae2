--- `tide indicators [NAME...]`: what ta.NAME offers.
local indicators = require "stdlib.indicators"
local json = require "stdlib.json"
local nearest = require "stdlib.nearest"
local details = require "runtime.docs.details"
local docs = require "runtime.docs.indicators"
local failure = require "runtime.failure"
local files = require "runtime.files"
local help = require "runtime.help"
local terminal = require "runtime.terminal"

local function described(spec)
  local outputs, params, facts = {}, {}, spec.facts or details.facts(spec)
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
    "range", range, "lookback", facts.lookback, "warmup", facts.warmup, "reference", spec.source,
  }
end

local function add_file(list, path)
  local defined, message = require("runtime.loader").definitions(path)
  if not defined then failure.raise(message) end
  if #defined == 0 then failure.raise(path .. ": it defines no indicator with ta.define") end
  for _, spec in ipairs(defined) do list[#list + 1] = spec end
end

--- The rows that words name: indicators, and files with definitions of them.
local function named(names)
  local list, known = {}, {}
  for _, spec in ipairs(indicators.list) do known[#known + 1] = spec.name end
  for _, name in ipairs(names) do
    if name:find "%.lua$" then
      add_file(list, name)
    else
      list[#list + 1] = failure.check(indicators.find(name),
        ("unknown indicator '%s'%s"):format(name, nearest.hint(name, known)), failure.USAGE)
    end
  end
  return list
end

local function group_names()
  local names = {}
  for i, group in ipairs(docs.groups) do names[i] = group[1] end
  return names
end

local function show_list(group)
  local lines, width = {}, terminal.columns()
  for _, known in ipairs(docs.groups) do
    local list, rows = docs.of_group(known[1]), {}
    for i, spec in ipairs(list) do
      local text = spec.title
      if #spec.outputs > 1 then text = text .. ": " .. table.concat(spec.outputs, ", ") end
      rows[i] = { docs.call(spec), text }
    end
    if #rows > 0 and (not group or group == known[1]) then
      if #lines > 0 then lines[#lines + 1] = "" end
      lines[#lines + 1] = ("%s (%s)"):format(known[2], known[1])
      for _, line in ipairs(help.columns(rows, width)) do lines[#lines + 1] = line end
    end
  end
  terminal.write(table.concat(lines, "\n"), "\n")
end

local function show_details(list)
  local lines = {}
  for i, spec in ipairs(list) do
    if i > 1 then lines[#lines + 1] = "" end
    local facts = spec.facts or details.facts(spec)
    for _, line in ipairs(details.lines(spec, terminal.columns(), facts)) do
      lines[#lines + 1] = line
    end
  end
  terminal.write(table.concat(lines, "\n"), "\n")
end

--- One picture a file, for the reference.
local function draw(folder)
  local picture = require "runtime.docs.picture"
  for _, spec in ipairs(indicators.list) do
    files.save(("%s/%s.svg"):format(folder, spec.name), picture.draw(spec), "picture")
  end
end

local function run(opts)
  if #opts.name > 0 and opts.group then
    failure.raise("'--group' lists a group: leave the names out", failure.USAGE)
  end
  if opts.pictures then
    draw(opts.pictures)
  elseif opts.markdown then
    local text, message = docs.generate()
    terminal.write(failure.check(text, message))
  elseif opts.json then
    local list = #opts.name > 0 and named(opts.name) or opts.group and docs.of_group(opts.group)
      or indicators.list
    local all = {}
    for i, spec in ipairs(list) do all[i] = described(spec) end
    terminal.write(json.encode(json.array(all)), "\n")
  elseif #opts.name > 0 then
    show_details(named(opts.name))
  else
    show_list(opts.group)
  end
  return 0
end

return {
  name = "indicators",
  summary = "the indicators a strategy may use, with parameters and outputs",
  about = "Lists the indicators by group; tells of one that is named everything: formula, inputs, "
    .. "outputs with their units, parameters with their ranges, from which bar on it is defined. "
    .. "A file with ta.define is run, and what it defines is tried.",
  arguments = { { name = "NAME", help = "which, or a file.lua with definitions; without one: all",
    many = true, optional = true } },
  options = {
    { name = "group", value = "GROUP", kind = "choice", choices = group_names(),
      help = "only the indicators of one group" },
    { name = "json", help = "print one JSON document" },
    { name = "markdown", help = "print the reference of all indicators" },
    { name = "pictures", value = "FOLDER", help = "write the pictures of the reference" },
  },
  examples = { "tide indicators macd", "tide indicators --group volume", "tide indicators --json" },
  run = run,
}
