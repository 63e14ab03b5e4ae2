--- Scripts on trades and order books in `tide backtest`: what they are told, what their orders fill against, and
-- what is said when files and functions do not fit.
local cjson = require "cjson"
local program = require "tests.support.program"

local START = 1700000040000 -- a full minute, in milliseconds

-- A message every second: bid 100.0, 99.9 .., ask 100.2, 100.3 .., and at second 90 all of it one higher.
local function depth_rows()
  local rows = { "timestamp_ms,type,first_id,last_id,side,price,qty" }
  local function row(second, kind, id, side, price, quantity)
    rows[#rows + 1] = ("%d,%s,%d,%d,%s,%.1f,%.2f"):format(START + second * 1000, kind, id, id, side, price, quantity)
  end
  for i = 0, 4 do
    row(0, "snapshot", 1, "bid", 100 - i / 10, 1 + i)
    row(0, "snapshot", 1, "ask", 100.2 + i / 10, 1 + i)
  end
  for second = 1, 179 do
    local id = second + 1
    if second == 90 then
      for i = 0, 4 do
        row(second, "update", id, "bid", 101 - i / 10, 2)
        row(second, "update", id, "ask", 100.2 + i / 10, 0)
        row(second, "update", id, "ask", 101.2 + i / 10, 2)
      end
    else
      row(second, "update", id, "bid", 95, second)
    end
  end
  return table.concat(rows, "\n") .. "\n"
end

-- A trade every two seconds, half a second behind the message.
local function trade_rows()
  local rows = { "timestamp_ms,side,price,qty" }
  for second = 0, 178, 2 do
    local higher, buy = second >= 90 and 1 or 0, second % 4 == 0
    rows[#rows + 1] = ("%d,%s,%.1f,%.2f"):format(START + second * 1000 + 500, buy and "buy" or "sell",
      (buy and 100.2 or 100) + higher, 0.5)
  end
  return table.concat(rows, "\n") .. "\n"
end

local function candle_rows()
  local rows = { "timestamp,open,high,low,close,volume" }
  for minute = 0, 2 do rows[#rows + 1] = ("%d,100,102,99,101,5"):format(START + minute * 60000) end
  return table.concat(rows, "\n") .. "\n"
end

describe("a script on ticks", function()
  local folder, trades, book, candles

  setup(function()
    folder = program.folder()
    trades = program.write(folder .. "/AAA_trades.csv", trade_rows())
    book = program.write(folder .. "/AAA_depth.csv", depth_rows())
    candles = program.write(folder .. "/AAA_1m.csv", candle_rows())
  end)
  teardown(function() program.remove(folder) end)

  local function backtest(body, ...)
    local path = program.write(folder .. "/script.lua", ("return strategy { name = 's', %s }"):format(body))
    return program.run("backtest", path, ...)
  end

  --- What it printed, line by line.
  local function printed(body, ...)
    local run = backtest(body, ...)
    assert.equal(0, run.code, run.err)
    local lines = {}
    for line in run.err:gmatch "script: ([^\n]*)" do lines[#lines + 1] = line end
    return lines
  end

  local function document(body, ...)
    local run = backtest(body, "--json", ...)
    assert.equal(0, run.code, run.err)
    return cjson.decode(run.out), run
  end

  it("is told each trade", function()
    local lines = printed([[
      on_trade = function(ctx, t)
        local s = ctx.state
        if not s.n then
          s.n, s.first = 0, t
          print(t.time, t.price, t.quantity, t.side, t.symbol, ctx.time == t.time)
        end
        s.n = s.n + 1
        s.same = t == s.first
      end,
      on_stop = function(ctx) print(ctx.state.n, ctx.state.first.time, ctx.state.same) end]], "--ticks", trades)
    assert.equal(("%d\t100.2\t0.5\tbuy\tAAA\ttrue"):format(START + 500), lines[1])
    assert.equal(("90\t%d\ttrue"):format(START + 178500), lines[2])
  end)

  it("sees the book in numbers of its own", function()
    local lines = printed([[
      on_book = function(ctx, b)
        ctx.state.n = (ctx.state.n or 0) + 1
        if ctx.state.n ~= 3 then return end
        print(type(b), b.symbol, b.time, b.known, b.bid, b.ask, b.mid, b.spread)
        for _, level in ipairs(b:levels("bid", 3)) do print(level[1], level[2]) end
        print(#b:levels("ask"), b:quantity("ask", 100.3), b:quantity("bid", 95), b:quantity("bid", b.bid - 0.1))
        print(b:quantity("bid", 99.95), getmetatable(b), pcall(setmetatable, b, {}))
        print(ctx:book() == b, ctx:book("AAA") == b, pcall(b.levels, b, "top"))
        print(pcall(b.levels, "bid"))
      end,
      on_stop = function(ctx) print(ctx.state.n, ctx:book().bid) end]], "--book", book)
    assert.equal(("table\tAAA\t%d\ttrue\t100\t100.2\t100.1\t0.2"):format(START + 2000),
      (lines[1]:gsub("0%.20000000000000%d*$", "0.2")))
    assert.same({ "100\t1", "99.9\t2", "99.8\t3" }, { lines[2], lines[3], lines[4] })
    assert.equal("5\t2\t2\t2", lines[5])
    assert.equal("0\tfalse\tfalse\tcannot change a protected metatable", lines[6])
    assert.matches("^true\ttrue\tfalse\t.*a side is 'bid' or 'ask', not 'top'$", lines[7])
    assert.matches("^false\t.*write b:levels%(...%) with a colon$", lines[8])
    assert.equal("180\t101", lines[9])
  end)

  -- Buys on the tenth message and sells on the hundredth.
  local BOTH = [[
    on_book = function(ctx, b)
      local s = ctx.state
      s.n = (s.n or 0) + 1
      if s.n == 10 then ctx:buy { quantity = 2 } end
      if s.n == 100 then ctx:close() end
    end]]

  it("trades what the book shows, level by level, and is measured on minutes", function()
    local made = document(BOTH, "--ticks", trades, "--book", book, "--commission", "0")
    assert.equal("1m", made.timeframe)
    assert.equal(3, made.bars)
    assert.equal("event", made.engine)
    assert.equal(1, #made.trades)
    local trade = made.trades[1]
    assert.equal((100.2 + 100.3) / 2, trade.entry_price) -- one at each of two levels
    assert.equal(101, trade.exit_price)
    assert.equal(START + 9000, trade.entry_time)
    assert.is_true(math.abs(2 * (101 - 100.25) - trade.pnl) < 1e-9)
    assert.is_true(math.abs(10000 + trade.pnl - 10000 * (1 + made.metrics.total_return)) < 1e-6)
  end)

  it("has its orders on the way as long as the latency says", function()
    local made = document(BOTH, "--book", book, "--latency", "1500ms")
    assert.equal(START + 9000 + 1500, made.trades[1].entry_time)
    local delays = program.write(folder .. "/delays.csv",
      ("time,entry_us,response_us\n%d,250000,1000\n%d,3000000,1000\n"):format(START, START + 60000))
    made = document(BOTH, "--book", book, "--latency", delays)
    assert.equal(START + 9250, made.trades[1].entry_time)
    assert.equal(START + 99000 + 3000, made.trades[1].exit_time)
  end)

  it("sees everything as late as the feed delay says", function()
    local tell = BOTH .. [[, on_trade = function(ctx, t)
      if not ctx.state.told then ctx.state.told = true; print(ctx.time - t.time) end
    end,
    on_order = function(ctx, o) if o.state == "filled" then print(o.time, ctx.time == o.time) end end]]
    local function lines(...) return printed(tell, "--ticks", trades, "--book", book, ...) end
    -- seen a second late, sent half a second later; known at once, which is no sooner than the market of its time
    local got = lines("--feed-delay", "1s", "--latency", "500ms")
    assert.equal("1000", got[1])
    assert.equal(("%d\ttrue"):format(START + 9000 + 1500 + 1000), got[2])
    -- the report takes three seconds, of which the feed is one
    got = lines("--feed-delay", "1s", "--latency", "500ms:3s")
    assert.equal(("%d\ttrue"):format(START + 9000 + 1500 + 3000), got[2])
    local delays = program.write(folder .. "/delays.csv",
      ("time,entry_us,response_us\n%d,250000,1500000\n"):format(START))
    got = lines("--feed-delay", "1s", "--latency", delays)
    assert.equal(("%d\ttrue"):format(START + 9000 + 1250 + 1500), got[2])
    assert.equal(START + 9000 + 1250, document(BOTH, "--book", book, "--feed-delay", "1s", "--latency",
      delays).trades[1].entry_time)
    local run = backtest(BOTH, "--book", book, "--feed-delay", "1")
    assert.equal(2, run.code)
    assert.matches("'--feed-delay' needs a time like 2ms", run.err, 1, true)
  end)

  it("waits in the queue as the model says", function()
    -- At 99.9 two wait before us, then eight behind; five of them all leave, and 1.2 are sold there.
    local rows = depth_rows():gsub("update,11,11,bid,95.0,10.00", "update,11,11,bid,99.9,10.00")
      :gsub("update,21,21,bid,95.0,20.00", "update,21,21,bid,99.9,5.00")
    local other = program.write(folder .. "/BBB_depth.csv", rows)
    local sold = program.write(folder .. "/BBB_trades.csv", ("timestamp_ms,side,price,qty\n%d,sell,99.9,0.60\n"
      .. "%d,sell,99.9,0.60\n"):format(START + 30500, START + 31500))
    local body = [[on_book = function(ctx, b)
      if not ctx.state.sent then ctx.state.sent = ctx:buy { quantity = 0.1, limit = 99.9 } end
    end,
    on_order = function(ctx, o) if o.state == "filled" then print(o.time) end end]]
    local function filled(...) return tonumber(printed(body, "--ticks", sold, "--book", other, ...)[1]) end
    assert.is_nil(filled())
    assert.equal(START + 31500, filled("--queue", "proportional"))
    assert.equal(START + 31500, filled("--queue", "power:1"))
  end)

  it("fills with the next trade where there is no book, worse by the slippage", function()
    local made = document([[on_trade = function(ctx, t)
      if not ctx.state.sent then ctx.state.sent = ctx:buy { quantity = 0.2 } end
    end]], "--ticks", trades, "--slippage", "0.001")
    assert.equal(100 * 1.001, made.trades[1].entry_price)
    assert.equal(START + 2500, made.trades[1].entry_time)
    assert.equal("end_of_data", made.trades[1].exit_reason)
  end)

  it("has candles and ticks together: fills against ticks, marks at candles", function()
    local made = document([[
      on_candle = function(ctx, c) if ctx.position == 0 then ctx:buy { quantity = 0.2 } end end]],
      "--data", candles, "--ticks", trades, "--slippage", "0", "--equity", "--no-cache")
    assert.equal(START + 60500, made.trades[1].entry_time)
    assert.equal(100.2, made.trades[1].entry_price)
    assert.equal(3, #made.equity)
  end)

  it("gives the same bytes each time", function()
    local body = [[
      on_trade = function(ctx, t) if math.random() < 0.2 then ctx:buy { quantity = 0.1, limit = t.price } end end,
      on_book = function(ctx, b) if math.random() < 0.1 then ctx:close() end end]]
    local first = backtest(body, "--json", "--ticks", trades, "--book", book, "--latency", "5ms").out
    assert.is_true(#cjson.decode(first).trades > 3)
    assert.equal(first, backtest(body, "--json", "--ticks", trades, "--book", book, "--latency", "5ms").out)
  end)

  it("cannot run anything of its own while the engine writes to its tables", function()
    local lines = printed([[
      on_trade = function(ctx, t)
        ctx.state.n = (ctx.state.n or 0) + 1
        if ctx.state.n == 1 then print(pcall(setmetatable, t, { __newindex = function() while true do end end })) end
        t.price = nil
      end,
      on_stop = function(ctx) print(ctx.state.n) end]], "--ticks", trades)
    assert.same({ "false\tcannot change a protected metatable", "90" }, lines)
  end)

  it("is told of liquidations, which fill nothing", function()
    local path = program.write(folder .. "/AAA_liquidations.csv", ("time,side,price,qty\n%d,sell,1.5,300\n%d,buy,2,7\n")
      :format(START + 30000, START + 50000))
    local lines = printed([[
      on_start = function(ctx) ctx:buy { quantity = 0.1, limit = 50 } end,
      on_order = function(ctx, o) if o.state == "filled" then print "filled" end end,
      on_liquidation = function(ctx, l) print(l.time, l.price, l.quantity, l.side, l.symbol) end]],
      "--ticks", trades, "--liquidations", path)
    assert.same({ ("%d\t1.5\t300\tsell\tAAA"):format(START + 30000), ("%d\t2\t7\tbuy\tAAA"):format(START + 50000) },
      lines)
    local run = backtest("on_liquidation = function() end", "--liquidations", path)
    assert.equal(2, run.code)
    assert.is_truthy(run.err:find("there are only liquidations of AAA", 1, true), run.err)
  end)

  it("is not called by what it has no function for", function()
    local lines = printed("on_trade = function(ctx) ctx.state.n = (ctx.state.n or 0) + 1 end, "
      .. "on_stop = function(ctx) print(ctx.state.n) end", "--ticks", trades, "--book", book)
    assert.same({ "90" }, lines)
    local run = backtest([[on_stop = function(ctx) print "over" end]], "--ticks", trades)
    assert.equal(0, run.code, run.err)
  end)

  local function refused(code, message, body, ...)
    local run = backtest(body, ...)
    assert.equal(code, run.code, run.err)
    assert.is_truthy(run.err:find(message, 1, true), run.err)
  end

  local TRADE, BOOK = "on_trade = function() end", "on_book = function() end"

  it("says what is missing or cannot be", function()
    refused(2, "needs something to trade on", TRADE)
    refused(2, "on_book is never called without an order book, which --book brings", BOOK, "--ticks", trades)
    refused(0, "warning: ", TRADE .. "," .. BOOK, "--ticks", trades)
    refused(2, "found 'proportionl'; did you mean 'proportional'?", TRADE, "--ticks", trades, "--queue", "proportionl")
    refused(2, "power:N with N from 1 to 16, found 'power:40'", TRADE, "--ticks", trades, "--queue", "power:40")
    refused(2, "'--latency' needs a time like 5ms", TRADE, "--ticks", trades, "--latency", "5")
    refused(2, "'--ticks' names AAA twice", TRADE, "--ticks", trades, "AAA=" .. trades)
    local updates = program.write(folder .. "/CCC_depth.csv", (depth_rows():gsub("%d+,snapshot[^\n]*\n", "")))
    refused(1, "CCC_depth.csv: there is no snapshot, so that the book is never known", BOOK, "--book", updates)
    local delays = program.write(folder .. "/bad.csv", ("time,entry_us,response_us\n%d,5,5\n%d,5,5\n"):format(START,
      START - 1))
    refused(1, "bad.csv:3: its time lies before that of the row above", TRADE, "--ticks", trades, "--latency", delays)
    delays = program.write(folder .. "/bad.csv", "time,response_us\n1,5\n")
    refused(1, "bad.csv:1: no column is called entry_us", TRADE, "--ticks", trades, "--latency", delays)
  end)

  it("is not what rules are", function()
    local path = program.write(folder .. "/rules.lua",
      "return strategy { name = 'r', rules = function(m) return { long = { enter = m.close:above(1) } } end }")
    local run = program.run("backtest", path, "--ticks", trades)
    assert.equal(2, run.code)
    assert.is_truthy(run.err:find("rules are simulated on candles: give them with --data", 1, true), run.err)
    run = program.run("backtest", path)
    assert.equal(2, run.code)
    assert.is_truthy(run.err:find("'backtest' needs --data", 1, true), run.err)
  end)
end)
