--- `tide bench [PREFIX...]`: the numbers of tests/bench, each module of which
-- returns a function that reports values.
local failure = require "runtime.failure"
local format = require "stdlib.report.format"
local host = require "stdlib.host"
local json = require "stdlib.json"
local terminal = require "runtime.terminal"

local function modules()
  local pipe = assert(io.popen(("ls '%s/tests/bench' 2>/dev/null"):format(TIDE_ROOT)))
  local names = {}
  for line in pipe:lines() do names[#names + 1] = line:match "^(.+)%.lua$" end
  pipe:close()
  if #names == 0 then
    failure.raise(TIDE_ROOT .. "/tests/bench holds no benchmarks; they come with a checkout")
  end
  return names
end

local function begins(name, prefixes)
  if #prefixes == 0 then return true end
  for _, prefix in ipairs(prefixes) do
    if name:sub(1, #prefix) == prefix then return true end
  end
  return false
end

-- The modules that can hold values with these prefixes: values of indicators.lua
-- begin with "indicator", unless they do not; then every module may hold them.
local function candidates(prefixes)
  local all, chosen, left_out = modules(), {}, {}
  for i, prefix in ipairs(prefixes) do left_out[i] = prefix end
  for _, name in ipairs(all) do
    local stem = name:gsub("s$", "")
    for i, prefix in ipairs(prefixes) do
      if name:sub(1, #prefix) == prefix or prefix:sub(1, #stem) == stem then
        chosen[name], left_out[i] = true, nil
      end
    end
  end
  if #prefixes == 0 or next(left_out) then return all end
  local list = {}
  for _, name in ipairs(all) do
    if chosen[name] then list[#list + 1] = name end
  end
  return list
end

local function measure(prefixes)
  local rows, started = {}, host.C.tide_clock_seconds()
  for _, name in ipairs(candidates(prefixes)) do
    terminal.progress(started, name)
    local whole = begins(name, prefixes)
    require("tests.bench." .. name)(function(key, value, unit)
      terminal.progress(started, name .. ": " .. key)
      if whole or begins(key, prefixes) then
        rows[#rows + 1] = { name = key, value = value, unit = unit }
      end
    end)
  end
  terminal.clear()
  return rows
end

local function text_of(rows)
  local lines, widest = {}, 0
  for _, row in ipairs(rows) do widest = math.max(widest, #row.name) end
  for _, row in ipairs(rows) do
    local places = row.value < 10 and 3 or row.value < 1000 and 1 or 0
    lines[#lines + 1] = ("%s%s  %12s %s"):format(row.name, (" "):rep(widest - #row.name),
      format.decimal(row.value, places), row.unit)
  end
  return table.concat(lines, "\n") .. "\n"
end

local function json_of(rows)
  local list = {}
  for i, row in ipairs(rows) do
    list[i] = json.object { "name", row.name, "value", row.value, "unit", row.unit }
  end
  return json.encode(json.array(list)) .. "\n"
end

local function run(opts)
  local rows = measure(opts.prefix)
  if #rows == 0 then
    failure.raise(("no benchmark begins with '%s'"):format(table.concat(opts.prefix, "' or '")),
      failure.USAGE)
  end
  terminal.write(opts.json and json_of(rows) or text_of(rows))
  return 0
end

return {
  name = "bench",
  itself = true,
  summary = "how fast tide is on this machine",
  arguments = {
    { name = "PREFIX", help = "how the names of values begin; without one: all of them",
      many = true, optional = true },
  },
  options = { { name = "json", help = "print one JSON document: a list of {name, value, unit}" } },
  examples = { "tide bench kernel csv" },
  run = run,
}
