--- The words of the grammar: every output of every indicator, sorted by what it may be
-- compared with. Derived from the table of indicators: a unit is a type.
--
-- A term is { spec, name, output = name or nil, unit, level = { from, to, step } or nil,
-- shift = 1 where it has to be that of the bars before, params = plan }.
local indicators = require "stdlib.indicators"

local terms = {}

-- Outputs that stand in a fixed order (lower <= upper): comparing them says nothing.
local ORDERED = {}
for name in ([[lower middle upper min max high low pivot r1 r2 r3 s1 s2 s3 bull bear
  span_a span_b histogram]]):gmatch "%S+" do
  ORDERED[name] = true
end

-- Extremes of bars that include the present one, which no price of that bar is beyond.
local EXTREMES = { highest = true, lowest = true, donchian = true }

local PRICES = { "open", "high", "low", "close", "hl2", "hlc3", "ohlc4" }

local LONG = 100 -- an integer parameter that may be this large is a number of bars

--- How the parameters of an indicator are drawn: the lengths together, the rest on their own.
local function plan_params(spec, periods)
  local plan = { lengths = {} }
  for i, p in ipairs(spec.params) do
    local item = { min = p.min, max = p.max, default = p.default, integer = p.integer,
      step = p.step > 0 and p.step or (p.max - p.min) / 20 }
    if p.integer and p.max >= LONG then
      item.max = math.min(p.max, periods.max)
      item.length = true
      plan.lengths[#plan.lengths + 1] = i
    elseif not p.integer and p.default > 0 then -- stay where it means something
      item.min = math.max(p.min, item.step * math.ceil(p.default / 3 / item.step))
      item.max = math.min(p.max, item.step * math.floor(p.default * 3 / item.step))
    end
    plan[i] = item
  end
  if #plan.lengths == 1 then
    local only = plan[plan.lengths[1]]
    only.min = math.min(math.max(only.min, periods.min), only.max)
  end
  return plan
end

local function term_of(spec, k, config)
  local output = spec.outputs[k]
  local level = config.levels[spec.name .. "." .. output] or config.levels[spec.name]
  local range = spec.range
  if not level and range and range[2] - range[1] < 1e4 then
    local span = range[2] - range[1]
    level = { range[1] + 0.05 * span, range[2] - 0.05 * span, span / 100 }
  end
  return {
    spec = spec, name = spec.name, output = #spec.outputs > 1 and output or nil,
    unit = spec.units[k], level = level, positive = range and range[1] >= 0,
    takes_column = spec.inputs[1] == "real",
  }
end

--- Which kinds of conditions a term can begin.
local function kinds_of(term)
  local spec = term.spec
  if spec.group == "pattern" then return { "pattern" } end
  if EXTREMES[spec.name] then return { "breakout" } end
  local kinds = {}
  if term.level then kinds[1] = "level" end
  if term.unit == "price" then
    kinds[1] = "cross"
  elseif term.unit == "distance" and not term.positive then
    kinds[1] = "sign"
  elseif term.unit ~= "signal" and not (spec.range and spec.range[2] < 1e4) then
    kinds[#kinds + 1] = "own"
  end
  if term.unit ~= "signal" then kinds[#kinds + 1] = "trend" end
  return kinds
end

--- Pairs of lines of an indicator: the first two outputs of one unit that cross each other.
local function lines_of(list)
  local first
  for _, term in ipairs(list) do
    if not ORDERED[term.output] and term.unit ~= "signal" then
      if first and term.unit == first.unit then return { first, term } end
      first = first or term
    end
  end
end

local SERVED = { real = true, open = true, high = true, low = true, close = true, volume = true,
  time = true }

--- Can the grammar give an indicator its inputs?
function terms.is_served(spec)
  for _, input in ipairs(spec.inputs) do
    if not SERVED[input] then return false end
  end
  return true
end

local function allowed_names(config)
  local names = {}
  for _, word in ipairs(config.indicators) do
    for _, spec in ipairs(indicators.list) do
      if spec.name == word or spec.group == word then names[spec.name] = true end
    end
  end
  for _, word in ipairs(config.exclude) do
    for _, spec in ipairs(indicators.list) do
      if spec.name == word or spec.group == word then names[spec.name] = nil end
    end
  end
  return names
end

local function add_prices(made, kinds)
  for _, name in ipairs(PRICES) do
    local term = { name = name, unit = "price", params = { lengths = {} }, field = true }
    if name == "close" then made.close = term end
    made.price[#made.price + 1] = term
    for _, kind in ipairs(kinds) do made[kind][#made[kind] + 1] = term end
  end
end

--- @param config  a checked grammar (stdlib.generator.grammar)
-- @return { level, cross, breakout, lines, own, trend, sign, pattern = lists of terms (of pairs
--   in lines), price = the prices themselves, close = one of them, average = the term of sma, or
--   nil when it is not allowed, by_name = { [indicator] = terms of its outputs } }
function terms.derive(config)
  local made = { level = {}, cross = {}, breakout = {}, lines = {}, own = {}, trend = {},
    sign = {}, pattern = {}, price = {}, by_name = {} }
  local allowed = allowed_names(config)
  add_prices(made, { "cross", "trend" })
  for _, spec in ipairs(indicators.list) do
    if allowed[spec.name] and terms.is_served(spec) then
      local list, params = {}, plan_params(spec, config.periods)
      for k in ipairs(spec.outputs) do
        local term = term_of(spec, k, config)
        term.params, term.shift = params, EXTREMES[spec.name] and 1 or nil
        list[k] = term
        for _, kind in ipairs(kinds_of(term)) do made[kind][#made[kind] + 1] = term end
      end
      local pair = spec.group ~= "pattern" and lines_of(list)
      if pair then made.lines[#made.lines + 1] = pair end
      made.by_name[spec.name] = list
    end
  end
  made.average = made.by_name.sma and made.by_name.sma[1]
  if made.average then
    made.own[#made.own + 1] = { name = "volume", unit = "volume", params = { lengths = {} },
      field = true }
  end
  return made
end

return terms
