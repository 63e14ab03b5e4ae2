--- `tide lookahead` as a user runs it.
local json = require "stdlib.json"
local program = require "tests.support.program"

local PEEK = [[
local peek = ta.define {
  name = "peek", lookback = 0,
  batch = function(n, input, p, output)
    for t = 1, n do
      local next_one = t > 600 and t < n
      output.value[t] = next_one and input.real[t + 1] or input.real[t]
    end
  end,
}
return strategy {
  name = "peeker",
  rules = function(m)
    return { long = { enter = m.close:rising(2), limit = peek(m.low), exit = m.close:falling(2) } }
  end,
}
]]

describe("tide lookahead", function()
  local folder, data
  setup(function()
    folder = program.folder()
    data = folder .. "/DEMO_1h.csv"
    assert.equal(0, program.run("demo", "--bars", "1500", "--out", data).code)
    assert.equal(0, program.run("demo", "--bars", "1500", "--seed", "2", "--out", folder .. "/OTHER_1h.csv").code)
    program.write(folder .. "/peek.lua", PEEK)
  end)
  teardown(function() program.remove(folder) end)

  it("says that the strategies of this project are clean", function()
    for name in program.shell("cd " .. TIDE_ROOT .. "/strategies && ls *.lua").out:gmatch "[^\n]+" do
      local run = program.run("lookahead", TIDE_ROOT .. "/strategies/" .. name, "--data", data, "--prefixes", "40")
      assert.equal(0, run.code, run.err)
      assert.matches("^DEMO: clean: %d+ prefixes, ([%d,]+) of %1 bars stepped, and every signal is the same.\n$",
        run.out)
    end
  end)

  it("finds what looks ahead, and ends with 1", function()
    local run = program.run("lookahead", folder .. "/peek.lua", "--data", data)
    assert.equal(1, run.code)
    assert.equal("", run.err)
    assert.matches("^DEMO: looks ahead\n  where    bar 600 %(2020%-01%-26%)\n  signal   long limit price\n", run.out)
    assert.matches("\n  because  ta.peek%(m.low%) %(peek.lua:13%), defined in peek.lua:1\n", run.out)
    assert.matches("\n  known    2020%-01%-26 02:00, 1 candle later\n", run.out)
  end)

  it("says it as JSON, and the same each time", function()
    local run = program.run("lookahead", folder .. "/peek.lua", "--data", data, "--json", "--seed", "3")
    assert.equal(1, run.code)
    local found = assert(json.decode(run.out))
    assert.same({ false, 600, "limit", "prefix", "ta.peek(m.low)", 13, 602 }, { found.clean, found.first.bar,
      found.first.signal, found.first.source, found.first.expression, found.first.line, found.first.known_candles })
    assert.equal(run.out, program.run("lookahead", folder .. "/peek.lua", "--data", data, "--json", "--seed", "3").out)
    local clean = program.run("lookahead", TIDE_ROOT .. "/strategies/rsi_dip.lua", "--data", data, "--json")
    assert.equal(json.null, json.decode(clean.out).first)
  end)

  it("takes several instruments, and ends with 1 when one is not clean", function()
    local run = program.run("lookahead", folder .. "/peek.lua", "--data", data, folder .. "/OTHER_1h.csv", "--json")
    local found = assert(json.decode(run.out))
    assert.same({ 1, false, 2, "OTHER" }, { run.code, found.clean, #found.results, found.results[2].symbol })
  end)

  it("compares with an earlier download", function()
    local text = io.open(data):read "*a"
    local lines = {}
    for line in text:gmatch "[^\n]+" do lines[#lines + 1] = line end
    local last = lines[801]:gsub("[%d.]+,([%d.]+)$", function(volume) return "1e9," .. volume end)
    lines[801] = last:gsub("^([^,]*,[^,]*),[^,]*", "%1,1e9") -- high and close of the unfinished candle
    program.shell("mkdir " .. folder .. "/old")
    program.write(folder .. "/old/DEMO_1h.csv", table.concat(lines, "\n", 1, 801) .. "\n")
    local run = program.run("lookahead", TIDE_ROOT .. "/strategies/rsi_dip.lua", "--data", data, "--earlier",
      folder .. "/old/DEMO_1h.csv")
    assert.equal(1, run.code, run.err)
    assert.matches("^DEMO: changed what it had said\n  where    bar 799 ", run.out)
    run = program.run("lookahead", TIDE_ROOT .. "/strategies/rsi_dip.lua", "--data", data, "--earlier",
      "X=" .. folder .. "/old/DEMO_1h.csv")
    assert.equal(2, run.code)
    assert.matches("'%-%-earlier' has candles of X, which is not among the data", run.err)
  end)

  it("fits narrow terminals", function()
    local text = require "runtime.lookahead.text"
    local found = { clean = false, prefixes = 250, streamed = 600, bars = 1500, earlier = 0, first = {
      source = "prefix", bar = 600, time = 1e12, side = "long", signal = "enter", was = true, is = false,
      expression = "ta.peek(m.close, 20)", line = 3, expression_bar = 590, expression_time = 1e12, candles = 601,
      data_end = 1e12, known_candles = 610, known_time = 1e12 } }
    for line in text.one({ symbol = "A", found = found }, "x.lua", 40):gmatch "[^\n]+" do
      assert.is_true(#line <= 40)
    end
  end)
end)
