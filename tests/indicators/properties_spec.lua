--- What holds for every row of the indicator table.
local columns = require "tests.support.columns"
local ffi = require "ffi"
local indicators = require "stdlib.indicators"

local N = 700

-- Inputs that a shift of all prices moves, and by how much: prices of the test are about 100.
local PRICES = { open = true, high = true, low = true, close = true, real = true, other = true }
local SHIFT = 128
-- MAMA's and Hilbert's smoothing begin at 0, not at the first price, and remember it.
local FROM_ZERO = { ht_phasor = true, mama = true, macdext = true }

--- The defaults, the smallest parameters, and a few at random. Ranges are wide
-- (thousands of bars), so the random ones stay where N bars are enough.
local function parameter_sets(spec)
  local random = columns.random(#spec.name * 7919 + spec.name:byte(1))
  local sets = { {}, {} }
  for i, p in ipairs(spec.params) do sets[2][i] = p.min end
  if #spec.params == 0 then return { {} } end
  for _ = 1, 4 do
    local set = {}
    for i, p in ipairs(spec.params) do
      local top = math.min(p.max, p.integer and 60 or p.default * 3)
      set[i] = p.integer and random(p.min, top) or p.min + random() * (top - p.min)
    end
    sets[#sets + 1] = set
  end
  return sets
end

local function label(set) return #set > 0 and table.concat(set, ", ") or "defaults" end

local function same(a, b) return a == b or (a ~= a and b ~= b) end

local function is_nan(x) return x ~= x end

local function is_finite(x) return x - x == 0 end

for _, spec in ipairs(indicators.list) do
  describe("ta." .. spec.name, function()
    local sets = {}
    for i, set in ipairs(parameter_sets(spec)) do
      sets[i] = { label = label(set), p = assert(indicators.check(spec, set)) }
    end

    local function run(market, n, p)
      return indicators.run(spec, n, columns.inputs(spec, market), p)
    end

    --- Runs f on the outputs for each parameter set on a market.
    local function each(options, f)
      for _, set in ipairs(sets) do
        local market = columns.market_for(spec, N, 11, options)
        local out, first = run(market, N, set.p)
        f(out, indicators.lookback(spec, set.p), set, market, first)
      end
    end

    it("says what it is", function()
      assert.is_true(#spec.title > 0 and #spec.group > 0 and #spec.source > 0)
      assert.is_true(#spec.inputs > 0 and #spec.outputs > 0)
      assert.equal(#spec.outputs, #spec.units)
      for _, unit in ipairs(spec.units) do
        assert.is_truthy(("price distance percent ratio volume index bars signal"):find(unit, 1, true))
      end
      for _, p in ipairs(spec.params) do
        assert.is_true(p.min <= p.default and p.default <= p.max and p.step > 0, p.name)
      end
    end)

    it("is NaN exactly before its lookback", function()
      each({}, function(out, lookback, set, _, first)
        if spec.sparse then assert.is_true(first >= lookback) else assert.equal(lookback, first) end
        for k, y in ipairs(out) do
          for t = 0, spec.sparse and lookback - 1 or N - 1 do
            if is_nan(y[t]) ~= (t < lookback) then
              error(("%s, output %d, bar %d: %g, lookback %d"):format(set.label, k, t, y[t], lookback))
            end
          end
        end
      end)
    end)

    it("warms up no earlier than it is defined", function()
      for _, set in ipairs(sets) do
        local warmup = indicators.warmup(spec, set.p)
        assert.is_true(warmup >= indicators.lookback(spec, set.p), set.label)
        assert.is_true(warmup < 1e7, set.label)
      end
    end)

    it("does not look ahead", function()
      each({}, function(out, _, set)
        local market = columns.market_for(spec, N, 11)
        for _, name in ipairs { "open", "high", "low", "close", "volume" } do
          market[name][N - 1] = market[name][N - 1] * 1.5
        end
        for k, y in ipairs((run(market, N, set.p))) do
          for t = 0, N - 2 do assert.is_true(same(y[t], out[k][t]), set.label) end
        end
      end)
    end)

    it("gives the same bits on a shorter history", function()
      each({}, function(out, _, set, market)
        for _, n in ipairs { 1, 2, 19, 20, 21, 64, 333, N - 1 } do
          for k, y in ipairs((run(market, n, set.p))) do
            for t = 0, n - 1 do assert.is_true(same(y[t], out[k][t]), set.label .. " n " .. n) end
          end
        end
      end)
    end)

    it("keeps its range and stays finite", function()
      local low, high = -math.huge, math.huge
      if spec.range then low, high = spec.range[1], spec.range[2] end
      for _, options in ipairs {
        {}, { scale = 1e12 }, { scale = 1e-9 }, { flat = 1 }, { flat = 0.7 }, { coarse = true, flat = 0.3 },
      } do
        each(options, function(out, lookback, set)
          for _, y in ipairs(out) do
            for t = lookback, N - 1 do
              local absent = spec.sparse and is_nan(y[t])
              if not absent and not (is_finite(y[t]) and y[t] >= low and y[t] <= high) then
                error(("%s, scale %g, flat %g, bar %d: %.17g"):format(set.label, options.scale or 1,
                  options.flat or 0, t, y[t]))
              end
            end
          end
        end)
      end
    end)

    it("is a multiple or the same when prices are scaled by a power of two", function()
      each({}, function(out, lookback, set)
        local scaled = run(columns.market_for(spec, N, 11, { scale = 2 ^ -20 }), N, set.p)
        for k, y in ipairs(scaled) do
          local base, t = out[k], N - 1
          while spec.sparse and t > lookback and is_nan(base[t]) do t = t - 1 end
          if spec.units[k] == "percent" or spec.units[k] == "ratio" or spec.units[k] == "signal" then
            assert.is_true(math.abs(base[t] - y[t]) <= 1e-9 * math.max(1, math.abs(base[t])), set.label)
          elseif spec.units[k] == "price" or spec.units[k] == "distance" then
            assert.is_true(math.abs(base[t] - y[t] * 2 ^ 20) <= 1e-9 * math.abs(base[t]) + 1e-12, set.label)
          end
          assert.is_true(lookback <= t)
        end
      end)
    end)

    it("says of a price that it is one: a distance stays when prices are shifted", function()
      if FROM_ZERO[spec.name] then return end
      each({}, function(out, lookback, set, market)
        local inputs = columns.inputs(spec, market)
        for i, name in ipairs(spec.inputs) do
          local moved = ffi.new("double[?]", N)
          for t = 0, N - 1 do moved[t] = inputs[i][t] + (PRICES[name] and SHIFT or 0) end
          inputs[i] = moved
        end
        local shifted = indicators.run(spec, N, inputs, set.p)
        for k, y in ipairs(out) do
          for t = lookback, N - 1 do
            local change = shifted[k][t] - y[t]
            if spec.units[k] == "distance" then
              assert.is_true(math.abs(change) <= 1e-9 * (SHIFT + math.abs(y[t])), set.label)
            elseif spec.units[k] == "price" and change == change then
              assert.is_true(change > SHIFT / 4, ("%s: %g moved by %g"):format(set.label, y[t], change))
            end
          end
        end
      end)
    end)

    it("starts after a NaN-led column as on the rest alone", function()
      each({}, function(out, _, set, market, alone)
        local lead = 37
        local shifted = {}
        for i, name in ipairs(spec.inputs) do
          local x = ffi.new("double[?]", N + lead)
          for t = 0, lead - 1 do x[t] = 0 / 0 end
          for t = 0, N - 1 do x[lead + t] = market[name][t] end
          if i == 1 then x[lead - 3] = 5 end -- defined there, but not yet in the others
          shifted[i] = x
        end
        if #shifted == 1 then shifted[1][lead - 3] = 0 / 0 end
        local late, first = indicators.run(spec, N + lead, shifted, set.p)
        assert.equal(alone + lead, first)
        for k, y in ipairs(late) do
          for t = 0, lead - 1 do assert.is_true(is_nan(y[t])) end
          for t = 0, N - 1 do assert.is_true(same(y[lead + t], out[k][t]), set.label) end
        end
      end)
    end)

    it("survives a NaN in the middle", function()
      each({}, function(out, _, set, market)
        for _, name in ipairs(spec.inputs) do market[name][300] = 0 / 0 end
        for k, y in ipairs((run(market, N, set.p))) do
          for t = 0, 299 do assert.is_true(same(y[t], out[k][t]), set.label) end
        end
      end)
    end)

    it("is undefined on too few bars and on nothing but NaN", function()
      for _, set in ipairs(sets) do
        local lookback = indicators.lookback(spec, set.p)
        local market = columns.market_for(spec, N, 5)
        for _, n in ipairs { 0, 1, lookback } do
          if n <= lookback then
            local out, first = run(market, n, set.p)
            assert.equal(n, first)
            for _, y in ipairs(out) do
              for t = 0, n - 1 do assert.is_true(is_nan(y[t])) end
            end
          end
        end
        for _, name in ipairs(spec.inputs) do
          for t = 0, N - 1 do market[name][t] = 0 / 0 end
        end
        local out, first = run(market, N, set.p)
        assert.equal(N, first)
        for t = 0, N - 1 do assert.is_true(is_nan(out[1][t])) end
      end
    end)

    it("names a bad parameter", function()
      for i, p in ipairs(spec.params) do
        local bad = { p.min - 1, p.max + 1, 0 / 0, math.huge }
        if p.integer then bad[#bad + 1] = p.min + 0.5 end
        for _, value in ipairs(bad) do
          local set = {}
          for j, other in ipairs(spec.params) do set[j] = other.default end
          set[i] = value
          local full, message = indicators.check(spec, set)
          assert.is_nil(full)
          assert.is_truthy(message:find("ta." .. spec.name .. ": " .. p.name .. " is ", 1, true), message)
          assert.is_truthy(message:find(("from %.10g to %.10g"):format(p.min, p.max), 1, true), message)
        end
      end
      local many = {}
      for i = 1, #spec.params + 1 do many[i] = 5 end
      local full, message = indicators.check(spec, many)
      assert.is_nil(full)
      assert.matches("takes at most " .. #spec.params, message, 1, true)
    end)
  end)
end

describe("the table of indicators", function()
  it("finds by name", function()
    local C = require("stdlib.host").C
    for _, spec in ipairs(indicators.list) do
      assert.equal(spec.name, ffi.string(C.tide_indicator_find(spec.name).name))
    end
    assert.is_true(C.tide_indicator_find("smma") == nil)
    assert.is_true(C.tide_indicator_at(C.tide_indicator_count()) == nil)
    assert.is_true(C.tide_indicator_at(-1) == nil)
  end)
end)
