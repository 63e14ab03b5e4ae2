--- The distributions, against values to 17 digits from mpmath 1.3 with 40 digits.
local stats = require "stdlib.stats"

local function near(expected, found, relative)
  local difference = math.abs(found - expected)
  assert.is_true(difference <= (relative or 2e-15) * math.abs(expected),
    ("expected %.17g, found %.17g"):format(expected, found))
end

local CDF = {
  { -38, 2.8854283600687843e-316 }, { -20, 2.7536241186062337e-89 },
  { -10, 7.6198530241605261e-24 }, { -5, 2.8665157187919391e-7 },
  { -1, 0.15865525393145705 }, { 0, 0.5 }, { 0.5, 0.6914624612740131 },
  { 3, 0.99865010196836991 },
}

local QUANTILES = {
  { 1e-300, -37.047096299361199 }, { 1e-100, -21.273453560965324 },
  { 1e-20, -9.2623400897984076 }, { 1e-10, -6.3613409024040562 },
  { 0.001, -3.0902323061678135 }, { 0.025, -1.9599639845400542 },
  { 0.3, -0.52440051270804082 }, { 0.49, -0.025068908258711058 },
}

local STUDENT = {
  { -0.1, 1, 0.46827448256944643 }, { 1, 2, 0.78867513459481288 },
  { -40, 3, 1.7190340394579264e-5 }, { -3, 4.5, 0.017190433944379812 },
  { 2.2281388519862744, 10, 0.97499999999999998 }, { -1.5, 30, 0.072032964564323001 },
  { -2, 41, 0.026077181393459464 }, { -5, 100, 1.2250867067519002e-6 },
  { -1.96, 1000, 0.025136592477874359 }, { -3, 1e5, 0.0013502304420323596 },
  { -2, 0.3, 0.28213484948039137 }, { -1e-9, 7, 0.49999999961500855 },
  { -1000, 2.5, 2.2747463948307452e-8 },
  { -4, 4999, 3.2128683488664852e-5 }, { -4, 5001, 3.212849961628017e-5 },
}

describe("the normal distribution", function()
  it("has the values of its table", function()
    -- far out the last bit of x counts, and a double below 1e-308 has few digits
    for _, row in ipairs(CDF) do
      near(row[2], stats.normal_cdf(row[1]), row[1] < -30 and 1e-6 or 1e-15 + row[1] ^ 2 * 4e-16)
    end
  end)

  it("has the quantiles of theirs, on both sides", function()
    for _, row in ipairs(QUANTILES) do
      near(row[2], stats.normal_quantile(row[1]), 4e-15)
      if row[1] > 1e-9 then near(-row[2], stats.normal_quantile(1 - row[1]), 1e-13) end
    end
    assert.equal(0, stats.normal_quantile(0.5))
    assert.equal(-math.huge, stats.normal_quantile(0))
    assert.equal(math.huge, stats.normal_quantile(1))
    for _, p in ipairs { -0.1, 1.1, 0 / 0 } do assert.is_nil(stats.normal_quantile(p)) end
  end)

  it("is undone by its inverse", function()
    for i = 1, 999 do near(i / 1000, stats.normal_cdf(stats.normal_quantile(i / 1000)), 1e-14) end
  end)
end)

describe("Student's t", function()
  it("has the values of its table", function()
    for _, row in ipairs(STUDENT) do near(row[3], stats.student_cdf(row[1], row[2]), 1e-13) end
  end)

  it("is symmetric, rises, and becomes normal", function()
    for _, degrees in ipairs { 0.7, 1, 3, 19.5, 39.9, 40.1, 1e4 } do
      local before = 0
      for t = -8, 8, 0.25 do
        local p = stats.student_cdf(t, degrees)
        assert.is_true(p > before, t)
        near(1, p + stats.student_cdf(-t, degrees))
        before = p
      end
    end
    near(stats.normal_cdf(-2), stats.student_cdf(-2, 1e12), 1e-11)
    near(stats.normal_cdf(-2), stats.student_cdf(-2, math.huge))
    for _, degrees in ipairs { 0, -1, 0 / 0 } do assert.is_nil(stats.student_cdf(1, degrees)) end
    assert.equal(0, stats.student_cdf(-math.huge, 3))
  end)
end)
