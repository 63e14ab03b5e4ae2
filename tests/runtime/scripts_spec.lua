--- Script strategies in `tide backtest`: the same rules give the same trades, what goes wrong is told
-- with its line, and nobody gets out.
local cjson = require "cjson"
local program = require "tests.support.program"

-- Crossing averages by hand, sized and timed as rules are.
local CROSS = [[
local function mean(list, n)
  local s = 0
  for i = #list - n + 1, #list do s = s + list[i] end
  return s / n
end

return strategy {
  name = "cross_script",
  params = { fast = int { 7, min = 2, max = 50 }, slow = int { 25, min = 5, max = 200 } },
  on_start = function(ctx) ctx.state.closes = {} end,
  on_candle = function(ctx, candle)
    local c, p = ctx.state.closes, ctx.params
    c[#c + 1] = candle.close
    if #c > p.slow + 1 then table.remove(c, 1) end
    if #c < p.slow + 1 then return end
    local fast, slow = mean(c, p.fast), mean(c, p.slow)
    local last = table.remove(c)
    local fast_before, slow_before = mean(c, p.fast), mean(c, p.slow)
    c[#c + 1] = last
    local up = fast > slow and fast_before <= slow_before
    local down = fast < slow and fast_before >= slow_before
    if ctx.position == 0 and up then ctx:buy { size = 1 } end
    if ctx.position > 0 and down then ctx:close() end
  end,
}
]]

local RULES = [[
return strategy {
  name = "cross_rules",
  rules = function(m)
    local fast, slow = ta.sma(m.close, 7), ta.sma(m.close, 25)
    return { long = { enter = fast:crosses_above(slow), exit = fast:crosses_below(slow) } }
  end,
}
]]

describe("a script strategy", function()
  local folder, data

  setup(function()
    folder = program.folder()
    data = folder .. "/AAA_1h.csv"
    assert.equal(0, program.run("demo", "--bars", 6000, "--seed", 3, "--out", data).code)
  end)
  teardown(function() program.remove(folder) end)

  local function backtest(text, ...)
    local path = program.write(folder .. "/script.lua", text)
    return program.run("backtest", path, "--data", data, "--no-cache", ...)
  end

  local function document(text, ...)
    local run = backtest(text, "--json", ...)
    assert.equal(0, run.code, run.err)
    return cjson.decode(run.out), run.err
  end

  local function script(body) return ("return strategy { name = 's', %s }"):format(body) end

  --- A script and rules that do the same have the same trades.
  local function check_same(near, ...)
    local made, rules = document(CROSS, ...), document(RULES, ...)
    assert.is_true(#rules.trades > 20)
    assert.equal(#rules.trades, #made.trades)
    for i, trade in ipairs(rules.trades) do
      local own = made.trades[i]
      for _, key in ipairs { "side", "entry_time", "exit_time", "bars" } do
        assert.equal(trade[key], own[key], i .. " " .. key)
      end
      for _, key in ipairs { "entry_price", "exit_price", "quantity", "pnl", "fees" } do
        local most = near * math.max(1, math.abs(trade[key]))
        assert.is_true(math.abs(trade[key] - own[key]) <= most, i .. " " .. key)
      end
    end
    for _, key in ipairs { "total_return", "sharpe_ratio", "max_drawdown", "num_trades", "win_rate", "fees_paid" } do
      local most = near * math.max(1, math.abs(rules.metrics[key]))
      assert.is_true(math.abs(rules.metrics[key] - made.metrics[key]) <= most, key)
    end
    assert.equal("event", made.engine)
    return made
  end

  it("that codes rules makes their trades", function() check_same(1e-9) end)

  it("pays slippage by the range or the volume as rules do", function()
    local plain = check_same(1e-9).metrics.total_return
    assert.is_true(check_same(1e-9, "--slippage", "dynamic:0.3").metrics.total_return < plain)
    assert.is_true(check_same(1e-9, "--slippage", "volume:0.5", "--spread", "0.001").metrics.total_return < plain)
  end)

  it("has smaller sizes in a drawdown", function()
    local made = check_same(1e-9, "--drawdown-scale", "0.5")
    assert.is_true(math.abs(made.metrics.total_return - check_same(1e-9).metrics.total_return) > 1e-6)
  end)

  it("may have a price that goes a way inside of candles", function()
    -- A stop and a target inside one candle: section 2 takes the stop, the way from the open meets the nearer one.
    local text = script [[on_candle = function(ctx, c)
      if ctx.position == 0 then ctx:buy { quantity = 1, stop_loss = 0.002, take_profit = 0.002 } end
    end]]
    local function stops(...)
      local count = 0
      for _, trade in ipairs(document(text, ...).trades) do
        count = count + (trade.exit_reason == "stop_loss" and 1 or 0)
      end
      return count
    end
    local plain, path = stops(), stops "--candle-path"
    assert.is_true(path < plain, ("%d of %d"):format(path, plain))
    local run = program.run("backtest", program.write(folder .. "/rules.lua", RULES), "--data", data, "--candle-path")
    assert.equal(2, run.code)
    assert.matches("leave '--candle-path' out", run.err, 1, true)
  end)

  it("takes parameters, and is another one with others", function()
    local made = document(CROSS)
    local other = document(CROSS, "--param", "fast=5")
    assert.equal(5, other.params.fast)
    assert.is_true(other.hash ~= made.hash)
    assert.is_true(#other.trades ~= #made.trades)
  end)

  it("gives the same bytes each time", function()
    local text = script [[on_candle = function(ctx, c)
      if math.random() < 0.05 then ctx:buy { size = 0.1 * math.random(5), stop_loss = 0.02, take_profit = 0.04 } end
      if math.random() < 0.02 then ctx:close() end
    end]]
    local first = backtest(text, "--json").out
    assert.is_true(#cjson.decode(first).trades > 10)
    assert.equal(first, backtest(text, "--json").out)
  end)

  it("is told of its orders and timers", function()
    local run = backtest(script [[
      on_candle = function(ctx, c)
        if not ctx.state.sent then
          ctx.state.sent = ctx:buy { size = 0.5, tag = "first" }
          ctx:after(3600, "hour")
        end
      end,
      on_order = function(ctx, o) print("order", o.id == ctx.state.sent, o.state, o.side, o.tag) end,
      on_timer = function(ctx, t) print("timer", t.name, ctx.position > 0) end,
      on_stop = function(ctx) print("stop", ctx.equity > 0) end]])
    assert.equal(0, run.code, run.err)
    assert.matches("script: order\ttrue\tfilled\tbuy\tfirst", run.err, 1, true)
    assert.matches("script: timer\thour\ttrue", run.err, 1, true)
    assert.matches("script: stop\ttrue", run.err, 1, true)
  end)

  it("has timers with and without names", function()
    local run = backtest(script [[
      on_candle = function(ctx, c)
        if ctx.state.set then return end
        ctx.state.set = true
        ctx:after(7200, "two")
        ctx:after(3600)
        ctx:after(10800, "three")
      end,
      on_timer = function(ctx, t) print("timer", t.name) end]])
    assert.equal(0, run.code, run.err)
    assert.matches("timer\tnil\n.-timer\ttwo\n.-timer\tthree", run.err)
  end)

  local WRONG = {
    { "on_candle = function(ctx) ctx.nothing.x = 1 end", "script.lua:1: attempt to index field 'nothing'" },
    { "on_candle = function(ctx) error 'no more' end", "script.lua:1: no more" },
    { "on_candle = function(ctx) while true do end end", "script.lua:1: it takes longer than 200 ms" },
    { "on_candle = function(ctx) ctx:buy { amount = 1 } end", "script.lua:1: unknown key 'amount' of an order" },
    { "on_candle = function(ctx) ctx:buy { size = -1 } end", "script.lua:1: size: expected a number above 0" },
    { "on_candle = function(ctx) ctx:sell { tif = 'day' } end", "script.lua:1: unknown time in force 'day'" },
    { "on_candle = function(ctx) ctx.buy { size = 1 } end", "script.lua:1: methods of ctx are called with a" },
    { "on_candle = function(ctx) ctx.position = 5 end", "script.lua:1: ctx.position cannot be set" },
  }
  for _, case in ipairs(WRONG) do
    it("that goes wrong is stopped with its line: " .. case[1], function()
      local run = backtest(script(case[1]))
      assert.equal(1, run.code, run.err)
      assert.is_truthy(run.err:find(case[2], 1, true), run.err)
      assert.matches("script.lua: stopped after %d+ error", run.err)
    end)
  end

  -- Rests far below, fails, and would be filled later.
  local RESTING = script [[
    on_candle = function(ctx, c)
      if not ctx.state.sent then ctx.state.sent = ctx:buy { size = 0.5, limit = c.close * 0.8 } end
      error "broken"
    end]]

  it("has its orders cancelled when it is stopped, or kept if that is asked for", function()
    local run = backtest(RESTING, "--json")
    assert.equal(1, run.code)
    assert.matches("stopped after 10 errors", run.err, 1, true)
    assert.equal(0, #cjson.decode(run.out).trades)
    run = backtest(RESTING, "--json", "--max-errors", 2, "--on-error", "keep")
    assert.matches("stopped after 2 errors", run.err, 1, true)
    assert.equal(1, #cjson.decode(run.out).trades)
  end)

  it("has its position closed when it is stopped and that is asked for", function()
    local text = script [[on_candle = function(ctx, c)
      if ctx.position == 0 then ctx:buy { size = 0.5 } else error "broken" end
    end]]
    local function bars(...) return cjson.decode(backtest(text, "--json", ...).out).trades[1] end
    assert.equal("end_of_data", bars().exit_reason)
    local closed = bars("--on-error", "close")
    assert.equal("signal", closed.exit_reason)
    assert.equal(10 * 3600e3, closed.exit_time - closed.entry_time)
  end)

  it("cannot be half of both", function()
    local run = backtest(script "rules = function() end, on_candle = function() end")
    assert.equal(1, run.code)
    assert.matches("a strategy has rules or functions like on_candle, not both", run.err, 1, true)
    run = backtest(script "on_candel = function() end, on_candle = function() end")
    assert.matches("unknown key 'on_candel' of a strategy; did you mean 'on_candle'?", run.err, 1, true)
    run = backtest(script "on_candle = 3")
    assert.matches("on_candle: expected a function(ctx, event), found", run.err, 1, true)
  end)

  it("is refused with settings that its account does not know", function()
    for option, value in pairs {
      ["--require-volume"] = "--json", ["--hedging"] = "--json", ["--max-participation"] = "0.1",
      ["--profile"] = "vectorbt", ["--fill"] = "close",
    } do
      local run = backtest(CROSS, option, value)
      assert.equal(2, run.code)
      assert.matches("is for rules: scripts cannot be simulated with it", run.err, 1, true)
    end
    local run = backtest(CROSS, "--engine", "vector")
    assert.equal(2, run.code)
    assert.matches("scripts run in the event engine: leave '--engine vector' out", run.err, 1, true)
    assert.equal(0, backtest(CROSS, "--engine", "event").code)
    assert.equal(0, backtest(CROSS, "--spread", "0.001", "--commission", "0:0.001,1e6:0.0005").code)
  end)

  it("is refused where only rules can be", function()
    local path = program.write(folder .. "/script.lua", CROSS)
    local run = program.run("optimize", path, "--data", data)
    assert.equal(1, run.code)
    assert.matches("a script (on_start) runs in 'tide backtest' only", run.err, 1, true)
  end)
end)
