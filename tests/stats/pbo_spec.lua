--- The probability of backtest overfitting: against the long way, and on searches whose
-- truth is known.
local ffi = require "ffi"
local naive = require "tests.support.naive_stats"
local random = require "tests.support.reference.random"
local stats = require "stdlib.stats"

local KEYS = { "pbo", "loss", "slope", "sharpe_in", "sharpe_out", "combinations" }

local function same(expected, found, label)
  for _, key in ipairs(KEYS) do
    assert.is_true(math.abs(expected[key] - found[key]) < 1e-9,
      ("%s, %s: expected %.12g, found %.12g"):format(label, key, expected[key], found[key]))
  end
  table.sort(found.logits)
  for k, logit in ipairs(expected.logits) do
    assert.is_true(math.abs(logit - found.logits[k]) < 1e-9, ("%s: logit %d"):format(label, k))
  end
  assert.equal(#expected.logits, #found.logits)
end

local function mean_pbo(seeds, rows, days, edge)
  local r, sum = random.new(rows + days), 0
  for _ = 1, seeds do sum = sum + stats.pbo(naive.noise(r, rows, days, edge, edge and 1)).pbo end
  return sum / seeds
end

describe("the probability of overfitting", function()
  it("is that of the long way", function()
    local r = random.new(3)
    for _, slices in ipairs { 2, 4, 6, 8 } do
      for _ = 1, 6 do
        local rows, days = r:int(2, 13), r:int(2 * slices, 6 * slices)
        local m = naive.noise(r, rows, days, 0.004, r:int(0, 2))
        if r:chance(0.5) then -- one that rests in the first half, one that always does, twins
          for t = 1, math.floor(days / 2) do m[1][t] = 0 end
          for t = 1, days do m[2][t] = 0 end
          m[#m + 1] = m[r:int(1, #m)]
        end
        same(naive.pbo(m, slices), stats.pbo(m, { slices = slices, logits = true }),
          ("%d strategies, %d days, %d slices"):format(#m, days, slices))
      end
    end
  end)

  it("takes lists and memory alike", function()
    local m = naive.noise(random.new(4), 5, 40)
    local data = ffi.new("double[200]")
    for i, row in ipairs(m) do
      for t, x in ipairs(row) do data[(i - 1) * 40 + t - 1] = x end
    end
    local all = { slices = 4, logits = true }
    assert.same(stats.pbo(m, all), stats.pbo({ data = data, rows = 5, days = 40 }, all))
  end)

  it("is near one half on noise", function()
    local pbo = mean_pbo(20, 60, 320)
    assert.is_true(pbo > 0.42 and pbo < 0.6, pbo)
  end)

  it("is near zero for one real edge among noise", function()
    local pbo = mean_pbo(5, 60, 640, 0.003)
    assert.is_true(pbo < 0.01, pbo)
  end)

  it("is high where what was good turns bad", function()
    -- each does well on one half of the days and badly on the other
    local m = naive.noise(random.new(9), 24, 320)
    for i, row in ipairs(m) do
      for t = 1, #row do row[t] = row[t] + ((t <= 160) == (i % 2 == 0) and 0.02 or -0.02) end
    end
    local out = stats.pbo(m)
    assert.is_true(out.pbo > 0.8 and out.slope < -0.9, out.pbo .. " " .. out.slope)
  end)

  it("counts every way to choose half of the slices", function()
    assert.equal(12870, stats.pbo(naive.noise(random.new(2), 2, 32)).combinations)
    assert.equal(184756, stats.pbo(naive.noise(random.new(2), 2, 40), { slices = 20 }).combinations)
  end)

  it("says what it needs", function()
    local m = naive.noise(random.new(1), 3, 31)
    for pattern, case in pairs {
      ["needs 32 days for 16 slices, found 31"] = { m },
      ["slices must be even and from 2 to 20, found 5"] = { m, { slices = 5 } },
      ["found 22"] = { m, { slices = 22 } },
      ["needs two strategies or more, found 1"] = { { m[1] } },
      ["needs two strategies or more, found 0"] = { {} },
    } do
      local out, message = stats.pbo(case[1], case[2])
      assert.is_nil(out)
      assert.matches(pattern, message, 1, true)
    end
    m[2][7] = 0 / 0
    local out, message = stats.pbo(m, { slices = 4 })
    assert.is_nil(out)
    assert.equal("bad data", message)
    m[2][31] = nil
    assert.error_matches(function() stats.pbo(m) end, "row 2 has")
  end)
end)
