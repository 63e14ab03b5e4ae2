--- As how many independent ones strategies count.
local naive = require "tests.support.naive_stats"
local random = require "tests.support.reference.random"
local stats = require "stdlib.stats"

local function near(expected, found, within)
  assert.is_true(math.abs(found - expected) <= within, ("expected %.12g, found %.12g"):format(expected, found))
end

-- Rows with a common part: pairs have correlation share.
local function common(r, rows, days, share)
  local shared, own = naive.noise(r, 1, days)[1], naive.noise(r, rows, days)
  for _, row in ipairs(own) do
    for t = 1, days do row[t] = math.sqrt(share) * shared[t] + math.sqrt(1 - share) * row[t] end
  end
  return own
end

describe("independent strategies", function()
  it("are counted as the long way does", function()
    local r = random.new(17)
    for _, size in ipairs { { 2, 3 }, { 3, 40 }, { 4, 9 }, { 5, 5 }, { 6, 50 }, { 7, 8 }, { 30, 11 }, { 21, 64 } } do
      local rows, days = size[1], size[2]
      local m = common(r, rows, days, r:uniform())
      local still = rows > 4 and r:int(1, rows)
      for t = 1, still and days or 0 do m[still][t] = 0.25 end
      local mean, square = naive.correlations(m)
      local out = stats.independent(m)
      local chance = 1 / (days - 1)
      assert.equal(rows - (still and 1 or 0), out.moving)
      near(mean, out.mean, 1e-12)
      near(math.max(0, (square - chance) / (1 - chance)), out.square, 1e-12)
    end
  end)

  it("count as all when unrelated, as one when the same", function()
    local m = naive.noise(random.new(5), 40, 2000)
    local out = stats.independent(m)
    near(40, out.trials, 0.5)
    near(40, out.breadth, 0.5)
    for i = 2, 40 do m[i] = m[1] end
    out = stats.independent(m)
    near(1, out.trials, 1e-9)
    near(1, out.breadth, 1e-9)
  end)

  it("count as their groups by breadth, as more by trials", function()
    local four, m = naive.noise(random.new(6), 4, 2000), {}
    for i = 1, 40 do m[i] = four[i % 4 + 1] end
    local out = stats.independent(m)
    near(4, out.breadth, 0.1)
    assert.is_true(out.trials > 4 and out.trials <= 40)
  end)

  it("stand for those they were sampled from", function()
    local out = stats.independent(common(random.new(7), 40, 3000, 0.3), 10000)
    near(0.3, out.mean, 0.03)
    near(out.mean + (1 - out.mean) * 10000, out.trials, 1e-6)
    near(1 / 0.09, out.breadth, 2)
  end)

  it("are at least one and at most all, whatever their signs", function()
    local row, mirror = naive.noise(random.new(8), 1, 50)[1], {}
    for t, x in ipairs(row) do mirror[t] = -x end
    local out = stats.independent { row, mirror }
    near(-1, out.mean, 1e-12)
    assert.equal(2, out.trials)
    near(1, out.breadth, 1e-12)
  end)

  it("are undefined below two, and nothing is made of bad data", function()
    local out = stats.independent { { 1, 2, 3 }, { 5, 5, 5 } }
    assert.same({ moving = 1 }, out)
    for message, m in pairs {
      ["not enough bars"] = { { 1, 2 }, { 2, 1 } }, ["bad data"] = { { 1, 2, math.huge } },
      ["invalid argument"] = {},
    } do
      local none, why = stats.independent(m)
      assert.is_nil(none)
      assert.equal(message, why)
    end
  end)
end)
