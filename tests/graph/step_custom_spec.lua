--- A step stops where an indicator of a script is to be computed, and goes on with the answer.
local ffi = require "ffi"
local C = require("stdlib.host").C
local backtest = require "stdlib.backtest"
local defined = require "tests.support.defined"
local live = require "stdlib.live"
local stepped = require "tests.graph.stepped"
local walk = require "tests.support.walk"

local BARS = 1500

--- defined.SMA, one bar at a time; what it was asked, by node.
local function moving_average()
  local past = {}
  return function(call)
    local list, period = past[call.node] or {}, call.params[0]
    past[call.node] = list
    assert.equal(#list, call.bar)
    assert.equal("my_sma", ffi.string(call.ind.name))
    assert.same({ 1, 1 }, { call.n_inputs, call.n_outputs })
    list[#list + 1] = call["in"][0]
    if #list < period then return end
    local sum = 0
    for k = #list - period + 1, #list do sum = sum + list[k] end
    call.out[0] = sum / period
  end, past
end

local CASES = {
  ["in rules"] = { "m.close:crosses_above(AVERAGE(m.close, 20))", "m.close:crosses_below(AVERAGE(m.close, 30))" },
  ["of other time frames"] = { "m.close:above(AVERAGE(m('4h').close, 12))",
    "all { m.close:below(AVERAGE(m('1d').low, 3)), m.high:above(AVERAGE(m.high + m('4h').low, 7)) }" },
  ["of another symbol"] = { "AVERAGE(m('1h', 'OTHER').close, 7):rising(3)", "m.close:below(AVERAGE(m.close))" },
  ["between indicators"] = { "ta.ema(AVERAGE(ta.rsi(m.close), 9), 5):rising(2)",
    "AVERAGE(AVERAGE(m.close, 9), 8):shift(3):falling(2)" },
}

describe("an indicator that Lua computes", function()
  for label, case in pairs(CASES) do
    it("is asked for at each bar and seen like any other, " .. label, function()
      local text = defined.strategy(defined.SMA, case[1], case[2]):gsub("AVERAGE", "my_sma")
      local s = assert(defined.load(text))
      local candles, other = walk.candles(BARS, walk.generator(5)), walk.candles(BARS, walk.generator(6))
      other.symbol = "OTHER"
      local signals = assert(backtest.signals { strategy = s, candles = candles, with = { OTHER = other },
        settings = backtest.settings "tide" })
      local compute, asked = moving_average()
      local st = assert(live.new { strategy = s, feeds = { live.feed(candles), live.feed(other) }, compute = compute })
      assert(st:load("WALK", candles))
      assert(st:load("OTHER", other))
      local bars = 0
      for _ in st:bars() do
        bars = bars + 1
        local wrong = stepped.difference(st.cdata, signals.cdata)
        if wrong then error(wrong, 0) end
      end
      assert.equal(BARS, bars)
      local nodes = 0
      for node in pairs(asked) do
        nodes = nodes + 1
        assert.is_true(C.tide_graph_kind(s.cdata.graph, node) == C.TIDE_KIND_COLUMN)
      end
      assert.is_true(nodes >= 2 and nodes <= 3)
    end)
  end

  it("cannot be left out", function()
    local text = defined.strategy(defined.SMA, "m.close:above(my_sma(m.close))", "m.close:below(5)")
    local s, candles = assert(defined.load(text)), walk.candles(10, walk.generator(5))
    local st, message = live.new { strategy = { cdata = s.cdata }, feeds = { live.feed(candles) } }
    assert.is_nil(st)
    assert.equal("ta.my_sma is computed by Lua: give live.new a function 'compute'", message)
  end)
end)
