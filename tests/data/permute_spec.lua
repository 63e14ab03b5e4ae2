--- Shuffled candles: a naive twin gives the same bits, and what must hold of any shuffle does.
local ffi = require "ffi"
local host = require "stdlib.host"
local naive = require "tests.support.permute"
local candles = require "stdlib.candles"

local C = host.C
local PRICES = { "open", "high", "low", "close" }
local OPTIONAL = { "volume", "funding", "mark", "open_interest" }

local function same(a, b) return a == b or (a ~= a and b ~= b) end

--- Candles of n random moves, some without any, some of half the price; columns by chance.
-- Volume, where there is any, numbers the candles.
local function market(n, random)
  local view = ffi.new("tide_candles", { n = n, timeframe = 3600e6 })
  local columns = {}
  local function column(name, ctype)
    columns[name] = ffi.new(ctype or "double[?]", n)
    view[name] = columns[name]
    return columns[name]
  end
  local time, open, high = column("time", "int64_t[?]"), column "open", column "high"
  local low, close = column "low", column "close"
  for _, name in ipairs(OPTIONAL) do
    if name == "volume" or random(2) == 1 then column(name) end
  end
  local price, at = 10 ^ random(-3, 5), 0
  for t = 0, n - 1 do
    at = at + random(3)
    time[t] = at * 3600e6
    local gap = random(3) == 1 and math.exp((random() - 0.5) * 0.05) or 1
    open[t] = price * gap
    local size = random(10) == 1 and 0 or random(20) == 1 and 1 or 0.02
    close[t] = open[t] * math.exp((random() - 0.5) * size)
    high[t] = math.max(open[t], close[t]) * math.exp(random() * size * random(0, 1))
    low[t] = math.min(open[t], close[t]) * math.exp(-random() * size * random(0, 1))
    price = close[t]
    columns.volume[t] = t
    if columns.funding then columns.funding[t] = random(8) == 1 and random() - 0.5 or 0 / 0 end
    if columns.mark then columns.mark[t] = random(5) == 1 and 0 / 0 or close[t] * 1.0001 end
    if columns.open_interest then columns.open_interest[t] = random() end
  end
  local c = ffi.gc(C.tide_candles_copy(view), C.tide_candles_free)
  return setmetatable({ cdata = c, n = n, timeframe = "1h", symbol = "R" }, { __index = candles })
end

local function each_market(call)
  for seed = 1, 60 do
    math.randomseed(seed)
    local n = seed < 20 and 3 + seed or math.random(3, 3000)
    local c = market(n, math.random)
    call(c, math.random(3) == 1 and 1 or math.random(1, math.floor((n - 1) / 2)), seed)
  end
end

local function bytes(c)
  local parts = {}
  for _, name in ipairs(PRICES) do parts[#parts + 1] = ffi.string(c.cdata[name], 8 * c.n) end
  for _, name in ipairs(OPTIONAL) do
    if c.cdata[name] ~= nil then parts[#parts + 1] = ffi.string(c.cdata[name], 8 * c.n) end
  end
  return table.concat(parts)
end

describe("shuffled candles", function()
  it("are those of the naive twin, bit for bit", function()
    each_market(function(c, block, seed)
      local d = assert(c:permute(seed, block)).cdata
      local order = naive.order(c.n, block, seed)
      for name, column in pairs(naive.prices(c.cdata, c.n, order)) do
        for t = 0, c.n - 1 do
          assert(same(column[t], d[name][t]), ("%s of candle %d, seed %d"):format(name, t, seed))
        end
      end
    end)
  end)

  it("are the candles that were there: each shape with its gap and what else it has", function()
    each_market(function(c, block, seed)
      local from, to, seen = c.cdata, assert(c:permute(seed, block)).cdata, {}
      for t = 0, c.n - 1 do
        local i = to.volume[t]
        assert.is_nil(seen[i])
        seen[i] = true
        for _, name in ipairs { "high", "low", "close" } do
          local was, is = from[name][i] / from.open[i], to[name][t] / to.open[t]
          assert(math.abs(is / was - 1) < 1e-15 * 4, name)
        end
        if t > 0 then
          local was, is = from.open[i] / from.close[i - 1], to.open[t] / to.close[t - 1]
          assert(math.abs(is / was - 1) < 1e-15 * 4, "gap")
        end
        for _, name in ipairs { "funding", "open_interest" } do
          assert(from[name] == nil and to[name] == nil or same(from[name][i], to[name][t]), name)
        end
      end
    end)
  end)

  it("keep the times, the first candle and the last price", function()
    each_market(function(c, block, seed)
      local from, to = c.cdata, assert(c:permute(seed, block)).cdata
      assert.equal(from.n, to.n)
      assert.equal(from.timeframe, to.timeframe)
      assert.is_true(ffi.string(from.time, 8 * c.n) == ffi.string(to.time, 8 * c.n))
      for _, name in ipairs(PRICES) do assert.equal(from[name][0], to[name][0]) end
      local last = to.close[c.n - 1] / from.close[c.n - 1]
      assert.is_true(math.abs(last - 1) < 1e-15 * c.n, last)
    end)
  end)

  it("are whole candles: prices above zero, in their order, exactly", function()
    each_market(function(c, block, seed)
      local d = assert(c:permute(seed, block)).cdata
      for t = 0, c.n - 1 do
        local low, high = d.low[t], d.high[t]
        assert(low > 0 and low <= d.open[t] and low <= d.close[t], t)
        assert(high < math.huge and high >= d.open[t] and high >= d.close[t], t)
      end
    end)
  end)

  it("stay together in blocks", function()
    each_market(function(c, block, seed)
      local v = assert(c:permute(seed, block)).cdata.volume
      local breaks = 0
      for t = 2, c.n - 1 do
        if v[t] ~= v[t - 1] + 1 then breaks = breaks + 1 end
      end
      assert.is_true(breaks <= math.ceil((c.n - 1) / block), breaks)
    end)
  end)

  it("are the same for the same seed, and others for another", function()
    each_market(function(c, block, seed)
      local first = bytes(assert(c:permute(seed, block)))
      assert.is_true(first == bytes(assert(c:permute(seed, block))))
      if c.n > 100 and block < c.n / 20 then
        assert.is_false(first == bytes(assert(c:permute(seed + 1, block))))
        assert.is_false(first == bytes(c))
      end
    end)
  end)

  it("come in every order equally often", function()
    math.randomseed(1)
    local c, count = market(5, math.random), {}
    for seed = 1, 2400 do
      local v = assert(c:permute(seed)).cdata.volume
      local order = ("%d%d%d%d"):format(v[1], v[2], v[3], v[4])
      count[order] = (count[order] or 0) + 1
    end
    local orders, square = 0, 0
    for _, times in pairs(count) do
      orders, square = orders + 1, square + (times - 100) ^ 2 / 100
    end
    assert.equal(24, orders)
    assert.is_true(square < 49.7, square) -- chi-square, 23 degrees of freedom: one of a thousand is above
  end)

  it("have no memory, and in blocks that of a block", function()
    local made = assert(candles.synthetic { bars = 20000, seed = 5, kind = "clusters" })
    local function memory(c, lag)
      local x, mean, a, b = {}, 0, 0, 0
      for t = 1, c.n - 1 do
        x[t] = math.abs(c.cdata.close[t] / c.cdata.close[t - 1] - 1)
        mean = mean + x[t] / (c.n - 1)
      end
      for t = 1, c.n - 1 do
        b = b + (x[t] - mean) ^ 2
        if t > lag then a = a + (x[t] - mean) * (x[t - lag] - mean) end
      end
      return a / b
    end
    local noise = 4 / math.sqrt(20000)
    assert.is_true(memory(made, 1) > 0.1)
    assert.is_true(math.abs(memory(assert(made:permute(1)), 1)) < noise)
    assert.is_true(memory(assert(made:permute(1, 24)), 1) > 0.1)
    assert.is_true(math.abs(memory(assert(made:permute(1, 24)), 30)) < noise)
  end)

  local function small() return market(9, math.random) end

  for name, case in pairs {
    ["too few candles"] = { "2 candles cannot be shuffled: expected at least 3",
      function() return market(2, math.random):permute(1) end },
    ["a block of none"] = { "blocks of 0 candles: expected 1 to 4, half of what is shuffled",
      function() return small():permute(1, 0) end },
    ["a block of more than half"] = { "blocks of 5 candles: expected 1 to 4, half of what is shuffled",
      function() return small():permute(1, 5) end },
    ["a seed with a fraction"] = { "a seed is a whole number from 0 to 2^53, found 0.5",
      function() return small():permute(0.5) end },
    ["a seed below zero"] = { "a seed is a whole number from 0 to 2^53, found -1",
      function() return small():permute(-1) end },
    ["a seed that is no number"] = { "a seed is a whole number from 0 to 2^53, found ",
      function() return small():permute(0 / 0) end },
    ["a price of zero or below"] = { "the candle of 2020-04-20 00:00:00 has a price of zero or below "
      .. "(low -37.63): shuffled prices are made of ratios, which need prices above zero; leave such candles out",
      function()
        return assert(candles.parse("date,open,high,low,close\n2020-04-17,18,19,17,18\n2020-04-20,17,18,-37.63,5\n"
          .. "2020-04-21,5,6,4,5\n", "WTI_1d", { allow_negative = true })):permute(1)
      end },
    ["moves that leave all numbers"] = { "beyond what a number can say", function()
      local c = market(5, math.random)
      local function put(name, t, x) ffi.cast("double *", c.cdata[name])[t] = x end
      for t = 0, 4 do
        for _, price in ipairs(PRICES) do put(price, t, t % 2 == 0 and 1e-300 or 1e300) end
      end
      return c:permute(3)
    end },
  } do
    it("are refused for " .. name, function()
      local made, message = case[2]()
      assert.is_nil(made)
      assert.is_truthy(message:find(case[1], 1, true), message)
    end)
  end
end)
