--- The interval of a mean: against the long way, and how often it holds what is true.
local naive = require "tests.support.naive_tests"
local noise = require("tests.support.naive_stats").noise
local random = require "tests.support.reference.random"
local stats = require "stdlib.stats"

describe("the interval of a mean", function()
  it("is that of the long way", function()
    local r = random.new(61)
    for i = 1, 15 do
      local list = noise(r, 1, r:int(2, 80), 0.003, 1)[1]
      local options = { samples = r:int(1, 200), seed = i, block = r:chance(0.5) and r:int(1, 6) or nil,
        level = r:chance(0.5) and 0.8 or nil }
      local expected, found = naive.mean_interval(list, options), stats.mean_interval(list, options)
      for _, key in ipairs { "mean", "low", "high" } do assert.near(expected[key], found[key], 1e-12, key) end
    end
  end)

  it("holds the true mean about as often as it says", function()
    local r, held = random.new(62), 0
    for seed = 1, 400 do
      local out = stats.mean_interval(noise(r, 1, 60, 0.002, 1)[1], { samples = 400, seed = seed, level = 0.9 })
      held = held + (out.low <= 0.002 and out.high >= 0.002 and 1 or 0)
    end
    assert.is_true(held >= 330 and held <= 380, held)
  end)

  it("is wide for few, narrow for many, and repeats with its seed", function()
    local r = random.new(63)
    local few, many = noise(r, 1, 20)[1], noise(r, 1, 2000)[1]
    local a, b = stats.mean_interval(few), stats.mean_interval(many)
    assert.is_true(a.high - a.low > 4 * (b.high - b.low))
    assert.same(a, stats.mean_interval(few, { seed = 1 }))
    assert.are_not.same(a, stats.mean_interval(few, { seed = 2 }))
  end)

  it("is the number itself where all are the same", function()
    assert.same({ mean = 0.5, low = 0.5, high = 0.5 }, stats.mean_interval { 0.5, 0.5, 0.5 })
  end)

  it("refuses what cannot be", function()
    assert.error_matches(function() stats.mean_interval({ 1, 2 }, { level = 1 }) end, "level must be between 0 and 1")
    assert.error_matches(function() stats.mean_interval({ 1, 2 }, { samples = 0 }) end, "samples must be")
    assert.same({ nil, "not enough bars" }, { stats.mean_interval { 1 } })
    assert.same({ nil, "bad data" }, { stats.mean_interval { 1, 0 / 0 } })
  end)
end)

describe("the median", function()
  it("has as many numbers below as above, and lies between the ends", function()
    local r = random.new(63)
    for _ = 1, 50 do
      local list, below, above = {}, 0, 0
      for i = 1, r:int(1, 30) do list[i] = r:int(-5, 5) end
      local before = table.concat(list, " ")
      local median, least, most = stats.median(list)
      for _, x in ipairs(list) do
        below, above = below + (x < median and 1 or 0), above + (x > median and 1 or 0)
      end
      assert.is_true(2 * below <= #list and 2 * above <= #list)
      assert.equal(math.min(unpack(list)), least)
      assert.equal(math.max(unpack(list)), most)
      assert.equal(before, table.concat(list, " "))
    end
  end)

  it("is the middle of the two in the middle, and nothing of nothing", function()
    assert.equal(2.5, (stats.median { 4, 1, 3, 2 }))
    assert.is_nil(stats.median {})
  end)
end)
