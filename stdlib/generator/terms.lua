--- The words of the grammar: every output of every indicator, sorted by what it may be
-- compared with. Derived from the table of indicators: a unit is a type.
--
-- A term is { spec, name, output = name or nil, unit, level = { from, to, step } or nil, signs =
-- comparisons with 0 that can be true (patterns), shift = 1 where it has to be that of the bars
-- before, params = plan, field = true for a column of the candles }.
local indicators = require "stdlib.indicators"

local terms = {}

local function set_of(words)
  local set = {}
  for word in words:gmatch "%S+" do set[word] = true end
  return set
end

-- Lines that a price is compared with, and nothing else: they stand in a fixed order.
local BANDS = set_of "lower upper pivot r1 r2 r3 s1 s2 s3 span_a span_b"

-- Outputs that are columns of their own elsewhere: the middle of bands is an average.
local REPEATED = set_of "middle"

-- Prices that only the lines of their own indicator are compared with: those of Ichimoku are
-- midprice, and a candle of Heikin-Ashi is made of the prices it would be compared with.
local OWN_LINES = set_of "conversion base open high low close"

-- Outputs that stand in a fixed order, or are made of one another: they never cross.
local ORDERED = set_of [[lower upper min max high low pivot r1 r2 r3 s1 s2 s3 bull bear span_a
  span_b histogram]]

-- Extremes of bars that include the present one, which no price of that bar is beyond.
local EXTREMES = set_of "highest lowest donchian"

--- The columns of the candles, in the groups of the indicators, and what they begin.
terms.FIELDS = {
  { name = "open", group = "price", unit = "price", kinds = { "cross" } },
  { name = "high", group = "price", unit = "price", kinds = { "trend" } },
  { name = "low", group = "price", unit = "price", kinds = { "trend" } },
  { name = "close", group = "price", unit = "price", kinds = { "trend" } },
  { name = "hl2", group = "price", unit = "price", kinds = {} },
  { name = "hlc3", group = "price", unit = "price", kinds = {} },
  { name = "ohlc4", group = "price", unit = "price", kinds = {} },
  { name = "volume", group = "volume", unit = "volume", kinds = { "own" } },
}

local LONG = 100 -- an integer parameter that may be this large is a number of bars

local function limit_item(item, grid)
  item.min, item.max, item.step, item.drawn = grid[1], grid[2], grid[3], "grid"
end

--- How the parameters of an indicator are drawn: the lengths together, the rest on their own.
local function plan_params(spec, config)
  local plan, periods = { lengths = {} }, config.periods
  for i, p in ipairs(spec.params) do
    local item = { min = p.min, max = p.max, default = p.default, integer = p.integer,
      step = p.step > 0 and p.step or (p.max - p.min) / 20, drawn = "grid" }
    local grid = config.params[spec.name .. "." .. p.name]
    if p.integer and p.max >= LONG then
      item.max, item.drawn = math.min(p.max, periods.max), "scaled"
      plan.lengths[#plan.lengths + 1] = i
    elseif not p.integer and p.default > 0 then -- stay where it means something
      item.min = math.max(p.min, item.step * math.ceil(p.default / 2 / item.step))
      item.max = math.min(p.max, item.step * math.floor(p.default * 2 / item.step))
    end
    if grid then limit_item(item, grid) end
    plan[i] = item
  end
  local only = #plan.lengths == 1 and plan[plan.lengths[1]]
  if only and only.drawn == "scaled" then
    only.min = math.min(math.max(only.min, periods.min), only.max)
    only.drawn = "log"
  end
  return plan
end

local function level_of(spec, output, config)
  local given = config.levels[spec.name .. "." .. output]
  if given == nil then given = config.levels[spec.name] end
  if given ~= nil then return given or nil end
  local range = spec.range
  if not range or range[2] - range[1] >= 1e4 or spec.group == "pattern" then return nil end
  local span = range[2] - range[1]
  return { range[1] + 0.05 * span, range[2] - 0.05 * span, span / 100 }
end

--- Comparisons with 0 that a pattern can fulfil: some are only bullish, some only bearish.
local function signs_of(range)
  local signs = {}
  if range[2] > 0 then signs[1] = "greater_than" end
  if range[1] < 0 then signs[#signs + 1] = "less_than" end
  return signs
end

local function term_of(spec, k, config)
  local output, range = spec.outputs[k], spec.range
  return {
    spec = spec, name = spec.name, output = #spec.outputs > 1 and output or nil,
    unit = spec.units[k], level = level_of(spec, output, config),
    signs = spec.group == "pattern" and signs_of(range) or nil,
    positive = range and range[1] >= 0, takes_column = spec.inputs[1] == "real",
    shift = EXTREMES[spec.name] and 1 or nil,
    band = #spec.outputs > 1 and BANDS[output] or nil,
  }
end

--- Which kinds of conditions a term can begin.
local function kinds_of(term)
  local spec, kinds = term.spec, {}
  if spec.group == "pattern" then return { "pattern" } end
  if REPEATED[term.output] then return {} end
  if EXTREMES[spec.name] then return { "breakout" } end
  if term.level then kinds[1] = "level" end
  if term.unit == "price" then
    if not OWN_LINES[term.output] then kinds[#kinds + 1] = "cross" end
  elseif term.unit == "distance" and not term.positive then
    kinds[#kinds + 1] = "sign"
  elseif term.unit ~= "signal" and not (spec.range and spec.range[2] < 1e4) then
    kinds[#kinds + 1] = "own"
  end
  if term.unit ~= "signal" then kinds[#kinds + 1] = "trend" end
  return kinds
end

--- The two lines of an indicator that cross each other: its first outputs of one unit.
local function lines_of(list)
  local first
  for _, term in ipairs(list) do
    if not ORDERED[term.output] and not REPEATED[term.output] and term.unit ~= "signal" then
      if first and term.unit == first.unit then return { first, term } end
      first = first or term
    end
  end
end

local SERVED = set_of "real open high low close volume time"

--- Can the grammar give an indicator its inputs?
-- @param base  { volume = false when the candles have none }
function terms.is_served(spec, base)
  for _, input in ipairs(spec.inputs) do
    if not SERVED[input] or (input == "volume" and base.volume == false) then return false end
  end
  return true
end

local function allowed_names(config)
  local names = {}
  local function mark(words, value)
    for _, word in ipairs(words) do
      for _, list in ipairs { terms.FIELDS, indicators.list } do
        for _, one in ipairs(list) do
          if one.name == word or one.group == word then names[one.name] = value end
        end
      end
    end
  end
  mark(config.indicators, true)
  mark(config.exclude, nil)
  return names
end

-- Every price may stand beside what is allowed; those allowed themselves begin conditions.
local function add_fields(made, allowed, base)
  for _, field in ipairs(terms.FIELDS) do
    local term = { name = field.name, unit = field.unit, params = { lengths = {} }, field = true }
    if field.name ~= "volume" or base.volume ~= false then made.field[field.name] = term end
    if allowed[field.name] and made.field[field.name] then
      for _, kind in ipairs(field.kinds) do made[kind][#made[kind] + 1] = { term } end
    end
  end
end

local function add_indicator(made, spec, config)
  local list, params, begun = {}, plan_params(spec, config), {}
  local function add(kind, term)
    if not begun[kind] then
      begun[kind] = {}
      made[kind][#made[kind] + 1] = begun[kind]
    end
    table.insert(begun[kind], term)
  end
  for k in ipairs(spec.outputs) do
    local term = term_of(spec, k, config)
    term.params, list[k] = params, term
    for _, kind in ipairs(kinds_of(term)) do
      add(kind, term)
      if kind == "cross" and not term.band then add("average", term) end
    end
  end
  local pair = spec.group ~= "pattern" and lines_of(list)
  if pair then made.lines[#made.lines + 1] = pair end
  made.by_name[spec.name] = list
end

--- @param config  a checked grammar (stdlib.generator.grammar)
-- @param base    { volume = false when the candles have none }
-- @return { level, cross, breakout, own, trend, sign, pattern = lists of the indicators that can
--   begin such a condition, each a list of its terms; average = of cross, those that are compared
--   with one another; lines = a list of pairs of terms; field = { [name] = term of a column of
--   the candles }, mean = the term of sma, or nil when it is not allowed, by_name = { [indicator]
--   = terms of its outputs } }
function terms.derive(config, base)
  local made = { level = {}, cross = {}, breakout = {}, lines = {}, own = {}, trend = {},
    sign = {}, pattern = {}, average = {}, field = {}, by_name = {} }
  local allowed = allowed_names(config)
  add_fields(made, allowed, base)
  for _, spec in ipairs(indicators.list) do
    if allowed[spec.name] and terms.is_served(spec, base) then add_indicator(made, spec, config) end
  end
  made.mean = made.by_name.sma and made.by_name.sma[1]
  if not made.mean then made.own = {} end
  return made
end

return terms
