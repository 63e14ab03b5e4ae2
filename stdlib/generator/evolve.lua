--- Genetic programming over the strategies of a grammar.
--
--     local search = evolve.new { grammar = g, fitness = f, seed = 7, population = 500, ... }
--     while not search:finished() do
--       if not search:step() then break end    -- interrupted: the step can be tried again
--     end
--     search:best(10)
--
-- Each generation: the best go on as they are, the others are children of tournaments: crossover,
-- sometimes mutation, a few newcomers. No two members are the same strategy or do the same, and
-- none is computed twice. Every generation has a random stream of its own, so a search that is
-- taken up again goes on as if it had never stopped.
local buffer = require "string.buffer"
local grow = require "stdlib.generator.grow"
local parsimony = require "stdlib.generator.parsimony"
local random = require "stdlib.generator.random"
local select_ = require "stdlib.generator.select"
local stats = require "stdlib.stats"
local text = require "stdlib.generator.text"
local vary = require "stdlib.generator.vary"

local evolve = {}
evolve.__index = evolve

evolve.defaults = {
  population = 500, generations = 50, tournament = 3, crossover = 0.9, mutation = 0.1,
  elite = 0.02, newcomers = 0.04, polish = 0.15, grafts = 0.2, pool = 10, parsimony = 0.3,
  patience = 15,
}

local MOST_ROUNDS = 30 -- of breeding until a generation is full

--- @param options  { grammar, fitness, seed, start = trees that join the first generation, and any
--   of evolve.defaults }
function evolve.new(options)
  local self = setmetatable({ generation = 0, members = {}, seen = {}, order = {}, history = {} },
    evolve)
  for key, value in pairs(evolve.defaults) do self[key] = value end
  for key, value in pairs(options) do self[key] = value end
  return self
end

local function child_of(self, r)
  local function parent()
    return select_.tournament(r, self.members, self.tournament)
  end
  if r:chance(self.newcomers) then return assert(grow.strategy(self.grammar, r)), "new" end
  local a, made, how, b = parent(), nil, nil, nil
  if r:chance(self.grafts) then
    made = vary.graft(self.grammar, r, a.tree)
    if made then return made, "graft", a.record.hash end
  end
  if r:chance(self.polish) then
    made = vary.nudge(self.grammar, r, a.tree)
    if made then return made, "polish", a.record.hash end
  end
  if r:chance(self.crossover) then
    b = parent()
    made, how = vary.cross(self.grammar, r, a.tree, b.tree), "crossover"
  end
  if not made or r:chance(self.mutation) then
    local mutant = vary.mutate(self.grammar, r, made or a.tree)
    if mutant then
      how = made and "crossover, mutation" or "mutation"
      if not made then b = nil end
      made = mutant
    end
  end
  if not made then return assert(grow.strategy(self.grammar, r)), "new" end
  return made, how, a.record.hash, b and b.record.hash or nil
end

--- Trees for the places that are still empty, with where they come from.
local function breed(self, r, count)
  local list = {}
  for i = 1, count do
    local made, how, a, b
    if self.generation == 0 then
      made, how = assert(grow.strategy(self.grammar, r)), "new"
    else
      made, how, a, b = child_of(self, r)
    end
    list[i] = { tree = made, how = how, parent_a = a, parent_b = b }
  end
  return list
end

local function add_texts(self, batch, list)
  local b = buffer.new()
  for _, one in ipairs(list) do
    self.named = (self.named or 0) + 1
    one.name = ("g%d_%d"):format(self.generation, self.named)
    text.put(b, one.tree, one.name)
    b:put "\n"
  end
  return batch:add(b:tostring())
end

--- Take those of a list that are no clones of the members so far.
local function take(self, batch, list, made, present, wanted, count)
  local first = add_texts(self, batch, list)
  for k, one in ipairs(list) do
    if #made >= count then break end
    local index = first + k - 1
    local hash = batch:hash(index)
    if not present[hash] then
      present[hash] = true
      one.index, one.hash, one.generation = index, hash, self.generation
      if not self.seen[hash] then wanted[index] = one end
      made[#made + 1] = one
    end
  end
end

local function elite_of(self)
  local made = {}
  if self.generation == 0 then return made end
  local count = math.max(1, math.floor(self.elite * self.population))
  local sorted = select_.sorted(self.members)
  for i = 1, math.min(count, #sorted) do made[i] = sorted[i] end
  return made
end

--- The trees of the next generation: new ones, none twice.
local function next_trees(self, batch, present, room, wanted)
  local r = random.new(self.seed, "generation", self.generation)
  local made = {}
  self.named = 0
  if self.generation == 0 and self.start then
    local list = {}
    for i, one in ipairs(self.start) do list[i] = { tree = one, how = "given" } end
    take(self, batch, list, made, present, wanted, room)
  end
  local rounds = 0
  while #made < room and rounds < MOST_ROUNDS do
    take(self, batch, breed(self, r, room - #made), made, present, wanted, room)
    rounds = rounds + 1
  end
  return made
end

--- One aim: a record's fitness, once the first generation has told what luck is.
local function weigh(self, record)
  if not record.values then return end
  record.fitness = parsimony.fitness(record.values[1], record.complexity, self.parsimony,
    self.spread)
end

local function weigh_all(self)
  if self.spread then return end
  self.spread = parsimony.spread(self.order)
  for _, record in ipairs(self.order) do weigh(self, record) end
end

local function remember(self, one, record)
  record.hash, record.name, record.how = one.hash, one.name, one.how
  record.parent_a, record.parent_b = one.parent_a, one.parent_b
  record.generation, record.complexity = self.generation, one.tree.measure.complexity
  record.tree = one.tree
  self.seen[one.hash] = record
  self.order[#self.order + 1] = record
  weigh(self, record)
end

--- A member of the population, of a record.
local function member_of(record)
  return { record = record, tree = record.tree, complexity = record.complexity }
end

--- What a strategy is without its numbers.
local function shape_of(m) return (text.of(m.tree, ""):gsub("[%d.]+", "")) end

--- Share of members that differ in more than numbers.
local function diversity_of(members)
  local shapes, count = {}, 0
  for _, m in ipairs(members) do
    local shape = shape_of(m)
    if not shapes[shape] then shapes[shape], count = true, count + 1 end
  end
  return count / #members
end

local function record_history(self, tried)
  local values, fit = {}, 0
  for _, m in ipairs(self.members) do
    if m.record.values then
      fit = fit + 1
      values[fit] = m.record.values[1]
    end
  end
  local best = self:best(1)[1]
  local last = self.history[#self.history]
  local value = best and best.record.values[1]
  local fitness = best and (best.record.fitness or value)
  local better = fitness and (not last or not last.fitness or fitness > last.fitness)
  self.history[#self.history + 1] = {
    generation = self.generation, best = value, fitness = fitness, median = (stats.median(values)),
    complexity = best and best.complexity, diversity = diversity_of(self.members), fit = fit,
    tried = tried, trials = #self.order,
    since = better and 0 or (last and last.since or 0) + 1,
  }
end

--- What a member does, as text: two that do the same on every bar say the same here.
local function behaviour_of(record)
  return record.values and ("%d %s"):format(record.trades, table.concat(record.values, " "))
end

--- Without those that do what a simpler one does in other words.
local function without_doubles(members)
  local simplest, list = {}, {}
  for _, m in ipairs(members) do
    local key = behaviour_of(m.record)
    local other = key and simplest[key]
    if not other or m.complexity < other.complexity
      or (m.complexity == other.complexity and m.record.hash < other.record.hash) then
      if key then simplest[key] = m end
    end
  end
  for _, m in ipairs(members) do
    local key = behaviour_of(m.record)
    if not key or simplest[key] == m then
      list[#list + 1] = m
      if key then simplest[key] = nil end
    end
  end
  return list
end

--- Is there more than one aim?
local function have_several(members)
  for _, m in ipairs(members) do
    if m.record.values then return #m.record.values > 1 end
  end
  return false
end

--- Those who go on: with one aim the elite and all children; with several the best ranks of all.
local function settle(self, elite, children)
  local members = {}
  for _, m in ipairs(elite) do members[#members + 1] = m end
  for _, record in ipairs(children) do members[#members + 1] = member_of(record) end
  members = without_doubles(members)
  self.several = have_several(members)
  if not self.several then weigh_all(self) end
  if self.generation == 0 then
    members = select_.sorted(members)
    for i = #members, self.population + 1, -1 do members[i] = nil end
  end
  if self.several then
    select_.rank(members)
    members = select_.sorted(members)
    for i = #members, self.population + 1, -1 do members[i] = nil end
  end
  self.members = members
end

--- One generation.
-- @return true, or false when it was interrupted: nothing has changed then
function evolve:step()
  local several = self.generation > 0 and self.several
  local elite = several and self.members or elite_of(self)
  local present, wanted = {}, {}
  for _, m in ipairs(elite) do present[m.record.hash] = true end
  local batch = self.fitness:open()
  local room = several and self.population or self.population - #elite
  if self.generation == 0 then room = self.population * self.pool end
  local list = next_trees(self, batch, present, room, wanted)
  local records = batch:run(wanted)
  batch:close()
  if not records then return false end
  local children, tried = {}, 0
  for i, one in ipairs(list) do
    if not self.seen[one.hash] then
      remember(self, one, records[one.index])
      tried = tried + 1
    end
    children[i] = self.seen[one.hash]
  end
  settle(self, elite, children)
  record_history(self, tried)
  self.generation = self.generation + 1
  return true
end

--- Has the search come to its end? @return true and why, or false
function evolve:finished()
  local last = self.history[#self.history]
  if self.generation >= self.generations then return true, "generations" end
  if last and self.patience > 0 and last.since >= self.patience then return true, "patience" end
  return false
end

--- The best members that are fit, sorted.
-- @param count  how many at most
-- @param apart  only those that differ from a better one in more than numbers
function evolve:best(count, apart)
  local sorted, list, shapes = select_.sorted(self.members), {}, {}
  for _, m in ipairs(sorted) do
    if #list == count or not m.record.values then break end
    local shape = apart and shape_of(m)
    if not shape or not shapes[shape] then list[#list + 1] = m end
    if shape then shapes[shape] = true end
  end
  return list
end

--- The members that no other beats in every aim, by the first aim.
function evolve:front() return select_.front(self.members) end

--- Try strategies beside the generations.
-- @param list  { { tree, how, parent_a }, ... }
-- @return those that are different from each other, each with its `member`; nil when interrupted
function evolve:try(list)
  local batch, made, wanted = self.fitness:open(), {}, {}
  self.named = 0
  take(self, batch, list, made, {}, wanted, #list)
  local records = batch:run(wanted)
  batch:close()
  if not records then return nil end
  for _, one in ipairs(made) do
    if not self.seen[one.hash] then remember(self, one, records[one.index]) end
    one.member = member_of(self.seen[one.hash])
  end
  return made
end

--- Let members join the last generation, from which the worst go where there is no room.
function evolve:join(members)
  for _, m in ipairs(self.members) do members[#members + 1] = m end
  self.members = select_.sorted(without_doubles(members))
  for i = #self.members, self.population + 1, -1 do self.members[i] = nil end
end

--- Add a record of an earlier run of the same search.
function evolve:recall(record)
  self.seen[record.hash] = record
  self.order[#self.order + 1] = record
  weigh(self, record)
end

--- Go on after a generation of an earlier run.
-- @param generation  the number of the next one
-- @param members     { { record, tree, complexity }, ... } in their order
-- @param history     what search.history said of the last one
function evolve:restore(generation, members, history)
  self.generation, self.members = generation, members
  self.history[#self.history + 1] = history
  self.several = have_several(members)
  if self.several then select_.rank(members) else weigh_all(self) end
end

return evolve
