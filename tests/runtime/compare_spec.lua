--- `tide compare` as a user runs it.
local backtest = require "stdlib.backtest"
local candles = require "stdlib.candles"
local chart = require "runtime.chart.blocks"
local compare = require "stdlib.research.compare"
local exports = require "tests.support.exports"
local json = require "stdlib.json"
local layout = require "stdlib.layout"
local loader = require "runtime.loader"
local program = require "tests.support.program"
local stats = require "stdlib.stats"

local FIRST, SECOND = TIDE_ROOT .. "/strategies/breakout.lua", TIDE_ROOT .. "/strategies/rsi_dip.lua"

describe("tide compare", function()
  local folder, data
  setup(function()
    folder = program.folder()
    data = folder .. "/DEMO_1h.csv"
    assert.equal(0, program.run("demo", "--bars", "9000", "--out", data).code)
  end)
  teardown(function() program.remove(folder) end)

  local function run(path, change)
    local settings = backtest.settings "tide"
    if change then change(settings) end
    return assert(backtest.run { strategy = assert(loader.load(path)), candles = assert(candles.load(data)),
      settings = settings })
  end

  it("has the numbers of backtest beside each other", function()
    local made = program.run("compare", FIRST, SECOND, "--data", data, "--json")
    assert.equal("", made.err)
    local found = assert(json.decode(made.out))
    assert.equal(3, #found.strategies)
    for i, path in ipairs { FIRST, SECOND } do
      local alone = assert(json.decode(program.run("backtest", path, "--data", data, "--json").out))
      assert.same(alone, found.strategies[i])
    end
    assert.equal("buy & hold", found.strategies[3].strategy)
    assert.equal(1, found.strategies[3].metrics.num_trades)
    local a, b = run(FIRST), run(SECOND)
    local x, n, per_year = a:returns()
    local y = b:returns()
    local expected = stats.sharpe_difference({ data = x, n = n }, { data = y, n = n })
    local pair = found.pairs[1]
    assert.same({ "breakout", "rsi_dip", n, expected.p }, { pair.a, pair.b, pair.days, pair.p })
    assert.equal(expected.difference * math.sqrt(per_year), pair.difference)
  end)

  it("correlates daily returns", function()
    local a, b = run(FIRST), run(FIRST, function(s) s.size.value = 0.5 end)
    local pairs_of = compare.pairs { a, b }
    assert.is_true(pairs_of[1].correlation > 0.99 and pairs_of[1].correlation < 1)
    assert.near(1, compare.pairs({ a, a })[1].correlation, 1e-12)
    local other = run(FIRST, function(s) s.from = 1590000000000000 end)
    assert.equal("their returns are of other days", compare.pairs({ a, other })[1].missing)
  end)

  it("fits terminals of any width, with every strategy", function()
    local text = require "runtime.compare.text"
    local runs = {}
    for i, name in ipairs { "one", "two", "three", "a name that is longer than the table is patient", "fünf" } do
      runs[i] = { name = name, result = run(i % 2 == 0 and SECOND or FIRST) }
    end
    local results = {}
    for i, one in ipairs(runs) do results[i] = one.result end
    local from, to = compare.span(results)
    for _, width in ipairs { 40, 80, 200 } do
      local said = text.one({ symbol = "DEMO", runs = runs, pairs = compare.pairs(results), from = from, to = to },
        width)
      for line in said:gmatch "[^\n]+" do
        assert.is_true(layout.columns(line) <= width, line)
      end
      for _, one in ipairs { "one", "three", "a name that is l..", "fünf" } do
        assert.is_true(said:find(one, 1, true) ~= nil, one)
      end
    end
  end)

  it("draws curves on one scale", function()
    local lines, scale = chart.lines { { 1, 2, 3, 4 }, { 2, 2, 2, 2 }, { 4.5, 4, 1, 1 } }
    assert.same({ "▁▃▅▇", "▃▃▃▃", "█▇▁▁" }, lines)
    assert.same({ low = 1, high = 4.5, log = false }, scale)
    lines, scale = chart.lines { { 1, 10, 100 } }
    assert.same({ "▁▅█", true }, { lines[1], scale.log })
    assert.same({ "▁▁" }, (chart.lines { { 5, 5 } }))
  end)

  it("reads equity at moments, before the first bar and after the last", function()
    local r = run(FIRST)
    local marks = r:equity()
    local curve = compare.curve(r, r.from, r.to, 9000)
    assert.equal(marks[#marks], curve[9000])
    local wide = compare.curve(r, r.from - 1e9, r.to + 1e9, 1000)
    assert.same({ 10000, marks[#marks] }, { wide[1], wide[1000] })
  end)

  it("tells strategies of one name apart, and takes the options of backtest", function()
    program.shell(("cp %s %s/other.lua"):format(FIRST, folder))
    local found = assert(json.decode(program.run("compare", FIRST, folder .. "/other.lua", FIRST, "--data", data,
      "--json", "--cash", "500").out))
    local names = {}
    for i, one in ipairs(found.strategies) do names[i] = one.strategy end
    assert.same({ "breakout", "other", "breakout (2)", "buy & hold" }, names)
    assert.equal(500, found.strategies[4].settings.cash)
  end)

  describe("--trades", function()
    it("names the first difference, as text and as JSON", function()
      local theirs = run(FIRST, function(s) s.fill, s.slippage = 1, 0 end)
      program.write(folder .. "/theirs.csv", exports.freqtrade(theirs.trades))
      local path = folder .. "/theirs.csv"
      local made = program.run("compare", FIRST, "--data", data, "--trades", path, "--commission", "0.0004")
      assert.equal("", made.err)
      assert.matches("^breakout on DEMO, profile freqtrade, beside freqtrade\n", made.out)
      assert.matches("\nFirst difference %(fill mode%)\n.*\nTry %-%-fill close\n", made.out)
      assert.matches("\nentry +%S+ %S+ +%S+ %S+  <\n", made.out)
      made = program.run("compare", FIRST, "--data", data, "--trades", path, "--json", "--profile", "tide")
      local found = assert(json.decode(made.out))
      assert.same({ "tide", "fill_mode", "entry_time" }, { found.profile, found.first.kind, found.first.field })
      assert.equal(theirs.trades[1].entry_price, found.first.theirs.entry_price)
    end)

    for label, case in pairs {
      ["two strategies"] = { { FIRST, SECOND, "--trades", "x" }, 2, "'%-%-trades' are laid beside the run of one" },
      ["no file"] = { { FIRST, "--trades", "/none.csv" }, 1, "^tide: /none.csv: cannot read it: No such file" },
      ["a tool without trades"] = { { FIRST, "--from-tool", "vectorbt" }, 2, "'%-%-from%-tool' says whose trades" },
      ["a tool that is none"] = { { FIRST, "--from-tool", "vectorbot" }, 2, "vectorbt" },
    } do
      it("refuses " .. label, function()
        local words = { "compare" }
        for _, word in ipairs(case[1]) do words[#words + 1] = word end
        words[#words + 1], words[#words + 2] = "--data", data
        local made = program.run(unpack(words))
        assert.equal(case[2], made.code)
        assert.matches(case[3], made.err)
      end)
    end

    it("says where a file cannot be read", function()
      program.write(folder .. "/bad.csv", "open_date,open_rate,close_rate\nnoon,1,2\n")
      local made = program.run("compare", FIRST, "--data", data, "--trades", folder .. "/bad.csv")
      assert.equal(("tide: %s/bad.csv:2: this trade has no entry time that can be read\n"):format(folder), made.err)
    end)
  end)
end)
