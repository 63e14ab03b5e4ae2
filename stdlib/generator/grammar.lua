--- The grammar strategies are made by: read from config/grammar.lua, narrowed by a file of the
-- user's, checked, and made ready to draw from.
--
--     local g = assert(grammar.load())                        -- the default
--     local g = assert(grammar.load("mine.lua", { timeframe = "1h" }))
--
-- Keys of a file stand over those of the default, those of the command line over both.
local check = require "stdlib.generator.check"
local grow = require "stdlib.generator.grow"
local frames = require "stdlib.generator.timeframe"
local random = require "stdlib.generator.random"
local terms = require "stdlib.generator.terms"

local grammar = {}

local DEFAULT = TIDE_ROOT .. "/config/grammar.lua"
local MOST_TEXT = 1024 * 1024

-- Tables whose members are replaced one by one; the others are replaced whole.
local MERGED = { modifiers = true, exits = true, stops = true, levels = true, params = true,
  weights = true, limits = true, periods = true, bars = true, entry = true, exit = true }

--- The table that a file of plain data returns. @return table, or nil and a message
local function read(path)
  local file, why = io.open(path, "rb")
  if not file then return nil, ("%s: cannot read it: %s"):format(path, (why:gsub("^.*: ", ""))) end
  local text = file:read(MOST_TEXT)
  file:close()
  if not text then return nil, path .. ": cannot read it: it is a folder or empty" end
  if text:byte() == 27 then return nil, path .. ": it is compiled, a grammar is text" end
  local chunk, message = load(text, "=" .. path, "t", {})
  if not chunk then return nil, message end
  local ok, value = pcall(chunk)
  if not ok then return nil, tostring(value) end
  if type(value) ~= "table" then
    return nil, ("%s: a grammar is a table: write return { ... }, found %s")
      :format(path, type(value))
  end
  return value, nil, text
end

--- What is left out: that of now and that of before, but of that nothing that is now asked for by
-- its name. What is no list is left for the check to refuse.
local function merge_exclude(before, given)
  local asked, made = {}, {}
  local names = given.indicators
  for _, name in ipairs(type(names) == "table" and names or {}) do asked[name] = true end
  for _, list in pairs { given.exclude or made, before } do
    if type(list) ~= "table" then return list end
  end
  for key, name in pairs(given.exclude or {}) do made[key] = name end
  for _, name in ipairs(before) do
    if not asked[name] then made[#made + 1] = name end
  end
  return made
end

--- Keys of one grammar over those of another.
local function merge(before, given)
  local made = {}
  for key, value in pairs(before) do made[key] = value end
  for key, value in pairs(given) do
    if MERGED[key] and type(value) == "table" then
      made[key] = {}
      for name, inner in pairs(before[key]) do made[key][name] = inner end
      for name, inner in pairs(value) do made[key][name] = inner end
    else
      made[key] = value
    end
  end
  made.exclude = merge_exclude(before.exclude, given)
  return made
end

--- The line of a text on which a key like "levels.cci" or "indicators[2]" stands, as well as
-- can be told.
local function line_of(text, key)
  local name = key:match "%[\"(.-)\"%]" or key:match "([%w_]+)[%[%d%]]*$"
  local at = name and text:find("%f[%w_]" .. name:gsub("%p", "%%%0") .. "%f[^%w_]")
  if not at then return nil end
  local _, lines = text:sub(1, at):gsub("\n", "")
  return lines + 1
end

-- What ends a position that loses, too: those of exits that a side needs one of.
local WAYS_OUT = { signal = true, stop_loss = true, trailing_stop = true, time_stop = true }

local function weighted(weights, keep)
  local names = {}
  for name in pairs(weights) do
    if not keep or keep(name) then names[#names + 1] = name end
  end
  table.sort(names)
  local values = {}
  for i, name in ipairs(names) do values[i] = weights[name] end
  return random.weighted(names, values)
end

--- Make a checked table ready to draw from.
local function compile(config, base)
  local g = { config = config, limits = config.limits, terms = terms.derive(config, base),
    primary = base.primary }
  g.draws = grow.draws(g.terms, function(name) return config.weights[name] or 1 end)
  g.sides, g.inputs = weighted(config.sides), weighted(config.inputs)
  g.ways_out = weighted(config.exits, function(name) return WAYS_OUT[name] end)
  g.timeframes = frames.coarser(config.timeframes, base.timeframe)
  g.kinds = weighted(config.conditions, function(kind) return #g.draws[kind] > 0 end)
  if #g.kinds == 0 then return nil, "its indicators and conditions leave nothing to compare" end
  g.stop_measures = {}
  for name, measures in pairs(config.stops) do
    local list = {}
    for measure in pairs(measures) do list[#list + 1] = measure end
    table.sort(list)
    g.stop_measures[name] = list
  end
  return g
end

--- The sides that a narrowed grammar has, and what compares with what, are checked here.
-- @param path  a file of the user's, or nil for the default
-- @param base  { timeframe = "1h" or nil when it is not known, primary = the one that strategies
--   say they trade on (nil: that of the candles), volume = false when the candles have none,
--   change = keys in place of those of the file }
-- @return the grammar, or nil and a message with the file and, where it can be told, the line
function grammar.load(path, base)
  base = base or {}
  local default, message = read(DEFAULT)
  if not default then return nil, message end
  local given, text = {}, nil
  if path then
    given, message, text = read(path)
    if not given then return nil, message end
  end
  local config = merge(merge(default, given), base.change or {})
  local ok, why, key = check.run(config, default)
  local made
  if ok then made, why = compile(config, base) end
  if made then return made end
  local line = key and text and line_of(text, key)
  return nil, ("%s:%s %s"):format(path or DEFAULT, line and line .. ":" or "", why)
end

return grammar
