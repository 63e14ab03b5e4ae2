--- `tide strategies` and what `tide batch --store` leaves for it, as their user sees them.
local cjson = require "cjson"
local population = require "tests.support.population"
local program = require "tests.support.program"

local function lines_of(text)
  local list = {}
  for line in text:gmatch "[^\n]+" do list[#list + 1] = line end
  return list
end

local function read(path)
  local file = assert(io.open(path, "rb"))
  local text = file:read "*a"
  file:close()
  return text
end

-- SQLite has one zero.
local function one_zero(text) return (text:gsub(":%-0([,}])", ":0%1")) end

describe("a batch that is kept", function()
  local folder, data, other, rules, db, count = nil, nil, nil, nil, nil, 60

  setup(function()
    folder = program.folder()
    data, other, db = folder .. "/AAA_1h.csv", folder .. "/BBB_1h.csv", folder .. "/tide.db"
    assert.equal(0, program.run("demo", "--bars", 4000, "--seed", 3, "--out", data).code)
    assert.equal(0, program.run("demo", "--bars", 3000, "--seed", 4, "--out", other).code)
    rules = program.write(folder .. "/rules.jsonl", table.concat(population.lines(count, 5), "\n") .. "\n")
    local run = program.run("batch", "--no-cache", rules, TIDE_ROOT .. "/strategies/breakout.lua", "--data", data,
      other, "--store", db, "--out", folder .. "/out.jsonl")
    assert.equal(0, run.code, run.err)
    assert.matches(("%d of %d done, kept in %s"):format(2 * count + 2, 2 * count + 2, db), run.out, 1, true)
  end)
  teardown(function() program.remove(folder) end)

  local function tide(...)
    local words = { ... }
    words[#words + 1], words[#words + 2] = "--store", db
    return program.run("strategies", unpack(words))
  end
  local function list(...)
    local run = tide("list", "--json", ...)
    assert.equal(0, run.code, run.err)
    return cjson.decode(run.out).strategies
  end
  local function show(word)
    local run = tide("show", tostring(word), "--json")
    assert.equal(0, run.code, run.err)
    return cjson.decode(run.out), run.out
  end

  it("has what the batch gave, the same digits of every metric", function()
    local lines, found = lines_of(read(folder .. "/out.jsonl")), 0
    assert.equal(2 * count + 2, #lines)
    for i = 1, #lines, 7 do
      local line = lines[i]
      local got = cjson.decode(line)
      local doc, text = show(got.hash)
      assert.equal(2, #doc.results)
      local result = doc.results[got.data == data and 1 or 2]
      assert.equal(got.data == data and "AAA" or "BBB", result.symbol)
      assert.equal("whole", result.part)
      assert.same(got.metrics, result.metrics)
      assert.is_truthy(text:find(one_zero(line:match '"metrics":({.-})'), 1, true), got.name)
      found = found + 1
    end
    assert.is_true(found > 15)
  end)

  it("lists the best first, each once, with its best result", function()
    local best = list("--sort", "sharpe_ratio", "--limit", 10)
    assert.equal(10, #best)
    for i, row in ipairs(best) do
      local doc = show(row.hash)
      local highest = -math.huge
      for _, result in ipairs(doc.results) do
        local x = result.metrics.sharpe_ratio
        if x ~= cjson.null then highest = math.max(highest, x) end
      end
      assert.equal(highest, row.result.metrics.sharpe_ratio)
      if i > 1 then assert.is_true(best[i - 1].result.metrics.sharpe_ratio >= highest) end
    end
    local calm = list("--sort", "max_drawdown", "--limit", 200)
    assert.equal(count + 1, #calm)
    assert.is_true(calm[1].result.metrics.max_drawdown <= calm[20].result.metrics.max_drawdown)
    local worst = list("--sort", "sharpe_ratio", "--reverse", "--limit", 1)
    assert.is_true(worst[1].result.metrics.sharpe_ratio < best[10].result.metrics.sharpe_ratio)
    for _, row in ipairs(list("--data", "BBB", "--min-trades", 50, "--where", "win_rate>=0.3", "--limit", 100)) do
      assert.equal("BBB", row.result.symbol)
      assert.is_true(row.result.metrics.num_trades >= 50 and row.result.metrics.win_rate >= 0.3)
    end
    assert.equal("breakout", list("--name", "break*")[1].name)
    assert.same({}, list("--origin", "evolve"))
    assert.equal("breakout", list("--sort", "created", "--limit", 1)[1].name)
  end)

  it("is shown in a table that fits, and with its rules", function()
    local run = program.shell(("COLUMNS=80 %s strategies list --limit 4 --store %s"):format(program.path, db))
    local lines = lines_of(run.out)
    assert.equal(5, #lines)
    assert.matches("^ *id  strategy +sharpe  data +return", lines[1])
    for _, line in ipairs(lines) do assert.is_true(#line <= 80, line) end
    local text = tide("show", "s00007").out
    for _, words in ipairs { "s00007\nnumber 7, hash ", "import, added 20", "\nRules\nlong\n  enter", "\nResults\n",
      "AAA 1h", "BBB 1h", "\nWhat else was tried there\n", ": 61 tried" } do
      assert.is_truthy(text:find(words, 1, true), words)
    end
    local lua = tide("show", "breakout").out
    assert.is_truthy(lua:find(read(TIDE_ROOT .. "/strategies/breakout.lua"):sub(1, 200), 1, true))
  end)

  it("counts every trial once, however often it is run", function()
    local before = show "s00007"
    local run = program.run("batch", "--no-cache", rules, "--data", data, "--store", db, "--save")
    assert.equal(0, run.code, run.err)
    assert.same(before, (show "s00007"))
    assert.equal(61, before.ledger[1].trials)
    -- other settings are other trials; other bars of the same time too, when they overlap
    program.run("batch", "--no-cache", rules, "--data", data, "--store", db, "--cash", 5, "--from", "2020-02-01")
    assert.equal(61 + count, show("s00007").ledger[1].trials)
    program.run("batch", "--no-cache", rules, "--data", data, "--store", db, "--from", "2020-02-01")
    assert.equal(61 + count, show("s00007").ledger[1].trials)
    assert.equal(4, #show("s00007").results)
  end)

  it("is kept whole when a batch goes on from its file", function()
    local fresh, out = folder .. "/resumed.db", folder .. "/resumed.jsonl"
    local whole = lines_of(read(folder .. "/out.jsonl"))
    program.write(out, table.concat(whole, "\n", 1, 9) .. "\n")
    local run = program.run("batch", "--no-cache", rules, TIDE_ROOT .. "/strategies/breakout.lua", "--data", data,
      other, "--out", out, "--resume", "--store", fresh, "--json")
    assert.equal(0, run.code, run.err)
    assert.equal(9, cjson.decode(run.out).kept)
    assert.equal(fresh, cjson.decode(run.out).store)
    assert.equal(read(folder .. "/out.jsonl"), read(out))
    for i = 1, 12 do
      local got = cjson.decode(whole[i])
      local text = program.run("strategies", "show", got.hash, "--json", "--store", fresh).out
      assert.equal(i, cjson.decode(text).id) -- in the order of the input
      assert.is_truthy(text:find(one_zero(whole[i]:match '"metrics":({.-})'), 1, true), got.name)
    end
  end)

  it("is exported as what a batch reads, with the same hashes", function()
    local out = folder .. "/best.jsonl"
    local run = tide("export", "--sort", "sharpe_ratio", "--limit", 5, "--name", "s*", "--out", out)
    assert.same({ 0, "", ("tide: 5 strategies written to %s\n"):format(out) }, { run.code, run.out, run.err })
    local best = list("--limit", 5, "--name", "s*")
    local again = cjson.decode(program.run("batch", "--no-cache", out, "--data", data, "--json").out)
    assert.equal(5, again.done)
    for i, line in ipairs(lines_of(read(out))) do
      local doc = cjson.decode(line)
      assert.same({ best[i].hash, best[i].name }, { doc.hash, doc.name })
      local known = false
      for _, result in ipairs(again.results) do known = known or result.hash == doc.hash end
      assert.is_true(known)
    end
    run = tide("export", "s00003", "7")
    assert.equal(2, #lines_of(run.out))
    assert.equal(count, #lines_of(tide("export", "--name", "s*").out))
    assert.equal(0, tide("export", "s00003", "--out", folder .. "/one.json").code)
    assert.equal("s00003", cjson.decode(read(folder .. "/one.json")).name)
    for words, message in pairs {
      ["s00003 7 --out x.json"] = "x.json holds one strategy, and 2 are chosen; a .jsonl file holds many",
      ["7 --out x.csv"] = "'--out' needs a file whose name ends in one of .json, .jsonl, .lua, found 'x.csv'",
      ["7 --limit 3"] = "strategies are named, or chosen by options; not both",
    } do
      run = program.shell(("%s strategies export %s --store %s"):format(program.path, words, db))
      assert.same({ 2, "tide: " .. message .. "\n" }, { run.code, run.err })
    end
    run = tide("export", "breakout")
    assert.equal(1, run.code)
    assert.matches("breakout is a Lua strategy without a JSON form; 'tide strategies show 61' prints it", run.err)
    run = tide("export", "--out", "/nowhere/x.jsonl")
    assert.matches("^tide: /nowhere/x.jsonl: cannot write the strategies: No such file", run.err)
    assert.equal(1, run.code)
  end)

  it("keeps the time frame that took the place of a strategy's own", function()
    local fresh, out = folder .. "/frames.db", folder .. "/frames.jsonl"
    local run = program.run("batch", "--no-cache", rules, "--data", data, "--timeframe", "4h", "--store", fresh,
      "--json", "--top", 100)
    assert.equal(0, run.code, run.err)
    local hashes = {}
    for _, result in ipairs(cjson.decode(run.out).results) do hashes[result.hash] = result.metrics end
    assert.equal(0, program.run("strategies", "export", "--store", fresh, "--out", out).code)
    local alone = cjson.decode(program.run("batch", "--no-cache", out, "--data", data, "--json", "--top", 100).out)
    assert.is_true(#alone.results > 20)
    for _, result in ipairs(alone.results) do assert.same(hashes[result.hash], result.metrics) end
    run = program.run("batch", "--no-cache", TIDE_ROOT .. "/strategies/breakout.lua", "--data", data, "--timeframe",
      "4h", "--store", fresh)
    assert.equal(2, run.code)
    assert.matches('breakout.lua: a Lua strategy is kept as its file says it: write timeframe = "4h" there', run.err, 1,
      true)
  end)

  it("is removed when that is meant", function()
    local rm = folder .. "/rm.db"
    os.execute(("cp %s %s"):format(db, rm))
    local function remove(...)
      local words = { "rm", ... }
      words[#words + 1], words[#words + 2] = "--store", rm
      return program.run("strategies", unpack(words))
    end
    assert.equal("would remove 2 of 61 strategies; with --yes it is done\n", remove("s00001", "1", "s00002").out)
    assert.equal("2 removed\n", remove("s00001", "1", "s00002", "--yes").out)
    assert.equal(1, remove("s00001", "--yes").code)
    assert.matches("^%d+ removed\n$", remove("--where", "sharpe_ratio<0", "--yes").out)
    local left = cjson.decode(program.run("strategies", "list", "--json", "--reverse", "--store", rm).out).strategies
    assert.is_true(left[1].result == cjson.null or left[1].result.metrics.sharpe_ratio >= 0)
    local one = cjson.decode(program.run("strategies", "show", left[1].hash, "--json", "--store", rm).out)
    assert.is_true(one.ledger[1].trials >= 61) -- what was tried stays
    local run = remove "--yes"
    assert.same({ 2, "tide: 'strategies rm' needs a STRATEGY, or an option that says which\n" }, { run.code, run.err })
  end)

  it("says what is wrong with words", function()
    for words, message in pairs {
      ["list --data AAB"] = { 1, db .. " holds no results on 'AAB'; did you mean 'AAA'?" },
      ["list --sort sharp_ratio"] = { 2, "did you mean 'sharpe_ratio'?" },
      ["list --where 'sharp_ratio>1'"] = { 2, "found 'sharp_ratio>1'; did you mean 'sharpe_ratio'?" },
      ["list --where 'sharpe_ratio=>1'"] = { 2, "'--where' needs a condition like sharpe_ratio>=1" },
      ["show nobody"] = { 1, db .. " holds no strategy with the name, number or hash 'nobody'" },
      ["show"] = { 2, "'strategies show' needs STRATEGY" },
      ["lst"] = { 2, "unknown command 'strategies lst'; did you mean 'list'?" },
    } do
      local run = program.shell(("%s strategies %s --store %s"):format(program.path, words, db))
      assert.equal(message[1], run.code, words)
      assert.is_truthy(run.err:find(message[2], 1, true), run.err)
    end
    local run = program.run("strategies", "list", "--store", folder .. "/none.db")
    assert.equal(1, run.code)
    assert.matches("there is no such file", run.err, 1, true)
    program.run("db", "migrate", "--store", folder .. "/empty.db")
    assert.equal(folder .. "/empty.db: there are no strategies yet\n",
      program.run("strategies", "list", "--store", folder .. "/empty.db").out)
    assert.equal(db .. ": no strategy is like that\n", tide("list", "--name", "zzz").out)
  end)
end)
