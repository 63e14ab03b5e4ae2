--- `tide repl` without a terminal: what it prints, what it complains of, with which exit code.
local program = require "tests.support.program"

describe("tide repl on a pipe", function()
  local folder
  setup(function()
    folder = program.folder()
    assert.equal(0, program.run("demo", "--bars", 3000, "--out", folder .. "/AAA_1h.csv").code)
  end)
  teardown(function() program.remove(folder) end)

  local function run(text, ...)
    local path = program.write(folder .. "/input", text)
    local words = {}
    for i = 1, select("#", ...) do words[i] = ("'%s'"):format((select(i, ...))) end
    return program.shell(("XDG_CACHE_HOME=%s/cache '%s' repl %s <'%s'"):format(folder, program.path,
      table.concat(words, " "), path))
  end

  local function on_data(text, ...) return run(text, "--data", folder .. "/AAA_1h.csv", ...) end

  it("prints the values of expressions, and nothing for statements", function()
    assert.same({ code = 0, err = "", out = "3\none\ntwo\n{ 1, { a = true } }\n" },
      run "1 + 2\nlocal x = 5\n'one', 'two'\n\n-- nothing\n{ 1, { a = true } }\n")
    assert.equal("5\n6\n7\n", run("local x = 5\nx\n= x + 1\n_ + 1").out)
  end)

  it("goes on reading until an input is whole", function()
    assert.same({ code = 0, err = "", out = "2\n4\n" }, run "for i = 1, 2 do\n  print(i * 2)\n\nend")
    assert.equal("a\nb\n", run("[[a\nb]]").out)
  end)

  for text, message in pairs {
    ["1\nx ="] = "stdin:2: the file ends too early: something is missing",
    ["x = ) 1"] = "stdin:1: found ')', which makes no sense here",
    ["1\n\nerror 'no'"] = "stdin:3: no",
    ["a.b.c"] = "stdin:1: 'a' is nothing (nil) here, so nothing can be read from it",
    ["local function f()\n  error { 1 }\nend\nf()"] = "stdin: an error that is not a text: table: ",
    ["fail 'enough'"] = "enough",
    ["m.close"] = "m is the candles that were loaded first: load \"FILE.csv\"",
    ["load 'absent.csv'"] = "absent.csv: there is no such file",
    ["load 'absent.lua'"] = "absent.lua: cannot read it: No such file or directory",
    ["ta.rsi(5)"] = "stdin:1: ta.rsi: expected a column, found 5: write ta.rsi(m.close, 14)",
    ["ta.rsx"] = "stdin:1: unknown indicator 'ta.rsx'; did you mean 'rsi'?",
    ["ta.define {}"] = "ta.define stands in a file: load the strategy that has it, or that finds it in "
      .. "indicators/NAME.lua",
    ["session { from = '08:00', to = '09:00' }.inside"] = "stdin:1: no candles are loaded: load \"FILE.csv\" first",
    ["help 'rsx'"] = "there is no help on 'rsx'; did you mean 'rsi'?",
    ["stdlib.sta"] = "there is no module 'stdlib.sta'",
    ["plot {}"] = "plot(x, ..., { height = 12, log = true }) takes columns, candles, results of bt and lists of "
      .. "numbers; found a table",
  } do
    it("ends at " .. ("%q"):format(text), function()
      local made = run(text .. "\nprint 'not reached'")
      if text == "1\nx =" then made = run(text) end
      assert.equal(1, made.code)
      assert.equal("tide: " .. message, made.err:sub(1, #message + 6))
      assert.is_nil(made.err:find("traceback", 1, true))
      assert.is_nil(made.out:find("not reached", 1, true))
    end)
  end

  for text, message in pairs {
    ["m.clsoe"] = "stdin:1: candles have no 'clsoe'; did you mean 'close'?",
    ["m.close:abov(1)"] = "stdin:1: a column has no 'abov'; did you mean 'above'?",
    ["m.close < m.open"] = "stdin:1: Lua's < and > cannot compare columns: write a:above(b) or a:below(b)",
    ["m('1x')"] = "stdin:1: candles(timeframe, symbol): expected a time frame like \"15m\", \"4h\" or \"1d\", "
      .. "found the text \"1x\"",
    ["m('7m').close"] = "the time frame 7m is finer than 1h of the data",
    ["m:resample '7x'"] = "unknown time frame '7x'; write 5m, 1h, 1d, 1w or 1mo",
    ["m.close:shift(-1)"] = "stdin:1: shift: a negative shift would look ahead; shift(1) is the bar before",
    ["bt({ enter = 1 }, m)"] = "stdin:1: long.enter: expected a condition, found 1",
  } do
    it("says what is wrong with " .. text, function()
      local made = on_data(text)
      assert.equal(1, made.code)
      local fine = made.err == "tide: " .. message .. "\n" or text:find "7m" and made.err:find "^tide: [^\n]+\n$"
      assert.is_truthy(fine, made.err)
    end)
  end

  it("has exit code 2 for options that do not exist", function()
    assert.same({ code = 2, out = "", err = "tide: unknown option '--cahs' for 'bt'; did you mean '--cash'?\n" },
      on_data "bt({ enter = m.close:above(1) }, m, { cahs = 1 })")
    assert.equal(2, on_data("bt(m)").code)
    assert.equal(2, run("", "--dat", "x").code)
  end)

  it("shows columns, conditions, outputs, candles and charts", function()
    local out = on_data([[
      ta.rsi(m.close, 14)
      m.close:crosses_above(ta.sma(m.close, 50))
      ta.macd(m("1d").close)
      m("4h")
      plot(m, ta.sma(m.close, 50), { height = 5 })
      AAA.n, AAA.symbol, tostring(m.close)
      d = demo(10)
      m == AAA
      m = d
      m.n
      m = 5]]).out
    for _, part in ipairs {
      "ta.rsi(m.close, 14) on AAA, 3,000 bars of 1h\n  2020-01-01            -\n",
      "undefined on 14 bars", "became so", "3 columns, ta.macd(m.close, 12, 26, 9) on AAA, 125 bars of 1d\n  macd ",
      "AAA, 750 candles of 4h\n  time ", "● ta.sma(m.close, 50)\n",
      "3000\nAAA\ncolumn m.close on AAA, 3000 bars of 1h\ntrue\n10\n",
    } do
      assert.is_truthy(out:find(part, 1, true), part)
    end
  end)

  it("shows a result as tide backtest does", function()
    local path = TIDE_ROOT .. "/strategies/sma_cross.lua"
    local made = on_data("bt(sma_cross, m, { cash = 5000, param = { fast = 9 } })", path)
    local other = program.run("backtest", path, "--data", folder .. "/AAA_1h.csv", "--cash", 5000, "--param", "fast=9")
    assert.equal(0, made.code, made.err)
    assert.equal(other.out, made.out)
  end)

  it("tells of a strategy what it is and of everything what helps", function()
    local made = on_data("sma_cross\nhelp()\nhelp(ta.rsi)\nhelp 'backtest'\nhelp(stdlib.stats)\n"
      .. "help(stdlib.stats.normal_cdf)\nhelp(bt)\nhelp(m)\nhelp(m.close)\nhelp(ta)\nhelp(print)",
      TIDE_ROOT .. "/strategies/sma_cross.lua")
    assert.equal(0, made.code, made.err)
    for _, part in ipairs {
      "sma_cross, hash ", "  fast = 10 ", "  long\n    enter ", 'load "FILE"', "rsi: Relative Strength Index",
      "Usage: tide backtest STRATEGY", "stats.normal_cdf(x)\nProbability that", "crosses_above",
      "a function of Lua itself",
    } do
      assert.is_truthy(made.out:find(part, 1, true), part)
    end
    assert.matches(program.run("indicators", "rsi").out, made.out, 1, true)
  end)

  it("reads a strategy again when its file changed, and says so", function()
    local path, text = folder .. "/hot.lua", [[
      return strategy { name = "hot", rules = function(m)
        return { long = { enter = m.close:above(1), max_bars = %d } } end }]]
    local function write(bars)
      local changed = text:gsub("%%d", bars):gsub("\n", " ")
      return ("local f = io.open(%q, 'w') f:write [[%s]] f:close()"):format(path, changed)
    end
    program.write(path, text:format(5))
    local made = on_data(table.concat({
      "#bt(hot, m).trades", "#bt(hot, m).trades", write "50", "#bt(hot, m).trades",
      write "'x'", "bt(hot, m)",
    }, "\n"), path)
    local first, second, third = made.out:match "^(%d+)\n(%d+)\n(%d+)\n$"
    assert.equal(first, second)
    assert.is_true(tonumber(third) < tonumber(first))
    local said, failed = made.err:match "^(tide: [^\n]*)\n(tide: [^\n]*)\n$"
    assert.equal("tide: " .. path .. " changed: loaded again", said)
    assert.matches(path .. ":1: ", failed, 1, true)
    assert.equal(1, made.code)
  end)

  it("runs other Lua files first, and again when they changed", function()
    local path = program.write(folder .. "/mine.lua", "function twice(x) return 2 * x end")
    local change = ("local f = io.open(%q, 'w') f:write 'function twice(x) return 20 * x end' f:close()"):format(path)
    local made = run("twice(4)\n" .. change .. "\ntwice(4)", path)
    assert.same({ code = 0, out = "8\n80\n", err = "tide: " .. path .. " changed: run again\n" }, made)
    program.write(path, "local x = nil\nprint(x.y)")
    made = run("1", path)
    assert.equal(1, made.code)
    assert.matches("mine.lua:2: ", made.err, 1, true)
  end)

  it("runs a workflow in the same environment", function()
    local path = program.write(folder .. "/flow.lua", ([[
      local c = load %q
      print(c.n, ta.sma(c.close, 3):at(3) == (c.close[1] + c.close[2] + c.close[3]) / 3)
      print(#bt({ enter = c.close:crosses_above(ta.sma(c.close, 20)), max_bars = 3 }, c).trades > 0)
      assert(load "return 1")()
      plot(c.close, { height = 3 })]]):format(folder .. "/AAA_1h.csv"))
    local made = program.run("run", path)
    assert.equal(0, made.code, made.err)
    assert.matches("^3000\ttrue\ntrue\n", made.out)
  end)

  it("shows stacks with --debug only", function()
    assert.matches("stack traceback", run("local x = nil + 1", "--debug").err)
  end)
end)
