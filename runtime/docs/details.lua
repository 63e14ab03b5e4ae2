--- Everything a row of the indicator table holds, for a terminal.
local docs = require "runtime.docs.indicators"
local formula = require "runtime.docs.formula"
local indicators = require "stdlib.indicators"
local layout = require "stdlib.layout"

local details = {}

local LABEL = 10

local function add(lines, more)
  for _, line in ipairs(more) do lines[#lines + 1] = line end
end

local function indent(lines, by)
  local out = {}
  for i, line in ipairs(lines) do out[i] = line == "" and "" or (" "):rep(by) .. line end
  return out
end

--- A line keeps its columns; one that is too long goes on further in.
local function fold(line, width)
  local space = #line:match "^ *"
  local out = {}
  while #line > width do
    local at = width + 1
    while at > space + 4 and line:sub(at, at) ~= " " do at = at - 1 end
    if at <= space + 4 then break end
    out[#out + 1] = (line:sub(1, at - 1):gsub(" +$", ""))
    line = (" "):rep(space + 4) .. line:sub(at):gsub("^ +", "")
  end
  out[#out + 1] = line
  return out
end

--- The formula as it was written, a little further in where there is room; prose is wrapped anew.
local function described(lines, width)
  local widest = 0
  for _, line in ipairs(lines) do
    if line:find "^  " then widest = math.max(widest, #line) end
  end
  local in_by = widest + 2 <= width and 2 or 0
  local out, prose = {}, {}
  local function flush()
    if #prose > 0 then
      add(out, indent(layout.wrap(table.concat(prose, " "), width - 2), 2))
    end
    prose = {}
  end
  for _, line in ipairs(lines) do
    if line == "" or line:find "^  " then
      flush()
      add(out, line == "" and { "" } or indent(fold(line, width - in_by), in_by))
    else
      prose[#prose + 1] = line
    end
  end
  flush()
  return out
end

local function fact(lines, label, text, width)
  local wrapped = layout.wrap(text, width - LABEL - 2)
  for i, line in ipairs(wrapped) do
    local head = i == 1 and label or ""
    lines[#lines + 1] = "  " .. head .. (" "):rep(LABEL - #head) .. line
  end
end

local function bound(x)
  if x == math.huge then return "any" end
  return ("%.10g"):format(x)
end

local function group_title(name)
  for _, group in ipairs(docs.groups) do
    if group[1] == name then return group[2] end
  end
  return name
end

local function outputs(spec)
  local words = {}
  for i, name in ipairs(spec.outputs) do words[i] = ("%s (%s)"):format(name, spec.units[i]) end
  return table.concat(words, ", ")
end

local function parameters(spec, width)
  local names, lines = 9, {}
  for _, p in ipairs(spec.params) do names = math.max(names, #p.name) end
  local function row(...) return ("  %-" .. names .. "s  %8s  %8s  %8s  %6s"):format(...) end
  if width < names + 40 then -- a line each, in words
    for _, p in ipairs(spec.params) do
      add(lines, indent(layout.wrap(("%s: %.10g, from %.10g to %.10g, step %.10g%s"):format(p.name,
        p.default, p.min, p.max, p.step, p.integer and ", whole" or ""), width - 4), 2))
    end
    return lines
  end
  lines[1] = row("parameter", "default", "from", "to", "step")
  for _, p in ipairs(spec.params) do
    local function text(x) return ("%.10g"):format(x) end
    lines[#lines + 1] = row(p.name, text(p.default), text(p.min), text(p.max), text(p.step))
      .. (p.integer and "  whole" or "")
  end
  return lines
end

--- @param spec  a row of stdlib.indicators, or one like it
-- @param width  columns
-- @param facts  { lookback, warmup } at the defaults
-- @return lines
function details.lines(spec, width, facts)
  local lines = layout.wrap(("%s: %s"):format(spec.name, spec.title), width)
  add(lines, { "" })
  add(lines, fold("  " .. docs.call(spec), width))
  local text = not spec.facts and formula.lines(spec.name)
  if text then
    add(lines, { "" })
    add(lines, described(text, width))
  end
  add(lines, { "" })
  if #spec.params > 0 then
    add(lines, parameters(spec, width))
    add(lines, { "" })
  end
  fact(lines, "group", group_title(spec.group), width)
  fact(lines, "reads", spec.inputs[1] == "real" and #spec.inputs == 1 and "any column"
    or table.concat(spec.inputs, ", "), width)
  fact(lines, "gives", outputs(spec), width)
  fact(lines, "range", spec.range
    and ("%s to %s"):format(bound(spec.range[1]), bound(spec.range[2])) or "any", width)
  fact(lines, "defined", spec.sparse and "where the data say so, from bar " .. facts.lookback
    or "from bar " .. facts.lookback, width)
  fact(lines, "warm", "at bar " .. facts.warmup, width)
  fact(lines, "source", spec.source, width)
  return lines
end

--- { lookback, warmup } of an indicator of the host at its defaults.
function details.facts(spec)
  local p = assert(indicators.check(spec, {}))
  return { lookback = indicators.lookback(spec, p), warmup = indicators.warmup(spec, p) }
end

return details
