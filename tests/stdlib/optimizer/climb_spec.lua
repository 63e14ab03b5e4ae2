--- Searches that are no grid: places that are spread out, and CMA-ES on functions whose best is
-- known.
local cmaes = require "stdlib.optimizer.cmaes"
local constraint = require "stdlib.optimizer.constraint"
local eigen = require "stdlib.optimizer.eigen"
local random = require "stdlib.generator.random"
local scatter = require "stdlib.optimizer.scatter"
local template = require "stdlib.optimizer.template"

describe("places of a scatter", function()
  -- With a base of b, each of b^k equal pieces holds one of any b^k places in a row.
  it("fill equal pieces of every coordinate equally", function()
    for seed = 1, 5 do
      local s = scatter.new(4, seed)
      local columns = { {}, {}, {}, {} }
      for i = 1, 2 ^ 5 * 3 ^ 2 * 5 * 7 do
        for d, x in ipairs(s:next()) do
          assert.is_true(x >= 0 and x < 1)
          columns[d][i] = x
        end
      end
      for d, pieces in ipairs { 32, 9, 25, 49 } do
        local counts, from = {}, #columns[d] - pieces * 10
        for i = from + 1, from + pieces * 10 do
          local piece = math.floor((columns[d][i] - s.shift[d]) % 1 * pieces + 1e-6) % pieces
          counts[piece] = (counts[piece] or 0) + 1
        end
        for piece = 0, pieces - 1 do assert.equal(10, counts[piece], ("base %d"):format(d)) end
      end
    end
  end)

  it("are the same for a seed and others for another", function()
    local a, b, c = scatter.new(3, 1), scatter.new(3, 1), scatter.new(3, 2)
    local first = a:next()
    assert.same(first, b:next())
    assert.are_not.same(first, c:next())
  end)
end)

describe("eigenvectors", function()
  it("turn a symmetric matrix into its eigenvalues", function()
    local r = random.new(1, "eigen")
    for n = 1, 12 do
      local m = {}
      for i = 1, n do
        m[i] = {}
        for j = 1, i do
          m[i][j] = r:chance(0.2) and 0 or r:next() - 0.5
          m[j][i] = m[i][j]
        end
      end
      local values, v = eigen.of(m)
      for i = 1, n do
        for j = 1, n do
          local sum, product = 0, 0
          for k = 1, n do
            sum = sum + v[i][k] * values[k] * v[j][k]
            product = product + v[k][i] * v[k][j]
          end
          assert.near(m[i][j], sum, 1e-12)
          assert.near(i == j and 1 or 0, product, 1e-12)
        end
      end
    end
  end)
end)

local function ellipsoid(n)
  return function(x)
    local sum = 0
    for i = 1, n do sum = sum - 10 ^ (4 * (i - 1) / math.max(1, n - 1)) * (x[i] - 0.1 - 0.05 * i) ^ 2 end
    return sum
  end
end

local function rosenbrock(x)
  local a, b = 4 * x[1] - 2, 4 * x[2] - 2
  return -((1 - a) ^ 2 + 100 * (b - a * a) ^ 2)
end

-- The function, how many coordinates, its best, how many values it may ask for.
local CLIMBS = {
  sphere = { function(x) return -(x[1] - 0.3) ^ 2 - (x[2] - 0.7) ^ 2 end, 2, { 0.3, 0.7 }, 1200 },
  line = { ellipsoid(1), 1, { 0.15 }, 800 },
  ellipsoid = { ellipsoid(6), 6, { 0.15, 0.2, 0.25, 0.3, 0.35, 0.4 }, 6000 },
  rosenbrock = { rosenbrock, 2, { 0.75, 0.75 }, 2500 },
  corner = { function(x) return x[1] - x[2] end, 2, { 1, 0 }, 1500 },
}

local function climb(f, n, most, seed, grain)
  local start, values = {}, {}
  for i = 1, n do start[i] = 0.5 end
  local c = cmaes.new { start = start, seed = seed, grain = grain }
  local best, where, asked = -math.huge, nil, 0
  while asked < most and not c:finished() do
    for i, x in ipairs(c:ask()) do
      values[i] = f(x)
      asked = asked + 1
      for _, coordinate in ipairs(x) do assert(coordinate >= 0 and coordinate <= 1) end
      if values[i] and values[i] > best then best, where = values[i], x end
    end
    c:tell(values)
  end
  return where, best
end

describe("CMA-ES", function()
  for name, case in pairs(CLIMBS) do
    it("climbs " .. name, function()
      for seed = 1, 10 do
        local where = climb(case[1], case[2], case[4], seed)
        for i, x in ipairs(case[3]) do assert.near(x, where[i], 1e-3) end
      end
    end)
  end

  it("gives the same for a seed", function()
    local a, b = climb(rosenbrock, 2, 300, 7), climb(rosenbrock, 2, 300, 7)
    assert.same(a, b)
    assert.are_not.same(a, climb(rosenbrock, 2, 300, 8))
  end)

  it("finds the best of coordinates of few values", function()
    local function stairs(x)
      local i, k = math.min(19, math.floor(x[1] * 20)), math.min(4, math.floor(x[2] * 5))
      return -math.abs(i - 17) - 3 * math.abs(k - 1)
    end
    local found = 0
    for seed = 1, 10 do
      local _, best = climb(stairs, 2, 400, seed, { 1 / 20, 1 / 5 })
      found = found + (best == 0 and 1 or 0)
    end
    assert.is_true(found >= 9, found)
  end)

  it("goes around what has no value", function()
    local function half(x) return x[1] < 0.5 and x[1] + x[2] or nil end
    local where = climb(half, 2, 2000, 3)
    assert.near(0.5, where[1], 1e-2)
    assert.near(1, where[2], 1e-2)
  end)
end)

describe("a constraint", function()
  for text, cases in pairs {
    ["num_trades>=30"] = { [29] = false, [30] = true },
    [" num_trades > 30 "] = { [30] = false, [31] = true },
    ["num_trades<=30"] = { [30] = true, [31] = false },
    ["num_trades<3e1"] = { [29] = true, [30] = false },
  } do
    it("'" .. text .. "' is kept or not", function()
      local made = assert(constraint.parse(text))
      for value, kept in pairs(cases) do assert.equal(kept, made.keeps { num_trades = value }) end
      assert.is_false(made.keeps {})
    end)
  end

  for text, said in pairs {
    ["num_trades"] = "a metric and its limit", ["num_trades=30"] = "a metric and its limit",
    ["num_trades>=x"] = "a metric and its limit", ["num_trade>=3"] = "there is no metric 'num_trade'; did you mean",
  } do
    it("'" .. text .. "' is refused", function()
      local made, message = constraint.parse(text)
      assert.is_nil(made)
      assert.is_truthy(message:find(said, 1, true), message)
    end)
  end
end)

describe("a template", function()
  it("puts numbers in the place of names, and leaves the rest", function()
    local made = template.new('{"a":"$x","b":["$y","$x"],"c":"$z","d":"x"}', { x = true, y = true })
    assert.equal('{"a":0.1,"b":[5,0.1],"c":"$z","d":"x"}', made:fill { x = 0.1, y = 5 })
    assert.equal('{"a":-1e-07,"b":[2,-1e-07],"c":"$z","d":"x"}', made:fill { x = -1e-7, y = 2 })
  end)
end)
