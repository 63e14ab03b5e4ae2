--- Candles seen through a little noise: a naive twin gives the same bits, and they stay candles.
local ffi = require "ffi"
local candles = require "stdlib.candles"
local host = require "stdlib.host"

local C = host.C
local PRICES = { "open", "high", "low", "close" }

local band, bxor, rshift = bit.band, bit.bxor, bit.rshift

--- Nearly normal numbers of a seed, as host/core/random.h makes them.
local function normals(seed)
  local state = ffi.cast("uint64_t", seed)
  return function()
    local sum = -6
    for _ = 1, 12 do
      state = state + 0x9e3779b97f4a7c15ULL
      local z = state
      z = bxor(z, rshift(z, 30)) * 0xbf58476d1ce4e5b9ULL
      z = bxor(z, rshift(z, 27)) * 0x94d049bb133111ebULL
      z = bxor(z, rshift(z, 31))
      sum = sum + tonumber(band(rshift(z, 11), 0x1fffffffffffffULL)) * 2 ^ -53
    end
    return sum
  end
end

local function market(kind, bars)
  return assert(candles.synthetic { bars = bars or 500, seed = 4, kind = kind or "regimes" })
end

describe("noise on candles", function()
  it("is that of the long way", function()
    for seed, level in pairs { [1] = 0.1, [7] = 0.5, [2 ^ 53] = 1, [0] = 0.01 } do
      local c = market()
      local noisy, z = assert(c:noisy(seed, level)).cdata, normals(seed)
      local function moved(price, most)
        local x = most * z()
        return x > 0 and price * (1 + x) or price / (1 - x)
      end
      for t = 0, c.n - 1 do
        local from, price = c.cdata, {}
        local most = level * (from.high[t] - from.low[t]) / from.high[t]
        for _, name in ipairs(PRICES) do price[name] = moved(from[name][t], most) end
        assert.equal(price.open, noisy.open[t])
        assert.equal(price.close, noisy.close[t])
        assert.equal(math.max(price.high, price.open, price.close), noisy.high[t])
        assert.equal(math.min(price.low, price.open, price.close), noisy.low[t])
        assert.equal(from.time[t], noisy.time[t])
        assert.equal(from.volume[t], noisy.volume[t])
      end
    end
  end)

  it("leaves candles as they are at level 0, and those without a range at any", function()
    local c = market()
    local same = assert(c:noisy(3, 0)).cdata
    for _, name in ipairs(PRICES) do
      assert.is_true(ffi.string(c.cdata[name], 8 * c.n) == ffi.string(same[name], 8 * c.n))
    end
    local flat = assert(candles.parse("time,open,high,low,close\n2024-01-01,5,5,5,5\n2024-01-02,7,7,7,7\n",
      "F_1d.csv", { cache = false }))
    local still = assert(flat:noisy(3, 1)).cdata
    assert.same({ 5, 7 }, { still.high[0], still.low[1] })
  end)

  it("is as large as it says, as far up as down", function()
    local c = market("noise", 20000)
    local noisy, sum, squares = c:noisy(11, 0.2).cdata, 0, 0
    for t = 0, c.n - 1 do
      local x = math.log(noisy.close[t] / c.cdata.close[t]) * c.cdata.high[t] / (c.cdata.high[t] - c.cdata.low[t])
      sum, squares = sum + x, squares + x * x
    end
    assert.is_true(math.abs(sum / c.n) < 0.005, sum / c.n)
    assert.is_true(math.abs(math.sqrt(squares / c.n) - 0.2) < 0.01)
  end)

  it("keeps mark against open", function()
    local view = ffi.new("tide_candles", { n = 1, timeframe = 3600e6 })
    local keep = {}
    for i, name in ipairs { "open", "high", "low", "close", "mark" } do
      keep[i] = ffi.new("double[1]", ({ open = 10, high = 12, low = 9, close = 11, mark = 10.5 })[name])
      view[name] = keep[i]
    end
    local time = ffi.new("int64_t[1]", 0)
    view.time = time
    local out, err = ffi.new "tide_candles *[1]", ffi.new "tide_error"
    assert.equal(C.TIDE_OK, C.tide_candles_noise(view, 0.3, 5, out, err))
    local c = ffi.gc(out[0], C.tide_candles_free)
    assert.equal(c.open[0] * (10.5 / 10), c.mark[0])
    assert.is_true(c.volume == nil)
  end)

  it("says what it needs", function()
    local c = market()
    for pattern, case in pairs {
      ["noise of 1.5: expected a share"] = { 1, 1.5 }, ["noise of -0.1"] = { 1, -0.1 },
      ["noise of nan"] = { 1, 0 / 0 }, ["seed is a whole number"] = { 0.5, 0.1 },
    } do
      local none, message = c:noisy(case[1], case[2])
      assert.is_nil(none)
      assert.matches(pattern, (message:gsub("-nan", "nan")), 1, true)
    end
    local negative = assert(candles.parse("time,open,high,low,close\n2024-01-01,5,5,-5,5\n2024-01-02,7,7,7,7\n",
      "F_1d.csv", { cache = false, allow_negative = true }))
    local _, message = negative:noisy(1, 0.1)
    assert.matches("noisy prices are made of ratios", message, 1, true)
  end)
end)
