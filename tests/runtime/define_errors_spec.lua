--- What is said about an indicator of ta.define that is wrong, and what it cannot do.
local backtest = require "stdlib.backtest"
local defined = require "tests.support.defined"
local walk = require "tests.support.walk"

describe("an indicator whose batch", function()
  for _, case in ipairs(require "tests.runtime.messages.define") do
    it(case[1], function()
      local s, message = defined.load(defined.batch(case[2]))
      assert.is_nil(s)
      local expected = ("FILE.lua:%d: %s"):format(case[3], case[4])
      assert.equal(expected, message:sub(1, #expected))
    end)
  end
end)

describe("a definition", function()
  local function message_of(fields, file)
    local text = file or ("local x = ta.define {\n  %s\n}\n"):format(fields)
    local s, message = defined.load(defined.strategy(text, "m.close:above(x(m.close))", "m.close:below(5)"))
    assert.is_nil(s)
    return message
  end
  local FINE = "lookback = 0, batch = function(n, i, p, o) for t = 1, n do o[1][t] = 1 end end"

  for _, case in ipairs {
    { "lookback = 0, batch = print", "name: expected a name of letters, digits and _, found nothing (nil)" },
    { "name = 'a b', " .. FINE, 'name: expected a name of letters, digits and _, found the text "a b"' },
    { "name = 'sma', " .. FINE, "there is an indicator 'sma' already: choose another name" },
    { "name = 'x', lookback = 0", "it needs batch = function(n, input, p, output), "
      .. "step = function(state, bar), or both" },
    { "name = 'x', batch = function() end", "lookback: expected how many bars stand before the first value, as a whole "
      .. "number or function(p), found nothing (nil)" },
    { "name = 'x', lookbak = 0, " .. FINE, "unknown key 'lookbak'; did you mean 'lookback'?" },
    { "name = 'x', outputs = { 'a', 'a' }, " .. FINE, "outputs: 'a' stands there twice" },
    { "name = 'x', inputs = {}, " .. FINE, 'inputs: expected a list of 1 to 8 names, as { "real" }; found a table' },
    { "name = 'x', unit = 'dollars', " .. FINE,
      "unit: expected one of price, distance, percent, ratio, volume, index, bars, "
      .. 'signal, found the text "dollars"' },
    { "name = 'x', params = { a = int { 5 } }, " .. FINE, "params.a: min: expected a number, found nothing (nil): "
      .. "write a = int { 10, min = 1, max = 500 }" },
    { "name = 'x', params = { a = flag { true } }, " .. FINE, "params.a: an indicator takes numbers: int or number, "
      .. "not flag" },
    { "name = 'x', params = { { name = 'a', default = 9, min = 1, max = 5 } }, " .. FINE,
      "params.a: the default 9 is not between min 1 and max 5" },
    { "name = 'x', start = function() end, " .. FINE, "start is there, and step is not" },
  } do
    it("is refused: " .. case[2], function()
      assert.matches("^FILE.lua:[13]: ta.define: ", message_of(case[1]))
      assert.equal(case[2], message_of(case[1]):match "^FILE.lua:%d: ta.define: (.*)$")
    end)
  end

  it("is refused without a table", function()
    assert.matches("^FILE.lua:1: ta.define takes a table in braces, found 5: write ta.define { name = ",
      message_of(nil, "local x = ta.define(5)\n"))
  end)

  it("has a lookback that is a number of bars", function()
    assert.equal("FILE.lua:2: ta.x(): lookback: expected a whole number of bars, found -1",
      message_of "name = 'x', lookback = function() return -1 end, batch = function() end")
    assert.equal("FILE.lua:2: ta.x(): output.value[1] is 1, and the lookback says that the first 3 bars have no value",
      (message_of("name = 'x', lookback = 3, " .. FINE:sub(15))))
    assert.equal("FILE.lua:2: ta.x(): warmup: expected a whole number of bars, at least the lookback of 0, found 0.5",
      message_of("name = 'x', warmup = function() return 0.5 end, " .. FINE))
  end)

  it("has ranges that calls keep", function()
    local function of(enter)
      return select(2, defined.load(defined.strategy(defined.SMA, enter, "m.close:below(5)")))
    end
    assert.equal("FILE.lua:17: ta.my_sma: period: expected a whole number from 1 to 500, found 501",
      of "m.close:above(my_sma(m.close, 501))")
    assert.equal("FILE.lua:17: ta.my_sma: period: expected a whole number from 1 to 500, found 2.5",
      of "m.close:above(ta.my_sma(m.close, 2.5))")
    assert.equal("FILE.lua:17: ta.my_sma: too many arguments: expected ta.my_sma(m.close, period)",
      of "m.close:above(my_sma(m.close, 5, 6))")
    assert.equal("FILE.lua:17: ta.my_sma: expected a column, found a market: write ta.my_sma(m.close, 20)",
      of "m.close:above(my_sma(m))")
    assert.equal("FILE.lua:17: unknown indicator 'ta.my_sam'; did you mean 'my_sma'?",
      of "m.close:above(ta.my_sam(m.close))")
  end)

  it("cannot take memory without end", function()
    local _, message = defined.load(defined.batch "local t = {} for i = 1, 1e9 do t[i] = { i } end")
    assert.is_truthy(message == "FILE.lua: it needs more than 256 MiB to describe its rules"
      or message:find("takes longer than 1 second", 1, true), message)
  end)
end)

describe("an indicator that goes wrong on the data", function()
  local candles = walk.candles(3000, walk.generator(5))

  local function run(body)
    local s = assert(defined.load(defined.batch(body)))
    local result, message = backtest.run { strategy = s, candles = candles, settings = backtest.settings "tide" }
    assert.is_nil(result)
    return (message:gsub("^.*/", ""))
  end

  it("is named with the line", function()
    assert.equal("FILE.lua:5: ta.bad(): enough",
      run "for t = 1, n do output.value[t] = t end if n > 2999 then error('enough') end")
    assert.equal("FILE.lua:4: ta.bad(): output.value[2000] is infinite: is something divided by 0 there?",
      run "for t = 1, n do output.value[t] = 1 / (2000 - t) end")
  end)

  it("is stopped", function()
    assert.equal("FILE.lua:5: ta.bad(): its indicators take longer than 2 seconds for 3000 bars; "
      .. "does a loop never end?",
      run "for t = 1, n do output.value[t] = t end while n > 2999 do end")
  end)

  it("has no memory without end", function()
    assert.is_truthy(run("for t = 1, n do output.value[t] = t end local s = 'x' if n > 2999 then s = s:rep(1e9) end")
      :find("its indicators need more than 258 MiB for 3000 bars", 1, true))
  end)

  it("prints to the log", function()
    local text = defined.batch "print('computing') for t = 1, n do output.value[t] = t end"
    local _, _, printed = defined.load(text)
    assert.matches("^FILE: computing\n", printed)
  end)
end)
