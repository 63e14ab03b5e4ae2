--- Markets with a planted rule: price drifts when, and only when, the rule is in a position.
local ffi = require "ffi"
local candles = require "stdlib.candles"
local planted = require "tests.support.planted"
local strategies = require "tests.support.strategies"

local function side(text)
  return ('return strategy { name = "r", %s\nend }'):format(text)
end

local RULES = {
  ["one side with an end"] = side [[rules = function(m)
    return { long = { enter = ta.rsi(m.close, 14):crosses_above(30), max_bars = 24 } } ]],
  ["a rule that signals again while it holds"] = side [[rules = function(m)
    return { long = { enter = m.close:above(m.open), max_bars = 3 } } ]],
  ["the short side"] = side [[rules = function(m)
    return { short = { enter = ta.rsi(m.close, 14):crosses_below(70), exit = ta.rsi(m.close, 14):below(50) } } ]],
  ["both sides, which reverse"] = side [[rules = function(m)
    local fast, slow = ta.sma(m.close, 5), ta.sma(m.close, 20)
    return { long = { enter = fast:crosses_above(slow) }, short = { enter = fast:crosses_below(slow) } } ]],
  ["sides that signal at once"] = side [[rules = function(m)
    local up, wide = m.close:above(m.open), (m.high - m.low):above(ta.atr(m, 14))
    return { long = { enter = wide, exit = up, max_bars = 5 }, short = { enter = any { up, wide }, max_bars = 4 } } ]],
  ["another time frame"] = side [[rules = function(m)
    local day = m("1d")
    return { long = { enter = m.close:crosses_above(day.high), exit = m.close:below(day.close) } } ]],
  ["bars of four hours"] = side [[timeframe = "4h", rules = function(m)
    return { long = { enter = ta.rsi(m.close, 14):crosses_above(45), max_bars = 6 } } ]],
}

describe("a planted market", function()
  for name, text in pairs(RULES) do
    it("drifts with " .. name, function()
      local rule, drift = planted.rule(text), 0.001
      for seed = 1, 3 do
        local worst, trades = planted.largest_error(rule, 4000, seed, drift)
        assert.is_true(trades >= 20, trades)
        assert.is_true(worst < 0.12, worst) -- prices are rounded, and the drift is itself moved by the noise
      end
    end)
  end

  it("does not drift with another rule", function()
    local rule, other = planted.rule(RULES["one side with an end"]), planted.rule(RULES["bars of four hours"])
    assert.is_true(planted.largest_error(rule, 4000, 1, 0.001, other) > 0.8)
  end)

  it("is the noise of its seed when there is no drift", function()
    local rule = planted.rule(RULES["one side with an end"])
    for _, kind in ipairs { "regimes", "noise", "momentum", "clusters" } do
      local plain = assert(candles.synthetic { bars = 3000, seed = 9, kind = kind })
      local none = assert(candles.synthetic { bars = 3000, seed = 9, kind = kind, rule = rule, drift = 0 })
      for _, name in ipairs { "open", "high", "low", "close", "volume" } do
        assert.is_true(ffi.string(plain.cdata[name], 24000) == ffi.string(none.cdata[name], 24000))
      end
    end
  end)

  it("begins as a shorter one of its seed, byte for byte", function()
    for _, text in pairs(RULES) do
      local rule = planted.rule(text)
      local long = assert(candles.synthetic { bars = 3000, seed = 2, rule = rule, drift = 0.001 })
      for _, bars in ipairs { 1, 40, 1777 } do
        local short = assert(candles.synthetic { bars = bars, seed = 2, rule = rule, drift = 0.001 })
        for _, name in ipairs { "time", "open", "high", "low", "close", "volume" } do
          assert.is_true(ffi.string(long.cdata[name], 8 * bars) == ffi.string(short.cdata[name], 8 * bars))
        end
      end
    end
  end)

  it("gives back what it gave: holding it is worth nothing", function()
    local rule, sum = planted.rule(RULES["one side with an end"]), 0
    for seed = 1, 20 do
      local c = assert(candles.synthetic { bars = 20000, seed = seed, rule = rule, drift = 0.001 })
      local noise = assert(candles.synthetic { bars = 20000, seed = seed, kind = "clusters" })
      sum = sum + math.log(c.cdata.close[19999] / noise.cdata.close[19999])
    end
    assert.is_true(math.abs(sum / 20) < 0.2, sum / 20) -- the rule was given more than 3
  end)

  for what, case in pairs {
    ["a stop"] = { "x has 'stop_loss': a planted rule has only enter, exit and max_bars; leave it out",
      strategies.side "enter = up, stop_loss = 0.05" },
    ["a target"] = { "'take_profit'", strategies.side "enter = up, take_profit = atr(14) * 2" },
    ["a trailing stop"] = { "'trailing_stop'", strategies.side "enter = up, trailing_stop = 0.05" },
    ["breakeven"] = { "'breakeven_at'", strategies.side "enter = up, stop_loss = nil, breakeven_at = 0.05" },
    ["a partial target"] = { "'partial'", strategies.side "enter = up, partial = { { at = 0.03, close = 0.5 } }" },
    ["a limit"] = { "'limit'", strategies.side "enter = up, limit = m.low" },
    ["a limit on entries"] = { "'max_entries'", strategies.side 'enter = up, max_entries = { 1, "1d" }' },
    ["another symbol"] = { "ETH", side [[rules = function(m)
      return { long = { enter = m("1h", "ETH").close:above(m.close) } } ]] },
    ["an indicator in Lua"] = { "r uses ta.twice, which Lua computes", [[
      ta.define { name = "twice", inputs = { "real" }, outputs = { "twice" },
        lookback = 0, step = function(_, bar) return bar.real * 2 end }
      ]] .. side [[rules = function(m)
        return { long = { enter = ta.twice(m.close):crosses_above(m.high) } } ]] },
  } do
    it("is refused for a rule with " .. what, function()
      local made, message = candles.synthetic { bars = 100, rule = planted.rule(case[2]), drift = 0.001 }
      assert.is_nil(made)
      assert.is_truthy(message:find(case[1], 1, true), message)
    end)
  end

  it("is refused for what cannot be", function()
    local rule = planted.rule(RULES["one side with an end"])
    for message, options in pairs {
      ["the drift of an hour is a fraction from 0 to 0.05, found 0.06"] = { bars = 10, drift = 0.06 },
      ["the drift of an hour is a fraction from 0 to 0.05, found -0.01"] = { bars = 10, drift = -0.01 },
      ["a market has at least one bar"] = { bars = 0, drift = 0.01 },
    } do
      options.rule = rule
      local made, why = candles.synthetic(options)
      assert.is_nil(made)
      assert.equal(message, why)
    end
  end)
end)
