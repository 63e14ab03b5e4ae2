--- Crossover, mutation and nudges: valid children of parents that stay as they were.
local buffer = require "string.buffer"
local grammar = require "stdlib.generator.grammar"
local grow = require "stdlib.generator.grow"
local population = require "stdlib.population"
local random = require "stdlib.generator.random"
local sentences = require "tests.support.sentences"
local text = require "stdlib.generator.text"
local tree = require "stdlib.generator.tree"
local vary = require "stdlib.generator.vary"

local COUNT = 3000
local config = sentences.config()

--- Everything of a value: tables by what they hold.
local function deep(value, seen)
  if type(value) ~= "table" then return tostring(value) end
  seen = seen or {}
  if value.spec or value.name then return "term" .. tostring(value.name) .. tostring(value.output) end
  local keys, parts = {}, {}
  for key in pairs(value) do keys[#keys + 1] = key end
  table.sort(keys, function(a, b) return tostring(a) < tostring(b) end)
  for i, key in ipairs(keys) do parts[i] = tostring(key) .. "=" .. deep(value[key], seen) end
  return "{" .. table.concat(parts, ",") .. "}"
end

describe("what becomes of strategies", function()
  local g, parents, before

  setup(function()
    g = assert(grammar.load(nil, { timeframe = "1h", primary = "1h" }))
    local r = random.new(2, "parents")
    parents, before = {}, {}
    for i = 1, 300 do
      parents[i] = assert(grow.strategy(g, r))
      before[i] = deep(parents[i])
    end
  end)

  local function pick(r)
    local i = r:int(1, #parents)
    return parents[i]
  end

  local ways = {
    crossover = function(r) return vary.cross(g, r, pick(r), pick(r)) end,
    mutation = function(r) return vary.mutate(g, r, pick(r)) end,
    nudge = function(r) return vary.nudge(g, r, pick(r)) end,
    ["a long line of changes"] = function(r)
      local s = pick(r)
      for _ = 1, 12 do
        s = vary.mutate(g, r, s) or s
        s = vary.cross(g, r, s, pick(r)) or s
        s = vary.nudge(g, r, s) or s
      end
      return s
    end,
  }

  for name, way in pairs(ways) do
    it("is valid, within limits, and leaves parents as they were: " .. name, function()
      local r, made, changed, b = random.new(4, name), {}, 0, buffer.new()
      local known = {}
      for _, parent in ipairs(parents) do known[text.of(parent, "a")] = true end
      for _ = 1, COUNT do
        local s = way(r)
        if s then
          made[#made + 1] = s
          local line = text.of(s, "a")
          if not known[line] then changed = changed + 1 end
          local ok, m = pcall(sentences.measure, line, config)
          assert.is_true(ok, ("%s: %s"):format(tostring(m), line))
          for key, value in pairs(m) do assert.equal(value, s.measure[key], key .. ": " .. line) end
          assert.is_true(tree.fits(s, g.limits), line)
          assert.equal("1h", s.timeframe)
          b:put(line, "\n")
        end
      end
      assert.is_true(#made > 0.9 * COUNT, #made)
      assert.is_true(changed > 0.9 * #made, changed)
      local p = assert(population.new())
      assert.equal(#made, p:read(b:tostring()))
      for i = 1, #made do assert.is_nil(p:at(i).error) end
      for i, parent in ipairs(parents) do assert.equal(before[i], deep(parent)) end
    end)
  end

  it("keeps its structure when it is nudged", function()
    local function structure(s) return (text.of(s, "a"):gsub("%-?%d+%.?%d*", "0")) end
    local r, count = random.new(6), 0
    for _ = 1, COUNT do
      local s = pick(r)
      local made = vary.nudge(g, r, s)
      if made then
        assert.equal(structure(s), structure(made))
        count = count + 1
      end
    end
    assert.is_true(count > 0.9 * COUNT, count)
  end)

  it("can be any part of its parents in a crossover", function()
    local r, kinds = random.new(7), {}
    for _ = 1, COUNT do
      local a, b = pick(r), pick(r)
      local made = vary.cross(g, r, a, b)
      if made then
        for _, side in ipairs { "long", "short" } do
          local was, is, other = a[side], made[side], b[side]
          if was and is and was ~= is then
            if is == b.long or is == b.short then kinds.side = true end
            if other and is.stops == other.stops then kinds.stops = true end
            if other and is.exit and is.exit == other.exit then kinds.exit = true end
            if is.enter ~= was.enter and is.exit == was.exit then kinds.condition = true end
          end
        end
      end
    end
    assert.same({ side = true, stops = true, exit = true, condition = true }, kinds)
  end)
end)
