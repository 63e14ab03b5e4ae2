--- The rules of strategies/planted earn on their own markets, in both halves, and nowhere else.
--
-- Twenty markets of 20,000 hours, 2.28 years each. A Sharpe ratio of 3 measured over so long is
-- known to about 0.66, over half of it to 0.93, whatever the market: the bounds are three of these.
local candles = require "stdlib.candles"
local planted = require "runtime.planted"
local run = require("tests.support.planted").run

local BARS, SEEDS = 20000, 20
local MIDDLE = 1577836800e6 + BARS / 2 * 3600e6

local PARTS = {
  { "all of it", 0.66, function() end },
  { "the first half", 0.93, function(settings) settings.to = MIDDLE end },
  { "the second half", 0.93, function(settings) settings.from = MIDDLE end },
}

local function mean(list)
  local sum = 0
  for _, x in ipairs(list) do sum = sum + x end
  return sum / #list
end

--- One number for each seed.
local function each_seed(measure)
  local list = {}
  for seed = 1, SEEDS do list[seed] = measure(seed) end
  return list
end

local function sharpe(strategy, market, part) return run(strategy, market, part).metrics.sharpe_ratio end

--- Of holding the market, per year, from hourly returns.
local function sharpe_of_holding(c)
  local close, sum, squares = c.cdata.close, 0, 0
  for t = 1, c.n - 1 do
    local r = close[t] / close[t - 1] - 1
    sum, squares = sum + r, squares + r * r
  end
  local m = sum / (c.n - 1)
  return m / math.sqrt(squares / (c.n - 1) - m * m) * math.sqrt(8760)
end

it("there are five planted rules, each a file of its own", function()
  assert.same({ "breakout", "cross", "rsi", "session", "volume" }, planted.names)
end)

for _, edge in ipairs(planted.names) do
  describe("strategies/planted/" .. edge .. ".lua", function()
    local strategy = planted.strategy(edge)
    local markets = each_seed(function(seed)
      return planted.candles { edge = edge, bars = BARS, seed = seed, strategy = strategy }
    end)

    for _, part in ipairs(PARTS) do
      it("has a Sharpe ratio of about 3 on its own market, in " .. part[1], function()
        local list = each_seed(function(seed) return sharpe(strategy, markets[seed], part[3]) end)
        assert.is_true(math.abs(mean(list) - 3) < 3 * part[2] / math.sqrt(SEEDS), mean(list))
        for seed, x in ipairs(list) do
          assert.is_true(math.abs(x - 3) < 3 * part[2] + 0.1, ("seed %d: %g"):format(seed, x))
        end
      end)
    end

    it("has one between 2 and 4 on nearly every market", function()
      local inside = 0
      for seed = 1, SEEDS do
        local x = sharpe(strategy, markets[seed])
        if x >= 2 and x <= 4 then inside = inside + 1 end
      end
      assert.is_true(inside >= 16, inside)
    end)

    it("is not what holding the market earns", function()
      local held = mean(each_seed(function(seed) return sharpe_of_holding(markets[seed]) end))
      assert.is_true(math.abs(held) < 3 * 0.66 / math.sqrt(SEEDS), held)
    end)

    it("earns nothing on noise, with clusters and without", function()
      local error = 2 * 0.66 / math.sqrt(SEEDS)
      local plain = each_seed(function(seed)
        return sharpe(strategy, assert(candles.synthetic { bars = BARS, seed = seed, kind = "noise" }))
      end)
      local none = each_seed(function(seed)
        return sharpe(strategy,
          planted.candles { edge = edge, bars = BARS, seed = seed, strategy = strategy, strength = 0 })
      end)
      assert.is_true(mean(plain) < error, mean(plain))
      assert.is_true(mean(none) < error, mean(none))
    end)

    it("earns nothing on its own market once the hours have changed places", function()
      local list = each_seed(function(seed) return sharpe(strategy, assert(markets[seed]:permute(seed))) end)
      assert.is_true(mean(list) < 2 * 0.66 / math.sqrt(SEEDS), mean(list))
    end)

    it("earns more where the edge is stronger", function()
      local last = -math.huge
      for _, strength in ipairs { 0, 0.5, 1, 2 } do
        local x = mean(each_seed(function(seed)
          return sharpe(strategy,
            planted.candles { edge = edge, bars = 8000, seed = seed, strategy = strategy, strength = strength })
        end))
        assert.is_true(x > last + 0.3, ("strength %g: %g"):format(strength, x))
        last = x
      end
    end)
  end)
end
