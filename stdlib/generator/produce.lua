--- Different strategies of a grammar, as many as are asked for.
--
--     local source = produce.new(g, { seed = 7, method = "grammar" })
--     while source.count < 10000 do
--       local list = assert(source:next(10000 - source.count))
--       if #list == 0 then break end      -- source.fruitless drawn in a row, none of them new
--     end
--
-- What a strategy is, is told by the hash of its graph: two that differ in the order of their
-- conditions, or say "a above b" and "b below a", are one. All come from one random stream, so
-- that the first thousand of ten thousand are the thousand of the same seed.
local buffer = require "string.buffer"
local ffi = require "ffi"
local C = require("stdlib.host").C
local grow = require "stdlib.generator.grow"
local population = require "stdlib.population"
local random = require "stdlib.generator.random"
local text = require "stdlib.generator.text"

local produce = {}
produce.__index = produce

produce.METHODS = { "grammar", "random" }

local BLOCK = 1000 -- strategies that are drawn and read together, at most

-- Draws without anything new before a grammar counts as used up: so many, and so many for each
-- strategy that was found.
local PATIENCE, PATIENCE_EACH = 20000, 10

local NAME = "?" -- while the number is not known
local HEAD = #('{"name":"%s",'):format(NAME)

--- @param g        a grammar
-- @param options  { seed, method = "grammar" or "random", threads, name = what names begin with
--   (optional: METHOD-SEED) }
function produce.new(g, options)
  return setmetatable({
    grammar = g, seed = options.seed, method = options.method, threads = options.threads,
    name = options.name or ("%s-%.0f"):format(options.method, options.seed),
    random = random.new(options.seed, options.method), seen = {}, waiting = {}, found = 0,
    count = 0, drawn = 0, fruitless = 0,
  }, produce)
end

--- So many trees, their text, and where each line ends in it; or nil and a message.
local function draw(self, count)
  local trees, ends, b = {}, {}, buffer.new(count * 600)
  for i = 1, count do
    local made, message = grow.strategy(self.grammar, self.random, self.method)
    if not made then return nil, message end
    text.put(b, made, NAME)
    b:put "\n"
    trees[i], ends[i] = made, #b
  end
  return trees, b:tostring(), ends
end

--- The hashes of the lines of a text.
local function hashes_of(self, lines)
  local p = assert(population.new { threads = self.threads })
  local count, made = assert(p:read(lines)), {}
  for i = 1, count do
    local m = C.tide_population_at(p.cdata, i - 1)
    if m.error ~= nil then error("a sentence of the grammar is wrong: " .. ffi.string(m.error)) end
    made[i] = ffi.string(m.hash)
  end
  return made
end

--- Keep those that are new.
local function keep_new(self, trees, lines, ends, hashes)
  local seen = self.seen
  for i, hash in ipairs(hashes) do
    if seen[hash] then
      self.fruitless = self.fruitless + 1
    else
      seen[hash], self.fruitless, self.found = true, 0, self.found + 1
      local name = ("%s-%d"):format(self.name, self.found)
      self.waiting[#self.waiting + 1] = {
        name = name, hash = hash, tree = trees[i],
        text = ('{"name":"%s","hash":"%s",%s'):format(name, hash,
          lines:sub((ends[i - 1] or 0) + HEAD + 1, ends[i] - 1)),
      }
    end
  end
  self.drawn = self.drawn + #hashes
end

local function is_used_up(self)
  return self.fruitless >= math.max(PATIENCE, PATIENCE_EACH * self.found)
end

--- The next strategies: at least one, unless the grammar is used up.
-- @param most  not more than so many
-- @return list of { name, hash, tree, text = a line of JSON without its end }, or nil and a
--   message when the limits of the grammar leave nothing to be drawn
function produce:next(most)
  while #self.waiting == 0 and not is_used_up(self) do
    -- when new ones are rare, whole blocks are searched for them
    local trees, lines, ends = draw(self, self.fruitless == 0 and math.min(most, BLOCK) or BLOCK)
    if not trees then return nil, lines end
    keep_new(self, trees, lines, ends, hashes_of(self, lines))
  end
  local list, waiting = self.waiting, {}
  for i = most + 1, #list do waiting[i - most], list[i] = list[i], nil end
  self.waiting, self.count = waiting, self.count + #list
  return list
end

return produce
