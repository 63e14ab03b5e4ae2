--- Crossover and mutation of strategies: new trees of old ones, always valid.
--
-- Places of a tree have types; what stands in one is only replaced by what may stand there.
jit.off(true, true) -- see stdlib.generator.tree

local grow = require "stdlib.generator.grow"
local tree = require "stdlib.generator.tree"

local vary = {}

local floor, exp, max, min = math.floor, math.exp, math.max, math.min

local SIDES = { "long", "short" }
local RULES = { "enter", "exit" }

local function add_rule(points, side, where, rule)
  for i, part in ipairs(rule.list) do
    points[#points + 1] = { type = "condition", side = side, where = where, i = i, part = part }
    if part.kind == "group" then
      for j, leaf in ipairs(part.list) do
        points[#points + 1] = { type = "leaf", side = side, where = where, i = i, j = j,
          part = leaf }
      end
    end
  end
end

--- Every place of a tree: { type = "condition" | "leaf" | "exit" | "stops" | "side", part, side,
-- where, i, j }. A leaf stands in a group inside a rule and is no group itself.
function vary.points(strategy)
  local points = {}
  for _, name in ipairs(SIDES) do
    local side = strategy[name]
    if side then
      for _, where in ipairs(RULES) do
        if side[where] then add_rule(points, name, where, side[where]) end
      end
      if side.exit then
        points[#points + 1] = { type = "exit", side = name, part = side.exit }
      end
      points[#points + 1] = { type = "stops", side = name, part = side.stops }
      points[#points + 1] = { type = "side", side = name, part = side }
    end
  end
  return points
end

--- May a part of one place stand at another?
local function fits_at(point, other)
  if point.type == "leaf" or point.type == "condition" then
    return (other.type == "leaf" or other.type == "condition")
      and (point.type == "condition" or other.part.kind ~= "group")
  end
  return point.type == other.type
end

local function with(list, i, part)
  local made = {}
  for k = 1, #list do made[k] = list[k] end
  made[i] = part
  return made
end

--- A strategy with another side in place of one; nil side: without it.
local function with_side(strategy, name, side)
  local long, short = strategy.long, strategy.short
  if name == "long" then long = side else short = side end
  if not long and not short then return nil end
  return tree.strategy(long, short, strategy.timeframe, strategy.regimes)
end

local function with_rule(strategy, name, where, rule)
  local side = strategy[name]
  local enter, exit = side.enter, side.exit
  if where == "enter" then enter = rule else exit = rule end
  if not enter or not grow.can_leave(exit, side.stops) then return nil end
  if not grow.is_sound(enter.list) or (exit and not grow.is_sound(exit.list)) then return nil end
  return with_side(strategy, name, tree.side(enter, exit, side.stops))
end

local function with_stops(strategy, name, stops)
  local side = strategy[name]
  if not grow.can_leave(side.exit, stops) then return nil end
  return with_side(strategy, name, tree.side(side.enter, side.exit, stops))
end

--- A new tree with another part at a place of points, or nil when that is no strategy.
function vary.replace(strategy, point, part)
  local name = point.side
  if point.type == "side" then return with_side(strategy, name, part) end
  if point.type == "stops" then return with_stops(strategy, name, part) end
  if point.type == "exit" then return with_rule(strategy, name, "exit", part) end
  local rule = strategy[name][point.where]
  if point.j then
    local group = rule.list[point.i]
    local inner = with(group.list, point.j, part)
    if not grow.is_sound(inner) then return nil end
    part = tree.group(group.operator, inner)
  end
  return with_rule(strategy, name, point.where,
    tree.group(rule.operator, with(rule.list, point.i, part)))
end

local TRIES = 12

--- Single-point crossover: a part of `a` is replaced by one of `b` of the same type.
-- @return a tree within the limits, or nil when none was found
function vary.cross(g, r, a, b)
  local into, from = vary.points(a), vary.points(b)
  for _ = 1, TRIES do
    local point, other = r:pick(into), r:pick(from)
    if fits_at(point, other) and point.part.key ~= other.part.key then
      local made = vary.replace(a, point, other.part)
      if made and tree.fits(made, g.limits) then return made end
    end
  end
end

--- A column of the same kind with parameters near the old ones, or nil when it has none.
local function near_operand(r, o)
  local plan, values, changed = o.term.params, {}, false
  for i = 1, #o.params do
    local p, x = plan[i], o.params[i]
    local step = p.integer and max(p.step, 1) or p.step
    local by = p.drawn == "grid" and step * r:int(-3, 3) or x * (exp(0.7 * (r:next() - 0.5)) - 1)
    local moved = step * floor(by / step + 0.5)
    if moved == 0 then moved = r:chance(0.5) and step or -step end
    values[i] = max(p.min, min(floor((x + moved) * 1e6 + 0.5) / 1e6, p.max))
    changed = changed or values[i] ~= x
  end
  return changed and tree.operand(o.term, grow.order_params(o.term, values), o) or nil
end

local function copy(c)
  return {
    left = c.left, comparison = c.comparison, right = c.right, bars = c.bars,
    held = c.held, within = c.within,
  }
end

local changes = {}

function changes.parameters(_, r, c)
  local made = copy(c)
  local right = type(c.right) == "table" and c.right
  if (c.what == "cross" or c.what == "breakout" or c.what == "own") and right and r:chance(0.5) then
    made.right = near_operand(r, right)
    return made.right and made
  end
  made.left = near_operand(r, c.left)
  if not made.left then return nil end
  if c.what == "lines" then made.right = tree.operand(right.term, made.left.params, made.left) end
  if c.what == "own" then
    made.right = tree.operand(right.term, right.params,
      { input = made.left, timeframe = right.timeframe, shift = right.shift })
  end
  return made
end

function changes.threshold(g, r, c)
  local level = c.left.term.level
  local made, by = copy(c), r:int(1, 8) * (r:chance(0.5) and 1 or -1)
  if c.what == "level" and level and level[1] < level[2] then
    local x = floor((c.right + by * level[3]) * 1e6 + 0.5) / 1e6
    made.right = max(level[1], min(x, level[2]))
    return made.right ~= c.right and made
  end
  local least = g.config.bars.min
  for _, key in ipairs { "bars", "held", "within" } do
    if c[key] then
      made[key] = max(key == "bars" and 1 or least, min(c[key] + by, g.config.bars.max))
      return made[key] ~= c[key] and made
    end
  end
end

local OTHER = {
  greater_than = { "less_than", "crosses_above" }, less_than = { "greater_than", "crosses_below" },
  crosses_above = { "crosses_below", "greater_than" },
  crosses_below = { "crosses_above", "less_than" },
  rising = { "falling" }, falling = { "rising" },
}

function changes.comparison(_, r, c)
  local made = copy(c)
  made.comparison = r:pick(OTHER[c.comparison])
  if c.left.term.signs then
    made.comparison = r:pick(c.left.term.signs)
  elseif c.left.term.unit == "signal" and made.comparison:find "crosses" then
    return nil
  end
  if made.held and not grow.can_hold(made) then made.held = nil end
  return made.comparison ~= c.comparison and made
end

function changes.modifier(g, r, c)
  local made, bars = copy(c), g.config.bars
  made.held, made.within = nil, nil
  if not c.held and not c.within then
    local modifiers = g.config.modifiers
    local key = r:chance(0.5) and "within" or "held"
    if modifiers[key] == 0 or (key == "held" and not grow.can_hold(c)) then return nil end
    made[key] = r:int(bars.min, bars.max)
  end
  return made
end

function changes.subtree(g, r) return grow.condition(g, r) end

local CHANGES = { "parameters", "parameters", "parameters", "threshold", "threshold", "threshold",
  "comparison", "modifier", "subtree", "subtree" }

--- A condition that one of changes made, or nil when it compares a column with itself.
local function finish(made)
  if not made or made.kind then return made end
  local right = made.right
  if type(right) == "table" and right.key == made.left.key then return nil end
  return tree.condition(made)
end

local function change_condition(g, r, s)
  local points = {}
  for _, point in ipairs(vary.points(s)) do
    if point.part.kind == "condition" then points[#points + 1] = point end
  end
  local point = r:pick(points)
  local made = finish(changes[r:pick(CHANGES)](g, r, point.part))
  return made and vary.replace(s, point, made)
end

local function pick_side(r, s)
  return s.long and (not s.short or r:chance(0.5)) and "long" or "short"
end

local function pick_rule(r, s)
  local name = pick_side(r, s)
  local where = s[name].exit and r:chance(0.35) and "exit" or "enter"
  return name, where, s[name][where]
end

local moves = { change = change_condition }

function moves.add(g, r, s)
  local name, where, rule = pick_rule(r, s)
  local list = with(rule.list, #rule.list + 1, grow.condition(g, r))
  return with_rule(s, name, where, tree.group(rule.operator, list))
end

function moves.drop(_, r, s)
  local name, where, rule = pick_rule(r, s)
  if #rule.list == 1 then return where == "exit" and with_rule(s, name, "exit", nil) or nil end
  local list, out = {}, r:int(1, #rule.list)
  for i = 1, #rule.list do
    if i ~= out then list[#list + 1] = rule.list[i] end
  end
  return with_rule(s, name, where, tree.group(rule.operator, list))
end

local ORDER = {}
for i, name in ipairs(grow.STOPS) do ORDER[name] = i end

--- A stop comes, goes or moves.
function moves.stop(g, r, s)
  local name = pick_side(r, s)
  local stops, allowed = s[name].stops, {}
  for _, kind in ipairs(grow.STOPS) do
    if g.config.exits[kind] > 0 then allowed[#allowed + 1] = kind end
  end
  if #allowed == 0 then return nil end
  local kind, list, found = r:pick(allowed), {}, nil
  for _, stop in ipairs(stops) do
    if stop.type == kind then found = stop else list[#list + 1] = stop end
  end
  if not found or r:chance(0.7) then
    local made = grow.stop(g, r, kind)
    if found and made.measure == found.measure and r:chance(0.7) then
      local grid = g.config.stops[kind][made.measure]
      local x = found.value + grid[3] * r:int(1, 4) * (r:chance(0.5) and 1 or -1)
      made = tree.stop(kind, made.measure,
        max(grid[1], min(floor(x * 1e6 + 0.5) / 1e6, grid[2])))
    end
    list[#list + 1] = made
  end
  table.sort(list, function(a, b) return ORDER[a.type] < ORDER[b.type] end)
  return with_stops(s, name, list)
end

function moves.operator(_, r, s)
  local groups = {}
  for _, point in ipairs(vary.points(s)) do
    if point.part.kind == "group" and point.type == "condition" then
      groups[#groups + 1] = point
    end
  end
  if #groups == 0 then return nil end
  local point = r:pick(groups)
  local other = point.part.operator == "OR" and "NOT" or "OR"
  return vary.replace(s, point, tree.group(other, point.part.list))
end

local MOVES = { "change", "change", "change", "change", "change", "add", "drop", "stop", "stop",
  "stop", "operator" }

--- One random change: of a parameter, a threshold, an operator, a subtree, a stop.
-- @return a tree within the limits, or nil when none was found
function vary.mutate(g, r, s)
  for _ = 1, TRIES do
    local made = moves[r:pick(MOVES)](g, r, s)
    if made and tree.fits(made, g.limits) then return made end
  end
end

--- A new condition in the place of one: what else would do as well here?
-- @return a tree within the limits, or nil when none was found
function vary.graft(g, r, s)
  for _ = 1, TRIES do
    local points = {}
    for _, point in ipairs(vary.points(s)) do
      if point.type == "condition" then points[#points + 1] = point end
    end
    local made = vary.replace(s, r:pick(points), grow.condition(g, r))
    if made and tree.fits(made, g.limits) then return made end
  end
end

--- One small change that keeps the structure: for a search near by.
-- @return a tree, or nil when none was found
function vary.nudge(g, r, s)
  for _ = 1, TRIES do
    local made
    if r:chance(0.3) then
      local name = pick_side(r, s)
      local stops = s[name].stops
      if #stops > 0 then
        local i = r:int(1, #stops)
        local stop = stops[i]
        local grid = (g.config.stops[stop.type] or {})[stop.measure]
        if grid then
          local x = stop.value + grid[3] * r:int(1, 3) * (r:chance(0.5) and 1 or -1)
          x = max(grid[1], min(floor(x * 1e6 + 0.5) / 1e6, grid[2]))
          made = with_stops(s, name, with(stops, i, tree.stop(stop.type, stop.measure, x)))
        end
      end
    else
      local points = {}
      for _, point in ipairs(vary.points(s)) do
        if point.part.kind == "condition" then points[#points + 1] = point end
      end
      local point = r:pick(points)
      local change = changes[r:chance(0.6) and "parameters" or "threshold"]
      local changed = finish(change(g, r, point.part))
      made = changed and vary.replace(s, point, changed)
    end
    if made and tree.fits(made, g.limits) then return made end
  end
end

return vary
