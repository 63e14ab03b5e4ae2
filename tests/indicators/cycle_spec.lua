--- What rests on the Hilbert transform finds the cycle of a sine, whatever its length.
local ffi = require "ffi"
local indicators = require "stdlib.indicators"

local N, FROM = 600, 300

local function run(name, n, x)
  local spec = indicators.find(name)
  return indicators.run(spec, n, { x }, assert(indicators.check(spec, {})))
end

local function column(n, f)
  local x = ffi.new("double[?]", n)
  for t = 0, n - 1 do x[t] = f(t) end
  return x
end

describe("of a sine", function()
  for _, bars in ipairs { 8, 12, 16, 20, 30, 40 } do
    local x = column(N, function(t) return 100 + 5 * math.sin(2 * math.pi * t / bars) end)

    local function within(name, slack, expected, output)
      local y = run(name, N, x)[output or 1]
      for t = FROM, N - 1 do
        local off = math.abs(y[t] - expected(t))
        if off > slack then error(("bar %d: %.17g, expected %.17g"):format(t, y[t], expected(t))) end
      end
    end

    it(("with %d bars a cycle the period is found"):format(bars), function()
      within("ht_dcperiod", 0.2, function() return bars end)
    end)

    it(("with %d bars a cycle the phase goes on by one bar of it"):format(bars), function()
      local phase = run("ht_dcphase", N, x)[1]
      for t = FROM, N - 1 do
        assert.is_true(math.abs((phase[t] - phase[t - 1]) % 360 - 360 / bars) < 0.1)
      end
    end)

    it(("with %d bars a cycle the sine is that one, the lead 45 degrees on"):format(bars), function()
      within("ht_sine", 0.05, function(t) return math.sin(2 * math.pi * t / bars) end)
      within("ht_sine", 0.05, function(t) return math.sin(2 * math.pi * t / bars + math.pi / 4) end, 2)
    end)

    it(("with %d bars a cycle the trendline is level"):format(bars), function()
      within("ht_trendline", 1e-12, function() return 100 end)
    end)
  end
end)

it("of a price that stands still the trendline is the price, and the phasor goes to nothing", function()
  for _, price in ipairs { 0.1, 123.456, 1e-7, 3e11 } do
    local x = column(N, function() return price end)
    local line, phasor, mama = run("ht_trendline", N, x)[1], run("ht_phasor", N, x), run("mama", N, x)
    for t = 63, N - 1 do
      assert.equal(price, line[t])
      assert.equal(0, phasor[1][t])
      assert.equal(0, phasor[2][t])
    end
    for k = 1, 2 do assert.is_true(math.abs(mama[k][N - 1] - price) <= 1e-12 * price) end
  end
end)
