--- `tide generate` as its user sees it: lines, files, one document, Ctrl-C, a full disk.
local cjson = require "cjson"
local program = require "tests.support.program"

local function read(path)
  local file = io.open(path, "rb")
  local text = file and file:read "*a"
  if file then file:close() end
  return text
end

local function lines_of(text)
  local list = {}
  for line in text:gmatch "[^\n]+" do list[#list + 1] = line end
  return list
end

describe("tide generate", function()
  local folder
  before_each(function() folder = program.folder() end)
  after_each(function() program.remove(folder) end)

  local function generate(...)
    local run = program.run("generate", ...)
    assert.equal(0, run.code, run.err)
    return run.out, run.err
  end

  it("prints a strategy a line, each with its name and hash", function()
    local out, err = generate("--count", 300, "--seed", 4)
    assert.equal("", err)
    local list = lines_of(out)
    assert.equal(300, #list)
    for i, line in ipairs(list) do
      local s = cjson.decode(line)
      assert.equal("grammar-4-" .. i, s.name)
      assert.is_not_nil(s.hash:match "^%x+$")
    end
    assert.equal(out, (generate("--count", 300, "--seed", 4, "--threads", 1)))
    assert.equal(out, (generate("--count", 500, "--seed", 4)):sub(1, #out))
    assert.not_equal(out, (generate("--count", 300, "--seed", 5)))
    assert.equal("random-4-1", cjson.decode((generate("--count", 1, "--seed", 4, "--method", "random"))).name)
  end)

  it("makes strategies that 'tide batch' and 'tide backtest' run, with the hashes they find", function()
    local data, rules, results = folder .. "/A_1h.csv", folder .. "/a.jsonl", folder .. "/r.jsonl"
    program.run("demo", "--bars", 3000, "--out", data)
    for _, method in ipairs { "grammar", "random" } do
      assert.equal("200 strategies in " .. rules .. "\n",
        (generate("--count", 200, "--method", method, "--timeframe", "1h", "--out", rules)))
      local run = program.run("batch", rules, "--data", data, "--no-cache", "--out", results)
      assert.equal(0, run.code, run.err)
      assert.equal("", run.err)
      local made, found = lines_of(read(rules)), lines_of(read(results))
      assert.equal(200, #found)
      for i, line in ipairs(found) do
        local result, s = cjson.decode(line), cjson.decode(made[i])
        assert.is_not_nil(result.metrics)
        assert.equal(s.hash, result.hash)
        assert.equal(s.name, result.name)
      end
      local one = program.write(folder .. "/one.json", made[1])
      run = program.run("backtest", one, "--data", data, "--no-cache", "--json")
      assert.equal(0, run.code, run.err)
      assert.equal(cjson.decode(made[1]).hash, cjson.decode(run.out).hash)
    end
  end)

  it("prints one document", function()
    local out = generate("--count", 5, "--seed", 2, "--json", "--timeframe", "4h")
    assert.equal(1, #lines_of(out))
    local doc = cjson.decode(out)
    assert.equal(5, doc.count)
    assert.equal(5, doc.asked)
    assert.equal("grammar", doc.method)
    assert.equal("4h", doc.timeframe)
    assert.is_false(doc.stopped)
    assert.equal(cjson.null, doc.out)
    assert.equal(cjson.null, doc.grammar)
    local list = lines_of((generate("--count", 5, "--seed", 2, "--timeframe", "4h")))
    for i, s in ipairs(doc.strategies) do assert.same(cjson.decode(list[i]), s) end
    local path = folder .. "/a.jsonl"
    doc = cjson.decode((generate("--count", 5, "--json", "--out", path)))
    assert.equal(path, doc.out)
    assert.equal(cjson.null, doc.strategies)
    assert.equal(5, #lines_of(read(path)))
  end)

  it("keeps strategies in the store, each once", function()
    local store, path = folder .. "/s.db", folder .. "/a.jsonl"
    assert.equal(("1200 strategies kept in %s, 1200 of them new there\n"):format(store),
      (generate("--count", 1200, "--store", store)))
    assert.equal(("2000 strategies in %s\n2000 strategies kept in %s, 800 of them new there\n"):format(path, store),
      (generate("--count", 2000, "--store", store, "--out", path)))
    local doc = cjson.decode((generate("--count", 10, "--method", "random", "--store", store, "--json")))
    assert.equal(store, doc.store)
    assert.equal(10, doc.new)
    assert.equal(cjson.null, doc.strategies)
    local export = program.run("strategies", "export", "--store", store)
    assert.equal(0, export.code, export.err)
    local kept = {}
    for _, line in ipairs(lines_of(export.out)) do kept[cjson.decode(line).hash] = cjson.decode(line) end
    for _, line in ipairs(lines_of(read(path))) do
      local s = cjson.decode(line)
      assert.same(s, kept[s.hash])
    end
    local db = require("stdlib.store.init").open(store, "read")
    assert.equal(2010, db:value "SELECT count(*) FROM strategies")
    assert.equal(10, db:value "SELECT count(*) FROM strategies WHERE origin = 'random'")
    assert.equal(0, db:value "SELECT count(*) FROM strategies WHERE complexity IS NULL OR complexity < 5")
    db:close()
  end)

  it("leaves a store that is locked as it was", function()
    local store, path = folder .. "/s.db", folder .. "/a.jsonl"
    generate("--count", 5, "--store", store)
    local db = require("stdlib.store.init").open(store, "write")
    db:exec "BEGIN IMMEDIATE"
    local run = program.run("generate", "--count", 50, "--store", store, "--out", path)
    db:exec "ROLLBACK"
    assert.equal(1, run.code)
    assert.is_not_nil(run.err:find("^tide: " .. store:gsub("%p", "%%%0") .. ": .-lock"), run.err)
    assert.is_nil(read(path))
    assert.is_nil(read(path .. ".part"))
    assert.equal(5, db:value "SELECT count(*) FROM strategies")
    db:close()
  end)

  it("narrows the grammar from the command line", function()
    local out = generate("--count", 400, "--indicators", "rsi,sma", "--sides", "long", "--max-conditions", 2,
      "--max-indicators", 1, "--max-complexity", 30)
    for _, line in ipairs(lines_of(out)) do
      assert.is_nil(line:find '"short"')
      for name in line:gmatch '"indicator":"([%w_]+)"' do
        assert.is_true(name == "rsi" or name == "sma" or #name <= 5, name) -- or a price
      end
      local _, conditions = line:gsub('"comparison"', "")
      assert.is_true(conditions <= 2)
    end
    out = generate("--count", 400, "--exclude", "pattern,momentum", "--timeframe", "1h", "--max-timeframes", 1)
    assert.is_nil(out:find '"cdl_')
    assert.is_nil(out:find '"rsi"')
    assert.is_nil(out:find '"timeframe":')
    assert.is_not_nil((generate("--count", 400, "--timeframe", "1h")):find '"timeframe":"4h"')
  end)

  it("says when the grammar has no more", function()
    local path = program.write(folder .. "/g.lua", [[return { sides = { long = 1 }, indicators = { "bop" },
      conditions = { level = 1 }, levels = { bop = { 0.5, 0.5, 1 } }, entry = { min = 1, max = 1 },
      modifiers = { within = 0, held = 0, group = 0 },
      exits = { signal = 0, stop_loss = 1, take_profit = 0, trailing_stop = 0, time_stop = 0, breakeven = 0 },
      stops = { stop_loss = { percent = { 1, 3, 1 } } } }]])
    local out, err = generate("--grammar", path, "--count", 50)
    assert.equal(12, #lines_of(out)) -- 4 comparisons, 3 stops
    assert.is_not_nil(err:find("the grammar has no more: 12 different strategies were made", 1, true), err)
    local doc = cjson.decode((generate("--grammar", path, "--count", 50, "--json")))
    assert.equal(12, doc.count)
    assert.equal(50, doc.asked)
    assert.equal(path, doc.grammar)
  end)

  it("refuses what is wrong, by name", function()
    local function refused(code, message, ...)
      local run = program.run("generate", ...)
      assert.equal(code, run.code)
      assert.equal("", run.out)
      assert.equal("tide: " .. message .. "\n", run.err)
    end
    refused(2, "'--indicators' needs indicators and groups of 'tide indicators', with commas between, "
      .. "found 'rsii'; did you mean 'rsi'?", "--indicators", "rsii")
    refused(2, "'--method' needs one of grammar, random, found 'grammer'; did you mean 'grammar'?",
      "--method", "grammer")
    refused(2, "'--count' needs a number of at least 1, found '0'", "--count", 0)
    refused(2, "'--timeframe' needs a time frame like 5m, 1h, 4h, 1d, 1w or 1mo, found '1x'", "--timeframe", "1x")
    local path = program.write(folder .. "/g.lua", "return {\n  sides = { long = 'a' },\n}\n")
    refused(1, path .. ":2: sides.long: expected a number from 0 to 1e+06, found 'a'", "--grammar", path)
    refused(2, "'--out' would write over the grammar: " .. folder .. "/./g.lua", "--grammar", path,
      "--out", folder .. "/./g.lua")
    assert.equal("return {\n  sides = { long = 'a' },\n}\n", read(path))
    refused(1, folder .. "/none.lua: cannot read it: No such file or directory",
      "--grammar", folder .. "/none.lua")
    refused(1, "the grammar: none of 200 strategies fitted in its limits: raise limits or lower entry.min",
      "--max-complexity", 3)
  end)

  it("leaves nothing half-written", function()
    local path = program.write(folder .. "/a.jsonl", "what was there\n")
    local gone = folder .. "/none/a.jsonl"
    local run = program.run("generate", "--out", gone)
    assert.equal(1, run.code)
    assert.equal(("tide: %s: cannot write the strategies: No such file or directory\n"):format(gone), run.err)
    -- a file system that is full: files may be no larger than 50 blocks
    run = program.shell(("ulimit -f 50; trap '' XFSZ; exec %s generate --count 2000 --out %s")
      :format(program.path, path))
    assert.equal(1, run.code)
    assert.equal(("tide: %s: cannot write the strategies: File too large\n"):format(path), run.err)
    assert.equal("what was there\n", read(path))
    assert.is_nil(read(path .. ".part"))
    for _, words in ipairs { "--count 5 --out /dev/full", "--count 5 >/dev/full" } do
      run = program.shell(program.path .. " generate " .. words)
      assert.equal(1, run.code)
      assert.is_not_nil(run.err:find("No space left on device", 1, true), run.err)
    end
    assert.is_not_nil(program.shell("ls -l /dev/full").out:find "^c", "the device is still there")
    generate("--count", 3, "--out", path)
    assert.equal(3, #lines_of(read(path)))
  end)

  it("ends quietly when nobody reads on", function()
    local run = program.shell(program.path .. " generate --count 100000 | head -n 1")
    assert.equal("", run.err)
    assert.equal(1, #lines_of(run.out))
  end)

  it("keeps what is done on Ctrl-C", function()
    local path, part = folder .. "/a.jsonl", folder .. "/a.jsonl.part"
    -- a shell starts what runs behind it with SIGINT ignored: perl gives it back
    local run = program.shell(([[
      perl -e '$SIG{INT} = "DEFAULT"; exec @ARGV' %s generate --count 5000000 --out %s & pid=$!
      for i in $(seq 200); do [ -s %s ] && break; sleep 0.05; done
      kill -INT $pid; wait $pid; exit $?]]):format(program.path, path, part))
    assert.equal(130, run.code, run.err)
    local list = lines_of(read(path))
    assert.is_true(#list >= 1000 and #list < 5000000)
    assert.is_not_nil(run.err:find(("stopped: %d of 5000000 strategies made"):format(#list), 1, true), run.err)
    assert.equal(("%d strategies in %s\n"):format(#list, path), run.out)
    assert.is_nil(read(part))
    assert.equal("grammar-1-" .. #list, cjson.decode(list[#list]).name)
  end)
end)
