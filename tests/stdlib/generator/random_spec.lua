--- Random streams: the same numbers everywhere, evenly spread, and none like another.
local random = require "stdlib.generator.random"

--- Chi-square of counts that should be equal.
local function chi_square(counts, n)
  local expected, sum = n / #counts, 0
  for _, count in ipairs(counts) do sum = sum + (count - expected) ^ 2 / expected end
  return sum
end

-- Five sigma: mean k - 1, variance 2 (k - 1).
local function assert_even(counts, n, what)
  local freedom = #counts - 1
  local limit = freedom + 5 * math.sqrt(2 * freedom)
  local x = chi_square(counts, n)
  assert.is_true(x < limit, ("%s: chi-square %.1f, limit %.1f"):format(what, x, limit))
  return x
end

local function zeros(k)
  local list = {}
  for i = 1, k do list[i] = 0 end
  return list
end

--- The definition in whole numbers, digit by digit: a product modulo m by doubling.
local function times(a, b, m)
  local product = 0
  while b > 0 do
    if b % 2 == 1 then product = (product + a) % m end
    a, b = (a + a) % m, math.floor(b / 2)
  end
  return product
end

describe("a random stream", function()
  it("is that of the published generator", function()
    local r = random.new(1, "golden")
    local a, b = r.a, r.b
    for _ = 1, 10000 do
      a, b = times(a, 40014, 2147483563), times(b, 40692, 2147483399)
      local z = a - b
      if z < 1 then z = z + 2147483562 end
      assert.equal(z * (1 / 2147483563), r:next())
      assert.equal(a, r.a)
      assert.equal(b, r.b)
    end
  end)

  it("gives the same numbers on every machine", function()
    local list = {}
    local r = random.new(7, "generation", 3)
    for i = 1, 5 do list[i] = ("%.17g"):format(r:next()) end
    assert.same({
      "0.36539211778823755", "0.75872176163427052", "0.17428860758176615",
      "0.45246708274805081", "0.061113144827362763",
    }, list)
    r = random.new(2 ^ 53, "x")
    assert.equal(797824, r:int(1, 1000000))
  end)

  it("spreads its numbers evenly", function()
    for seed = 1, 6 do
      local r, n = random.new(seed, "even"), 100000
      local singles, pairs_ = zeros(100), zeros(400)
      local last = r:next()
      for _ = 1, n do
        local x = r:next()
        assert.is_true(x > 0 and x < 1)
        singles[1 + math.floor(100 * x)] = singles[1 + math.floor(100 * x)] + 1
        local cell = 1 + math.floor(20 * last) + 20 * math.floor(20 * x)
        pairs_[cell], last = pairs_[cell] + 1, x
      end
      assert_even(singles, n, "numbers of seed " .. seed)
      assert_even(pairs_, n, "pairs of seed " .. seed)
    end
  end)

  it("notices what is not even", function()
    local counts, r = zeros(100), random.new(1)
    for _ = 1, 100000 do
      local x = 1 + math.floor(100 * r:next() ^ 1.05)
      counts[x] = counts[x] + 1
    end
    assert.is_false(pcall(assert_even, counts, 100000, "bent"))
  end)

  it("begins differently for every seed and label", function()
    -- first numbers of many streams are spread as evenly as those of one
    local counts, seen, n = zeros(50), {}, 50000
    for i = 1, n do
      local r = random.new(i % 250, "stream", math.floor(i / 250))
      local x = r:next()
      assert.is_nil(seen[x])
      seen[x] = true
      counts[1 + math.floor(50 * x)] = counts[1 + math.floor(50 * x)] + 1
    end
    assert_even(counts, n, "first numbers")
    assert.not_equal(random.new(1, "ab", "c"):next(), random.new(1, "a", "bc"):next())
    assert.not_equal(random.new(1, 2):next(), random.new(12):next())
    assert.equal(random.new(1, "a", 2):next(), random.new(1, "a", 2):next())
  end)

  it("draws whole numbers, elements and grids with both ends", function()
    local r, n = random.new(3), 60000
    local dice, grid = zeros(6), zeros(5)
    for _ = 1, n do
      local x = r:int(1, 6)
      dice[x] = dice[x] + 1
      local y = r:grid(-1, 1, 0.5)
      grid[(y + 1) / 0.5 + 1] = grid[(y + 1) / 0.5 + 1] + 1
    end
    assert_even(dice, n, "dice")
    assert_even(grid, n, "grid")
  end)

  it("draws by weight, and never what weighs nothing", function()
    local r, n = random.new(4), 100000
    local list = random.weighted({ "a", "b", "c", "d" }, { 1, 0, 3, 6 })
    local counts = { a = 0, c = 0, d = 0 }
    for _ = 1, n do
      local x = r:draw(list)
      counts[x] = counts[x] + 1
    end
    for name, share in pairs { a = 0.1, c = 0.3, d = 0.6 } do
      local sigma = math.sqrt(n * share * (1 - share))
      assert.is_true(math.abs(counts[name] - n * share) < 5 * sigma, name .. counts[name])
    end
  end)

  it("draws from a long list what a walk along it draws", function()
    local elements, weights, total = {}, {}, 0
    for i = 1, 61 do
      elements[i], weights[i] = i, i % 7
      total = total + weights[i]
    end
    local list = random.weighted(elements, weights)
    local a, b = random.new(8), random.new(8)
    for _ = 1, 20000 do
      local x, i = a:next() * total, 0
      repeat
        i = i + 1
        x = x - weights[i]
      until x < 0
      assert.equal(i, b:draw(list))
    end
  end)

  it("draws as many short lengths as long ones", function()
    local r, n, counts = random.new(5), 100000, zeros(3)
    for _ = 1, n do
      local x = r:log_int(1, 999) -- [1, 10), [10, 100), [100, 1000)
      assert.is_true(x >= 1 and x <= 999 and x % 1 == 0)
      local decade = #tostring(x)
      counts[decade] = counts[decade] + 1
    end
    assert_even(counts, n, "decades")
    assert.equal(7, r:log_int(7, 7))
  end)
end)
