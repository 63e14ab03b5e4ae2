--- `tide evolve` as its user sees it: documents, the parts of the data, interruptions, the store.
local cjson = require "cjson"
local program = require "tests.support.program"

local SMALL = { "--population=40", "--generations=4", "--pool=2", "--min-trades=5", "--patience=0",
  "--no-cache" }

local function read(path)
  local file = assert(io.open(path, "rb"))
  local text = file:read "*a"
  file:close()
  return text
end

local function lines_of(text)
  local list = {}
  for line in text:gmatch "[^\n]+" do list[#list + 1] = line end
  return list
end

describe("tide evolve", function()
  local folder, data, home
  local function words(...)
    local list, given = { "evolve", "--data", data }, table.concat({ ... }, " ")
    for _, word in ipairs(SMALL) do
      if not given:find(word:match "^[^=]+", 1, true) then list[#list + 1] = word end
    end
    for i = 1, select("#", ...) do list[#list + 1] = (select(i, ...)) end
    return list
  end

  local function command(...)
    local parts = { ("XDG_DATA_HOME='%s' exec '%s'"):format(home, program.path) }
    for _, word in ipairs(words(...)) do parts[#parts + 1] = "'" .. tostring(word) .. "'" end
    return table.concat(parts, " ") .. " </dev/null"
  end

  local function evolve(...) return program.shell(command(...)) end

  local function document(...)
    local run = evolve("--json", ...)
    assert.equal(0, run.code, run.err)
    local made = cjson.decode(run.out)
    made.seconds = nil
    return made
  end

  -- What cannot differ between two runs of one search.
  local function plain(made)
    made.trials_before = nil
    return made
  end

  setup(function()
    folder = program.folder()
    data, home = folder .. "/AAA_1h.csv", folder .. "/home"
    assert.equal(0, program.run("demo", "--edge", "breakout", "--bars", 5000, "--seed", 3, "--out", data).code)
  end)
  before_each(function() os.execute("rm -rf '" .. home .. "'") end)
  teardown(function() program.remove(folder) end)

  it("says what it found, and it is what 'tide backtest' says", function()
    local made = document()
    local best = made.best
    assert.equal(made.top[1].hash, best.hash)
    assert.equal(16, #best.hash)
    assert.equal(best.hash, best.strategy.hash)
    assert.equal(best.name, best.strategy.name)
    assert.equal(4, #made.generations)
    assert.is_true(made.trials > 100)
    assert.is_true(made.dsr >= 0 and made.dsr <= 1)
    assert.is_true(made.pbo >= 0 and made.pbo <= 1)
    local parts = made.data[1]
    assert.equal(3000, parts.in_sample.bars)
    assert.equal(1500, parts.validation.bars)
    assert.equal(500, parts.test.bars)
    for i = 1, #made.top, 3 do
      local one = made.top[i]
      local file = program.write(folder .. "/one.json", cjson.encode(one.strategy))
      local function backtest(part)
        local function time(ms) return os.date("!%Y-%m-%dT%H:%M", ms / 1000) end
        local run = program.run("backtest", file, "--data", data, "--json", "--no-cache",
          "--from", time(part.from), "--to", time(part.to))
        assert.equal(0, run.code, run.err)
        return cjson.decode(run.out)
      end
      assert.equal(one.hash, backtest(parts.in_sample).hash)
      assert.same(backtest(parts.in_sample).metrics, one.in_sample)
      assert.same(backtest(parts.validation).metrics, one.out_of_sample)
      assert.equal(one.in_sample.sharpe_ratio, one.objective[1])
    end
  end)

  it("never looks beyond the in-sample part", function()
    local other = folder .. "/BBB_1h.csv"
    local rows = lines_of(read(data))
    for i = 3002, #rows do -- one line of names, 3,000 bars
      local fields = {}
      for field in rows[i]:gmatch "[^,]+" do fields[#fields + 1] = field end
      for k = 2, 5 do fields[k] = ("%.2f"):format(tonumber(fields[k]) * (1 + 0.3 * ((i * 7919) % 100) / 100)) end
      local high = math.max(fields[2], fields[3], fields[4], fields[5])
      local low = math.min(fields[2], fields[3], fields[4], fields[5])
      fields[3], fields[4] = ("%.2f"):format(high), ("%.2f"):format(low)
      rows[i] = table.concat(fields, ",")
    end
    program.write(other, table.concat(rows, "\n") .. "\n")
    local a = document()
    local b = cjson.decode(program.shell((command("--json"):gsub("AAA_1h", "BBB_1h"))).out)
    assert.same(a.generations, b.generations)
    assert.equal(#a.top, #b.top)
    local changed = false
    for i, one in ipairs(a.top) do
      assert.equal(one.hash, b.top[i].hash)
      assert.same(one.in_sample, b.top[i].in_sample)
      changed = changed or one.out_of_sample.total_return ~= b.top[i].out_of_sample.total_return
    end
    assert.is_true(changed)
    assert.equal(a.dsr, b.dsr)
  end)

  it("finds the same with the same seed, on one thread and on two", function()
    local a, b = document("--threads", 1), document("--threads", 2)
    assert.same(plain(a), plain(b))
    assert.are_not.same(a.top[1].hash, document("--seed", 2).top[1].hash)
  end)

  it("goes on after Ctrl-C and after a kill to the same result", function()
    local whole = document "--generations=12"
    for _, signal in ipairs { "INT", "KILL" } do
      os.execute("rm -rf '" .. home .. "'")
      local stopped = 0
      for _ = 1, 8 do
        local run = program.shell(("timeout --foreground -s %s 0.2 sh -c '%s'"):format(signal,
          command("--json", "--generations=12", "--resume"):gsub("'", "'\\''")))
        if run.code == 0 then break end
        stopped = stopped + 1
        if signal == "INT" and run.err:find("stopped after", 1, true) then
          assert.is_truthy(run.err:find("--resume goes on", 1, true))
        end
      end
      assert.is_true(stopped > 0, signal)
      assert.same(plain(whole), plain(document("--generations=12", "--resume")))
    end
  end)

  it("ends with 143 when it is told to end, and shows what it has", function()
    -- a shell's background process ignores Ctrl-C; the two signals are one to the program
    local run = program.shell(("(%s) & pid=$!; sleep 1; kill -TERM $pid; wait $pid"):format(
      command("--generations=100000")))
    assert.equal(143, run.code)
    assert.is_truthy(run.out:find("Honesty", 1, true))
    assert.is_truthy(run.err:find("stopped after %d+ generations"))
  end)

  it("does not go on with another search's state", function()
    local state = folder .. "/state"
    program.shell(("timeout --foreground -s KILL 0.6 sh -c '%s'"):format(
      command("--generations=100000", "--state", state):gsub("'", "'\\''")))
    local run = evolve("--state", state, "--resume", "--seed", 9)
    assert.equal(1, run.code)
    assert.is_truthy(run.err:find("the state of a search with other candles, settings, grammar or options", 1, true))
    program.write(state, "hello\n")
    run = evolve("--state", state, "--resume")
    assert.equal(1, run.code)
    assert.is_truthy(run.err:find("this is not the state of a search", 1, true))
  end)

  it("counts what was tried before", function()
    local first = document()
    local second = document("--seed", 2)
    local function tries(made) return made.data[1].honesty.trials end
    assert.equal(first.trials, tries(first))
    assert.is_true(tries(second) > second.trials)
    assert.is_true(tries(second) <= first.trials + second.trials)
    assert.equal(tries(second), tries(document("--seed", 2))) -- nothing new was tried
  end)

  it("goes on without a ledger where there is no store, but not when asked to save", function()
    program.write(folder .. "/file", "")
    local broken = ("XDG_DATA_HOME='%s/file' "):format(folder)
    local run = program.shell((command("--state", folder .. "/s"):gsub("^XDG%S+ ", broken)))
    assert.equal(0, run.code, run.err)
    assert.is_truthy(run.err:find("the trial ledger is not kept", 1, true))
    run = program.shell((command("--state", folder .. "/s", "--save"):gsub("^XDG%S+ ", broken)))
    assert.equal(1, run.code)
    assert.equal("", run.out)
  end)

  it("saves strategies with their parents and results", function()
    local made = document "--save"
    local function strategies(...)
      local parts = { ("XDG_DATA_HOME='%s' '%s' strategies"):format(home, program.path), ... }
      local run = program.shell(table.concat(parts, " "))
      assert.equal(0, run.code, run.err)
      return cjson.decode(run.out)
    end
    local shown = strategies("show", made.best.hash, "--json")
    assert.equal(made.best.hash, shown.hash)
    local results = {}
    for _, result in ipairs(shown.results) do results[result.part] = result.metrics.sharpe_ratio end
    assert.equal(made.best.in_sample.sharpe_ratio, results.in_sample)
    assert.equal(made.best.out_of_sample.sharpe_ratio, results.validation)
  end)

  it("writes the best for tide batch, and lets them join another search", function()
    local out = folder .. "/best.jsonl"
    local made = document("--out", out)
    local lines = lines_of(read(out))
    assert.equal(#made.top, #lines)
    assert.equal(made.top[1].hash, cjson.decode(lines[1]).hash)
    local again = document("--start", out, "--seed", 50)
    assert.is_true(again.generations[1].best >= made.best.objective[1] - 1e-12)
    -- what they are meant for stays with them, through the state and into what is written and shown
    local meant = table.concat(lines, "\n"):gsub('"entry_rules"', '"regimes":["bull","range"],%0') .. "\n"
    local shown = folder .. "/shown.db"
    again = document("--start", program.write(folder .. "/meant.jsonl", meant), "--generations=1", "--refine=0",
      "--sprouts=0", "--store", shown)
    local known = {}
    for _, line in ipairs(lines) do known[cjson.decode(line).hash] = true end
    local seen = 0
    for _, one in ipairs(again.top) do
      if known[one.hash] then
        seen = seen + 1
        assert.same({ "bull", "range" }, one.strategy.regimes)
        local text = program.run("strategies", "show", one.hash, "--store", shown).out
        assert.is_truthy(text:find("meant for bull, range", 1, true), text)
      end
    end
    assert.is_true(seen > 0)
    local run = evolve("--start", program.write(folder .. "/none.jsonl", '{"name":"a"}\n'))
    assert.equal(1, run.code)
    assert.is_truthy(run.err:find("none.jsonl", 1, true))
  end)

  it("ranks several aims by Pareto", function()
    local made = document("--objective", "total_return,max_drawdown")
    for _, a in ipairs(made.front) do
      for _, b in ipairs(made.front) do
        assert.is_false(a.objective[1] > b.objective[1] and a.objective[2] > b.objective[2])
      end
    end
    assert.equal(2, #made.best.objective)
  end)

  it("takes a function of the user's", function()
    local file = program.write(folder .. "/mine.lua", "return function(m) return m.total_return / m.max_drawdown end")
    local made = document("--objective", file)
    assert.near(made.best.in_sample.total_return / made.best.in_sample.max_drawdown, made.best.objective[1], 1e-12)
    local run = evolve("--objective", program.write(folder .. "/mine.lua", "return function(m) return m.x.y end"))
    assert.equal(1, run.code)
    assert.is_truthy(run.err:find("mine.lua:1: ", 1, true))
    assert.is_nil(run.err:find("stack traceback", 1, true))
  end)

  it("repeats the search on shuffled candles", function()
    local made = document("--permute", 6)
    local p = made.permutation
    assert.equal(6, p.count)
    local not_worse = 0
    for _, value in ipairs(p.values) do not_worse = not_worse + (value >= p.real and 1 or 0) end
    assert.equal(not_worse, p.not_worse)
    assert.near((not_worse + 1) / 7, p.p_value, 1e-12)
    assert.equal(made.best.objective[1], p.real)
    assert.same(plain(made), plain(document("--permute", 6)))
  end)

  it("works on several instruments and time frames", function()
    local other = folder .. "/CCC_1h.csv"
    assert.equal(0, program.run("demo", "--bars", 4000, "--seed", 8, "--out", other).code)
    local made = document("--data", other, "--timeframe", "2h")
    assert.equal(2, #made.data)
    assert.equal("2h", made.data[1].timeframe)
    assert.equal(2, #made.best.in_sample)
    local sum = made.best.in_sample[1].metrics.sharpe_ratio + made.best.in_sample[2].metrics.sharpe_ratio
    assert.near(sum / 2, made.best.objective[1], 1e-12)
  end)

  it("refuses what cannot be", function()
    for _, case in ipairs {
      { 2, "'--objective': unknown metric 'sharp'", "--objective", "sharp" },
      { 2, "three shares that make 1", "--split", "0.5,0.1,0.1" },
      { 2, "three shares", "--split", "a" },
      { 1, "grammar.lua", "--grammar", program.write(folder .. "/grammar.lua", "return { sides = 5 }") },
      { 1, "cannot read it", "--grammar", folder .. "/absent.lua" },
      { 1, "its test part has", "--split", "0.5,0.499,0.001" },
      { 2, "'--out' would write over candles", "--out", data },
      { 2, "unknown option '--popultion' for 'evolve'; did you mean '--population'?", "--popultion", "5" },
      { 1, "cannot keep the state of the search: No space left on device", "--state", "/dev/full" },
      { 1, "cannot write the strategies: No space left on device", "--out", "/dev/full" },
      { 1, "No strategy was fit", "--min-trades=100000" },
    } do
      local run = evolve(unpack(case, 3))
      assert.equal(case[1], run.code, run.err)
      assert.is_truthy((run.err .. run.out):find(case[2], 1, true), case[2] .. ": " .. run.err)
    end
  end)

  it("shows a table that fits a narrow terminal", function()
    local run = program.shell("COLUMNS=60 " .. command())
    assert.equal(0, run.code, run.err)
    for _, part in ipairs { "in-sample 2020-01-01", "the rest is sealed", "strategies tried in 4 generations",
      "validation", "Honesty", "Best of" } do
      assert.is_truthy(run.out:find(part, 1, true), part)
    end
  end)
end)
