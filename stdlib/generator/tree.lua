--- Strategies as trees that can be cut and put together: the constructors of their parts.
--
-- A part is never changed once it is made; a changed strategy is new along the way down and
-- shares the rest. Each part has a key, a number that tells it from others, so that parts are
-- compared and counted without making text (stdlib.generator.text makes that of a whole one).
--
-- These files run interpreted: they branch at random, so that a compiler of traces would work
-- for longer than the code it makes.
jit.off(true, true)

local tree = {}

--- What each part adds to the complexity of a strategy.
tree.COSTS = {
  indicator = 5, -- each distinct one: with its parameters, inputs and time frame
  condition = 4,
  number = 1, -- each that was chosen: parameters, thresholds other than 0, bars, stops
  modifier = 2, -- held, within
  group = 3, -- a rule inside a rule
  stop = 3, -- stop loss, take profit, trailing stop, breakeven, time stop
  timeframe = 5, -- each beside the traded one
  side = 3, -- the second one
}

local MODULUS = 8589934583 -- a prime below 2^33: times a million it is exact

-- Keys of names: of their letters, so that they are the same in every process.
local names = {}
local function name_key(name)
  local key = names[name]
  if not key then
    key = 0
    for i = 1, #name do key = (key * 8191 + name:byte(i)) % MODULUS end
    names[name] = key
  end
  return key
end

local function mix(key, x) return (key * 999983 + x * 7919 + 17) % MODULUS end

--- A column: a price or an output of an indicator.
-- @param term    of stdlib.generator.terms
-- @param params  numbers
-- @param more    { input = a price or an operand, timeframe, shift }, or nil
function tree.operand(term, params, more)
  local input, timeframe, shift
  if more then input, timeframe, shift = more.input, more.timeframe, more.shift end
  local key = names[term.name] or name_key(term.name)
  for i = 1, #params do key = mix(key, params[i]) end
  if timeframe then key = mix(key, name_key(timeframe)) end
  if input then key = mix(key, type(input) == "table" and input.key or name_key(input)) end
  local call = key -- the same for every output of one call
  if term.output then key = mix(key, name_key(term.output)) end
  if shift then key = mix(key, shift) end
  return {
    kind = "operand", term = term, params = params, input = input, timeframe = timeframe,
    shift = shift, call = call, key = key,
  }
end

-- The kind of a condition, told by its shape: the same for one that was grown and one that was
-- read from text.
local function kind_of(c)
  local left, right = c.left, c.right
  if c.bars then return "trend" end
  if type(right) == "number" then
    local spec = left.term.spec
    if spec and spec.group == "pattern" then return "pattern" end
    return left.term.level and "level" or "sign"
  end
  if type(right.input) == "table" and right.input.term == left.term then return "own" end
  if right.term.shift then return "breakout" end
  if right.call == left.call and not left.term.field then return "lines" end
  return "cross"
end

--- A comparison.
-- @param c  { left = operand, comparison, right = operand or number, or bars of rising and
--   falling; held, within = bars }; taken over. It gets { what = its kind of the grammar }
function tree.condition(c)
  c.what = kind_of(c)
  local right = c.right
  local subject = c.left.key
  if type(right) == "table" then subject = mix(subject, right.key) end
  local key = mix(subject, names[c.comparison] or name_key(c.comparison))
  if type(right) == "number" then key = mix(key, right) end
  if c.bars then key = mix(key, c.bars) end
  if c.held then key = mix(key, c.held) end
  if c.within then key = mix(key, -c.within) end
  c.kind, c.subject, c.key = "condition", subject, key
  return c
end

--- Conditions under an operator.
-- @param operator  "AND", "OR" or "NOT"
-- @param list      conditions and groups
function tree.group(operator, list)
  local key = name_key(operator)
  for i = 1, #list do key = mix(key, list[i].key) end
  return { kind = "group", operator = operator, list = list, key = key }
end

--- A stop: type as in the JSON form, measure "percent", "atr" or "bars".
function tree.stop(type_name, measure, value)
  return { kind = "stop", type = type_name, measure = measure, value = value }
end

--- A side. @param enter  a group; exit: a group or nil; stops: a list, which gets a key
function tree.side(enter, exit, stops)
  local key = 1
  for i = 1, #stops do
    local stop = stops[i]
    key = mix(mix(mix(key, name_key(stop.type)), name_key(stop.measure)), stop.value)
  end
  stops.key = key
  key = mix(mix(key, enter.key), exit and exit.key or 0)
  return { kind = "side", enter = enter, exit = exit, stops = stops, key = key }
end

local count_operand

function count_operand(m, o)
  if not o.term.field and not m.seen[o.call] then
    m.seen[o.call] = true
    m.indicators, m.numbers = m.indicators + 1, m.numbers + #o.params
  end
  if o.timeframe and not m.seen[o.timeframe] then
    m.seen[o.timeframe] = true
    m.timeframes = m.timeframes + 1
  end
  if type(o.input) == "table" then count_operand(m, o.input) end
end

local function count(m, part)
  if part.kind == "group" then
    for i = 1, #part.list do
      if part.list[i].kind == "group" then m.groups = m.groups + 1 end
      count(m, part.list[i])
    end
    return
  end
  m.conditions = m.conditions + 1
  count_operand(m, part.left)
  if type(part.right) == "table" then
    count_operand(m, part.right)
  elseif part.right ~= 0 then -- a threshold or bars; 0 is where a difference changes sides
    m.numbers = m.numbers + 1
  end
  if part.held or part.within then
    m.modifiers, m.numbers = m.modifiers + 1, m.numbers + 1
  end
end

local function count_side(m, side)
  count(m, side.enter)
  if side.exit then count(m, side.exit) end
  m.stops, m.numbers = m.stops + #side.stops, m.numbers + #side.stops
end

local function measure(long, short)
  local m = {
    seen = {}, indicators = 0, conditions = 0, timeframes = 1, numbers = 0, modifiers = 0,
    groups = 0, stops = 0, complexity = 0,
  }
  if long then count_side(m, long) end
  if short then count_side(m, short) end
  local costs = tree.COSTS
  m.complexity = costs.indicator * m.indicators + costs.condition * m.conditions
    + costs.number * m.numbers + costs.modifier * m.modifiers
    + costs.group * m.groups + costs.stop * m.stops + costs.timeframe * (m.timeframes - 1)
    + (long and short and costs.side or 0)
  m.seen = nil
  return m
end

--- A strategy with its measure: how many indicators, conditions, timeframes, numbers, modifiers,
-- groups and stops it has, and its complexity.
-- @param long, short  sides, one of them may be nil
-- @param timeframe    "1h", or nil: that of the candles
-- @param regimes      names of those that it is meant for, or nil: all. They are no rules and count
--   nothing in hash and complexity
function tree.strategy(long, short, timeframe, regimes)
  return {
    kind = "strategy", long = long, short = short, timeframe = timeframe, regimes = regimes,
    measure = measure(long, short),
  }
end

--- Is a strategy within the limits of a grammar?
function tree.fits(strategy, limits)
  local m = strategy.measure
  return m.indicators <= limits.indicators and m.conditions <= limits.conditions
    and m.timeframes <= limits.timeframes and m.complexity <= limits.complexity
end

return tree
