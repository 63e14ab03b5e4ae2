--- ctx.ind: columns that a script declares are what stepping says at each bar, and nothing of the future.
local cjson = require "cjson"
local candles = require "stdlib.candles"
local live = require "stdlib.live"
local loader = require "runtime.loader"
local program = require "tests.support.program"

local COLUMNS = [[
  fast = ta.sma(m.close, p.n), band = ta.bbands(m("4h").close, 5, 2).upper, up = m.close:above(ta.ema(m.close, 20)),
  day = m("1d").high, other = m("1h", "BBB").close:shift(1), cross = m.close:crosses_above(m("1h", "BBB").close),
  risen = (m("4h").close:rising(2)):fresh(), twice = m.close * 2]]

local NAMES = { "band", "cross", "day", "fast", "other", "risen", "twice", "up" }

local function script(columns, body)
  return ([[return strategy {
    name = "s", params = { n = int { 7, min = 2, max = 50 } },
    indicators = function(m, p) return { %s } end,
    %s }]]):format(columns, body)
end

-- One line for each candle: what each name says.
local PRINT = [[on_candle = function(ctx, c)
    local words = {}
    for i, name in ipairs { "band", "cross", "day", "fast", "other", "risen", "twice", "up" } do
      local x = ctx.ind[name]
      words[i] = type(x) == "number" and ("%.17g"):format(x) or tostring(x)
    end
    print(table.concat(words, " "))
  end]]

describe("ctx.ind", function()
  local folder, data, other

  setup(function()
    folder = program.folder()
    data, other = folder .. "/AAA_1h.csv", folder .. "/BBB_1h.csv"
    assert.equal(0, program.run("demo", "--bars", 500, "--seed", 3, "--out", data).code)
    assert.equal(0, program.run("demo", "--bars", 500, "--seed", 4, "--out", other).code)
  end)
  teardown(function() program.remove(folder) end)

  local function backtest(text, ...)
    return program.run("backtest", program.write(folder .. "/script.lua", text), "--data", data, "--no-cache", ...)
  end

  local function printed(...)
    local run = backtest(...)
    assert.equal(0, run.code, run.err)
    local lines = {}
    for line in run.err:gmatch "script: ([^\n]*)" do lines[#lines + 1] = line end
    return lines
  end

  --- What a stepper says at each bar, in the same words.
  local function stepped(text, timeframe)
    local made = assert(loader.load_any(program.write(folder .. "/script.lua", text), {}))
    local strategy = made.columns
    if timeframe then strategy.cdata.timeframe = 4 * 3600 * 1000000 end
    local a, b = assert(candles.load(data, { cache = false })), assert(candles.load(other, { cache = false }))
    local feeds = { live.feed(a), live.feed(b) }
    feeds[2].symbol = "BBB"
    local s = assert(live.new { strategy = strategy, feeds = feeds })
    assert(s:load("AAA", a))
    assert(s:load("BBB", b))
    local lines = {}
    for _ in s:bars() do
      local words = {}
      for i, one in ipairs(strategy.named) do
        assert.equal(NAMES[i], one.name)
        local x = s:value(one.node)
        words[i] = one.condition and tostring(x ~= 0) or x == x and ("%.17g"):format(x) or "nil"
      end
      lines[#lines + 1] = table.concat(words, " ")
    end
    return lines
  end

  it("is what stepping says, bar by bar", function()
    local text = script(COLUMNS, PRINT)
    local got, expected = printed(text, "--with", other), stepped(text)
    assert.equal(#expected, #got)
    for i, line in ipairs(expected) do assert.equal(line, got[i], i) end
    assert.matches("^nil false nil nil nil false", got[1])
    assert.is_nil(got[#got]:find "nil")
  end)

  it("is the same on coarser bars", function()
    local text = script(COLUMNS:gsub('m%("1h", "BBB"%)', 'm("4h", "BBB")'), PRINT)
    local got, expected = printed(text, "--with", other, "--timeframe", "4h"), stepped(text, "4h")
    assert.is_true(#got > 100)
    for i = 1, #got do assert.equal(expected[i], got[i], i) end
  end)

  it("knows another symbol that is traded, too", function()
    local text = script("other = m('1h', 'BBB').close", [[on_candle = function(ctx, c)
      if c.symbol == "BBB" then ctx.state.right = (ctx.state.right or 0) + (ctx.ind.other == c.close and 1 or 0) end
    end,
    on_stop = function(ctx) print(ctx.state.right) end]])
    assert.same({ "500" }, printed(text, "--data", other))
  end)

  it("trades as rules of the same columns do", function()
    local made = cjson.decode(backtest(script("up = ta.sma(m.close, 7):above(ta.sma(m.close, 25))", [[
      on_candle = function(ctx)
        local up, was = ctx.ind.up, ctx.state.was
        ctx.state.was = up
        if up and was == false and ctx.position == 0 then ctx:buy { size = 1 } end
        if was and not up and ctx.position > 0 then ctx:close() end
      end]]), "--json").out)
    local rules = cjson.decode(backtest([[return strategy { name = "r", rules = function(m)
      local fast, slow = ta.sma(m.close, 7), ta.sma(m.close, 25)
      return { long = { enter = fast:crosses_above(slow), exit = fast:crosses_below(slow) } }
    end }]], "--json").out)
    assert.is_true(#rules.trades > 3)
    assert.equal(#rules.trades, #made.trades)
    for i, trade in ipairs(rules.trades) do assert.equal(trade.entry_time, made.trades[i].entry_time) end
  end)

  it("has indicators of ta.define", function()
    local text = [[
      ta.define { name = "twice", inputs = { "x" }, outputs = { "y" }, lookback = 0,
        batch = function(n, input, p, output) for t = 1, n do output.y[t] = 2 * input.x[t] end end }
    ]] .. script("double = ta.twice(m.close)", [[on_candle = function(ctx, c)
      if ctx.ind.double ~= 2 * c.close then error "wrong" end
    end]])
    local run = backtest(text)
    assert.equal(0, run.code, run.err)
  end)

  local function refused(text, message)
    local run = backtest(text)
    assert.equal(1, run.code, run.err)
    assert.is_truthy(run.err:find(message, 1, true), run.err)
  end

  it("says what is wrong", function()
    local body = "on_candle = function(ctx) return ctx.ind.fist end"
    refused(script("fast = ta.sma(m.close, 5)", body), "ctx.ind has no 'fist'; did you mean 'fast'?")
    refused(script("fast = ta.sma(m.close, 5)", "on_candle = function(ctx) ctx.ind.fast = 1 end"),
      "ctx.ind cannot be set")
    refused(script("fast = 5", body), "script.lua:3: indicators: fast: expected a column or a condition, found 5")
    refused(script("b = ta.bbands(m.close, 20, 2)", body),
      "b is several columns (lower, middle, upper): name one of them")
    refused(script("", body), "indicators: expected 1 to 500 columns or conditions, found 0")
    refused(script("a = m.close:above(1) and m.close:above(2)", body), "this condition is made but not used by the "
      .. "indicators that are returned")
    refused("return strategy { name = 's', indicators = 5, on_candle = function() end }",
      "indicators: expected a function(m, p), found 5")
    refused("return strategy { name = 's', indicators = function() end, rules = function() end }",
      "indicators are for scripts")
    refused(script("a = m('1h', 'CCC').close", body), "CCC")
  end)
end)
