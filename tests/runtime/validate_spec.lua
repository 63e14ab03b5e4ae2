--- `tide validate` as its user sees it: GO where an edge was planted, no GO on noise, and what it
-- keeps: the verdict of these very rules, each look at the test part, what was tried.
local cjson = require "cjson"
local database = require "stdlib.store.database"
local program = require "tests.support.program"
local store = require "stdlib.store.init"
local verdicts = require "stdlib.store.verdicts"

local RULE = "rsi.lua"
local QUICK = { "--prefixes", "20", "--no-cache", "--size", "0.4", "--type", "trend" }

-- The rule that `tide demo --edge rsi` plants, with numbers that can be varied.
local TEXT = [[
return strategy {
  name = "rsi",
  params = { period = int { 14, min = 10, max = 18 }, level = number { 30, min = 25, max = 35, step = 1 } },
  rules = function(m, p)
    return { long = { enter = ta.rsi(m.close, p.period):crosses_above(p.level), max_bars = 24 } }
  end,
}
]]

describe("tide validate", function()
  local folder, real, noise

  local function count(home, table_name)
    local db = assert(database.open(("%s/%s/tide/tide.db"):format(folder, home), { mode = "read" }))
    local n = db:value("SELECT count(*) FROM " .. table_name)
    db:close()
    return n
  end

  local function read(path)
    local file = assert(io.open(path))
    local text = file:read "*a"
    file:close()
    return text
  end

  local function shell(words, home)
    return program.shell(("cd '%s' && XDG_DATA_HOME='%s/%s' '%s' %s </dev/null"):format(folder, folder,
      home or "home", program.path, words))
  end

  local function validate(words, home)
    return shell(("validate %s %s"):format(words, table.concat(QUICK, " ")), home)
  end

  local function document(words, home)
    local run = validate(words .. " --json --no-files", home)
    assert.is_true(run.code == 0 or run.code == 1, run.err)
    local ok, made = pcall(cjson.decode, run.out)
    assert.is_true(ok, run.err)
    return made, run
  end

  local function check(made, name)
    for _, row in ipairs(made.checks) do
      if row.name == name then return row end
    end
    error("no check " .. name)
  end

  setup(function()
    folder = program.folder()
    real, noise = folder .. "/REAL_1h.csv", folder .. "/NOISE_1h.csv"
    assert.equal(0, program.run("demo", "--edge", "rsi", "--bars", 35100, "--seed", 5, "--out", real).code)
    assert.equal(0, program.run("demo", "--edge", "rsi", "--strength", 0, "--bars", 27000, "--seed", 5,
      "--out", noise).code)
    program.write(folder .. "/" .. RULE, TEXT)
    program.write(folder .. "/other.lua", (TEXT:gsub("max_bars = 24", "max_bars = 23")))
  end)
  teardown(function() program.remove(folder) end)

  it("says GO where an edge is, exits with 0 and keeps the verdict under the hash", function()
    local made, run = document(RULE .. " --data REAL_1h.csv")
    assert.equal("GO", made.verdict, run.out)
    assert.equal(0, run.code)
    assert.same({}, made.red_flags)
    local db = assert(store.open(folder .. "/home/tide/tide.db", "read"))
    local kept = verdicts.latest(db, made.hash)
    db:close()
    assert.same({ "GO", "rsi" }, { kept.verdict, kept.name })
    assert.same(made.checks, cjson.decode(kept.document).checks)
    assert.matches("\nVerdict\nGO, decided ", shell("strategies show " .. RULE).out)
    local edited = shell "strategies show other.lua"
    assert.equal(1, edited.code)
    assert.matches("these rules .* have no verdict", edited.err)
  end)

  it("says what it found, what was wanted, and what that is, of every check", function()
    local made = document(RULE .. " --data REAL_1h.csv")
    local whole = cjson.decode(shell("backtest " .. RULE .. " --data REAL_1h.csv --size 0.4 --json --no-cache").out)
    assert.equal(whole.hash, made.hash)
    assert.same(whole.metrics, made.parts.whole)
    assert.equal(whole.metrics.sharpe_ratio, check(made, "sharpe_ratio").value)
    for _, row in ipairs(made.checks) do
      local x, t = row.value, row.threshold
      if x ~= cjson.null and t ~= cjson.null then
        local holds = row.at == "least" and x >= t or row.at == "most" and x <= t
        assert.equal(holds and "passed" or "failed", row.result, row.name)
      else
        assert.equal("not applicable", row.result, row.name)
        assert.is_string(row.note)
      end
    end
    -- parts are backtests of their ranges
    local part = made.data[1].validation
    local run = shell(("backtest %s --data REAL_1h.csv --size 0.4 --json --no-cache --from %s --to %s"):format(RULE,
      os.date("!%Y-%m-%dT%H:%M", part.from / 1000), os.date("!%Y-%m-%dT%H:%M", part.to / 1000)))
    assert.equal(cjson.decode(run.out).metrics.sharpe_ratio, made.parts.validation.sharpe_ratio)
    local costs = cjson.decode(shell("costs " .. RULE .. " --data REAL_1h.csv --size 0.4 --json --no-cache").out)
    assert.equal(costs.costs[3].metrics.total_return, check(made, "double_costs").value)
  end)

  it("says NO-GO on noise, and why", function()
    local made, run = document(RULE .. " --data NOISE_1h.csv")
    assert.equal("NO-GO", made.verdict)
    assert.equal(1, run.code)
    assert.is_true(#made.red_flags > 0)
    assert.matches("below 0.50", table.concat(made.red_flags, " "), 1, true)
  end)

  it("counts what others tried and looked at, not what it tried itself", function()
    local first = document(RULE .. " --data REAL_1h.csv", "count")
    local again = document(RULE .. " --data REAL_1h.csv", "count")
    assert.equal(1, first.trials)
    assert.equal(1, again.trials)
    assert.equal(first.dsr, again.dsr)
    assert.equal(0, check(again, "test_openings").value)
    local other = document("other.lua --data REAL_1h.csv", "count")
    assert.is_true(other.hash ~= first.hash)
    -- the first and everything around it
    assert.equal(9 * 11 + 1, other.trials)
    assert.equal(1, check(other, "test_openings").value)
    local back = document(RULE .. " --data REAL_1h.csv", "count")
    assert.is_true(back.trials > 1)
    assert.is_true(back.dsr < first.dsr)
  end)

  it("leaves the test part closed with --sealed, and keeps no verdict then", function()
    local made = document(RULE .. " --data REAL_1h.csv --sealed", "sealed")
    assert.equal(cjson.null, made.parts.test)
    assert.equal("not applicable", check(made, "test_sharpe").result)
    assert.equal(0, count("sealed", "test_openings"))
    assert.matches("no test part was ever opened\n$", shell("db openings", "sealed").out)
    assert.equal(0, count("sealed", "verdicts"))
    document(RULE .. " --data REAL_1h.csv", "sealed")
    assert.equal(1, count("sealed", "test_openings"))
    assert.equal(1, count("sealed", "verdicts"))
    local log = cjson.decode(shell("db openings --json", "sealed").out)
    assert.same({ 1, made.hash, "rsi", "REAL" }, { #log, log[1].strategy, log[1].name, log[1].symbol })
    assert.matches("rsi +REAL 1h +20%d%d%-%d%d%-%d%d ", shell("db openings", "sealed").out)
  end)

  it("sees the future where a strategy does", function()
    program.write(folder .. "/seer.lua", [[
local later = ta.define {
  name = "later", lookback = 0,
  batch = function(n, input, p, output)
    for t = 1, n do output.value[t] = input.real[t > 600 and t < n and t + 1 or t] end
  end,
}
return strategy {
  name = "seer",
  rules = function(m)
    return { long = { enter = m.close:below(later(m.close)), exit = m.close:above(later(m.close)) } }
  end,
}
]])
    local made = document("seer.lua --data NOISE_1h.csv")
    assert.equal("NO-GO", made.verdict)
    assert.equal("failed", check(made, "look_ahead").result)
    assert.matches("knows the future", table.concat(made.red_flags, " "), 1, true)
  end)

  it("holds a strategy to the predictions of its hypothesis", function()
    local text = read(TIDE_ROOT .. "/runtime/research/hypothesis.md"):gsub("NAME", "rsi")
    local function with(predictions)
      program.write(folder .. "/rsi.md", text .. "\n```predictions\n" .. predictions .. "\n```\n")
      return validate(RULE .. " --data REAL_1h.csv --hypothesis rsi.md --json --no-files", "predicted")
    end
    local made = cjson.decode(with("num_trades > 10\nvalidation.sharpe_ratio > 0\nruin < 1 %").out)
    assert.equal("GO", made.verdict)
    made = cjson.decode(with("win_rate > 0.99").out)
    assert.equal("NO-GO", made.verdict)
    assert.matches("win_rate > 0.99", made.reasons[1], 1, true)
    made = cjson.decode(with("boom.mean_trade > 0").out)
    assert.equal("MORE DATA", made.verdict)
    local run = with "win_rat > 0.5"
    os.remove(folder .. "/rsi.md")
    assert.equal(1, run.code)
    assert.matches("rsi.md:%d+: unknown metric 'win_rat'; did you mean 'win_rate'%?", run.err)
  end)

  it("writes three files that say the same", function()
    local run = validate(RULE .. " --data REAL_1h.csv --out made/here", "files")
    assert.equal(0, run.code, run.err)
    assert.matches("^rsi on REAL 1h: GO\n", run.out)
    local made = cjson.decode(read(folder .. "/made/here/validation.json"))
    local markdown = read(folder .. "/made/here/validation.md")
    assert.matches("^# rsi: GO\n", markdown)
    for _, row in ipairs(made.checks) do
      assert.is_truthy(markdown:find("| " .. row.title:gsub("<", "&lt;") .. " |", 1, true), row.title)
    end
    local html = read(folder .. "/made/here/validation.html")
    assert.matches('<p class="word">GO</p>', html, 1, true)
  end)

  it("judges several symbols together", function()
    local made = document(RULE .. " --data A=REAL_1h.csv B=NOISE_1h.csv C=NOISE_1h.csv")
    assert.equal(3, check(made, "symbols").value)
    assert.equal("NO-GO", made.verdict)
    assert.matches("Only 1 of 3 symbols earn money", table.concat(made.red_flags, " "), 1, true)
  end)

  it("takes numbers of the user's", function()
    program.write(folder .. "/strict.lua", "return { checks = { trades = 100000 } }")
    local made = document(RULE .. " --data REAL_1h.csv --checks strict.lua", "strict")
    assert.equal("MORE DATA", made.verdict)
    assert.equal(100000, check(made, "trades").threshold)
  end)

  it("says what is wrong with what it is given", function()
    for words, expected in pairs {
      [RULE .. " --data REAL_1h.csv --checks nothing.lua"] = "nothing.lua: cannot read it",
      [RULE .. " --data REAL_1h.csv --hypothesis none.md"] = "none.md: cannot read it",
      [RULE .. " --data REAL_1h.csv --train 180x"] = "'--train' needs a number of days like 180d",
      [RULE .. " --data REAL_1h.csv --no-files --out x"] = "'--out' says where files go",
    } do
      local run = validate(words)
      assert.is_true(run.code > 0)
      assert.matches("^tide: ", run.err)
      assert.is_truthy(run.err:find(expected, 1, true), run.err)
      assert.equal("", run.out)
    end
    local run = shell("validate " .. RULE .. " --data REAL_1h.csv --type trendy --no-cache")
    assert.equal(2, run.code)
    assert.matches("unknown type 'trendy'; did you mean 'trend'?", run.err, 1, true)
  end)

  it("has no verdict when it is interrupted", function()
    local run = program.shell(("cd '%s' && XDG_DATA_HOME='%s/broken' timeout -s INT 0.8 '%s' validate %s --data "
      .. "A=REAL_1h.csv B=REAL_1h.csv C=REAL_1h.csv D=REAL_1h.csv --prefixes 100000 --no-files --no-cache </dev/null")
      :format(folder, folder, program.path, RULE))
    assert.equal(124, run.code)
    assert.matches("stopped before everything was checked: there is no verdict", run.err, 1, true)
    assert.equal("", run.out)
  end)
end)
