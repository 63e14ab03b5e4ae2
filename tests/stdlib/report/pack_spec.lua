--- Packed columns give back what went in, to the last digit they promise.
local ffi = require "ffi"
local base64 = require "tests.support.base64"
local pack = require "stdlib.report.pack"

-- The JSON string of a packed column, without its quotes.
local function text_of(packed) return (packed.data.text:gsub('"', "")) end

local function column(values) return ffi.new("double[?]", #values, values) end

-- Random prices of a few decimals, as a file would give them.
local function market(n, decimals, seed)
  local c = ffi.new("tide_candles", { n = n })
  local columns = { open = {}, high = {}, low = {}, close = {} }
  math.randomseed(seed)
  local function price(x) return tonumber(("%." .. decimals .. "f"):format(x)) end
  local last = 1000 * 10 ^ -decimals * 100
  for t = 1, n do
    local open, close = price(last * (0.98 + 0.04 * math.random())), price(last * (0.9 + 0.2 * math.random()))
    columns.open[t], columns.close[t] = open, close
    columns.high[t] = price(math.max(open, close) * (1 + 0.1 * math.random()))
    columns.low[t] = price(math.min(open, close) * (1 - 0.1 * math.random()))
    last = close
  end
  local kept = {}
  for name, values in pairs(columns) do
    kept[name] = column(values)
    c[name] = kept[name]
  end
  return c, kept
end

local function unpacked(packed, n)
  local numbers, at = base64.integers(text_of(packed)), 0
  local bars, before = {}, 0
  for t = 1, n do
    local open = before + numbers[at + 1]
    local close = open + numbers[at + 2]
    bars[t] = {
      open = open / packed.scale,
      close = close / packed.scale,
      high = (math.max(open, close) + numbers[at + 3]) / packed.scale,
      low = (math.min(open, close) - numbers[at + 4]) / packed.scale,
    }
    before, at = close, at + 4
  end
  assert.equal(#numbers, at)
  return bars
end

describe("packed candles", function()
  for decimals = 0, 8 do
    it(("give back the very same prices of %d decimals"):format(decimals), function()
      local candles, columns = market(257, decimals, 7 + decimals)
      local packed = pack.candles(candles, 0, 256)
      assert.is_true(packed.scale <= 10 ^ decimals)
      for t, bar in ipairs(unpacked(packed, 257)) do
        for name, values in pairs(columns) do assert.equal(values[t - 1], bar[name]) end
      end
    end)
  end

  it("may begin and end anywhere", function()
    local candles, columns = market(50, 2, 3)
    local bars = unpacked(pack.candles(candles, 11, 13), 3)
    for t = 1, 3 do assert.equal(columns.low[10 + t], bars[t].low) end
  end)

  it("keep nine digits of prices that have too many", function()
    local candles, columns = market(64, 2, 5)
    for t = 0, 63 do
      for _, name in ipairs { "open", "high", "low", "close" } do columns[name][t] = columns[name][t] / 3 end
    end
    for t, bar in ipairs(unpacked(pack.candles(candles, 0, 63), 64)) do
      local wanted = columns.close[t - 1]
      assert.is_true(math.abs(bar.close - wanted) <= 1e-8 * wanted + 1e-8 * columns.high[0])
    end
  end)

  it("take prices below zero and very large ones", function()
    for _, price in ipairs { -37.63, 1e12, 3e300 } do
      local one = column { price }
      local candles = ffi.new("tide_candles", { n = 1, open = one, high = one, low = one, close = one })
      local bar = unpacked(pack.candles(candles, 0, 0), 1)[1]
      for _, found in pairs(bar) do assert.is_true(math.abs(found - price) <= 1e-8 * math.abs(price)) end
    end
  end)
end)

describe("a packed column", function()
  it("is as fine as asked", function()
    local values, n = {}, 1000
    math.randomseed(11)
    for t = 1, n do values[t] = 10000 * math.exp(math.random() - 0.5) end
    local packed = pack.column(column(values), n, 0.01)
    local now = 0
    for t, step in ipairs(base64.integers(text_of(packed))) do
      now = now + step
      assert.is_true(math.abs(now / packed.scale - values[t]) <= 0.00500001)
    end
  end)

  for n = 1, 6 do
    it(("of %d bytes has the right padding"):format(n), function()
      local values = {}
      for t = 1, n do values[t] = t end
      local text = text_of(pack.column(column(values), n, 1))
      assert.equal(0, #text % 4)
      local steps = base64.integers(text)
      assert.equal(n, #steps)
      for _, step in ipairs(steps) do assert.equal(1, step) end
    end)
  end

  it("of zeros is zeros", function()
    assert.same({ 0, 0 }, base64.integers(text_of(pack.column(column { 0, 0 }, 2, 1e-2))))
  end)
end)

describe("packed times", function()
  it("are runs of equal steps", function()
    local time = ffi.new("int64_t[7]", 0, 1000, 2000, 3000, 10000, 11000, 12000)
    assert.same({ 0, 1, 3, 7, 1, 1, 2 }, pack.times(time, 0, 6))
    assert.same({ 10, 1, 2 }, pack.times(time, 4, 6))
    assert.same({ 12 }, pack.times(time, 6, 6))
  end)
end)
