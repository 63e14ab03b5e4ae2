--- Walk-forward: what each window sees, what is joined, and numbers about it.
local backtest = require "stdlib.backtest"
local candles = require "stdlib.candles"
local loader = require "runtime.loader"
local walkforward = require "stdlib.research.walkforward"
local windows = require "stdlib.research.windows"

local market = assert(candles.synthetic { bars = 9000, seed = 8, kind = "momentum" })
local FILE = TIDE_ROOT .. "/strategies/sma_cross.lua"

local function plan(options)
  return assert(windows.plan(market, options or { train = "90d", test = "30d", step = "30d" }))
end

local function job(more)
  local made = {
    candles = market, settings = backtest.settings "tide", windows = plan(),
    choose = function(window)
      local params = { fast = 5 + window.number }
      return { strategy = assert(loader.load(FILE, params)), params = params }
    end,
  }
  for key, value in pairs(more or {}) do made[key] = value end
  return made
end

describe("walk-forward", function()
  it("hands a window its past, and trades what comes next", function()
    local seen = 0
    local walk = assert(walkforward.run(job {
      choose = function(window, train)
        seen = seen + 1
        assert.equal(window.train.last + 1, train.candles.n)
        assert.equal(window.train.from, train.settings.from)
        local strategy = assert(loader.load(FILE))
        local result = assert(backtest.run { strategy = strategy, candles = train.candles, settings = train.settings })
        return { strategy = strategy, value = result.metrics.sharpe_ratio }
      end,
    }))
    assert.equal(#plan(), seen)
    for i, one in ipairs(walk.windows) do
      assert.equal(one.chosen.value, one.in_sample.metrics.sharpe_ratio)
      assert.equal(plan()[i].test.first, one.out_of_sample.first)
      assert.equal(plan()[i].test.last, one.out_of_sample.last)
    end
    assert.is_false(walk.stopped)
  end)

  it("joins what was traded, each bar once", function()
    for _, step in ipairs { "30d", "10d" } do
      local list = plan { train = "90d", test = "30d", step = step }
      local walk = assert(walkforward.run(job { windows = list }))
      local grown, trades = 1, 0
      for i, one in ipairs(walk.windows) do
        local settings = backtest.settings "tide"
        settings.from, settings.to = list[i].stitched.from, list[i].stitched.to
        local alone = assert(backtest.run { strategy = one.chosen.strategy, candles = market, settings = settings })
        assert.equal(alone.metrics.final_equity, one.stitched.metrics.final_equity)
        grown, trades = grown * alone.metrics.final_equity / 10000, trades + #alone.trades
      end
      assert.near(grown - 1, walk.stitched.metrics.total_return, 1e-9)
      assert.equal(trades, walk.stitched.metrics.num_trades)
      assert.equal(list[1].stitched.first, walk.stitched.first)
      assert.equal(list[#list].stitched.last, walk.stitched.last)
    end
  end)

  it("measures how much of the promise came true", function()
    local walk = assert(walkforward.run(job()))
    local sum = 0
    for _, one in ipairs(walk.windows) do sum = sum + one.in_sample.metrics.annual_return end
    local promised = sum / #walk.windows
    local wanted = promised > 0 and walk.stitched.metrics.annual_return / promised or nil
    assert.equal(wanted, walk.efficiency)
  end)

  it("can be stopped, and keeps what is done", function()
    local walk = assert(walkforward.run(job { done = function(one) return one.window.number == 2 end }))
    assert.equal(2, #walk.windows)
    assert.is_true(walk.stopped)
    assert.equal(plan()[2].stitched.last, walk.stitched.last)
  end)

  it("says in which window nothing could be chosen", function()
    local walk, message = walkforward.run(job { choose = function(w)
      if w.number == 3 then return nil, "no luck" end
      return { strategy = assert(loader.load(FILE)) }
    end })
    assert.is_nil(walk)
    assert.equal("window 3: no luck", message)
  end)

  it("measures how parameters drift", function()
    assert.equal(0, walkforward.drift { 5, 5, 5 })
    assert.equal(0, walkforward.drift { 5 })
    assert.equal(1, walkforward.drift { 1, 9, 1, 9 })
    assert.near(0.25, walkforward.drift { 1, 2, 3, 4, 5 }, 1e-12)
  end)
end)
