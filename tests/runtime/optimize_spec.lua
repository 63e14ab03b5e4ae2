--- `tide optimize` as its user sees it: every combination against `tide backtest`, the ways a
-- strategy takes its parameters, searches that are no grid.
local cjson = require "cjson"
local optimize = require "tests.support.optimize"
local program = require "tests.support.program"

local JSON = [[{
  "name": "dip", "params": { "n": { "type": "int", "default": 14, "min": 2, "max": 40 },
    "level": { "default": 30, "min": 10, "max": 50, "step": 5 }, "sl": 5 },
  "entry_rules": { "long": { "conditions": [ { "indicator": "rsi", "params": ["$n"],
    "comparison": "crosses_below", "value": "$level" } ] } },
  "exit_rules": { "long": { "conditions": [ { "type": "stop_loss", "percent": "$sl" },
    { "type": "time_stop", "bars": "$n" } ] } }
}]]

describe("tide optimize", function()
  local tide = optimize.new()

  setup(function() tide:start() end)
  before_each(function() tide:forget() end)
  teardown(function() tide:stop() end)

  it("gives what 'tide backtest' gives for every combination", function()
    local made = tide:document(optimize.CROSS, "--grid", "fast=3:9:2,slow=12:60:6", "--top", 100)
    assert.equal(36, made.combinations)
    assert.equal(36, #made.results)
    assert.equal(36, made.trials)
    tide:compare(optimize.CROSS, made)
    for i, one in ipairs(made.results) do
      assert.equal(i, one.rank)
      assert.equal(one.in_sample.sharpe_ratio, one.objective)
      assert.is_true(i == 1 or one.objective <= made.results[i - 1].objective)
    end
    assert.same(made.results[1], made.best)
    assert.same({}, made.notes)
  end)

  it("keeps the parts apart", function()
    local made = tide:document(optimize.CROSS, "--grid", "fast=3:9:2,slow=12:60:6")
    local parts = made.data[1]
    assert.equal(2400, parts.in_sample.bars)
    assert.equal(1200, parts.validation.bars)
    assert.equal(400, parts.test.bars)
    -- what comes after the in-sample part changes nothing of what is chosen there
    local rows, changed = {}, tide.folder .. "/CCC_1h.csv"
    for line in io.lines(tide.data) do rows[#rows + 1] = line end
    for i = 2402, #rows do rows[i] = rows[i]:match "^[^,]+" .. ",5,7,4,6,1" end
    program.write(changed, table.concat(rows, "\n") .. "\n")
    local again = cjson.decode(tide:run("--json", "--data", "AAA=" .. changed, optimize.CROSS, "--grid",
      "fast=3:9:2,slow=12:60:6").out)
    for i, one in ipairs(made.results) do
      assert.same(one.params, again.results[i].params)
      assert.same(one.in_sample, again.results[i].in_sample)
    end
    assert.equal(made.dsr, again.dsr)
    assert.same(made.heatmaps, again.heatmaps)
  end)

  it("finds the same on one thread and on two, by every method", function()
    for _, method in ipairs { "grid", "random", "cmaes" } do
      local words = { optimize.CROSS, "--grid", "fast=3:9,slow=12:60:2", "--method", method }
      if method ~= "grid" then words[#words + 1], words[#words + 2] = "--tries", 60 end
      local list = {}
      for threads = 1, 2 do
        tide:forget()
        words[#words + 1], words[#words + 2] = "--threads", threads
        list[threads] = optimize.plain(tide:document(unpack(words)))
        words[#words], words[#words - 1] = nil, nil
      end
      assert.same(list[1], list[2])
      assert.equal(method == "grid" and 175 or 60, list[1].done)
    end
  end)

  describe("takes a strategy whose parameter", function()
    -- name, what stands before the line, its length, what is searched, and a note
    for _, case in ipairs {
      { "is a number of the rules", "", "p.n", "n=5:12,k=0.05:0.2:0.05", nil },
      { "is calculated with", "", "p.n * 2", "n=5:30", "'n' is calculated with" },
      { "is a choice and a flag", "", "p.n", "kind,both,n=5:8", nil },
      { "changes what is made of it", "if p.n > 20 then m = m('4h') end", "p.n", "n=2:50:2",
        "'n' changes what the rules are made of" },
      { "is refused by the file here and there", "if p.n < 7 then error('too short') end", "p.n",
        "n=5:60", "the file refuses some" },
    } do
      it(case[1], function()
        local file = tide:strategy("ways.lua", optimize.WAYS:format(case[2], case[3]))
        local made = tide:document(file, "--grid", case[4], "--top", 6)
        tide:compare(file, made)
        if case[5] then
          assert.is_truthy(made.notes[1] and made.notes[1]:find(case[5], 1, true), made.notes[1])
        end
      end)
    end

    it("stands in JSON", function()
      local file = tide:strategy("dip.json", JSON)
      local made = tide:document(file, "--top", 4)
      assert.equal(20 * 9, made.combinations) -- sl has no range
      tide:compare(file, made)
      tide:compare(file, tide:document(file, "--grid", "sl=1:10,n=5:15", "--param", "level=25", "--top", 4))
    end)

    it("is one of an indicator in Lua", function()
      os.execute(("mkdir -p '%s/indicators'"):format(tide.folder))
      tide:strategy("indicators/half.lua", [[
return ta.define {
  name = "half", params = { n = int { 3, min = 1, max = 50 } }, lookback = 0,
  start = function(p) return { share = 2 / (p.n + 1) } end,
  step = function(state, bar)
    state.value = state.value and state.value + state.share * (bar.real - state.value) or bar.real
    return state.value
  end,
}
]])
      local file = tide:strategy("own.lua", [[
        return strategy { name = "own", params = { n = int { 5, min = 2, max = 9 } },
          rules = function(m, p)
            local line = ta.half(m.close, p.n)
            return { long = { enter = m.close:crosses_above(line), exit = m.close:crosses_below(line) } }
          end }]])
      local made = tide:document(file, "--grid", "n=3:6", "--top", 3)
      tide:compare(file, made)
    end)
  end)

  it("tries as many as it was told, each once, and the winner is the file's own", function()
    for _, method in ipairs { "random", "cmaes" } do
      local made = tide:document(optimize.CROSS, "--method", method, "--tries", 80, "--top", 80)
      assert.equal(80, made.done)
      assert.equal(80, made.combinations)
      local seen = {}
      for _, one in ipairs(made.results) do
        local key = one.params.fast .. " " .. one.params.slow
        assert.is_nil(seen[key])
        seen[key] = true
        assert.is_true(one.params.fast % 1 == 0 and one.params.fast >= 2 and one.params.fast <= 100)
        assert.is_true(one.params.slow >= 5 and one.params.slow <= 400)
      end
      made.results = { made.results[1], made.results[30] }
      tide:compare(optimize.CROSS, made)
    end
    local whole = tide:document(optimize.CROSS, "--method", "random", "--grid", "fast=3:9,slow=20:22", "--tries", 500)
    assert.equal(21, whole.done)
    local grid = tide:document(optimize.CROSS, "--grid", "fast=3:9,slow=20:22", "--seed", 1)
    assert.same(whole.best, grid.best)
  end)

  it("takes any objective, and leaves out what breaks a constraint", function()
    local file = tide:strategy("aim.lua", "return function(m) return m.cagr / (0.1 + m.max_drawdown) end")
    local made = tide:document(optimize.CROSS, "--grid", "fast=3:9,slow=12:60:6", "--objective", file, "--top", 100)
    for _, one in ipairs(made.results) do
      assert.near(one.in_sample.cagr / (0.1 + one.in_sample.max_drawdown), one.objective, 1e-12)
    end
    made = tide:document(optimize.CROSS, "--grid", "fast=3:9,slow=12:60:6", "--objective", "max_drawdown",
      "--constraint", "num_trades>=60", "--constraint", "num_trades<120", "--top", 100)
    assert.is_true(made.unfit > 0 and #made.results > 0)
    assert.equal(63, made.unfit + #made.results)
    for _, one in ipairs(made.results) do
      assert.equal(-one.in_sample.max_drawdown, one.objective)
      assert.is_true(one.in_sample.num_trades >= 60 and one.in_sample.num_trades < 120)
    end
    local none = tide:run(optimize.CROSS, "--data", tide.data, "--grid", "fast=3:4", "--constraint", "num_trades>1e6")
    assert.equal(1, none.code)
    assert.is_truthy(none.out:find("No combination was fit", 1, true))
  end)

  it("is the mean over several instruments", function()
    local made = tide:document(optimize.CROSS, "--data", tide.other, "--grid", "fast=3:6,slow=20:24")
    for _, one in ipairs(made.results) do
      assert.equal("BBB", one.in_sample[2].symbol)
      assert.near((one.in_sample[1].metrics.sharpe_ratio + one.in_sample[2].metrics.sharpe_ratio) / 2,
        one.objective, 1e-12)
    end
    assert.equal(2, #made.data)
    assert.is_table(made.data[2].honesty)
  end)

  it("draws two parameters, and says which values to take", function()
    local run = tide:run(optimize.CROSS, "--data", tide.data, "--grid", "fast=3:9,slow=12:60:6")
    assert.equal(0, run.code, run.err)
    for _, said in ipairs { "63 of 63 combinations tried", "Choice", "Explained by each parameter alone",
      "█", "Honesty", "plateau" } do
      assert.is_truthy(run.out:find(said, 1, true), said)
    end
    for line in run.out:gmatch "[^\n]+" do
      local _, more = line:gsub("[\128-\191]", "")
      assert.is_true(#line - more <= 80, line)
    end
  end)

  -- Words, exit code, and what is said.
  for _, case in ipairs {
    { { "--grid", "fats=3:9" }, 2, "there is no parameter 'fats'; did you mean 'fast'?" },
    { { "--grid", "fast=9:3" }, 2, "the range ends before it begins" },
    { { "--grid", "fast=1:9" }, 2, "parameter 'fast': expected a whole number of at least 2" },
    { { "--grid", "fast=3:9", "--grid", "fast=4" }, 2, "'--grid' names fast twice" },
    { { "--grid", "fast=3:9", "--param", "fast=4" }, 2, "say one of them" },
    { { "--param", "fast=4", "--param", "slow=40" }, 2, "sets everything that could be varied" },
    { { "--grid", "fast=2:100,slow=5:400", "--objective", "sharpe" }, 2, "unknown metric 'sharpe'" },
    { { "--objective", "sharpe_ratio,cagr" }, 2, "one objective" },
    { { "--objective", "nothing.lua" }, 1, "nothing.lua: cannot read it" },
    { { "--constraint", "num_trades=30" }, 2, "'--constraint' needs a metric and its limit" },
    { { "--tries", "5" }, 2, "'--tries' is for '--method random' and 'cmaes'" },
    { { "--method", "gird" }, 2, "one of grid, random, cmaes" },
    { { "--split", "1,1,1" }, 2, "three shares that make 1" },
    { { "--engine", "event" }, 2, "unknown option '--engine'" },
  } do
    it(("refuses %s"):format(table.concat(case[1], " ")), function()
      local run = tide:run(optimize.CROSS, "--data", tide.data, unpack(case[1]))
      assert.equal(case[2], run.code, run.err)
      assert.is_truthy(run.err:find(case[3], 1, true), run.err)
      assert.equal("", run.out)
    end)
  end

  it("refuses strategies without ranges, and grids that are too large", function()
    local file = tide:strategy("none.lua", [[return strategy { name = "none", rules = function(m)
      return { long = { enter = m.close:rising(2) } } end }]])
    local run = tide:run(file, "--data", tide.data)
    assert.equal(1, run.code)
    assert.is_truthy(run.err:find("none of its parameters has a range", 1, true), run.err)
    file = tide:strategy("ways.lua", optimize.WAYS:format("", "p.n"))
    run = tide:run(file, "--data", tide.data, "--grid", "n=2:60,k=0.01:0.5:0.00001")
    assert.equal(2, run.code)
    assert.is_truthy(run.err:find("are more than 200,000: take longer steps", 1, true), run.err)
  end)
end)
