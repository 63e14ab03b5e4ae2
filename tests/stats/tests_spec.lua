--- Tests of significance: against the long way, published numbers, and how often they cry
-- wolf where there is nothing.
local naive = require "tests.support.naive_tests"
local noise = require("tests.support.naive_stats").noise
local random = require "tests.support.reference.random"
local statistics = require "tests.support.reference.statistics"
local stats = require "stdlib.stats"

local function near(expected, found, within, label)
  assert.is_true(math.abs(found - expected) <= within,
    ("%s: expected %.12g, found %.12g"):format(label or "", expected, found))
end

local function same(expected, found, label)
  for key, value in pairs(expected) do
    near(value, found[key], 1e-9 * math.max(1, math.abs(value)), label .. ", " .. key)
  end
end

-- Each number has some of the one before.
local function lasting(list, share)
  for t = 2, #list do list[t] = list[t] + share * list[t - 1] end
  return list
end

describe("superior predictive ability", function()
  it("is that of the long way", function()
    local r = random.new(31)
    for i = 1, 12 do
      local rows, days = r:int(1, 9), r:int(10, 90)
      local m = noise(r, rows, days, 0.004 * r:int(-2, 2), r:int(0, rows))
      for _, row in ipairs(m) do lasting(row, 0.3 * r:uniform()) end
      local options = { samples = r:int(1, 150), seed = i, block = r:chance(0.5) and r:int(1, 12) or nil }
      same(naive.spa(m, options), stats.spa(m, options), ("%d x %d"):format(rows, days))
    end
  end)

  it("leaves out what does not move, and knows rows by their number", function()
    local m = noise(random.new(6), 4, 60, 0.01, 1)
    local still = {}
    for t = 1, 60 do still[t] = 0.5 end
    local options = { samples = 200, seed = 3 }
    local alone = stats.spa(m, options)
    assert.equal(1, alone.best)
    table.insert(m, 1, still)
    local with = stats.spa(m, options)
    assert.equal(2, with.best)
    assert.equal(alone.p, with.p)
    assert.same({}, stats.spa { still, still })
  end)

  it("is rarely found among noise", function()
    local r, found = random.new(7), 0
    for seed = 1, 150 do
      found = found + (stats.spa(noise(r, 20, 600), { samples = 150, seed = seed }).p <= 0.1 and 1 or 0)
    end
    assert.is_true(found >= 4 and found <= 28, found)
  end)

  it("is found where it is, and bad company does not hide it", function()
    local r = random.new(8)
    local m = noise(r, 40, 500, 0.0025, 1)
    local good = stats.spa(m)
    assert.equal(1, good.best)
    assert.is_true(good.p < 0.01, good.p)
    for _, row in ipairs(noise(r, 200, 500, -0.01, 200)) do m[#m + 1] = row end
    local crowded = stats.spa(m)
    assert.is_true(crowded.p < 0.01, crowded.p)
    assert.is_true(crowded.p_lower <= crowded.p and crowded.p <= crowded.p_upper)
  end)

  it("is 1 where nothing beats the benchmark", function()
    local out = stats.spa(noise(random.new(9), 5, 100, -0.01, 5))
    assert.equal(0, out.statistic)
    assert.equal(1, out.p)
  end)

  it("repeats with its seed", function()
    local m = noise(random.new(10), 5, 100, 0.001, 1)
    assert.same(stats.spa(m, { seed = 5 }), stats.spa(m, { seed = 5 }))
    assert.are_not.same(stats.spa(m, { seed = 5 }), stats.spa(m, { seed = 6 }))
  end)
end)

describe("the difference of two Sharpe ratios", function()
  it("is that of the long way", function()
    local r = random.new(41)
    for i = 1, 15 do
      local m = noise(r, 2, r:int(10, 80), 0.003, r:int(0, 2))
      for _, row in ipairs(m) do lasting(row, r:uniform() - 0.4) end
      local options = { samples = r:int(1, 120), seed = i, block = r:chance(0.5) and r:int(1, 5) or nil }
      same(naive.sharpe_difference(m[1], m[2], options), stats.sharpe_difference(m[1], m[2], options), "case " .. i)
    end
  end)

  it("is that of the two", function()
    local m = noise(random.new(12), 2, 300, 0.002, 1)
    local out = stats.sharpe_difference(m[1], m[2])
    near(stats.moments(m[1]).sharpe - stats.moments(m[2]).sharpe, out.difference, 1e-12)
    local swapped = stats.sharpe_difference(m[2], m[1])
    near(-out.difference, swapped.difference, 1e-15)
    near(out.deviation, swapped.deviation, 1e-12)
    assert.equal(out.p, swapped.p)
  end)

  -- C. Memmel, Performance Hypothesis Testing with the Sharpe Ratio, Finance Letters 1 (2003):
  -- of independent normal returns.
  it("has the deviation of its formula where there is one", function()
    local m = noise(random.new(13), 2, 20000, 0.001, 2)
    for t, x in ipairs(m[1]) do m[2][t] = 0.6 * x + 0.8 * m[2][t] end
    local a, b = stats.moments(m[1]).sharpe, stats.moments(m[2]).sharpe
    local rho = 0.6
    local variance = (2 - 2 * rho + (a * a + b * b - 2 * a * b * rho * rho) / 2) / 20000
    near(1, stats.sharpe_difference(m[1], m[2], { samples = 1 }).deviation / math.sqrt(variance), 0.04)
  end)

  it("is rarely found where there is none, though tails are fat and days hang together", function()
    local r, found = random.new(14), 0
    for seed = 1, 300 do
      local common, m = noise(r, 1, 150)[1], noise(r, 2, 150, 0.001, 2)
      for t = 1, 150 do
        local wild = r:chance(0.05) and 4 or 1
        m[1][t], m[2][t] = (m[1][t] + common[t]) * wild, 2 * (m[2][t] + common[t]) * wild
      end
      lasting(m[1], 0.15)
      lasting(m[2], 0.15)
      found = found + (stats.sharpe_difference(m[1], m[2], { samples = 199, seed = seed }).p <= 0.05 and 1 or 0)
    end
    assert.is_true(found >= 4 and found <= 27, found)
  end)

  it("is found where it is", function()
    local m = noise(random.new(15), 2, 600, 0.003, 1)
    assert.is_true(stats.sharpe_difference(m[1], m[2]).p < 0.01)
  end)

  it("is undefined for one that does not move, or for one and the same", function()
    local row, still = noise(random.new(16), 1, 40)[1], {}
    for t = 1, 40 do still[t] = 0 end
    assert.same({}, stats.sharpe_difference(row, still))
    assert.same({ difference = 0 }, stats.sharpe_difference(row, row))
  end)
end)

describe("the difference of two means", function()
  -- Student's sleep data (Biometrika 6, 1908), whose Welch test every textbook prints.
  local FIRST = { 0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0 }
  local SECOND = { 1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4 }

  it("has the t, degrees and P value of the sleep data", function()
    local out = stats.mean_difference(FIRST, SECOND, { block = 1, samples = 20000 })
    near(-1.58, out.difference, 1e-12)
    near(-1.8608, out.t, 5e-5)
    near(17.776, out.degrees, 5e-4)
    near(0.07939, out.p, 5e-6)
    near(out.p, out.p_bootstrap, 0.02)
  end)

  it("is that of the long way", function()
    local r = random.new(51)
    for i = 1, 15 do
      local a, b = noise(r, 1, r:int(2, 60), 0.004, 1)[1], noise(r, 1, r:int(2, 60))[1]
      local options = { samples = r:int(1, 120), seed = i, block = r:chance(0.5) and r:int(1, 6) or nil }
      same(naive.mean_difference(a, b, options), stats.mean_difference(a, b, options), "case " .. i)
    end
  end)

  it("is rarely found where there is none, and found where it is", function()
    local r, welch, drawn, found = random.new(52), 0, 0, 0
    for seed = 1, 300 do
      local a, b = noise(r, 1, 120)[1], noise(r, 1, 60)[1]
      local out = stats.mean_difference(a, b, { samples = 199, seed = seed, block = 1 })
      welch = welch + (out.p <= 0.05 and 1 or 0)
      drawn = drawn + (out.p_bootstrap <= 0.05 and 1 or 0)
      for t = 1, #a do a[t] = a[t] + 0.008 end
      found = found + (stats.mean_difference(a, b, { samples = 1 }).p <= 0.05 and 1 or 0)
    end
    assert.is_true(welch >= 5 and welch <= 26, welch)
    assert.is_true(drawn >= 5 and drawn <= 28, drawn)
    assert.is_true(found > 290, found)
  end)

  it("is not taken in by days that hang together", function()
    local r, plain, blocks = random.new(53), 0, 0
    for seed = 1, 150 do
      local a, b = lasting(noise(r, 1, 200)[1], 0.6), lasting(noise(r, 1, 200)[1], 0.6)
      local out = stats.mean_difference(a, b, { samples = 199, seed = seed, block = 15 })
      plain = plain + (out.p <= 0.05 and 1 or 0)
      blocks = blocks + (out.p_bootstrap <= 0.05 and 1 or 0)
    end
    assert.is_true(plain > 2 * blocks, ("%d against %d"):format(plain, blocks))
  end)

  it("is undefined where nothing moves", function()
    local out = stats.mean_difference({ 1, 1, 1 }, { 2, 2 })
    assert.same({ difference = -1 }, out)
    near(statistics.mean(FIRST) - 2, stats.mean_difference(FIRST, { 2, 2 }).difference, 1e-12)
  end)
end)

describe("the tests", function()
  it("refuse options that cannot be, and say what data lack", function()
    local m = noise(random.new(1), 2, 9)
    assert.error_matches(function() stats.spa(m, { samples = 0 }) end, "samples must be a whole number")
    assert.error_matches(function() stats.spa(m, { block = 0.5 }) end, "block must be 1 or more")
    assert.error_matches(function() stats.sharpe_difference({ 1, 2 }, { 1 }) end, "returns of 2 and of 1 days")
    for _, call in ipairs {
      function() return stats.spa(m) end,
      function() return stats.sharpe_difference(m[1], m[2]) end,
      function() return stats.mean_difference({ 1 }, { 2, 3 }) end,
    } do
      local out, message = call()
      assert.is_nil(out)
      assert.equal("not enough bars", message)
    end
    local out, message = stats.mean_difference({ 1, 0 / 0 }, { 2, 3 })
    assert.is_nil(out)
    assert.equal("bad data", message)
  end)
end)
