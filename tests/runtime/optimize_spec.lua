--- `tide optimize` as its user sees it: every combination against `tide backtest`, the ways a
-- strategy takes its parameters, searches that are no grid, the store, interruptions.
local cjson = require "cjson"
local program = require "tests.support.program"
local stores = require "stdlib.store.init"

local CROSS = TIDE_ROOT .. "/strategies/sma_cross.lua"

-- Ways to use a parameter: what of it is a number of the rules, and what is not.
local LUA = [[
return strategy {
  name = "ways",
  params = {
    n = int { 10, min = 2, max = 60 }, k = number { 0.05, min = 0.01, max = 0.5 },
    kind = choice { "sma", "ema" }, both = flag { true },
  },
  rules = function(m, p)
    %s
    local line = ta[p.kind](m.close, %s)
    return {
      long = { enter = m.close:crosses_above(line), exit = m.close:crosses_below(line), stop_loss = p.k },
      short = p.both and { enter = m.close:crosses_below(line), take_profit = p.k } or nil,
    }
  end,
}
]]

local JSON = [[{
  "name": "dip", "params": { "n": { "type": "int", "default": 14, "min": 2, "max": 40 },
    "level": { "default": 30, "min": 10, "max": 50, "step": 5 }, "sl": 5 },
  "entry_rules": { "long": { "conditions": [ { "indicator": "rsi", "params": ["$n"],
    "comparison": "crosses_below", "value": "$level" } ] } },
  "exit_rules": { "long": { "conditions": [ { "type": "stop_loss", "percent": "$sl" },
    { "type": "time_stop", "bars": "$n" } ] } }
}]]

describe("tide optimize", function()
  local folder, data, other, home

  local function command(...)
    local parts = { ("XDG_DATA_HOME='%s' exec '%s' optimize"):format(home, program.path) }
    for i = 1, select("#", ...) do
      parts[#parts + 1] = "'" .. tostring((select(i, ...))):gsub("'", "'\\''") .. "'"
    end
    return table.concat(parts, " ") .. " --no-cache </dev/null"
  end

  local function optimize(...) return program.shell(command(...)) end

  local function document(...)
    local run = optimize("--json", "--data", data, ...)
    assert.equal(0, run.code, run.err)
    return cjson.decode(run.out)
  end

  local function plain(made)
    made.seconds, made.recalled, made.computed = nil, nil, nil
    return made
  end

  local function time(ms) return os.date("!%Y-%m-%dT%H:%M", ms / 1000) end

  local function backtest(file, part, params, settings)
    local words = { "backtest", file, "--data", data, "--json", "--no-cache", "--from", time(part.from),
      "--to", time(part.to), unpack(settings or {}) }
    for name, value in pairs(params) do
      words[#words + 1], words[#words + 2] = "--param", ("%s=%s"):format(name,
        type(value) == "number" and ("%.17g"):format(value) or tostring(value))
    end
    local run = program.run(unpack(words))
    assert.equal(0, run.code, run.err)
    return cjson.decode(run.out)
  end

  --- Every result is that of the backtest with these parameters.
  -- @param settings  words of both commands, or nil
  local function compare(file, made, settings)
    local parts = made.data[1]
    for _, one in ipairs(made.results) do
      for name, value in pairs(made.fixed) do one.params[name] = value end
      local inside = backtest(file, parts.in_sample, one.params, settings)
      assert.equal(inside.hash, one.hash)
      assert.same(inside.metrics, one.in_sample)
      assert.same(backtest(file, parts.validation, one.params, settings).metrics, one.out_of_sample)
    end
  end

  local function strategy(name, text) return program.write(folder .. "/" .. name, text) end

  setup(function()
    folder = program.folder()
    data, other, home = folder .. "/AAA_1h.csv", folder .. "/BBB_1h.csv", folder .. "/home"
    for i, path in ipairs { data, other } do
      assert.equal(0, program.run("demo", "--bars", 4000, "--seed", i, "--out", path).code)
    end
  end)
  before_each(function() os.execute("rm -rf '" .. home .. "'") end)
  teardown(function() program.remove(folder) end)

  it("gives what 'tide backtest' gives for every combination", function()
    local made = document(CROSS, "--grid", "fast=3:9:2,slow=12:60:6", "--top", 100)
    assert.equal(36, made.combinations)
    assert.equal(36, #made.results)
    assert.equal(36, made.trials)
    compare(CROSS, made)
    for i, one in ipairs(made.results) do
      assert.equal(i, one.rank)
      assert.equal(one.in_sample.sharpe_ratio, one.objective)
      assert.is_true(i == 1 or one.objective <= made.results[i - 1].objective)
    end
    assert.same(made.results[1], made.best)
    assert.same({}, made.notes)
  end)

  describe("gives what 'tide backtest' gives with", function()
    -- A size of its own, levels that fill as maker, a limit.
    local OWN = [[
return strategy {
  name = "own", params = { n = int { 10, min = 2, max = 60 }, k = number { 0.02, min = 0.005, max = 0.2 } },
  rules = function(m, p)
    local line = ta.sma(m.close, p.n)
    return {
      long = { enter = m.close:crosses_above(line), exit = m.close:crosses_below(line), take_profit = p.k, size = SIZE },
      short = { enter = m.close:crosses_below(line), limit = m.close * 1.002, limit_bars = 3, stop_loss = p.k,
        take_profit = p.k, size = SIZE },
    }
  end,
}
]]
    for _, case in ipairs {
      { "cash(3000)", "--commission-maker", "-0.0002" },
      { "cash(3000)", "--slippage", "volume:0.5" },
      { "cash(3000)", "--slippage", "volume:2", "--commission-maker", "-0.0001", "--max-participation", "0.01" },
      { "units(0.2)", "--slippage", "volume:1", "--commission", "0:0.001,1e5:0.0005", "--commission-maker", "-0.0001" },
      { nil, "--size", "cash:2500", "--slippage", "volume:0.5", "--commission-maker", "-0.001" },
      { nil, "--size", "volatility:0.02", "--slippage", "dynamic:0.2", "--leverage", "3", "--drawdown-scale", "0.5" },
      { nil, "--size", "kelly:0.5", "--fee-fixed", "0.5", "--hedging", "--fill", "close", "--profile", "vectorbt" },
      { nil, "--slippage", "volume:1", "--cash", "1e7", "--commission-maker", "0", "--profile", "freqtrade" },
    } do
      local settings = { unpack(case, 2, 12) }
      it((case[1] or "") .. " " .. table.concat(settings, " "), function()
        local file = strategy("own.lua", (OWN:gsub(", size = SIZE", case[1] and ", size = " .. case[1] or "")))
        local words = { "--grid", "n=4:12:4,k=0.01:0.05:0.02", "--top", 4, "--save", unpack(settings) }
        local made = document(file, unpack(words))
        assert.is_true(made.best.in_sample.num_trades > 20)
        compare(file, made, settings)
        -- what is kept is that of these settings
        assert.equal(0, document(file, unpack(words)).computed)
        if not table.concat(settings, " "):find "maker" then
          words[#words + 1], words[#words + 2] = "--commission-maker", "-0.0003"
          assert.equal(9, document(file, unpack(words)).computed)
        end
      end)
    end
  end)

  it("keeps the parts apart", function()
    local made = document(CROSS, "--grid", "fast=3:9:2,slow=12:60:6")
    local parts = made.data[1]
    assert.equal(2400, parts.in_sample.bars)
    assert.equal(1200, parts.validation.bars)
    assert.equal(400, parts.test.bars)
    -- what comes after the in-sample part changes nothing of what is chosen there
    local rows, changed = {}, folder .. "/CCC_1h.csv"
    for line in io.lines(data) do rows[#rows + 1] = line end
    for i = 2402, #rows do rows[i] = rows[i]:match "^[^,]+" .. ",5,7,4,6,1" end
    program.write(changed, table.concat(rows, "\n") .. "\n")
    local again = cjson.decode(optimize("--json", "--data", "AAA=" .. changed, CROSS, "--grid",
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
      local words = { CROSS, "--grid", "fast=3:9,slow=12:60:2", "--method", method }
      if method ~= "grid" then words[#words + 1], words[#words + 2] = "--tries", 60 end
      local list = {}
      for threads = 1, 2 do
        os.execute("rm -rf '" .. home .. "'")
        words[#words + 1], words[#words + 2] = "--threads", threads
        list[threads] = plain(document(unpack(words)))
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
        local file = strategy("ways.lua", LUA:format(case[2], case[3]))
        local made = document(file, "--grid", case[4], "--top", 6)
        compare(file, made)
        if case[5] then
          assert.is_truthy(made.notes[1] and made.notes[1]:find(case[5], 1, true), made.notes[1])
        end
      end)
    end

    it("stands in JSON", function()
      local file = strategy("dip.json", JSON)
      local made = document(file, "--top", 4)
      assert.equal(20 * 9, made.combinations) -- sl has no range
      compare(file, made)
      compare(file, document(file, "--grid", "sl=1:10,n=5:15", "--param", "level=25", "--top", 4))
    end)

    it("is one of an indicator in Lua", function()
      os.execute(("mkdir -p '%s/indicators'"):format(folder))
      strategy("indicators/half.lua", [[
return ta.define {
  name = "half", params = { n = int { 3, min = 1, max = 50 } }, lookback = 0,
  start = function(p) return { share = 2 / (p.n + 1) } end,
  step = function(state, bar)
    state.value = state.value and state.value + state.share * (bar.real - state.value) or bar.real
    return state.value
  end,
}
]])
      local file = strategy("own.lua", [[
        return strategy { name = "own", params = { n = int { 5, min = 2, max = 9 } },
          rules = function(m, p)
            local line = ta.half(m.close, p.n)
            return { long = { enter = m.close:crosses_above(line), exit = m.close:crosses_below(line) } }
          end }]])
      local made = document(file, "--grid", "n=3:6", "--top", 3)
      compare(file, made)
    end)
  end)

  it("tries as many as it was told, each once, and the winner is the file's own", function()
    for _, method in ipairs { "random", "cmaes" } do
      local made = document(CROSS, "--method", method, "--tries", 80, "--top", 80)
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
      compare(CROSS, made)
    end
    local whole = document(CROSS, "--method", "random", "--grid", "fast=3:9,slow=20:22", "--tries", 500)
    assert.equal(21, whole.done)
    assert.same(plain(whole).best, document(CROSS, "--grid", "fast=3:9,slow=20:22", "--seed", 1).best)
  end)

  it("takes any objective, and leaves out what breaks a constraint", function()
    local file = strategy("aim.lua", "return function(m) return m.cagr / (0.1 + m.max_drawdown) end")
    local made = document(CROSS, "--grid", "fast=3:9,slow=12:60:6", "--objective", file, "--top", 100)
    for _, one in ipairs(made.results) do
      assert.near(one.in_sample.cagr / (0.1 + one.in_sample.max_drawdown), one.objective, 1e-12)
    end
    made = document(CROSS, "--grid", "fast=3:9,slow=12:60:6", "--objective", "max_drawdown",
      "--constraint", "num_trades>=60", "--constraint", "num_trades<120", "--top", 100)
    assert.is_true(made.unfit > 0 and #made.results > 0)
    assert.equal(63, made.unfit + #made.results)
    for _, one in ipairs(made.results) do
      assert.equal(-one.in_sample.max_drawdown, one.objective)
      assert.is_true(one.in_sample.num_trades >= 60 and one.in_sample.num_trades < 120)
    end
    local none = optimize(CROSS, "--data", data, "--grid", "fast=3:4", "--constraint", "num_trades>1e6")
    assert.equal(1, none.code)
    assert.is_truthy(none.out:find("No combination was fit", 1, true))
  end)

  it("is the mean over several instruments", function()
    local made = document(CROSS, "--data", other, "--grid", "fast=3:6,slow=20:24")
    for _, one in ipairs(made.results) do
      assert.equal("BBB", one.in_sample[2].symbol)
      assert.near((one.in_sample[1].metrics.sharpe_ratio + one.in_sample[2].metrics.sharpe_ratio) / 2,
        one.objective, 1e-12)
    end
    assert.equal(2, #made.data)
    assert.is_table(made.data[2].honesty)
  end)

  it("says how good luck alone would look, and counts what was tried before", function()
    local first = document(CROSS, "--grid", "fast=3:9,slow=12:60:6")
    local block = first.data[1].honesty
    assert.equal(63, block.trials)
    assert.equal(first.dsr, block.dsr)
    assert.equal(first.pbo, block.pbo)
    assert.near(first.best.in_sample.sharpe_ratio, block.sharpe, 1e-9)
    assert.equal(63, document(CROSS, "--grid", "fast=3:9,slow=12:60:6").data[1].honesty.trials)
    assert.equal(126, document(CROSS, "--grid", "fast=3:9,slow=13:61:6").data[1].honesty.trials)
  end)

  it("has the same matrix of returns whether they were kept or computed again", function()
    local few = document(CROSS, "--grid", "fast=3:9,slow=12:60:6", "--save")
    local again = document(CROSS, "--grid", "fast=3:9,slow=12:60:6", "--save") -- nothing is run
    assert.equal(63, again.recalled)
    assert.equal(few.pbo, again.pbo)
  end)

  it("computes only what the store does not know", function()
    local words = { "--save", "--top", 200 }
    local first = document(CROSS, "--grid", "fast=3:9,slow=12:60:6", unpack(words))
    assert.equal(0, first.recalled)
    local larger = document(CROSS, "--grid", "fast=3:12,slow=12:60:6", unpack(words))
    assert.equal(63, larger.recalled)
    assert.equal(90, larger.done)
    os.execute("rm -rf '" .. home .. "'")
    assert.same(plain(document(CROSS, "--grid", "fast=3:12,slow=12:60:6", "--top", 200)), plain(larger))
    local other_costs = document(CROSS, "--grid", "fast=3:9,slow=12:60:6", "--save", "--commission", 0)
    assert.equal(0, other_costs.recalled)
  end)

  it("keeps strategies that 'tide strategies' finds and 'tide backtest' reads", function()
    local store = folder .. "/some.db"
    local made = document(CROSS, "--grid", "fast=3:6,slow=20:24", "--store", store)
    local run = program.run("strategies", "list", "--store", store, "--origin", "optimize", "--json")
    assert.equal(0, run.code, run.err)
    assert.is_truthy(run.out:find(made.best.hash, 1, true))
    local shown = program.run("strategies", "export", made.best.hash, "--store", store)
    assert.equal(0, shown.code, shown.err)
    local file = strategy("stored.json", shown.out)
    assert.equal(made.best.hash, backtest(file, made.data[1].in_sample, {}).hash)
  end)

  -- What a search leaves in its store, a line for each result.
  local function kept()
    local db, list = assert(stores.open(home .. "/tide/tide.db", "read")), {}
    for row in db:rows "SELECT id, strategy, created, sharpe_ratio FROM backtest_results ORDER BY id" do
      list[#list + 1] = ("%d %d %d %.17g"):format(row.id, row.strategy, row.created, row.sharpe_ratio or 0)
    end
    db:close()
    return list
  end

  -- every combination is loaded: slow enough to be caught
  local MANY = "n=2:30,k=0.01:0.3:0.01"

  -- A search that Ctrl-C has stopped on its way, and how many of its 870 combinations are done.
  local function interrupted(...)
    for _, wait in ipairs { 1.2, 2.5, 5 } do
      os.execute("rm -rf '" .. home .. "'")
      local stop = ("exec timeout --foreground --preserve-status -s INT %g "):format(wait)
      local run = program.shell((command(...):gsub("exec ", stop, 1)))
      local done = tonumber(run.err:match "stopped: (%d+) of 870 combinations done")
      if done and done > 0 then
        assert.equal(130, run.code, run.err)
        return run, done
      end
    end
    error "it was not stopped on its way"
  end

  it("computes only what is missing when the command it names is given after Ctrl-C", function()
    local file = strategy("slow.lua", LUA:format("", "p.n * 2"))
    local first, done = interrupted(file, "--data", data, "--grid", MANY, "--save", "--top", 3, "--json")
    local again = first.err:match "done, and kept; this computes the rest:\n  tide ([^\n]+)\n"
    local before = kept()
    assert.equal(done, #before)
    local run = program.shell(("XDG_DATA_HOME='%s' '%s' %s </dev/null"):format(home, program.path, again))
    assert.equal(0, run.code, run.err)
    local rest, after = cjson.decode(run.out), kept()
    assert.equal(870, rest.done)
    assert.equal(done, rest.recalled)
    assert.equal(870 - done, rest.computed)
    assert.equal(870, #after)
    for i, row in ipairs(before) do assert.equal(row, after[i]) end
    local third = document(file, "--grid", MANY, "--save", "--top", 3)
    assert.equal(0, third.computed)
    os.execute("rm -rf '" .. home .. "'")
    local whole = document(file, "--grid", MANY, "--top", 3)
    for _, made in ipairs { whole, third, rest } do plain(made).notes = nil end -- they have times
    assert.same(whole, rest)
    assert.same(third, rest)
  end)

  it("shows what is done when it is interrupted, and says that nothing is kept", function()
    local file = strategy("slow.lua", LUA:format("", "p.n * 2"))
    local run = interrupted(file, "--data", data, "--grid", MANY)
    assert.is_truthy(run.out:find("Honesty", 1, true))
    assert.is_truthy(run.err:find("of 870 combinations done; none is kept without '--save'", 1, true), run.err)
  end)

  it("draws two parameters, and says which values to take", function()
    local run = optimize(CROSS, "--data", data, "--grid", "fast=3:9,slow=12:60:6")
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
      local run = optimize(CROSS, "--data", data, unpack(case[1]))
      assert.equal(case[2], run.code, run.err)
      assert.is_truthy(run.err:find(case[3], 1, true), run.err)
      assert.equal("", run.out)
    end)
  end

  it("refuses strategies without ranges, and grids that are too large", function()
    local file = strategy("none.lua", [[return strategy { name = "none", rules = function(m)
      return { long = { enter = m.close:rising(2) } } end }]])
    local run = optimize(file, "--data", data)
    assert.equal(1, run.code)
    assert.is_truthy(run.err:find("none of its parameters has a range", 1, true), run.err)
    file = strategy("ways.lua", LUA:format("", "p.n"))
    run = optimize(file, "--data", data, "--grid", "n=2:60,k=0.01:0.5:0.00001")
    assert.equal(2, run.code)
    assert.is_truthy(run.err:find("are more than 200,000: take longer steps", 1, true), run.err)
  end)
end)
