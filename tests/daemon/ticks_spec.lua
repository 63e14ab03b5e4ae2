-- Sessions on trades, order books and liquidations: what they give is what a backtest gives, however often they are
-- killed, and a script that begins in the middle has the book that the others have.
local papers = require "tests.support.paper"
local tick_market = require "tests.support.tick_market"

local MINUTES = 8

local QUOTE = [[
return strategy {
  name = "quote",
  indicators = function(m) return { up = m.close:above(m.open) } end,
  on_start = function(ctx)
    local s = ctx.state
    s.seen, s.sum, s.trades, s.forced, s.fills = 0, 0, 0, 0, 0
  end,
  on_trade = function(ctx, t)
    local s, b = ctx.state, ctx:book()
    s.trades = s.trades + 1
    s.sum = s.sum + (t.side == "buy" and 1 or -1) * t.quantity
    if s.trades % 40 ~= 0 or not b.known or math.abs(ctx.position) >= 3 then return end
    if s.sum > 0 then ctx:buy { limit = b.bid, quantity = 0.5 } else ctx:sell { limit = b.ask, quantity = 0.5 } end
  end,
  on_book = function(ctx, b)
    local s = ctx.state
    if not b.known then
      s.lost = true
      return
    end
    s.seen = s.seen + b:levels("bid", 5)[1][2] + b:quantity("ask", b.ask) + b.spread
    if s.lost and ctx.position ~= 0 then
      ctx:close()
      s.lost = nil
    end
  end,
  on_liquidation = function(ctx, l) ctx.state.forced = ctx.state.forced + l.quantity end,
  on_candle = function(ctx, c) print(ctx.time, c.close, ctx:book("AAA").mid, ctx.ind.up) end,
  on_order = function(ctx, o) if o.state == "filled" then ctx.state.fills = ctx.state.fills + 1 end end,
  on_stop = function(ctx)
    local s, b = ctx.state, ctx:book()
    print(s.fills, s.seen, s.sum, s.trades, s.forced, #b:levels("bid", 5000), b.time)
  end,
}
]]

describe("a session on ticks", function()
  local at, quote, market
  setup(function()
    at = papers.new(100)
    quote, market = at:file("quote.lua", QUOTE), tick_market.write(at.folder, MINUTES)
  end)
  teardown(function() at:remove() end)

  local function with_ticks(...)
    local words = { "--ticks", market.trades, "--book", market.depth, "--liquidations", market.liquidations,
      "--latency", "5ms" }
    for i = 1, select("#", ...) do words[#words + 1] = (select(i, ...)) end
    return unpack(words)
  end
  local function backtest(path) return at:run("backtest", path, "--data", market.candles, with_ticks "--json") end
  local function paper(path, ...) return at:run("paper", path, "--feed", market.candles, with_ticks("--json", ...)) end

  -- What a script printed, line by line.
  local function printed(err, mark)
    local lines = {}
    for line in err:gmatch(mark .. "([^\n]*)") do lines[#lines + 1] = line end
    return lines
  end

  it("gives what a backtest gives, and tells scripts the same", function()
    local tested, traded = backtest(quote), paper(quote, "--speed", "max", "--fresh")
    assert.equal(papers.document(tested), papers.document(traded))
    assert.is_truthy(tested.out:find('"exit_reason"', 1, true))
    local said = printed(tested.err, "quote: ")
    assert.equal(MINUTES + 1, #said)
    assert.same(said, printed(traded.err, "print: strategy [^,]*quote.lua, "))
  end)

  it("is the same after kill -9, SIGTERM and Ctrl-C", function()
    local reached = 0
    for _, signal in ipairs { "KILL", "TERM", "INT", "KILL" } do
      local run = at:start("paper", quote, "--feed", market.candles, with_ticks("--json", "--name", "killed",
        "--speed", 30))
      local seen = papers.await(function()
        local status = at:ask("killed", "status")
        return status and status.time > reached + 30000 and status
      end, "progress: " .. papers.text(run.err))
      reached = seen.time
      papers.kill(run, signal)
      papers.gone(run)
    end
    local last = paper(quote, "--name", "killed", "--speed", "max")
    assert.is_truthy(last.err:find("continued: session killed", 1, true), last.err)
    local tested = backtest(quote)
    assert.equal(papers.document(tested), papers.document(last))
    local said = printed(last.err, "print: strategy [^,]*quote.lua, ")
    assert.equal(printed(tested.err, "quote: ")[MINUTES + 1], said[#said])
  end)

  it("gives a version that takes over the book as it is", function()
    local path = at:file("swapped.lua", (QUOTE:gsub('"quote"', '"swapped"')))
    local run = at:start("paper", path, "--feed", market.candles, with_ticks("--json", "--name", "swapped",
      "--speed", 60))
    papers.await(function()
      local status = at:ask("swapped", "status")
      return status and status.time > 1700000040000 + 70000
    end, "a minute: " .. papers.text(run.err))
    at:file("swapped.lua", (QUOTE:gsub('"quote"', '"swapped"'):gsub("print%(ctx.time", 'print("second", ctx.time')))
    papers.gone(run)
    local said = papers.text(run.err)
    assert.is_truthy(said:find("reloaded: ", 1, true), said)
    assert.is_truthy(said:find("second", 1, true), said)
    local whole = printed(backtest(quote).err, "quote: ")
    local after = printed(said, "print: strategy [^,]*swapped.lua, second\t")
    for i = 1, #after do assert.equal(whole[MINUTES - #after + i], after[i]) end
    local tail = printed(said, "print: strategy [^,]*swapped.lua, ")
    assert.equal(whole[MINUTES + 1], tail[#tail])
  end)

  it("is begun anew where other ticks are wanted, and says what cannot be", function()
    assert.equal(0, paper(quote, "--name", "s", "--speed", "max").code)
    local other = at:run("paper", quote, "--feed", market.candles, "--ticks", market.trades, "--name", "s", "--speed",
      "max")
    assert.equal(1, other.code)
    assert.matches("session 's' was begun with '%-%-ticks .-', not with '%-%-ticks .-'", other.err)
    local alone = at:file("alone.lua", [[return strategy { name = "alone", on_trade = function() end }]])
    local never = at:run("paper", alone, "--feed", market.candles, "--speed", "max")
    assert.equal(2, never.code, never.err)
    assert.matches("on_trade is never called without trades, which %-%-ticks brings", never.err)
    local pipe = at:run("paper", quote, "--feed", "AAA_1m=-", "--ticks", market.trades)
    assert.equal(2, pipe.code)
    assert.matches("they cannot come beside a pipe of candles", pipe.err)
  end)
end)
