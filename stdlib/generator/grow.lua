--- Sentences of a grammar: strategies, and the parts they are made of, drawn at random.
--
-- Every sentence is a valid strategy: what is compared has one unit, numbers lie in the range of
-- what they are compared with, and a side can always be left.
jit.off(true, true) -- see stdlib.generator.tree

local random = require "stdlib.generator.random"
local tree = require "stdlib.generator.tree"

local grow = {}

local FOUR = { "greater_than", "less_than", "crosses_above", "crosses_below" }
local TWO = { "greater_than", "less_than" }
local UP, DOWN = { "greater_than", "crosses_above" }, { "less_than", "crosses_below" }
local TRENDS = { "rising", "falling" }
local STATE = { crosses_above = "greater_than", crosses_below = "less_than" }

local MOST_TRIES = 200

local floor, exp, max, min = math.floor, math.exp, math.max, math.min

--- A number of a grid without the noise of its steps: 0.3, not 0.30000000000000004.
local function tidy(x) return floor(x * 1e6 + 0.5) / 1e6 end

--- The nearest number that a parameter may have.
local function rounded(x, p)
  local step = p.step
  if p.integer and step < 1 then step = 1 end
  return max(p.min, min(tidy(p.min + step * floor((x - p.min) / step + 0.5)), p.max))
end

--- Lengths that stand in an order by default (fast, slow) keep it.
function grow.order_params(term, values)
  local plan = term.params
  for a = 2, #plan.lengths do
    local i, j = plan.lengths[a - 1], plan.lengths[a]
    if plan[i].default < plan[j].default and values[i] >= values[j] then
      values[j] = rounded(values[i] + max(1, floor(values[i] / 4)), plan[j])
      if values[i] >= values[j] then values[i] = rounded(values[j] - 1, plan[i]) end
    end
  end
  return values
end

--- Parameters for a term: the lengths scaled together, the others on their grids.
function grow.params(r, term)
  local plan, values = term.params, {}
  local scale
  for i = 1, #plan do
    local p = plan[i]
    if p.drawn == "log" then
      values[i] = r:log_int(p.min, p.max)
    elseif p.drawn == "scaled" then
      scale = scale or exp(r:next() * 1.8 - 0.7)
      values[i] = rounded(p.default * scale * (0.8 + 0.5 * r:next()), p)
    else
      values[i] = rounded(p.min + (p.max - p.min) * r:next(), p)
    end
  end
  if scale then grow.order_params(term, values) end
  return values
end

--- A column of a term. @param more  { input, timeframe } where it differs
function grow.operand(g, r, term, more)
  local params, input = grow.params(r, term), more and more.input
  if term.takes_column and not input then input = r:draw(g.inputs) end
  if input == "close" then input = nil end
  if input or term.shift then
    more = { input = input, timeframe = more and more.timeframe, shift = term.shift }
  end
  return tree.operand(term, params, more)
end

local NONE = {}

--- A column of the candles.
local function field(g, name, more) return tree.operand(g.terms.field[name], NONE, more) end

--- @return a value of a level, in its grid
function grow.level(r, level)
  return tidy(r:grid(level[1], level[2], level[3]))
end

--- A term: an indicator by its weight, however many outputs it has.
local function pick(r, list)
  local outputs = r:draw(list)
  return #outputs == 1 and outputs[1] or r:pick(outputs)
end

local makers = {}

function makers.level(g, r, more)
  local term = pick(r, g.draws.level)
  return {
    left = grow.operand(g, r, term, more), right = grow.level(r, term.level),
    comparison = r:pick(term.unit == "signal" and TWO or FOUR),
  }
end

-- A line is compared with a price, with the same line of other parameters, or with another.
function makers.cross(g, r, more)
  local term = pick(r, g.draws.cross)
  local left, right
  if term.field then
    left, right = field(g, "close", more), field(g, term.name, more)
  else
    right = grow.operand(g, r, term, more)
    local kind = term.band and 1 or r:int(1, 4)
    if kind <= 2 then
      left = field(g, r:draw(g.inputs), more)
    else
      left = grow.operand(g, r, kind == 3 and term or pick(r, g.draws.average), more)
    end
  end
  if left.key == right.key then return nil end
  -- "a above b" and "b below a" are one: it is written one way
  if not left.term.field and left.key > right.key then left, right = right, left end
  return { left = left, comparison = r:pick(FOUR), right = right }
end

function makers.breakout(g, r, more)
  local term = pick(r, g.draws.breakout)
  local line = term.output or term.name
  local up = line == "highest" or line == "upper"
  local input
  if term.takes_column then input = r:chance(0.7) and (up and "high" or "low") or "close" end
  return {
    left = field(g, "close", more), comparison = r:pick(up and UP or DOWN),
    right = grow.operand(g, r, term, { input = input, timeframe = more and more.timeframe }),
  }
end

function makers.lines(g, r, more)
  local pair = r:draw(g.draws.lines)
  local left = grow.operand(g, r, pair[1], more)
  return {
    left = left, comparison = r:pick(FOUR),
    right = tree.operand(pair[2], left.params, left),
  }
end

--- A column against its own average.
function grow.own(g, r, left)
  return grow.operand(g, r, g.terms.mean, { input = left, timeframe = left.timeframe })
end

function makers.own(g, r, more)
  local left = grow.operand(g, r, pick(r, g.draws.own), more)
  return { left = left, comparison = r:pick(FOUR), right = grow.own(g, r, left) }
end

function makers.trend(g, r, more)
  local most = g.config.bars.max
  return {
    left = grow.operand(g, r, pick(r, g.draws.trend), more), comparison = r:pick(TRENDS),
    bars = min(r:int(1, most), r:int(1, most)), -- long runs are rare
  }
end

function makers.sign(g, r, more)
  return {
    left = grow.operand(g, r, pick(r, g.draws.sign), more), comparison = r:pick(FOUR), right = 0,
  }
end

function makers.pattern(g, r, more)
  local term = pick(r, g.draws.pattern)
  return { left = grow.operand(g, r, term, more), comparison = r:pick(term.signs), right = 0 }
end

--- Can a condition hold for several bars? A crossing or a pattern is over on the next one.
function grow.can_hold(c) return STATE[c.comparison] == nil and not c.left.term.signs end

--- Is a condition an event, true on single bars only?
local function is_event(c) return not c.within and STATE[c.comparison] ~= nil end

local function add_modifier(g, r, c)
  local modifiers, bars = g.config.modifiers, g.config.bars
  if r:chance(modifiers.within) then
    c.within = r:int(bars.min, bars.max)
  elseif r:chance(modifiers.held) and grow.can_hold(c) then
    c.held = r:int(bars.min, bars.max)
  end
end

--- One comparison.
-- @param kinds  what to draw its kind from; default: the weights of the grammar
-- @param calm   true: one that is no crossing
function grow.condition(g, r, kinds, calm)
  local timeframes = #g.timeframes > 0 and not kinds and g.timeframes
  while true do
    local what = r:draw(kinds or g.kinds)
    local more
    if timeframes and r:chance(g.config.modifiers.timeframe) then
      more = { timeframe = r:pick(timeframes) }
    end
    local c = makers[what](g, r, more)
    if c then
      if not kinds then add_modifier(g, r, c) end
      if calm and is_event(c) then c.comparison = STATE[c.comparison] end
      return tree.condition(c)
    end
  end
end

--- No two conditions of a list look at the same columns: they would repeat or rule out each other.
function grow.is_sound(list)
  for i = 2, #list do
    local c = list[i]
    for k = 1, i - 1 do
      if c.key == list[k].key or (c.subject and c.subject == list[k].subject) then return false end
    end
  end
  return true
end

--- Conditions under an operator. Two crossings on one bar are rare: where all have to be true,
-- at most one of them is a crossing.
local function draw_list(g, r, operator, count, kinds)
  local list, calm = {}, false
  for i = 1, count do
    if count > 1 and not kinds and r:chance(g.config.modifiers.group) then
      local inner = { grow.condition(g, r), grow.condition(g, r) }
      list[i] = tree.group(r:chance(0.7) and "OR" or "NOT", inner)
      if not grow.is_sound(inner) then list[i] = inner[1] end
    else
      list[i] = grow.condition(g, r, kinds, calm)
    end
    calm = operator == "AND" and not kinds
      and (calm or (list[i].kind == "condition" and is_event(list[i])))
  end
  return list
end

--- Of two breakouts that have to be true together, one repeats or rules out the other.
local function repeats_breakout(operator, list)
  local found = false
  for i = 1, operator == "AND" and #list or 0 do
    if list[i].what == "breakout" then
      if found then return true end
      found = true
    end
  end
  return false
end

--- A rule of so many conditions, some of them in a group.
function grow.rule(g, r, operator, count, kinds)
  for _ = 1, MOST_TRIES do
    local list = draw_list(g, r, operator, count, kinds)
    if grow.is_sound(list) and not repeats_breakout(operator, list) then
      return tree.group(operator, list)
    end
  end
  return tree.group(operator, { grow.condition(g, r, kinds) })
end

--- A stop of a type. @return it
function grow.stop(g, r, name)
  local measure = r:pick(g.stop_measures[name])
  local grid = g.config.stops[name][measure]
  return tree.stop(name, measure, tidy(r:grid(grid[1], grid[2], grid[3])))
end

--- The stops there are, in the order in which they are written.
grow.STOPS = { "stop_loss", "take_profit", "trailing_stop", "breakeven", "time_stop" }

local LEAVES = { stop_loss = true, trailing_stop = true, time_stop = true }

--- Do an exit rule and stops end every position sooner or later? A target alone does not: what
-- loses would be held for ever, and look as if nothing ever lost.
function grow.can_leave(exit, stops)
  if exit then return true end
  for _, stop in ipairs(stops) do
    if LEAVES[stop.type] then return true end
  end
  return false
end

--- The most conditions of a rule: two sides share what the limits leave.
local function most(range, sides)
  return sides == 2 and max(range.min, floor(range.max / 2)) or range.max
end

local function exit_rule(g, r, kinds, sides)
  local e = g.config.exit
  return grow.rule(g, r, "OR", r:int(e.min, most(e, sides)), kinds)
end

local function exits(g, r, kinds, sides)
  local shares = g.config.exits
  for _ = 1, MOST_TRIES do
    local stops, exit = {}, nil
    for _, name in ipairs(grow.STOPS) do
      if r:chance(shares[name]) then stops[#stops + 1] = grow.stop(g, r, name) end
    end
    if r:chance(shares.signal) then exit = exit_rule(g, r, kinds, sides) end
    if grow.can_leave(exit, stops) then return exit, stops end
  end
  local out = r:draw(g.ways_out)
  if out == "signal" then return exit_rule(g, r, kinds, sides), {} end
  return nil, { grow.stop(g, r, out) }
end

--- A side. Of the numbers of conditions the small ones are more likely.
-- @param sides  how many sides the strategy has
function grow.side(g, r, kinds, sides)
  local e = g.config.entry
  local top = most(e, sides)
  local count = min(r:int(e.min, top), r:int(e.min, top))
  local enter = grow.rule(g, r, "AND", count, kinds)
  local exit, stops = exits(g, r, kinds, sides)
  return tree.side(enter, exit, stops)
end

local function draw(g, r, kinds)
  local which, long, short = r:draw(g.sides), nil, nil
  local sides = which == "both" and 2 or 1
  if which ~= "short" then long = grow.side(g, r, kinds, sides) end
  if which ~= "long" then short = grow.side(g, r, kinds, sides) end
  return tree.strategy(long, short, g.primary)
end

--- A strategy within the limits of the grammar.
-- @param method  "grammar": by the weights; "random": every indicator as likely as any
--   other, no groups, no modifiers
-- @return the strategy, or nil and a message when the limits leave none to be found
function grow.strategy(g, r, method)
  local kinds
  if method == "random" then
    g.flat = g.flat or grow.flat(g)
    g, kinds = g.flat, g.flat.kinds
  end
  for _ = 1, MOST_TRIES do
    local s = draw(g, r, kinds)
    if tree.fits(s, g.limits) then return s end
  end
  return nil, "none of 200 strategies fitted in its limits: raise limits or lower entry.min"
end

local DRAWN = {
  "level", "cross", "breakout", "lines", "own", "trend", "sign", "pattern", "average",
}

--- Terms to draw from, by kind of condition.
-- @param terms   of stdlib.generator.terms
-- @param weight  function(name of an indicator or column) -> number
function grow.draws(terms, weight)
  local draws = {}
  for _, kind in ipairs(DRAWN) do
    local weights = {}
    for i, outputs in ipairs(terms[kind]) do weights[i] = weight(outputs[1].name) end
    draws[kind] = random.weighted(terms[kind], weights)
  end
  return draws
end

--- A grammar in which nothing is likelier than anything else: kinds of conditions by how many
-- indicators can begin them. What weighs nothing stays out.
function grow.flat(g)
  local given, weights = g.config.weights, {}
  local draws = grow.draws(g.terms, function(name) return given[name] == 0 and 0 or 1 end)
  for i = 1, #g.kinds do weights[i] = #draws[g.kinds[i]] end
  return setmetatable({ kinds = random.weighted(g.kinds, weights), draws = draws },
    { __index = g })
end

return grow
