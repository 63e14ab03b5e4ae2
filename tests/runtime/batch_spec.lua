--- `tide batch` as its user sees it: results, their file, resuming, interruptions.
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

local function quoted(word) return "'" .. word .. "'" end

describe("tide batch", function()
  local folder, data, other, rules, count = nil, nil, nil, nil, 60

  setup(function()
    folder = program.folder()
    data, other = folder .. "/AAA_1h.csv", folder .. "/BBB_1h.csv"
    assert.equal(0, program.run("demo", "--bars", 4000, "--seed", 3, "--out", data).code)
    assert.equal(0, program.run("demo", "--bars", 3000, "--seed", 4, "--out", other).code)
    rules = program.write(folder .. "/rules.jsonl", table.concat(population.lines(count, 5), "\n") .. "\n")
  end)
  teardown(function() program.remove(folder) end)

  local function batch(...) return program.run("batch", "--no-cache", ...) end
  local function out_of(...)
    local path = folder .. "/out.jsonl"
    os.remove(path)
    local run = batch("--out", path, ...)
    assert.equal(0, run.code, run.err)
    return read(path), run
  end

  it("gives what 'tide backtest' gives, every field of every strategy", function()
    local options = { "--commission", "0.001", "--slippage", "dynamic:0.1", "--from", "2020-02-01", "--settle" }
    local text = out_of(rules, "--data", data, unpack(options))
    local results = lines_of(text)
    assert.equal(count, #results)
    for i = 1, count, 7 do
      local line = lines_of(read(rules))[i]
      local file = program.write(folder .. "/one.json", line)
      local run = program.run("backtest", file, "--no-cache", "--json", "--data", data, unpack(options))
      local alone, got = cjson.decode(run.out), cjson.decode(results[i])
      assert.equal(alone.strategy, got.name)
      assert.equal(alone.hash, got.hash)
      assert.equal(data, got.data)
      assert.same(alone.metrics, got.metrics)
      -- not only the same numbers: the same digits
      assert.equal(run.out:match '"metrics":({.-})', results[i]:match '"metrics":({.-})')
    end
  end)

  it("gives the same bytes on one thread and on two, with little memory and with much", function()
    local one = out_of(rules, "--data", data, other, "--threads", 1)
    assert.equal(2 * count, #lines_of(one))
    assert.equal(one, (out_of(rules, "--data", data, other, "--threads", 2)))
    assert.equal(one, (out_of(rules, "--data", data, other, "--threads", 2, "--memory", "64KiB")))
    local json = batch(rules, "--data", data, "--json", "--threads", 1).out
    assert.equal(json, batch(rules, "--data", data, "--json", "--threads", 3, "--memory", "0").out)
  end)

  it("prints the best by the objective, in the order that is better", function()
    local function names(...)
      local doc = cjson.decode(batch(rules, "--data", data, "--json", ...).out)
      local list = {}
      for i, result in ipairs(doc.results) do list[i] = result end
      return list, doc
    end
    local best, doc = names("--top", 7)
    assert.equal(7, #best)
    assert.equal(count, doc.strategies)
    assert.equal("sharpe_ratio", doc.objective)
    for i = 2, 7 do assert.is_true(best[i - 1].metrics.sharpe_ratio >= best[i].metrics.sharpe_ratio) end
    local calm = names("--objective", "max_drawdown", "--top", 100)
    for i = 2, #calm do assert.is_true(calm[i - 1].metrics.max_drawdown <= calm[i].metrics.max_drawdown) end
    local text = batch(rules, "--data", data, "--top", 3).out
    for i = 1, 3 do assert.matches(best[i].name, text, 1, true) end
    assert.not_matches(best[4].name, text, 1, true)
    assert.matches(("%d of %d done"):format(count, count), text, 1, true)
  end)

  it("takes folders and files, and prints what is wrong with each", function()
    local inside = folder .. "/set"
    os.execute("mkdir " .. quoted(inside))
    program.write(inside .. "/a.json", (lines_of(read(rules))[1]))
    program.write(inside .. "/b.lua", "return strategy {")
    program.write(inside .. "/_template.lua", "return strategy {")
    program.write(inside .. "/c.jsonl", "{}\n" .. lines_of(read(rules))[2] .. "\n")
    program.write(inside .. "/notes.txt", "nothing")
    local run = batch(inside, TIDE_ROOT .. "/strategies/breakout.lua", "--data", data, "--json")
    assert.equal(0, run.code, run.err)
    local doc = cjson.decode(run.out)
    assert.equal(5, doc.strategies)
    assert.equal(3, doc.done)
    assert.equal(2, doc.failed)
    assert.equal(inside .. "/b.lua", doc.errors[1].source)
    assert.equal(inside .. "/c.jsonl:1", doc.errors[2].source)
    assert.matches("tide: warning: " .. inside .. "/c.jsonl:1: ", run.err, 1, true)
    assert.matches("tide: warning: " .. inside .. "/b.lua: ", run.err, 1, true)
    assert.equal(3, #doc.results)
  end)

  it("names what cannot run, and runs the rest", function()
    local function rule(name, members, size, head)
      return ('{"name":"%s",%s"entry_rules":{"long":{"conditions":[{%s,"comparison":"rising"}]%s}}}')
        :format(name, head or "", members, size or "")
    end
    local bad = program.write(folder .. "/bad.jsonl", table.concat({
      rule("deaf", '"indicator":"rsi","params":[0]'), rule("far", '"indicator":"rsi","symbol":"ETH"'),
      rule("fine", '"indicator":"rsi","timeframe":"4h"'),
      rule("quick", '"indicator":"rsi"', nil, '"timeframes":{"primary":"5m"},'),
      rule("risky", '"indicator":"close"', ',"size":{"risk":0.1}'),
    }, "\n"))
    local text, run = out_of(bad, "--data", data)
    local results = {}
    for i, line in ipairs(lines_of(text)) do results[i] = cjson.decode(line) end
    assert.equal(5, #results)
    assert.equal("deaf", results[1].name)
    assert.matches("period is 0, expected", results[1].error, 1, true)
    assert.equal(cjson.null, results[1].hash)
    assert.matches("add --with ETH=FILE", results[2].error, 1, true)
    assert.is_table(results[3].metrics)
    assert.is_nil(results[3].error)
    assert.matches("finer candles cannot be made", results[4].error, 1, true)
    assert.matches("needs a stop", results[5].error, 1, true)
    for i, name in ipairs { "deaf", "far", "fine", "quick", "risky" } do
      assert.equal(name, results[i].name)
      assert.equal(name ~= "fine", run.err:find(("%s:%d: %s: "):format(bad, i, name), 1, true) ~= nil)
      if name ~= "fine" and name ~= "deaf" then
        local file = program.write(folder .. "/one.json", lines_of(read(bad))[i])
        local alone = program.run("backtest", file, "--no-cache", "--data", data)
        assert.equal(1, alone.code)
        assert.matches(results[i].error, alone.err, 1, true)
      end
    end
    assert.matches("1 of 5 done, 4 could not run", run.out, 1, true)
    -- nothing at all could run
    program.write(bad, lines_of(read(bad))[1])
    assert.equal(1, batch(bad, "--data", data).code)
  end)

  it("runs strategies whose indicators are Lua, alone, beside the others", function()
    local inside = folder .. "/custom"
    os.execute(("mkdir -p %s/indicators"):format(quoted(inside)))
    local definition = [[
ta.define { name = "twice", params = { by = number { 2, min = 1, max = 9 } },
  lookback = function() return 0 end,
  batch = function(n, input, p, output)
    for t = 1, n do output.value[t] = p.by * input.real[t] end
  end }
]]
    program.write(inside .. "/indicators/twice.lua", "return " .. definition)
    program.write(inside .. "/own.lua", "local twice = " .. definition .. [[
return strategy { name = "own", rules = function(m)
  return { long = { enter = m.close:above(twice(ta.sma(m.close, 20), 1)), exit = m.close:falling(2) } }
end }]])
    program.write(inside .. "/lines.jsonl", lines_of(read(rules))[1] .. "\n"
      .. '{"name":"far","entry_rules":{"long":{"conditions":['
      .. '{"indicator":"twice","params":[1.5],"comparison":"rising"}]}},'
      .. '"exit_rules":{"long":{"conditions":[{"type":"time_stop","bars":3}]}}}\n'
      .. '{"name":"lost","entry_rules":{"long":{"conditions":[{"indicator":"thrice","comparison":"rising"}]}}}\n')
    local text, run = out_of(inside .. "/own.lua", inside .. "/lines.jsonl", "--data", data)
    local got = {}
    for i, line in ipairs(lines_of(text)) do got[i] = cjson.decode(line) end
    assert.equal(4, #got)
    assert.same({ "own", "s00001", "far", "lost" }, { got[1].name, got[2].name, got[3].name, got[4].name })
    assert.matches("unknown indicator 'thrice'", got[4].error, 1, true)
    assert.matches("3 of 4 done, 1 could not run", run.out, 1, true)
    program.write(inside .. "/far.json", lines_of(read(inside .. "/lines.jsonl"))[2])
    for i, file in pairs { [1] = "own.lua", [3] = "far.json" } do
      local alone = program.run("backtest", inside .. "/" .. file, "--no-cache", "--json", "--data", data)
      assert.equal(0, alone.code, alone.err)
      local doc = cjson.decode(alone.out)
      assert.is_true(doc.metrics.num_trades > 0)
      assert.equal(doc.hash, got[i].hash)
      assert.same(doc.metrics, got[i].metrics)
    end
    -- they are kept and found again like the others
    local path = folder .. "/out.jsonl"
    local again = batch("--out", path, "--resume", inside .. "/own.lua", inside .. "/lines.jsonl", "--json",
      "--data", data)
    assert.equal(3, cjson.decode(again.out).kept)
    assert.equal(text, read(path))
  end)

  it("resumes after it was killed in the middle of a line", function()
    local whole = out_of(rules, "--data", data, other)
    local path = folder .. "/out.jsonl"
    local lines = lines_of(whole)
    local part = { lines[5], lines[2], lines[count + 9], lines[40]:sub(1, 300) }
    program.write(path, table.concat(part, "\n"))
    local run = batch("--out", path, "--resume", rules, "--data", data, other, "--json")
    assert.equal(0, run.code, run.err)
    assert.equal(3, cjson.decode(run.out).kept)
    assert.equal(whole, read(path))
    -- once more: nothing is left to do
    run = batch("--out", path, "--resume", rules, "--data", data, other, "--json")
    assert.equal(2 * count, cjson.decode(run.out).kept)
    assert.equal(whole, read(path))
    -- results that are kept are among the best, too
    local fresh = cjson.decode(batch(rules, "--data", data, other, "--json").out)
    assert.same(fresh.results, cjson.decode(run.out).results)
  end)

  it("does not mix results of other settings, candles or files", function()
    local path = folder .. "/out.jsonl"
    local whole = out_of(rules, "--data", data)
    for _, words in ipairs { { data, "--cash", "5" }, { other }, { data, "--timeframe", "4h" }, { "X=" .. data } } do
      local run = batch("--out", path, "--resume", rules, "--data", unpack(words))
      assert.equal(1, run.code)
      assert.matches(path .. ":1: this result is of other candles or settings", run.err, 1, true)
    end
    program.write(path, "name,hash\n")
    local run = batch("--out", path, "--resume", rules, "--data", data)
    assert.equal(1, run.code)
    assert.matches(path .. ":1: this line is no result", run.err, 1, true)
    -- the same settings said in other words are the same
    program.write(path, whole)
    assert.equal(0, batch("--out", path, "--resume", rules, "--data", data, "--cash", "1e4", "--threads", 1).code)
  end)

  it("keeps what is done on Ctrl-C, and goes on from there", function()
    local many = program.write(folder .. "/many.jsonl", table.concat(population.lines(3000, 8), "\n"))
    local long = folder .. "/LONG_1h.csv"
    assert.equal(0, program.run("demo", "--bars", 60000, "--out", long).code)
    local path = folder .. "/stopped.jsonl"
    local command = ("%s batch %s --data %s --out %s"):format(quoted(program.path), quoted(many), quoted(long),
      quoted(path))
    for _, signal in ipairs { "INT", "KILL" } do
      os.remove(path)
      -- a shell starts what runs behind it with SIGINT ignored: perl gives it back
      local run = program.shell(([[perl -e '$SIG{INT} = "DEFAULT"; exec @ARGV' %s & pid=$!
        for i in $(seq 300); do [ -s %s ] && break; sleep 0.02; done
        kill -%s $pid; wait $pid; exit $?]]):format(command, quoted(path), signal))
      local kept = #lines_of(read(path))
      assert.is_true(kept > 0 and kept < 3000, kept)
      if signal == "INT" then
        assert.equal(130, run.code)
        assert.matches(("tide: stopped: %d of 3000 done, kept in %s; --resume goes on"):format(kept, path), run.err,
          1, true)
        assert.matches(("%d of 3000 done"):format(kept), run.out, 1, true)
      end
      local on = program.shell(command .. " --resume --json")
      assert.equal(0, on.code, on.err)
      local got = cjson.decode(on.out)
      assert.is_true(got.kept >= kept - 1 and got.kept <= kept)
      assert.equal(3000, got.done)
    end
    local resumed = read(path)
    os.remove(path)
    assert.equal(0, program.shell(command).code)
    assert.is_true(resumed == read(path))
  end)

  it("refuses what cannot be meant", function()
    local function usage(message, ...)
      local run = batch(...)
      assert.equal(2, run.code, run.err)
      assert.matches(message, run.err, 1, true)
    end
    usage("'batch' needs STRATEGIES", "--data", data)
    usage("'batch' needs --data", rules)
    usage("'--resume' goes on with the file of '--out'", rules, "--data", data, "--resume")
    usage("'--out' would write over strategies", rules, "--data", data, "--out", rules)
    usage("'--out' would write over candles", rules, "--data", data, "--out", data)
    usage("'--memory' needs a size like 512MiB", rules, "--data", data, "--memory", "much")
    usage("'--objective' needs one of", rules, "--data", data, "--objective", "sharp_ratio")
    usage("'--threads' needs a number of at least 1", rules, "--data", data, "--threads", 0)
    usage("'--timeframe' needs a time frame", rules, "--data", data, "--timeframe", "soon")
    usage("unknown option '--param'", rules, "--data", data, "--param", "a=1")
    local run = batch(folder .. "/none.jsonl", "--data", data)
    assert.equal(1, run.code)
    assert.matches("none.jsonl: cannot read it: No such file", run.err, 1, true)
    run = batch(program.write(folder .. "/empty.jsonl", "\n\n"), "--data", data)
    assert.equal(1, run.code)
    assert.matches("empty.jsonl: there is no strategy in it", run.err, 1, true)
    run = batch(rules, "--data", folder .. "/none.csv")
    assert.equal(1, run.code)
    assert.matches("none.csv", run.err, 1, true)
    run = batch(rules, "--data", data, "--out", folder .. "/no/out.jsonl")
    assert.equal(1, run.code)
    assert.matches("no/out.jsonl: cannot write the results: No such file or directory", run.err, 1, true)
  end)
end)
