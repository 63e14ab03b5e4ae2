--- The options that say what strategies are made of, and the grammar they give.
local failure = require "runtime.failure"
local grammar = require "stdlib.generator.grammar"
local indicators = require "stdlib.indicators"
local nearest = require "stdlib.nearest"
local terms = require "stdlib.generator.terms"

local made = {}

local function known_names()
  local known, list = {}, {}
  for _, rows in ipairs { terms.FIELDS, indicators.list } do
    for _, row in ipairs(rows) do known[row.name], known[row.group] = true, true end
  end
  for name in pairs(known) do list[#list + 1] = name end
  table.sort(list)
  return known, list
end

--- "rsi,momentum" -> { "rsi", "momentum" }
local function parse_names(word)
  local known, list = known_names()
  local names = {}
  for name in (word .. ","):gmatch "([^,]*)," do
    if not known[name] then
      return nil, "indicators and groups of 'tide indicators', with commas between",
        name ~= "" and nearest.hint(name, list) or nil
    end
    names[#names + 1] = name
  end
  return names
end

local function limit(name, what, least, most)
  return { name = "max-" .. name, value = "N", kind = "integer", min = least, max = most,
    shown = "that of the grammar", help = "the most " .. what .. " of a strategy" }
end

--- Options of commands that make strategies.
made.options = {
  { name = "grammar", value = "FILE.lua", help = "what strategies are made of",
    shown = "config/grammar.lua" },
  { name = "indicators", value = "NAMES", parse = parse_names,
    help = "only these, by name or group: rsi,sma,volume" },
  { name = "exclude", value = "NAMES", parse = parse_names,
    help = "none of these, beside those that the grammar leaves out" },
  { name = "sides", value = "SIDES", kind = "choice", choices = { "long", "short", "both" },
    help = "which side strategies trade" },
  limit("indicators", "indicators", 0, 100), limit("conditions", "conditions", 1, 100),
  limit("timeframes", "time frames", 1, 20), limit("complexity", "complexity", 1, 1e6),
}

local function changes(opts)
  local change = { indicators = opts.indicators, exclude = opts.exclude, limits = {} }
  for _, name in ipairs { "indicators", "conditions", "timeframes", "complexity" } do
    change.limits[name] = opts["max_" .. name]
  end
  if opts.sides then
    change.sides = {}
    for _, side in ipairs { "long", "short", "both" } do
      change.sides[side] = side == opts.sides and 1 or 0
    end
  end
  return change
end

--- The grammar that options give: those of the command line over the file.
-- @param base  as for stdlib.generator.grammar
function made.load(opts, base)
  base = base or {}
  base.change = changes(opts)
  return failure.check(grammar.load(opts.grammar, base))
end

return made
