--- `tide walkforward` as its user sees it: windows against `tide backtest`, the ledger, several files,
-- a nested search, interruptions, what is refused.
local cjson = require "cjson"
local data = require "tests.support.data"
local program = require "tests.support.program"

local CROSS = TIDE_ROOT .. "/strategies/sma_cross.lua"

-- Calculated with before they are numbers of the rules: every combination is loaded, which takes time.
local SLOW = [[return strategy { name = "slow",
  params = { n = int { 5, min = 2, max = 60 }, k = number { 0.1, min = 0.01, max = 0.5 } },
  rules = function(m, p)
    local line = ta.sma(m.close, p.n * 2)
    return { long = { enter = m.close:crosses_above(line), exit = m.close:crosses_below(line),
      stop_loss = p.k * 0.5 } }
  end }]]

describe("tide walkforward", function()
  local folder, file, other, home

  local function command(...)
    local parts = { ("XDG_DATA_HOME='%s' exec '%s' walkforward"):format(home, program.path) }
    for i = 1, select("#", ...) do
      parts[#parts + 1] = "'" .. tostring((select(i, ...))):gsub("'", "'\\''") .. "'"
    end
    return table.concat(parts, " ") .. " --no-cache </dev/null"
  end

  local function walk(...) return program.shell(command(...)) end

  local function document(...)
    local run = walk("--json", "--train", "60d", "--test", "30d", ...)
    assert.equal(0, run.code, run.err)
    return cjson.decode(run.out)
  end

  local function grid(...) return document(CROSS, "--data", file, "--grid", "fast=3:9:2,slow=12:60:12", ...) end

  local function time(ms) return os.date("!%Y-%m-%dT%H:%M", ms / 1000) end

  local function backtest(path, part, params)
    local words = { "backtest", CROSS, "--data", path, "--json", "--no-cache", "--from", time(part.from),
      "--to", time(part.to) }
    for name, value in pairs(params) do
      words[#words + 1], words[#words + 2] = "--param", ("%s=%s"):format(name, value)
    end
    local run = program.run(unpack(words))
    assert.equal(0, run.code, run.err)
    return cjson.decode(run.out)
  end

  --- Every window is what the strategy with its parameters does from its first to its last day.
  local function compare(made, path)
    local grown = 1
    for _, one in ipairs(made.windows) do
      local inside = backtest(path, one.train, one.params)
      assert.equal(inside.hash, one.hash)
      assert.same(inside.metrics, one.in_sample)
      assert.equal(inside.metrics.sharpe_ratio, one.objective)
      local outside = backtest(path, one.test, one.params).metrics
      assert.same(outside, one.out_of_sample)
      assert.equal(outside.sharpe_ratio, one.objective_out_of_sample)
      grown = grown * (1 + backtest(path, one.stitched, one.params).metrics.total_return)
    end
    assert.near(grown - 1, made.stitched.metrics.total_return, 1e-9)
  end

  setup(function()
    folder = program.folder()
    file, other, home = folder .. "/AAA_1h.csv", folder .. "/BBB_1h.csv", folder .. "/home"
    for i, path in ipairs { file, other } do
      assert.equal(0, program.run("demo", "--bars", 5000, "--seed", i, "--out", path).code)
    end
  end)
  before_each(function() os.execute("rm -rf '" .. home .. "'") end)
  teardown(function() program.remove(folder) end)

  it("gives what 'tide backtest' gives for every window", function()
    compare(grid(), file)
    local overlapping = grid("--step", "10d", "--anchored", "--purge", "0", "--embargo", "12")
    assert.equal(12, overlapping.embargo)
    assert.equal(0, overlapping.purge)
    overlapping.windows = { overlapping.windows[1], overlapping.windows[4] }
    for _, one in ipairs(overlapping.windows) do
      assert.equal(overlapping.windows[1].train.from, one.train.from)
      assert.same(backtest(file, one.test, one.params).metrics, one.out_of_sample)
    end
  end)

  it("gives the same on real candles", function()
    local path = data.path "BTCUSDT_1h.csv"
    local run = walk("--json", CROSS, "--data", path, "--grid", "fast=5:20:5,slow=20:50:10", "--from", "2021-01-01",
      "--to", "2022-06-01")
    assert.equal(0, run.code, run.err)
    local made = cjson.decode(run.out)
    assert.equal(5, made.planned)
    compare(made, path)
  end)

  it("keeps the sealed part sealed, unless it is told to", function()
    local made = grid()
    assert.equal(4500, made.walked.bars)
    assert.equal(500, made.sealed.bars)
    assert.is_true(made.windows[#made.windows].test.to <= made.walked.to)
    local rows, changed = {}, folder .. "/CCC_1h.csv"
    for line in io.lines(file) do rows[#rows + 1] = line end
    for i = 4502, #rows do rows[i] = rows[i]:match "^[^,]+" .. ",5,7,4,6,1" end
    program.write(changed, table.concat(rows, "\n") .. "\n")
    local again = document(CROSS, "--data", "AAA=" .. changed, "--grid", "fast=3:9:2,slow=12:60:12")
    assert.same(made.windows, again.windows)
    assert.same(made.honesty, again.honesty)
    local whole = grid("--sealed", "0")
    assert.equal(cjson.null, whole.sealed)
    assert.equal(5000, whole.walked.bars)
  end)

  it("is the same on one thread and on two, and for the same seed", function()
    for _, method in ipairs { "grid", "random", "cmaes" } do
      local list = {}
      for threads = 1, 2 do
        os.execute("rm -rf '" .. home .. "'")
        local words = { "--method", method, "--threads", threads }
        if method ~= "grid" then words[#words + 1], words[#words + 2] = "--tries", 15 end
        list[threads] = grid(unpack(words))
        list[threads].seconds = nil
      end
      assert.same(list[1], list[2])
      assert.equal(method == "grid" and 20 or 15, list[1].combinations)
      assert.equal(list[1].combinations * #list[1].windows, list[1].tries)
    end
  end)

  it("counts everything that it tried, and what was tried before", function()
    local made = grid()
    assert.equal(20, made.trials)
    assert.equal(20 * #made.windows, made.tries)
    assert.equal(20, made.honesty.trials)
    assert.near(made.stitched.metrics.sharpe_ratio, made.honesty.sharpe, 1e-9)
    assert.equal(made.honesty.dsr, made.dsr)
    assert.equal(20, grid().honesty.trials)
    assert.equal(40, document(CROSS, "--data", file, "--grid", "fast=3:9:2,slow=13:61:12").honesty.trials)
    -- and what comes after a walk knows of it
    local run = program.shell(("XDG_DATA_HOME='%s' '%s' optimize '%s' --data '%s' --grid fast=4:6:2,slow=20 --json"
      .. " --no-cache </dev/null"):format(home, program.path, CROSS, file))
    assert.equal(42, cjson.decode(run.out).data[1].honesty.trials)
  end)

  it("computes only what the store does not know", function()
    local first, again = grid("--save"), grid("--save")
    assert.same(first.windows, again.windows)
    local shown = program.shell(("XDG_DATA_HOME='%s' '%s' strategies list --origin optimize --json"):format(home,
      program.path))
    assert.is_truthy(shown.out:find(first.windows[1].hash, 1, true))
  end)

  it("says what to think of it in lines that fit", function()
    local run = walk(CROSS, "--data", file, "--train", "60d", "--test", "30d", "--grid", "fast=3:9:2,slow=12:60:12")
    assert.equal(0, run.code, run.err)
    for _, said in ipairs { "the rest is sealed", "the longest trade before the first test", "traded from",
      "Out of sample, as one account", "Efficiency", "windows earned out of sample", "From window to window",
      "of its range", "Honesty", "Deflated Sharpe" } do
      assert.is_truthy(run.out:gsub("%s+", " "):find(said, 1, true), said)
    end
    for line in run.out:gmatch "[^\n]+" do assert.is_true(#line <= 80, line) end
    local few = walk(CROSS, "--data", file, "--train", "90d", "--test", "60d", "--grid", "fast=40,slow=300:400:50")
    assert.is_truthy(few.out:find("Fewer than 5 windows say little.", 1, true), few.out)
    assert.is_truthy(few.out:find("fewer than 30 say little", 1, true))
  end)

  it("stays flat where nothing is fit", function()
    local made = grid("--constraint", "num_trades>=1e6")
    for _, one in ipairs(made.windows) do
      assert.is_false(one.chosen)
      assert.equal(cjson.null, one.params)
      assert.equal(cjson.null, one.objective)
    end
    assert.equal(0, made.stitched.metrics.total_return)
    assert.is_truthy(table.concat(made.judgement, "\n"):find("nothing was fit to be chosen", 1, true))
  end)

  it("walks each of several instruments as if it were alone", function()
    local both = document(CROSS, "--data", file, other, "--grid", "fast=3:9:2,slow=12:60:12")
    assert.equal(2, #both.results)
    local alone = grid()
    for _, key in ipairs { "windows", "stitched", "honesty", "drift" } do
      assert.same(alone[key], both.results[1][key])
    end
    local run = walk(CROSS, "--data", file, other, "--train", "60d", "--test", "30d", "--grid", "fast=3:9:2,slow=20")
    assert.is_truthy(run.out:find("All instruments, out of sample", 1, true))
    assert.is_truthy(run.out:find("of 2 earned.", 1, true))
  end)

  it("breeds in each window without a strategy", function()
    local run = walk("--search", "evolve", "--data", file, "--train", "60d", "--test", "60d", "--population", 12,
      "--generations", 2, "--sprouts", 2, "--refine", 1, "--min-trades", 3, "--json")
    assert.equal(0, run.code, run.err)
    local made = cjson.decode(run.out)
    assert.equal("evolve", made.search)
    assert.equal(3, #made.windows)
    assert.is_true(made.tries > 60)
    assert.equal(made.honesty.trials, made.trials)
    local one = made.windows[1]
    local bred = program.write(folder .. "/bred.json", cjson.encode(one.strategy))
    local again = program.run("backtest", bred, "--data", file, "--json", "--no-cache", "--from", time(one.test.from),
      "--to", time(one.test.to))
    assert.equal(0, again.code, again.err)
    again = cjson.decode(again.out)
    assert.equal(one.hash, again.hash)
    assert.same(again.metrics, one.out_of_sample)
  end)

  it("ends after the window in progress, and shows what is done", function()
    local slow = program.write(folder .. "/slow.lua", SLOW)
    local words = command(slow, "--data", file, "--train", "60d", "--test", "30d", "--grid", "n=2:30,k=0.01:0.3:0.01")
    local run = program.shell(("(%s) & pid=$!; sleep 0.8; kill -TERM $pid; wait $pid"):format(words))
    assert.equal(143, run.code, run.err)
    assert.is_truthy(run.err:find("stopped: 1 of 5 windows done", 1, true), run.err)
    assert.is_truthy(run.out:find("870 tries in all windows", 1, true), run.out)
    assert.is_truthy(run.out:find("Honesty", 1, true))
  end)

  -- Words after the data, exit code, and what is said.
  for _, case in ipairs {
    { { CROSS, "--grid", "fats=3:9" }, 2, "there is no parameter 'fats'" },
    { { CROSS, "--train", "ten" }, 2, "'--train' needs a number of days like 180d, or of bars like 5000" },
    { { CROSS, "--train", "400d" }, 1, "AAA: there are too few candles for one window" },
    { { CROSS, "--train", "30d", "--test", "10d", "--step", "20d" }, 1, "longer than --test" },
    { { CROSS, "--train", "30d", "--purge", "40d" }, 1, "training part has" },
    { { CROSS, "--search", "evolve" }, 2, "leave STRATEGY out" },
    { {}, 2, "which STRATEGY?" },
    { { "--search", "evolve", "--grid", "fast=3:9" }, 2, "'--grid' is for '--search grid'" },
    { { "--search", "evolve", "--param", "fast=3" }, 2, "'--param' is about a strategy file" },
    { { CROSS, "--population", 10 }, 2, "'--population' is for '--search evolve'" },
    { { CROSS, "--objective", "sharpe_ratio,cagr" }, 2, "one objective" },
    { { CROSS, "--tries", 5 }, 2, "'--tries' is for '--method random' and 'cmaes'" },
    { { CROSS, "--sealed", "1" }, 2, "'--sealed'" },
  } do
    it(("refuses %s"):format(table.concat(case[1], " ", #case[1] > 0 and case[1][1] == CROSS and 2 or 1)), function()
      local run = walk("--data", file, unpack(case[1]))
      assert.equal(case[2], run.code, run.err)
      assert.is_truthy(run.err:find(case[3], 1, true), run.err)
      assert.equal("", run.out)
    end)
  end

  it("refuses to write over what it reads", function()
    local run = walk(CROSS, "--data", file, "--report", file)
    assert.equal(2, run.code)
    assert.is_truthy(run.err:find("would write over candles", 1, true), run.err)
  end)
end)
