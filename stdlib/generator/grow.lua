--- Sentences of a grammar: strategies, and the parts they are made of, drawn at random.
--
-- Every sentence is a valid strategy: what is compared has one unit, numbers lie in the range of
-- what they are compared with, and a side can always be left.
jit.off(true, true) -- see stdlib.generator.tree

local tree = require "stdlib.generator.tree"

local grow = {}

local FOUR = { "greater_than", "less_than", "crosses_above", "crosses_below" }
local TWO = { "greater_than", "less_than" }
local UP, DOWN = { "greater_than", "crosses_above" }, { "less_than", "crosses_below" }
local TRENDS = { "rising", "falling" }

local MOST_TRIES = 200

local floor, exp = math.floor, math.exp

--- A number of a grid without the noise of its steps: 0.3, not 0.30000000000000004.
local function tidy(x) return floor(x * 1e6 + 0.5) / 1e6 end

local function rounded(x, p)
  if p.integer then
    local step = p.step > 1 and p.step or 1
    return p.min + step * floor((x - p.min) / step + 0.5)
  end
  return tidy(p.step * floor(x / p.step + 0.5))
end

local function clamp(x, p) return x < p.min and p.min or x > p.max and p.max or x end

--- Lengths that stand in an order by default (fast, slow) keep it.
function grow.order_params(term, values)
  local plan = term.params
  for a = 2, #plan.lengths do
    local i, j = plan.lengths[a - 1], plan.lengths[a]
    if plan[i].default < plan[j].default and values[i] >= values[j] then
      values[j] = clamp(values[i] + math.max(1, math.floor(values[i] / 4)), plan[j])
      if values[i] >= values[j] then values[i] = clamp(values[j] - 1, plan[i]) end
    end
  end
  return values
end

--- Parameters for a term: the lengths scaled together, the others near their defaults.
function grow.params(r, term)
  local plan, values = term.params, {}
  local scale = exp(r:next() * 1.8 - 0.7)
  for i = 1, #plan do
    local p = plan[i]
    if p.length and #plan.lengths == 1 then
      values[i] = clamp(rounded(r:log_int(p.min, p.max), p), p)
    elseif p.length then
      values[i] = clamp(rounded(p.default * scale * (0.8 + 0.5 * r:next()), p), p)
    else
      values[i] = clamp(rounded(p.min + (p.max - p.min) * r:next(), p), p)
    end
  end
  return grow.order_params(term, values)
end

--- A column of a term. @param more  { input, timeframe, shift } where it differs
function grow.operand(g, r, term, more)
  local params, input = grow.params(r, term), nil
  if term.takes_column and not (more and more.input) then
    input = r:draw(g.inputs)
    if input == "close" then input = nil end
  end
  if input or term.shift then
    more = { input = more and more.input or input, timeframe = more and more.timeframe,
      shift = term.shift }
  end
  return tree.operand(term, params, more)
end

local NONE = {}

local function close(g) return tree.operand(g.terms.close, NONE) end

--- @return a value of a level, in its grid
function grow.level(r, level)
  return tidy(r:grid(level[1], level[2], level[3]))
end

local makers = {}

function makers.level(g, r, more)
  local term = r:pick(g.terms.level)
  local flat = term.level[1] == term.level[2]
  return {
    left = grow.operand(g, r, term, more), comparison = r:pick(flat and TWO or FOUR),
    right = grow.level(r, term.level),
  }
end

-- One of two is the close or another line of the same kind, as people write it.
function makers.cross(g, r, more)
  local right = grow.operand(g, r, r:pick(g.terms.cross), more)
  local left
  local kind = r:int(1, 4)
  if kind <= 2 and right.term.name ~= "close" then
    left = close(g)
  elseif kind == 3 and not right.term.field then
    left = grow.operand(g, r, right.term, more)
  else
    left = grow.operand(g, r, r:pick(g.terms.cross), more)
  end
  if left.key == right.key then return nil end
  -- "a above b" and "b below a" are one: it is written one way
  if not left.term.field and (right.term.field or left.key > right.key) then
    left, right = right, left
  end
  return { left = left, comparison = r:pick(FOUR), right = right }
end

function makers.breakout(g, r, more)
  local term = r:pick(g.terms.breakout)
  local o = { shift = 1, timeframe = more and more.timeframe }
  if term.name == "highest" then o.input = "high" end
  if term.name == "lowest" then o.input = "low" end
  local line = term.output or term.name
  local signs = (line == "highest" or line == "upper") and UP
    or (line == "lowest" or line == "lower") and DOWN or FOUR
  return {
    left = close(g), comparison = r:pick(signs),
    right = grow.operand(g, r, term, o),
  }
end

function makers.lines(g, r, more)
  local pair = r:pick(g.terms.lines)
  local left = grow.operand(g, r, pair[1], more)
  return {
    left = left, comparison = r:pick(FOUR),
    right = tree.operand(pair[2], left.params, left),
  }
end

--- A column against its own average.
function grow.own(g, r, left)
  local inner = tree.operand(left.term, left.params, { input = left.input })
  return grow.operand(g, r, g.terms.average, { input = inner, timeframe = left.timeframe })
end

function makers.own(g, r, more)
  local left = grow.operand(g, r, r:pick(g.terms.own), more)
  return { left = left, comparison = r:pick(FOUR), right = grow.own(g, r, left) }
end

function makers.trend(g, r, more)
  local c = { left = grow.operand(g, r, r:pick(g.terms.trend), more), comparison = r:pick(TRENDS) }
  c.bars = r:int(1, g.config.bars.max)
  return c
end

function makers.sign(g, r, more)
  return {
    left = grow.operand(g, r, r:pick(g.terms.sign), more), comparison = r:pick(FOUR), right = 0,
  }
end

function makers.pattern(g, r, more)
  return {
    left = grow.operand(g, r, r:pick(g.terms.pattern), more), comparison = r:pick(TWO), right = 0,
  }
end

--- One comparison.
-- @param kinds  what to draw its kind from; default: the weights of the grammar
function grow.condition(g, r, kinds)
  local modifiers = kinds and {} or g.config.modifiers
  while true do
    local what = r:draw(kinds or g.kinds)
    local more
    if #g.timeframes > 0 and r:chance(modifiers.timeframe or 0) then
      more = { timeframe = r:pick(g.timeframes) }
    end
    local c = makers[what](g, r, more)
    if c then
      local bars = g.config.bars
      if r:chance(modifiers.within or 0) then
        c.within = r:int(bars.min, bars.max)
      elseif r:chance(modifiers.held or 0) then
        c.held = r:int(bars.min, bars.max)
      end
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

--- A rule of so many conditions, some of them in a group.
function grow.rule(g, r, operator, count, kinds)
  for _ = 1, MOST_TRIES do
    local list = {}
    for i = 1, count do
      if count > 1 and not kinds and r:chance(g.config.modifiers.group) then
        local inner = { grow.condition(g, r), grow.condition(g, r) }
        list[i] = tree.group(r:chance(0.7) and "OR" or "NOT", inner)
        if not grow.is_sound(inner) then list[i] = inner[1] end
      else
        list[i] = grow.condition(g, r, kinds)
      end
    end
    if grow.is_sound(list) then return tree.group(operator, list) end
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

local function exits(g, r, kinds)
  local shares, e = g.config.exits, g.config.exit
  for _ = 1, MOST_TRIES do
    local stops, exit = {}, nil
    for _, name in ipairs(grow.STOPS) do
      if r:chance(shares[name]) then stops[#stops + 1] = grow.stop(g, r, name) end
    end
    if r:chance(shares.signal) then exit = grow.rule(g, r, "OR", r:int(e.min, e.max), kinds) end
    if grow.can_leave(exit, stops) then return exit, stops end
  end
  return grow.rule(g, r, "OR", e.min, kinds), {}
end

local LEAVES = { stop_loss = true, trailing_stop = true, time_stop = true, take_profit = true }

--- Do an exit rule and stops end every position sooner or later?
function grow.can_leave(exit, stops)
  if exit then return true end
  for _, stop in ipairs(stops) do
    if LEAVES[stop.type] then return true end
  end
  return false
end

--- A side.
function grow.side(g, r, kinds)
  local e = g.config.entry
  local enter = grow.rule(g, r, "AND", r:int(e.min, e.max), kinds)
  local exit, stops = exits(g, r, kinds)
  return tree.side(enter, exit, stops)
end

local function draw(g, r, kinds)
  local which, long, short = r:draw(g.sides), nil, nil
  if which ~= "short" then long = grow.side(g, r, kinds) end
  if which ~= "long" then short = grow.side(g, r, kinds) end
  return tree.strategy(long, short)
end

--- A strategy within the limits of the grammar.
-- @param method  "grammar": by the weights; "random": every column as likely as any other, no
--   groups, no modifiers
-- @return the strategy, or nil and a message when the limits leave none to be found
function grow.strategy(g, r, method)
  local kinds = method == "random" and grow.flat_kinds(g) or nil
  for _ = 1, MOST_TRIES do
    local s = draw(g, r, kinds)
    if tree.fits(s, g.limits) then return s end
  end
  return nil, "none of 200 strategies fitted in its limits: raise limits or lower entry.min"
end

--- Kinds of conditions by how many columns they have.
function grow.flat_kinds(g)
  if not g.flat then
    local weights = {}
    for i = 1, #g.kinds do weights[i] = #g.terms[g.kinds[i]] end
    g.flat = require("stdlib.generator.random").weighted(g.kinds, weights)
  end
  return g.flat
end

return grow
