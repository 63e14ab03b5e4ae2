--- Several strategies on one account in `tide backtest`: each does what it does alone with that cash, and the account
-- is their sum.
local cjson = require "cjson"
local program = require "tests.support.program"

-- Trades at random, on all symbols, with brackets, cancels and timers; tells of its orders by number.
local WILD = [[
return strategy {
  name = "wild%d",
  on_start = function(ctx) ctx.state.ids, ctx.state.told = {}, 0 end,
  on_candle = function(ctx, c)
    local s = ctx.state
    if math.random() < 0.05 then
      s.ids[#s.ids + 1] = ctx:buy { size = 0.2, symbol = c.symbol, stop_loss = 0.02, take_profit = 0.04 }
    elseif math.random() < 0.05 then
      s.ids[#s.ids + 1] = ctx:sell { quantity = 0.5 + s.told %% 3, symbol = c.symbol, limit = c.close * 1.01 }
    elseif math.random() < 0.05 then
      ctx:close(c.symbol)
    elseif math.random() < 0.05 and #s.ids > 0 then
      ctx:cancel(s.ids[math.random(#s.ids)])
    end
  end,
  on_order = function(ctx, o) ctx.state.told = (ctx.state.told * 31 + o.id) %% 1000 end,
}
]]

local RULES = [[
return strategy {
  name = "rules",
  rules = function(m)
    local fast, slow = ta.sma(m.close, 7), ta.sma(m.close, 25)
    return { long = { enter = fast:crosses_above(slow), exit = fast:crosses_below(slow), size = 0.5 } }
  end,
}
]]

describe("strategies on one account", function()
  local folder, a, b, day

  setup(function()
    folder = program.folder()
    a, b, day = folder .. "/AAA_1h.csv", folder .. "/BBB_1h.csv", folder .. "/CCC_1h.csv"
    assert.equal(0, program.run("demo", "--bars", 1500, "--seed", 3, "--out", a).code)
    assert.equal(0, program.run("demo", "--bars", 1500, "--seed", 4, "--out", b).code)
    assert.equal(0, program.run("demo", "--bars", 1000, "--seed", 5, "--out", day).code)
  end)
  teardown(function() program.remove(folder) end)

  local function wild(i) return program.write(("%s/wild%d.lua"):format(folder, i), WILD:format(i)) end
  local function rules() return program.write(folder .. "/rules.lua", RULES) end

  local function run(...)
    local made = program.run("backtest", ...)
    assert.equal(0, made.code, made.err)
    return made.out, made
  end

  local function near(x, y, what)
    assert.is_true(math.abs(x - y) <= 1e-9 * math.max(1, math.abs(x)), ("%s: %.17g and %.17g"):format(what, x, y))
  end

  it("do what they do alone with that cash", function()
    local paths = { wild(1), rules() }
    for i = 2, 9 do paths[#paths + 1] = wild(i) end
    local words = { unpack(paths) }
    for _, word in ipairs { "--data", a, b, "--no-cache", "--json", "--equity" } do words[#words + 1] = word end
    local text = run(unpack(words))
    assert.equal(text, (run(unpack(words)))) -- the same bytes each time
    local made = cjson.decode(text)
    assert.equal(11, #made.results) -- the rules have one for each symbol
    assert.same({ "wild1", "rules", "rules", "wild2" }, { made.results[1].strategy, made.results[2].strategy,
      made.results[3].strategy, made.results[4].strategy })
    local sum, trades = 0, 0
    for _, one in ipairs(made.results) do
      sum, trades = sum + one.metrics.final_equity, trades + #one.trades
    end
    near(sum, made.account.metrics.final_equity, "final_equity")
    assert.equal(trades, made.account.metrics.num_trades)
    assert.equal(1500, #made.account.equity)
    for t = 1, 1500, 99 do
      local marks = 0
      for _, one in ipairs(made.results) do marks = marks + one.equity[t] end
      near(marks, made.account.equity[t], "equity " .. t)
    end
    -- alone: the very bytes
    local alone = run(paths[1], "--data", a, b, "--no-cache", "--json", "--equity", "--cash", 1000)
    alone = alone:gsub("%s+$", "")
    assert.is_true(#cjson.decode(alone).trades > 20)
    assert.is_truthy(text:find(alone, 1, true))
    alone = run(paths[2], "--data", b, "--no-cache", "--json", "--equity", "--cash", 500):gsub("%s+$", "")
    assert.is_true(#cjson.decode(alone).trades > 3)
    assert.is_truthy(text:find(alone, 1, true))
  end)

  it("have the shares that are said", function()
    local made = cjson.decode((run(rules(), wild(1), "--data", a, "--json", "--share", "0.75,0.25")))
    assert.equal(7500, made.results[1].settings.cash)
    assert.equal(2500, made.results[2].settings.cash)
    assert.equal(10000, made.account.cash)
    near(made.results[1].metrics.final_equity + made.results[2].metrics.final_equity, made.account.metrics.final_equity,
      "final_equity")
  end)

  it("may have bars and ranges of their own", function()
    local slow = program.write(folder .. "/slow.lua", (WILD:format(4):gsub('name = "wild4",', '%0 timeframe = "4h",')))
    local made = cjson.decode((run(slow, wild(1), rules(), "--data", a, day, "--json", "--equity")))
    assert.equal("4h", made.results[1].timeframe)
    assert.equal("1h", made.account.timeframe)
    assert.equal(1500, #made.account.equity)
    local sum = 0
    for _, one in ipairs(made.results) do sum = sum + one.metrics.final_equity end
    near(sum, made.account.metrics.final_equity, "final_equity")
    local alone = run(slow, "--data", a, day, "--json", "--equity", "--cash", 10000 / 3)
    near(cjson.decode(alone).metrics.final_equity, made.results[1].metrics.final_equity, "slow alone")
  end)

  it("are told in a table", function()
    local text = run(wild(1), rules(), "--data", a, b)
    assert.matches("2 strategies on one account", text, 1, true)
    assert.matches("\nwild1, AAA,BBB ", text, 1, true)
    assert.matches("\nrules, BBB ", text, 1, true)
    assert.matches("\n\naccount ", text, 1, true)
    local trades = folder .. "/trades.csv"
    run(wild(1), rules(), "--data", a, b, "--trades", trades)
    local lines = {}
    for line in io.lines(trades) do lines[#lines + 1] = line end
    assert.matches("^strategy,symbol,side,entry_time,", lines[1])
    assert.matches("^wild1,[AB]+,", lines[2])
    assert.matches("^rules,BBB,", lines[#lines])
  end)

  it("trade all symbols, which their trades name", function()
    local made = cjson.decode((run(wild(1), "--data", a, b, "--json")))
    assert.equal("AAA,BBB", made.symbol)
    local seen = {}
    for _, trade in ipairs(made.trades) do seen[trade.symbol] = true end
    assert.same({ AAA = true, BBB = true }, seen)
  end)

  local function refused(code, message, ...)
    local made = program.run("backtest", ...)
    assert.equal(code, made.code, made.err)
    assert.is_truthy(made.err:find(message, 1, true), made.err)
  end

  it("say what cannot be", function()
    refused(2, "'--share' has 2 parts for 3 strategies", wild(1), wild(2), rules(), "--data", a, "--share", "0.5,0.5")
    refused(2, "add up to 1 (these are 0.9), found '0.5,0.4'", wild(1), wild(2), "--data", a, "--share", "0.5,0.4")
    refused(2, "'--share' has 2 parts for 1 strategy", rules(), "--data", a, "--share", "0.5,0.5")
    local many = {}
    for i = 1, 65 do many[i] = wild(1) end
    many[66], many[67] = "--data", a
    refused(2, "at most 64 scripts of one time frame can run together, found 65", unpack(many))
    refused(2, "'--param' is for one strategy, and here are 2", wild(1), rules(), "--data", a, "--param", "n=3")
    local trades = program.write(folder .. "/AAA_trades.csv", "time,side,price,qty\n1700000000000,buy,1,1\n")
    local seller = program.write(folder .. "/s.lua", "return strategy { name = 's', on_trade = function() end }")
    refused(2, "rules.lua: rules are simulated on candles: give them with --data", seller, rules(), "--ticks", trades)
  end)

  it("are told apart where they go wrong", function()
    local bad = program.write(folder .. "/bad.lua",
      "return strategy { name = 'bad', on_candle = function() print 'here' error 'no' end }")
    local made = program.run("backtest", wild(1), bad, "--data", a, "--json")
    assert.equal(1, made.code)
    assert.is_truthy(made.err:find("bad: here", 1, true), made.err)
    assert.is_truthy(made.err:find("bad.lua: stopped after 10 errors", 1, true), made.err)
    assert.is_true(#cjson.decode(made.out).results[1].trades > 10)
  end)
end)
