--- Every strategy that comes with tide loads, says what it is, and trades.
local candles = require "stdlib.candles"
local ffi = require "ffi"
local loader = require "runtime.loader"
local planted = require "runtime.planted"
local C = require("stdlib.host").C

local FILES = { "breakout", "sma_cross", "rsi_dip", "bollinger_reversion", "macd_trend", "turtle", "_template" }
for _, edge in ipairs(planted.names) do FILES[#FILES + 1] = "planted/" .. edge end

local function evaluate(strategy, cdata)
  local market = ffi.gc(C.tide_market_new("RANDOM", cdata), C.tide_market_free)
  local out, err = ffi.new "tide_signals *[1]", ffi.new "tide_error"
  local rc = C.tide_signals_new(strategy.cdata, market, out, err)
  assert(rc == C.TIDE_OK, ffi.string(err.text))
  return out[0], market
end

local function count_bits(bits, n)
  local count = 0
  for t = 0, n - 1 do
    local half = ffi.cast("const uint32_t *", bits)[math.floor(t / 32)]
    count = count + bit.band(bit.rshift(half, t % 32), 1)
  end
  return count
end

for _, name in ipairs(FILES) do
  describe("strategies/" .. name .. ".lua", function()
    local path = TIDE_ROOT .. "/strategies/" .. name .. ".lua"

    it("loads and says where it works and where it fails", function()
      local s = assert(loader.load(path))
      assert.equal((name:gsub("^_", ""):gsub("/", "_")), s.name)
      assert.matches("works", s.doc:lower())
      assert.matches("fails", s.doc:lower())
      assert.is_true(s.cdata.side[0].used)
    end)

    it("gives signals on a made-up market", function()
      local s = assert(loader.load(path))
      local made = assert(candles.synthetic { bars = 20000, seed = 7 })
      local signals, market = evaluate(s, made.cdata)
      local n = signals.candles.n
      assert.is_true(signals.first < n)
      local entries = 0
      for side = 0, 1 do
        if signals.side[side].used then entries = entries + count_bits(signals.signals[side].enter, n) end
      end
      C.tide_signals_free(signals)
      assert.is_true(entries > 0)
      assert.is_truthy(market)
    end)
  end)
end

describe("strategies/sma_cross.lua", function()
  it("trades on the time frame of the data, and reverses", function()
    local s = assert(loader.load(TIDE_ROOT .. "/strategies/sma_cross.lua"))
    assert.is_nil(s.timeframe)
    assert.same({ fast = 10, slow = 30 }, s.params)
    assert.equal(-1, s.cdata.side[0].exit)
    assert.is_true(s.cdata.side[1].used)
  end)
end)

it("the folder holds no strategy that is not checked", function()
  local pipe = assert(io.popen(("cd '%s/strategies' && find . -type f"):format(TIDE_ROOT)))
  local found = {}
  for file in pipe:lines() do found[#found + 1] = (file:gsub("^%./", ""):gsub("%.lua$", "")) end
  pipe:close()
  local listed = { unpack(FILES) }
  table.sort(listed)
  table.sort(found)
  assert.same(listed, found)
end)
