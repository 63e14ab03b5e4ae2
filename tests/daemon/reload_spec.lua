-- Versions of strategies while a session runs: taken when they are good, refused when they are not, and
-- gone back to.
local papers = require "tests.support.paper"

local COUNTER = [[
return strategy {
  name = "counter",
  on_start = function(ctx) ctx.state.seen, ctx.state.versions = 0, { %q } end,
  migrate = function(state, before)
    table.insert(state.versions, %q)
    return state
  end,
  on_candle = function(ctx, candle)
    ctx.state.seen = ctx.state.seen + 1
    if ctx.position == 0 then ctx:buy { size = 0.5 } end
    if ctx.state.seen %% 100 == 0 then print(ctx.state.seen, table.concat(ctx.state.versions, " ")) end
  end,
}
]]

local function counter(name) return COUNTER:format(name, name) end

describe("a strategy that changes while a session runs", function()
  local at
  setup(function() at = papers.new(20000) end)
  teardown(function() at:remove() end)

  local function start(path, name, ...)
    local run = at:start("daemon", path, "--feed", at.data, "--name", name, "--speed", 360000, ...)
    at:ready(name)
    return run
  end
  local function logged(run, pattern)
    return papers.await(function() return papers.text(run.err):match(pattern) end, pattern)
  end
  local function versions(name)
    local list = {}
    for i, one in ipairs(at:ask(name, "versions")) do list[i] = one.why end
    return table.concat(list, " ")
  end

  it("takes its place with position and state kept, and back again", function()
    local path = at:file("counter.lua", counter "a")
    local run = start(path, "counter")
    papers.await(function() return at:ask("counter", "status").shares[1].positions[1] end, "a position")
    local held = at:ask("counter", "status").shares[1].positions[1]
    at:file("counter.lua", counter "b")
    logged(run, '"event":"reloaded".-"why":"changed"')
    logged(run, '"event":"print".-a b')
    assert.equal("start changed", versions "counter")
    assert.is_truthy(at:ask("counter", "rollback"))
    logged(run, '"event":"reloaded".-"why":"rollback"')
    assert.equal("start changed rollback", versions "counter")
    local now = at:ask("counter", "status").shares[1]
    assert.equal(held.quantity, now.positions[1].quantity)
    assert.equal(held.entry, now.positions[1].entry)
    logged(run, '"event":"print".-a b a')
    -- every candle was seen once
    for line in papers.text(run.err):gmatch "[^\n]+" do
      local seen = line:match '"event":"print".-"message":"(%d+)\\t'
      if seen then assert.equal(0, tonumber(seen) % 100) end
    end
    papers.kill(run)
    papers.gone(run)
  end)

  it("is the version that ran last after a start again, whatever the file says", function()
    local path = at:file("again.lua", counter "a")
    local run = start(path, "again")
    at:file("again.lua", counter "b")
    logged(run, '"event":"reloaded"')
    assert.is_truthy(at:ask("again", "rollback"))
    logged(run, '"why":"rollback"')
    papers.kill(run, "KILL")
    papers.gone(run)
    run = start(path, "again")
    logged(run, '"event":"print".-a b a')
    assert.equal("start changed rollback", versions "again")
    papers.kill(run)
    papers.gone(run)
  end)

  it("are rules with an open position, and after kill -9 the same account", function()
    local function rules(fast)
      return ([[return strategy { name = "cross", rules = function(m)
  local fast, slow = ta.sma(m.close, %d), ta.sma(m.close, 40)
  return { long = { enter = fast:crosses_above(slow), exit = fast:crosses_below(slow), stop_loss = 0.05 } }
end }]]):format(fast)
    end
    local path = at:file("cross.lua", rules(5))
    local run = start(path, "cross", "--to", "2020-06-01")
    papers.await(function() return at:ask("cross", "status").shares[1].positions[1] end, "a position")
    at:file("cross.lua", rules(12))
    logged(run, '"event":"reloaded".-"why":"changed"')
    papers.kill(run, "KILL")
    papers.gone(run)
    local words = { "paper", path, "--feed", at.data, "--name", "cross", "--speed", "max", "--json", "--to",
      "2020-06-01" }
    local first = papers.document(at:run(unpack(words)))
    assert.equal(first, papers.document(at:run(unpack(words))))
    local backtest = { "backtest", path, "--data", at.data, "--json", "--to", "2020-06-01" }
    assert.are_not.equal(first, papers.document(at:run(unpack(backtest))))
    at:file("cross.lua", rules(5))
    assert.are_not.equal(first, papers.document(at:run(unpack(backtest))))
  end)

  it("begins again with what it remembers where the one before was stopped", function()
    local text = [[
return strategy { name = "stops", on_candle = function(ctx)
  ctx.state.seen = (ctx.state.seen or 0) + 1
  if ctx.state.seen > 30 and %s then error "enough" end
  if ctx.state.seen %% 10 == 0 then print("seen", ctx.state.seen) end
end }]]
    local path = at:file("stops.lua", text:format "true")
    local run = start(path, "stops", "--max-errors", 2)
    logged(run, '"event":"stopped","message":"[^"]*stopped after 2 errors')
    assert.equal("stopped", at:ask("stops", "status").shares[1].state)
    at:file("stops.lua", text:format "false")
    logged(run, '"event":"reloaded"')
    logged(run, '"message":"seen\\t40"')
    assert.equal("running", at:ask("stops", "status").shares[1].state)
    papers.kill(run)
    papers.gone(run)
  end)

  it("goes on when the whole program begins again in place", function()
    local path = at:file("whole.lua", counter "a")
    local run = start(path, "whole", "--fresh")
    papers.await(function() return at:ask("whole", "status").shares[1].positions[1] end, "a position")
    local before = at:ask("whole", "status")
    assert.is_true(at:ask("whole", "restart").trying)
    logged(run, '"event":"continued"')
    local after = at:ready "whole"
    assert.equal(before.pid, after.pid)
    assert.is_true(after.time >= before.time)
    assert.equal(before.shares[1].positions[1].entry, after.shares[1].positions[1].entry)
    logged(run, '"event":"print"')
    papers.kill(run)
    papers.gone(run)
  end)

  it("is refused with file and line, and the version before goes on", function()
    local path = at:file("bad.lua", counter "a")
    local run = start(path, "bad")
    papers.await(function() return at:ask("bad", "status").time > 1577836800000 + 50 * 3600000 end, "some candles")
    for text, message in pairs {
      ["return strategy {\n name = "] = path .. ":2: ",
      ["return strategy { name = 'x', on_candle = function(ctx)\n error 'no' end }"] = path .. ":2: no",
      ["while true do end"] = "it takes longer than 1 second",
      ["return strategy { name = 'x', rules = function(m) return { long = { enter = m.close:above(1), "
        .. "exit = m.close:below(1) } } end }"] = "rules cannot become a script, nor a script rules",
      ["return strategy { name = 'x', timeframe = '4h', on_candle = function() end }"] = "the time frame cannot change",
    } do
      at:file("bad.lua", text)
      papers.await(function()
        for line in papers.text(run.err):gmatch "[^\n]+" do
          if line:find('"level":"error","event":"reload"', 1, true) and line:find(message, 1, true) then return true end
        end
      end, message .. ": " .. papers.text(run.err))
    end
    assert.equal("start", versions "bad")
    assert.equal("running", at:ask("bad", "status").shares[1].state)
    papers.kill(run)
    papers.gone(run)
  end)
end)
