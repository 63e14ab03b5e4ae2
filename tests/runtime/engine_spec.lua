--- `--engine event`: the documents of both engines differ in its name only.
local program = require "tests.support.program"

local PAIR = [[
return strategy {
  name = "pair",
  rules = function(m)
    local other = m("4h", "BBB").close
    local up = m("1d").close:above(ta.sma(m("1d").close, 5))
    return {
      long = { enter = all { m.close:crosses_above(ta.sma(m.close, 24)), other:above(ta.ema(other, 10)) },
        exit = m.close:crosses_below(ta.sma(m.close, 24)), stop_loss = atr(14) * 2 },
      short = { enter = all { m.close:crosses_below(ta.sma(m.close, 24)), none { up } }, trailing_stop = 0.03,
        max_bars = 40 },
    }
  end,
}
]]

describe("tide backtest --engine event", function()
  local folder, data, other, pair

  setup(function()
    folder = program.folder()
    data, other = folder .. "/AAA_1h.csv", folder .. "/BBB_1h.csv"
    pair = program.write(folder .. "/pair.lua", PAIR)
    assert.equal(0, program.run("demo", "--bars", 4000, "--seed", 3, "--out", data).code)
    assert.equal(0, program.run("demo", "--bars", 3500, "--seed", 4, "--out", other).code)
  end)
  teardown(function() program.remove(folder) end)

  local function backtest(engine, ...)
    local run = program.run("backtest", pair, "--no-cache", "--data", data, "--with", other, "--engine", engine, ...)
    assert.equal(0, run.code, run.err)
    return run
  end

  for label, words in pairs {
    ["as it comes"] = {},
    ["on a coarser time frame"] = { "--timeframe", "4h" },
    ["between dates, filled at the close"] = { "--from", "2020-02-01", "--to", "2020-05-01", "--fill", "close" },
    ["hedging, with tiers and slippage by volume"] = { "--hedging", "--commission", "0:0.001,1e5:0.0008:0.0001",
      "--slippage", "volume:0.1" },
    ["as another tool"] = { "--profile", "backtesting.py" },
  } do
    it("prints what the vector engine prints, " .. label, function()
      local whole = backtest("vector", "--json", "--equity", unpack(words)).out
      local stepped = backtest("event", "--json", "--equity", unpack(words)).out
      assert.matches('"engine":%s*"event"', stepped)
      assert.equal(whole, (stepped:gsub('("engine":%s*)"event"', '%1"vector"')))
      assert.matches('"num_trades":%s*[1-9]%d', whole)
    end)
  end

  it("prints the same text, and writes the same trades", function()
    local rows, expected = folder .. "/rows.csv", folder .. "/expected.csv"
    assert.equal(backtest("vector", "--trades", expected).out, backtest("event", "--trades", rows).out)
    assert.equal(0, program.shell(("cmp '%s' '%s'"):format(rows, expected)).code)
  end)

  it("says what is missing as the vector engine does", function()
    local run = program.run("backtest", pair, "--data", data, "--engine", "event")
    assert.equal(1, run.code)
    assert.matches("BBB", run.err)
    assert.matches("--with", run.err, 1, true)
  end)

  for _, command in ipairs { "explain", "costs", "montecarlo" } do
    it("is refused by " .. command, function()
      local words = command == "explain" and { "--trade", "1" } or {}
      local run = program.run(command, pair, "--data", data, "--with", other, "--engine", "event", unpack(words))
      assert.equal(2, run.code)
      assert.matches("the event engine is for 'backtest'; leave '--engine' out", run.err, 1, true)
    end)
  end
end)
