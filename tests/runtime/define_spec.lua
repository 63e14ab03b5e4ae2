--- ta.define: an indicator of a script is as good as one of the host.
local backtest = require "stdlib.backtest"
local defined = require "tests.support.defined"
local program = require "tests.support.program"
local walk = require "tests.support.walk"

local candles = walk.candles(3000, walk.generator(5))
local other = walk.candles(3000, walk.generator(6))

--- The trades of a strategy on a random walk.
local function trades(strategy)
  local result, message = backtest.run {
    strategy = strategy, candles = candles, with = { OTHER = other }, settings = backtest.settings "tide",
  }
  return result and result.trades, message
end

local function custom(text) return (text:gsub("AVERAGE", "ta.my_sma")) end
local function builtin(text) return (text:gsub("AVERAGE", "ta.sma")) end

describe("an indicator defined in a strategy", function()
  for label, case in pairs {
    ["in rules"] = { "m.close:crosses_above(AVERAGE(m.close, 20))", "m.close:crosses_below(AVERAGE(m.close, 30))" },
    ["with its default"] = { "m.close:crosses_above(AVERAGE(m.close, 10))", "m.close:below(AVERAGE(m.high):shift(2))" },
    ["fed by an indicator"] = { "ta.rsi(m.close):above(AVERAGE(ta.rsi(m.close), 9))", "m.close:falling(3)" },
    ["feeding an indicator"] = { "ta.ema(AVERAGE(m.close, 9), 5):rising(2)", "ta.rsi(AVERAGE(m.low, 5), 3):below(40)" },
    ["feeding itself"] = { "AVERAGE(AVERAGE(m.close, 9), 8):rising(2)",
      "AVERAGE(AVERAGE(m.close, 9), 8):falling(2)" },
    ["of another time frame"] = { "m.close:above(AVERAGE(m('4h').close, 12))",
      "m.close:below(AVERAGE(m('1d').low, 3))" },
    ["of another symbol"] = { "AVERAGE(m('1h', 'OTHER').close, 7):rising(3)",
      "AVERAGE(m('1h', 'OTHER').close, 7):falling(3)" },
    ["where data are short"] = { "m.close:above(AVERAGE(m('1mo').close, 400))", "m.close:falling(3)" },
  } do
    it("trades like the one of the host: " .. label, function()
      local ours = assert(defined.load(custom(defined.strategy(defined.SMA, case[1], case[2]))))
      local theirs = assert(defined.load(builtin(defined.strategy("", case[1], case[2]))))
      local expected = assert(trades(theirs))
      assert.is_true(#expected > 10 or label == "where data are short", #expected)
      assert.same(expected, (assert(trades(ours))))
    end)
  end

  it("may have several outputs, prices and a condition as inputs", function()
    local s = assert(defined.load(defined.strategy([[
local band = ta.define {
  name = "band", inputs = { "high", "low", "condition" }, outputs = { "top", "bottom", "count" },
  units = { "price", "price", "bars" }, params = { share = number { 0.5, min = 0, max = 1 } },
  lookback = 0, warmup = function(p) return 3 end,
  batch = function(n, input, p, output)
    local count = 0
    for t = 1, n do
      count = count + input.condition[t]
      output.top[t] = input.low[t] + (input.high[t] - input.low[t]) * p.share
      output[2][t] = input[2][t]
      output.count[t] = count
    end
  end,
}
]], "all { m.close:above(band(m, m.close:rising(1), 0.9).top), band(m, m.close:rising(1)).count:above(50) }",
      "m.close:below(band(m, m.close:rising(1)).bottom:shift(1))")))
    local theirs = assert(defined.load(defined.strategy("",
      "all { m.close:above(m.low + (m.high - m.low) * 0.9), m.close:above(0) }", "m.close:below(m.low:shift(1))")))
    local ours, expected = assert(trades(s)), assert(trades(theirs))
    assert.is_true(#ours > 50)
    for i = 0, 20 do
      local a, b = ours[#ours - i], expected[#expected - i]
      assert.same({ a.entry_time, a.exit_time }, { b.entry_time, b.exit_time })
    end
  end)

  it("may be given by its step, which is then the batch, too", function()
    local function ema(more)
      return ([[
ta.define {
  name = "my_ema", params = { period = int { 20, min = 1, max = 500 } }, lookback = 0,%s
  start = function(p) return { factor = 2 / (p.period + 1) } end,
  step = function(state, bar)
    state.value = state.value and state.value + state.factor * (bar.real - state.value) or bar.real
    return state.value
  end,
}
]]):format(more)
    end
    local batch = [[

  batch = function(n, input, p, output)
    local y, factor = input.real[1], 2 / (p.period + 1)
    for t = 1, n do
      if t > 1 then y = y + factor * (input.real[t] - y) end
      output.value[t] = y
    end
  end,]]
    local enter, exit = "m.close:crosses_above(ta.my_ema(m.close))", "m.close:crosses_below(ta.my_ema(m.close))"
    local one = trades(assert(defined.load(defined.strategy(ema "", enter, exit))))
    local two = trades(assert(defined.load(defined.strategy(ema(batch), enter, exit))))
    assert.is_true(#one > 50)
    assert.same(one, two)
    local _, message = defined.load(defined.strategy(ema(batch:gsub("2 / %(", "2.1 / (")), enter, exit))
    assert.matches("^FILE.lua:11: ta.my_ema%(20%): step gives another value than batch: output.value%[2%] is ", message)
  end)

  it("is used by tide backtest, explain and --param", function()
    local text = defined.SMA .. [[
return strategy {
  name = "x", params = { n = int { 20, min = 2, max = 50 } },
  rules = function(m, p)
    return { long = { enter = m.close:crosses_above(my_sma(m.close, p.n)), exit = m.close:falling(3) } }
  end,
}]]
    local folder = defined.folder { ["x.lua"] = text }
    assert.equal(0, program.run("demo", "--bars", "2000", "--out", folder .. "/D_1h.csv").code)
    local data = folder .. "/D_1h.csv"
    local run = program.run("backtest", folder .. "/x.lua", "--data", data, "--param", "n=30", "--json")
    assert.equal("", run.err)
    assert.matches('"num_trades":%d+', run.out)
    run = program.run("explain", folder .. "/x.lua", "--data", data, "--trade", "2")
    program.remove(folder)
    assert.equal("", run.err)
    assert.matches("ta.my_sma%(m.close, 20%) = [%d.,]+ %(bar before: [%d.,]+%)   x.lua:17", run.out)
  end)
end)

describe("the hash of a strategy", function()
  local enter, exit = "m.close:above(my_sma(m.close, 20))", "m.close:falling(3)"
  local function hash(head) return assert(defined.load(defined.strategy(head, enter, exit))).hash end
  local first = hash(defined.SMA)

  it("is kept by comments, blanks, titles and ranges", function()
    assert.equal(first, hash("-- a comment\n\n" .. defined.SMA:gsub("local sum = 0", "local sum   = 0 -- of all")
      :gsub("max = 500", "max = 600"):gsub('unit = "price"', 'title = "Mine"')))
  end)

  for label, change in pairs {
    ["the batch"] = { "sum / p.period", "sum / (p.period + 0)" },
    ["the lookback"] = { "return p.period %- 1 end", "return p.period + 1 - 2 end" },
    ["a constant inside"] = { "sum = 0", "sum = 1e-9" },
  } do
    it("is changed by " .. label, function()
      assert.not_equal(first, hash((defined.SMA:gsub(change[1], change[2]))))
    end)
  end

  it("is changed by what the functions refer to", function()
    local function with(value, place)
      return hash(place:format(value) .. defined.SMA:gsub("local sum = 0", "local sum = START.at or START[1]"))
    end
    for _, place in ipairs {
      "local START = { at = %s }\n", "START = { %s }\n", "local START = { at = tonumber(%s) }\n",
    } do
      assert.not_equal(with("0", place), with("1e-9", place))
      assert.equal(with("0", place), with("0", place))
    end
  end)

  it("tells two functions of one line apart", function()
    local line = "local a, b = function() return 0 end, function() return 1e-9 end "
    local using = defined.SMA:gsub("local sum = 0", "local sum = pick()")
    assert.not_equal(hash(line .. "local pick = a\n" .. using), hash(line .. "local pick = b\n" .. using))
  end)
end)

describe("files of indicators", function()
  local enter, exit = "m.close:above(ta.my_sma(m.close, 20))", "m.close:falling(3)"
  local rules = defined.strategy("", enter, exit)

  local function load(files, name, more)
    local folder = defined.folder(files)
    local loaded = {}
    for i, path in ipairs(more or {}) do loaded[i] = folder .. "/" .. path end
    local s, message = require("runtime.loader").load(folder .. "/" .. name, {}, function() end, loaded)
    local list = s and trades(s)
    program.remove(folder)
    return s, message and message:gsub(folder:gsub("%p", "%%%0") .. "/", ""), list
  end

  local JSON = [[{ "name": "defined", "params": { "n": { "type": "int", "default": 20, "min": 5, "max": 600 } },
    "entry_rules": { "long": { "conditions": [ { "indicator": "close", "comparison": "greater_than",
      "value": { "indicator": "my_sma", "params": { "period": "$n" } } } ] } },
    "exit_rules": { "long": { "conditions": [ { "indicator": "close", "comparison": "falling", "value": 3 } ] } } }]]

  it("are found beside the strategy, by the name of the indicator", function()
    local own = assert(load({ ["x.lua"] = defined.strategy(defined.SMA, enter, exit) }, "x.lua"))
    local s, _, list = assert(load({ ["x.lua"] = rules, ["indicators/my_sma.lua"] = defined.SMA }, "x.lua"))
    assert.equal(own.hash, s.hash)
    assert.is_true(#list > 10)
    local returned = "return " .. defined.SMA:sub(16)
    local j, message, same = load({ ["x.json"] = JSON, ["indicators/my_sma.lua"] = returned }, "x.json")
    assert.is_nil(message)
    assert.equal(own.hash, j.hash)
    assert.same(list, same)
  end)

  it("are named with --indicators", function()
    for _, more in ipairs { { "lib/all.lua" }, { "lib" } } do
      local files = { ["x.lua"] = rules, ["x.json"] = JSON }
      local folder = defined.folder(files)
      program.shell(("mkdir '%s/lib'"):format(folder))
      program.write(folder .. "/lib/" .. (more[1] == "lib" and "my_sma" or "all") .. ".lua", defined.SMA)
      program.run("demo", "--bars", "2000", "--out", folder .. "/D_1h.csv")
      for _, name in ipairs { "x.lua", "x.json" } do
        local run = program.run("backtest", folder .. "/" .. name, "--data", folder .. "/D_1h.csv",
          "--indicators", folder .. "/" .. more[1], "--json")
        assert.equal("", run.err)
      end
      program.remove(folder)
    end
  end)

  it("are named in messages, with the line", function()
    local broken = defined.SMA:gsub("sum / p.period", "sum / p.perod")
    for name, text in pairs { ["x.lua"] = rules, ["x.json"] = JSON } do
      local _, message = load({ [name] = text, ["indicators/my_sma.lua"] = broken }, name)
      assert.matches("^indicators/my_sma.lua:10: ta.my_sma%(20%): ", message)
    end
    local _, message = load({ ["x.lua"] = rules, ["indicators/my_sma.lua"] = "local x = " }, "x.lua")
    assert.equal("indicators/my_sma.lua:1: the file ends too early: something is missing", message)
  end)

  it("serve strategies of a batch, with the numbers of each alone", function()
    local one = JSON:gsub("\n%s*", " ")
    local folder = defined.folder { ["indicators/my_sma.lua"] = defined.SMA, ["x.json"] = one,
      ["all.jsonl"] = one .. "\n" .. one:gsub("my_sma", "sma") .. "\n"
        .. one:gsub('"default": 20', '"default": 501') .. "\n" }
    local data = folder .. "/D_1h.csv"
    assert.equal(0, program.run("demo", "--bars", "3000", "--out", data).code)
    local alone = program.run("backtest", folder .. "/x.json", "--data", data, "--json")
    local run = program.run("batch", folder .. "/all.jsonl", "--data", data, "--json")
    program.remove(folder)
    local metrics = alone.out:match '"metrics":({.-})'
    assert.matches('"total_return"', metrics)
    local _, count = run.out:gsub(metrics:gsub("%p", "%%%0"), "")
    assert.equal(2, count)
    assert.matches("all.jsonl:3: defined: entry_rules.long.conditions[0].value: ta.my_sma: period is 501, expected",
      run.err, 1, true)
  end)

  it("have their ranges in JSON, too", function()
    local _, message = load({ ["x.json"] = JSON:gsub('"default": 20', '"default": 501'),
      ["indicators/my_sma.lua"] = defined.SMA }, "x.json")
    assert.equal("x.json: entry_rules.long.conditions[0].value: ta.my_sma: period is 501, expected a whole number from "
      .. "1 to 500", message)
  end)

  it("do not stand in for the indicators of the host", function()
    local folder = { ["x.lua"] = builtin(defined.strategy("", "m.close:above(AVERAGE(m.close, 20))", exit)),
      ["x.json"] = JSON:gsub("my_sma", "sma"), ["indicators/sma.lua"] = "error 'read'" }
    assert.equal(assert(load(folder, "x.lua")).hash, assert(load(folder, "x.json")).hash)
  end)

  it("that do not have the indicator change nothing", function()
    local _, message = load({ ["x.lua"] = rules, ["indicators/my_sma.lua"] = "local nothing" }, "x.lua")
    assert.matches("^x.lua:4: unknown indicator 'ta.my_sma'", message)
    _, message = load({ ["x.lua"] = rules }, "x.lua", { "none.lua" })
    assert.equal("none.lua: cannot read it: No such file or directory", message)
  end)
end)
