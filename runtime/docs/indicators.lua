--- docs/reference/indicators.md, from the table of indicators; the formula is
-- the comment at the head of host/indicators/NAME.c.
local formula = require "runtime.docs.formula"
local indicators = require "stdlib.indicators"

local docs = {}

--- The groups, in the order of the reference: { name, title, the header that tells their words }.
docs.groups = {
  { "overlap", "On the price scale" },
  { "momentum", "Momentum" },
  { "volume", "Volume" },
  { "volatility", "Volatility" },
  { "statistic", "Statistics" },
  { "price", "Prices and windows" },
  { "cycle", "Cycles" },
  { "pattern", "Candlestick patterns", "candle" },
  { "custom", "Defined by a script" },
}

local INTRO = [[
# Indicators

Written by `docs/generate` from the rows at the foot of `host/indicators/*.c`, which the program
itself reads; `tide indicators` lists the same, `tide indicators NAME` tells all of one.

- `ta.NAME(inputs..., parameters...)`: parameters by position, missing ones take their defaults.
  Where the inputs are prices they are given together as the market: `ta.atr(m, 14)`; else a column:
  `ta.rsi(m.close, 14)`. Several outputs come as a table: `ta.macd(m.close).signal`.
- Every output has the length of its input. It is undefined (NaN) before the bar given as "defined
  from" (0 is the first bar), which is the same for all outputs of an indicator. Fed with a column
  that is itself undefined at first, an indicator begins where that column does.
- "Warm" is the bar at which the beginning weighs less than 1e-4 in the value; `--settle` waits for
  it. Both are given for the default parameters.
- Conventions are TA-Lib's, seeds included; each entry says what happens where a formula would
  divide by zero.
- A window that holds an undefined value is undefined and recovers when it has left. Recursive
  averages stay undefined.
- Windows are sums of what they hold, never a running difference: after ten million bars, or after
  a spike a million times the price, a value is as good as if the window stood alone.
- `x` is the input, `n` the first parameter. Units: `price` is the unit of the input, `percent`
  means hundredths, `ratio` is a plain number, `index` has no scale of its own, `signal` is 1, 0 or
  -1, or for candlestick patterns 100, 0 or -100.
]]

--- Indented by two is a formula, the rest is prose.
local function markdown(lines)
  local out = {}
  for _, line in ipairs(lines) do
    local block = line:match "^  (.*)"
    out[#out + 1] = block and "    " .. block or line
  end
  return table.concat(out, "\n")
end

local function call(spec)
  local words, columns = {}, 0
  for _, input in ipairs(spec.inputs) do
    if indicators.kind(input) ~= "field" then
      columns = columns + 1
      words[columns] = input == "real" and "x" or input
    end
  end
  if columns < #spec.inputs then table.insert(words, 1, "m") end
  for _, p in ipairs(spec.params) do
    words[#words + 1] = ("%s = %.10g"):format(p.name, p.default)
  end
  return ("ta.%s(%s)"):format(spec.name, table.concat(words, ", "))
end

local function outputs(spec)
  local words = {}
  for i, name in ipairs(spec.outputs) do words[i] = ("`%s` (%s)"):format(name, spec.units[i]) end
  return table.concat(words, ", ")
end

local function bound(x)
  if x == math.huge then return "any" end
  return ("%.10g"):format(x)
end

local function parameters(spec)
  local rows = { "| parameter | default | from | to | |", "|---|---|---|---|---|" }
  for _, p in ipairs(spec.params) do
    rows[#rows + 1] = ("| `%s` | %.10g | %.10g | %.10g | %s |"):format(p.name, p.default, p.min,
      p.max, p.integer and "whole" or "")
  end
  return table.concat(rows, "\n")
end

local function facts(spec)
  local p = assert(indicators.check(spec, {}))
  local inputs = spec.inputs[1] == "real" and "any column" or table.concat(spec.inputs, ", ")
  local range = spec.range
    and (", from %s to %s"):format(bound(spec.range[1]), bound(spec.range[2])) or ""
  return table.concat({
    ("- Reads %s."):format(inputs),
    ("- Gives %s%s."):format(outputs(spec), range),
    ("- Defined from bar %d, warm at bar %d."):format(indicators.lookback(spec, p),
      indicators.warmup(spec, p)),
    ("- Source: %s."):format(spec.source),
  }, "\n")
end

local function entry(spec)
  local lines, message = formula.lines(spec.name)
  if not lines then return nil, message end
  local parts = {
    ("### %s: %s"):format(spec.name, spec.title), "`" .. call(spec) .. "`",
    ("![%s](indicators/%s.svg)"):format(spec.name, spec.name), markdown(lines),
  }
  if #spec.params > 0 then parts[#parts + 1] = parameters(spec) end
  parts[#parts + 1] = facts(spec)
  return table.concat(parts, "\n\n")
end

--- What a heading is linked by.
local function anchor(heading)
  return (heading:lower():gsub("[^%w_ -]", ""):gsub(" ", "-"))
end

--- Every indicator by group, as links.
local function index()
  local lines = {}
  for _, group in ipairs(docs.groups) do
    local links = {}
    for _, spec in ipairs(docs.of_group(group[1])) do
      local heading = ("%s: %s"):format(spec.name, spec.title)
      links[#links + 1] = ("[%s](#%s)"):format(spec.name, anchor(heading))
    end
    if #links > 0 then
      lines[#lines + 1] = ("- **[%s](#%s)** (%d): %s"):format(group[2], anchor(group[2]), #links,
        table.concat(links, " "))
    end
  end
  return table.concat(lines, "\n")
end

--- The indicators of a group, by name.
function docs.of_group(name)
  local list = {}
  for _, spec in ipairs(indicators.list) do
    if spec.group == name then list[#list + 1] = spec end
  end
  return list
end

--- The whole reference.
-- @return Markdown, or nil and a message
function docs.generate()
  local parts = { (INTRO:gsub("\n$", "")), index() }
  for _, group in ipairs(docs.groups) do
    local list = docs.of_group(group[1])
    if #list > 0 then
      parts[#parts + 1] = "## " .. group[2]
      if group[3] then
        local words, message = formula.lines(group[3], "h")
        if not words then return nil, message end
        parts[#parts + 1] = markdown(words)
      end
    end
    for _, spec in ipairs(list) do
      local text, message = entry(spec)
      if not text then return nil, message end
      parts[#parts + 1] = text
    end
  end
  return table.concat(parts, "\n\n") .. "\n"
end

--- How a strategy writes it, with the defaults.
docs.call = call

return docs
