-- Sessions of `tide paper`: what they give is what a backtest gives, however often they are killed.
local papers = require "tests.support.paper"

local LADDER = [[
return strategy {
  name = "ladder",
  params = { step = number { 0.03, min = 0.01, max = 0.1 } },
  indicators = function(m) return { line = ta.sma(m.close, 20) } end,
  on_start = function(ctx) ctx.state.high = 0 end,
  on_candle = function(ctx, candle)
    local s = ctx.state
    if ctx.position == 0 then s.high, s.bought = math.max(s.high, candle.close), 0 end
    if s.bought < 3 and candle.close < s.high * (1 - ctx.params.step * (s.bought + 1)) then
      ctx:buy { size = 0.3, stop_loss = 0.05, tag = "in" }
      s.bought = s.bought + 1
      ctx:after(5000, "later")
    elseif ctx.position > 0 and ctx.ind.line and candle.close >= s.high * 0.99 then
      ctx:close()
      s.high = candle.close
    end
  end,
  on_order = function(ctx, o)
    if o.state == "filled" and o.tag == "in" then ctx:sell { quantity = o.filled / 4, limit = o.average * 1.02 } end
  end,
  on_timer = function(ctx, t)
    ctx.state.timers = (ctx.state.timers or 0) + 1
    if ctx.state.timers % 3 == 0 and ctx.position > 0 then
      ctx:sell { quantity = ctx.position / 3, reduce_only = true }
    end
  end,
}
]]

local REVERSAL = [[
return strategy {
  name = "reversal", timeframe = "4h",
  rules = function(m)
    local fast, slow = ta.ema(m.close, 5), ta.ema(m.close, 15)
    return {
      long = { enter = fast:crosses_above(slow), exit = fast:crosses_below(slow), stop_loss = 0.04 },
      short = { enter = fast:crosses_below(slow), exit = fast:crosses_above(slow), trailing_stop = 0.05 },
    }
  end,
}
]]

local PYRAMID = [[
return strategy {
  name = "pyramid",
  rules = function(m)
    local range = ta.atr(m, 14)
    return {
      long = {
        enter = m.close:crosses_above(ta.sma(m.close, 20)), size = 0.2,
        exit = any { m.close:below(pos.entry - range * 2), pos.bars:above(40) },
        add = { when = m.close:above(pos.last_fill + range * 0.5), max = 3 },
      },
    }
  end,
}
]]

describe("a session of paper trading", function()
  local at, ladder, reversal, pyramid
  setup(function()
    at = papers.new(1500)
    ladder, reversal = at:file("ladder.lua", LADDER), at:file("reversal.lua", REVERSAL)
    pyramid = at:file("pyramid.lua", PYRAMID)
  end)
  teardown(function() at:remove() end)

  local function paper(path, ...)
    return at:run("paper", path, "--feed", at.data, "--speed", "max", "--json", "--equity", ...)
  end
  local function backtest(path, ...) return at:run("backtest", path, "--data", at.data, "--json", "--equity", ...) end

  for _, kind in ipairs { "script", "rules", "position" } do
    it("gives what a backtest gives, with " .. kind, function()
      local path = ({ script = ladder, rules = reversal, position = pyramid })[kind]
      local wanted = papers.document(backtest(path))
      assert.is_truthy(wanted:find('"exit_reason"', 1, true))
      assert.equal(wanted, papers.document(paper(path, "--fresh")))
    end)

    it("is the same after kill -9, SIGTERM and Ctrl-C, with " .. kind, function()
      local path = ({ script = ladder, rules = reversal, position = pyramid })[kind]
      local name, reached = "killed-" .. kind, 0
      for _, signal in ipairs { "KILL", "TERM", "INT", "KILL" } do
        local run = at:start("paper", path, "--feed", at.data, "--name", name, "--speed", 180000, "--json")
        local seen = papers.await(function()
          local status = at:ask(name, "status")
          return status and status.time > reached + 40 * 3600000 and status
        end, "progress: " .. papers.text(run.err))
        reached = seen.time
        papers.kill(run, signal)
        papers.gone(run)
        if signal ~= "KILL" then assert.is_truthy(papers.text(run.err):find("goes on with it", 1, true)) end
      end
      local last = paper(path, "--name", name)
      assert.is_truthy(last.err:find("continued: session " .. name, 1, true), last.err)
      assert.equal(papers.document(backtest(path)), papers.document(last))
    end)
  end

  it("slips as a backtest does, and refuses what scripts cannot be simulated with", function()
    for _, slippage in ipairs { "dynamic:0.1", "volume:0.3", "0.002" } do
      local words = { "--slippage", slippage, "--spread", "0.001", "--commission", "0.001" }
      local wanted = papers.document(backtest(ladder, unpack(words)))
      assert.equal(wanted, papers.document(paper(ladder, "--name", "slips", "--fresh", unpack(words))))
    end
    local run = paper(ladder, "--name", "refused", "--hedging")
    assert.equal(2, run.code)
    assert.equal("tide: '--hedging' is for rules: scripts cannot be simulated with it\n", run.err)
  end)

  it("trades from a time on, having seen what came before", function()
    local wanted = papers.document(backtest(reversal, "--from", "2020-01-20"))
    assert.equal(wanted, papers.document(paper(reversal, "--from", "2020-01-20", "--name", "from")))
  end)

  it("has several strategies on one account", function()
    local run = at:run("paper", ladder, reversal, "--feed", at.data, "--speed", "max", "--json", "--name", "both")
    assert.equal(0, run.code, run.err)
    local results = require("cjson").decode(run.out).results
    assert.same({ "ladder", "reversal" }, { results[1].strategy, results[2].strategy })
    for i, path in ipairs { ladder, reversal } do
      local alone = require("cjson").decode(backtest(path, "--cash", 5000).out)
      assert.same(alone.trades, results[i].trades)
    end
  end)

  it("is begun anew where that is wanted, and refuses other settings and candles", function()
    assert.equal(0, paper(reversal, "--name", "s").code)
    local other = paper(reversal, "--name", "s", "--cash", 5000)
    assert.equal(1, other.code)
    local message = "session 's' was begun with 'cash 10000', not with 'cash 5000'"
    assert.is_truthy(other.err:find(message, 1, true), other.err)
    local text = papers.text(at.data)
    local changed = at:file("DEMO.csv", (text:gsub("\n(%d+,)[%d.]+,[%d.]+,[%d.]+,[%d.]+", "\n%15,6,4,5", 1)))
    local wrong = at:run("paper", reversal, "--feed", "DEMO=" .. changed, "--name", "s", "--speed", "max")
    assert.equal(1, wrong.code)
    assert.is_truthy(wrong.err:find("are others now", 1, true), wrong.err)
    assert.equal(0, paper(reversal, "--name", "s", "--cash", 5000, "--fresh").code)
  end)

  it("belongs to one process", function()
    local run = at:start("paper", reversal, "--feed", at.data, "--name", "one")
    at:ready "one"
    local second = paper(reversal, "--name", "one")
    assert.equal(1, second.code)
    assert.is_truthy(second.err:find("another tide runs this session: 'tide attach' talks to it", 1, true), second.err)
    papers.kill(run)
    papers.gone(run)
  end)

  it("says what is wrong with what it is given", function()
    for _, case in ipairs {
      { { "--speed", "0" }, "'--speed' needs a number above 0, like 60, or max, found '0'", 2 },
      { { "--name", "../x" }, "'--name' needs letters, digits, '.', '_' and '-', at most 80", 2 },
      { { "--feed", at.data }, "'--feed' names DEMO twice", 2 },
    } do
      local made = at:run("paper", reversal, "--feed", at.data, unpack(case[1]))
      assert.equal(case[3], made.code)
      assert.is_truthy(made.err:find(case[2], 1, true), made.err)
    end
  end)
end)
