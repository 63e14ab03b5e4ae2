--- Numbers at the edge of what can be: the run ends and says nothing absurd.
local kernel = require "tests.support.kernel"
local scenario = require "tests.support.scenario"

local function run(case)
  local market, rules, settings = scenario.new(case)
  return assert(kernel.run(market, rules, settings))
end

describe("an entry", function()
  local function short(slippage)
    return run { bars = { 10, 10, 10, 10 }, short = { enter = { 0 } },
      settings = { slippage = slippage } }
  end

  it("needs a price above 0: slippage that eats the whole price leaves no trade", function()
    local got = short(1)
    assert.equal(0, #got.trades)
    assert.equal(1000, got.final_equity)
  end)

  it("is one at what slippage leaves of the price", function()
    local got = short(0.5)
    assert.equal(1, #got.trades)
    assert.equal(5, got.trades[1].entry_price)
  end)
end)
