--- Indicators of ta.define where bars come one by one: the same as over the whole history, to the
-- last bit.
local ffi = require "ffi"
local backtest = require "stdlib.backtest"
local defined = require "tests.support.defined"
local live = require "stdlib.live"
local walk = require "tests.support.walk"

local candles = walk.candles(700, walk.generator(5))

local function bit_of(words, t)
  local half = ffi.cast("const uint32_t *", words)[math.floor(t / 32)]
  return bit.band(bit.rshift(half, t % 32), 1) == 1
end

--- Step through the candles. @return how many bars enter, or raises
local function compare(text)
  local s = assert(defined.load(text))
  local signals = assert(backtest.signals { strategy = s, candles = candles, settings = backtest.settings "tide" })
  local stepper = assert(live.new { strategy = s, feeds = { live.feed(candles) } })
  assert(stepper:load("WALK", candles))
  local entries, last = 0, nil
  for bar in stepper:bars() do
    local view = signals.cdata.signals[0]
    if bar.side[0].enter ~= bit_of(view.enter, bar.index) or bar.side[0].exit ~= bit_of(view.exit, bar.index) then
      error("another signal at bar " .. bar.index)
    end
    for _, name in ipairs { "limit", "stop_loss" } do
      local got, want = bar.side[0][name], view[name] ~= nil and view[name][bar.index] or 0 / 0
      if got ~= want and (got == got or want == want) then error(name .. " differs at bar " .. bar.index) end
    end
    entries, last = entries + (bar.side[0].enter and 1 or 0), bar.index
  end
  assert.equal(signals.cdata.candles.n - 1, last)
  return entries
end

local WINDOW = defined.SMA:gsub("batch = ", "window = function(p) return p.period end,\n  batch = ", 1)

local STEP = [[
local my_sma = ta.define {
  name = "my_sma", params = { period = int { 20, min = 1, max = 500 } },
  lookback = function(p) return p.period - 1 end,
  start = function(p) return { n = 0 } end,
  step = function(state, bar, p)
    state.n = state.n + 1
    state[state.n] = bar.real
    local sum = 0
    for k = state.n - p.period + 1, state.n do sum = sum + (state[k] or 0) end
    if state.n >= p.period then return sum / p.period end
  end,
}
]]

local function side(enter, exit, more)
  return ([[return strategy {
  name = "x",
  rules = function(m)
    return { long = { enter = %s, exit = %s, %s } }
  end,
}
]]):format(enter, exit, more or "")
end

describe("an indicator of a script, bar by bar", function()
  for label, head in pairs { batch = defined.SMA, ["batch and window"] = WINDOW, step = STEP } do
    for name, rules in pairs {
      ["in rules"] = side("m.close:crosses_above(my_sma(m.close, 9))",
        "m.close:crosses_below(my_sma(m.close, 20))"),
      ["within others"] = side("ta.rsi(my_sma(m.close, 5), 9):above(60)", "my_sma(ta.rsi(m.close), 4):below(50)"),
      ["on other time frames"] = side("m.close:above(my_sma(m('4h').close, 6))",
        "m.close:below(my_sma(m('1d').low, 2))"),
      ["as prices"] = side("m.close:rising(2)", "m.close:falling(2)",
        "limit = my_sma(m.low, 3), stop_loss = my_sma(m.low, 30) * 0.9"),
    } do
      it(("is what it is over all bars: %s, %s"):format(label, name), function()
        assert.is_true(compare(head .. rules) > 10)
      end)
    end
  end

  it("has all its outputs", function()
    assert.is_true(compare([[
local span = ta.define {
  name = "span", inputs = { "high", "low" }, outputs = { "top", "bottom" }, lookback = 1,
  batch = function(n, input, p, output)
    for t = 2, n do
      output.top[t], output.bottom[t] = input.high[t - 1], input.low[t - 1]
    end
  end,
}
]] .. side("m.close:above(span(m).top)", "m.close:below(span(m).bottom)")) > 10)
  end)

  it("may be stopped while it goes on, and says where", function()
    local function run(body)
      local s = assert(defined.load(defined.batch(body)))
      local stepper = assert(live.new { strategy = s, feeds = { live.feed(candles) } })
      assert(stepper:load("WALK", candles))
      local ok, message = pcall(function() for _ in stepper:bars() do end end) -- luacheck: ignore 542
      assert.is_false(ok)
      return (message:gsub("^.*/", ""))
    end
    local fine = "for t = 1, n do output.value[t] = t end "
    assert.equal("FILE.lua:5: ta.bad(): enough", run(fine .. "if n == 300 then error('enough') end"))
    assert.equal("FILE.lua:5: ta.bad(): a bar of its indicators takes longer than it may; does a loop never end?",
      run(fine .. "while n == 300 do end"))
    assert.equal("FILE.lua: its indicators need more than 256 MiB",
      run(fine .. "local s = ('x'):rep(n == 300 and 1e9 or 1)"))
  end)
end)

describe("a window that is too short", function()
  it("is refused", function()
    local function message_of(bars)
      local text = WINDOW:gsub("return p.period end", ("return %s end"):format(bars), 1)
      return (select(2, defined.load(text .. side("m.close:above(my_sma(m.close, 9))", "m.close:falling(2)"))))
    end
    assert.equal("FILE.lua:6: ta.my_sma(9): window: expected a whole number of bars above the lookback of 8, found 8",
      message_of "p.period - 1")
    local _, message = defined.load([[
local x = ta.define {
  name = "x", lookback = 0, window = function() return 50 end,
  batch = function(n, input, p, output)
    local sum = 0
    for t = 1, n do
      sum = sum + input.real[t]
      output.value[t] = sum
    end
  end,
}
]] .. side("m.close:above(x(m.close))", "m.close:falling(2)"))
    assert.matches("^FILE.lua:2: ta.x%(%): window: the last 50 bars are not enough: output.value%[51%] is ", message)
  end)
end)
