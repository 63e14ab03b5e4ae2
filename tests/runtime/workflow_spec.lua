--- `tide run`: files of one's own that chain commands, and the factory that comes with tide.
local cjson = require "cjson"
local program = require "tests.support.program"

describe("tide run", function()
  local folder
  setup(function() folder = program.folder() end)
  teardown(function() program.remove(folder) end)

  local function run(text, ...)
    return program.run("run", program.write(folder .. "/my.lua", text), ...)
  end

  it("runs a file with its arguments, stdlib and commands", function()
    local made = run([[
      local stats = require "stdlib.stats"
      local a, b = ...
      print(a, b, ("%.2f"):format(stats.normal_cdf(0)))
      say("said", 5)
      tide "version"
      tide { "indicators", "rsi", "--json" }
      make_folder(a .. "/x/y")
      return 3]], folder, "two words")
    assert.equal(3, made.code, made.err)
    assert.is_truthy(made.out:find(folder .. "\ttwo words\t0.50\n", 1, true))
    assert.is_truthy(made.out:find("LuaJIT", 1, true))
    assert.is_truthy(made.out:find('"name":"rsi"', 1, true))
    assert.equal("said 5\n", made.err)
    assert.equal(0, os.execute("test -d " .. folder .. "/x/y"))
  end)

  it("says file and line of a mistake, without a stack", function()
    for text, part in pairs {
      ["local x =\n\n"] = "my.lua:",
      ["local x\nprint(x.y)"] = "my.lua:2: attempt to index local 'x' (a nil value)",
      ["fail 'no candles'"] = "tide: no candles\n",
      ["return {}"] = "my.lua: it returns a table",
      ["tide 'backtst'"] = "unknown command 'backtst'; did you mean 'backtest'?",
      ["error { 1 }"] = "my.lua: ",
    } do
      local made = run(text)
      assert.is_true(made.code == 1 or made.code == 2, text)
      assert.is_truthy(made.err:find(part, 1, true), text .. ": " .. made.err)
      assert.is_nil(made.err:find("stack traceback", 1, true))
      assert.is_nil(made.err:find("internal error", 1, true), text .. ": " .. made.err)
    end
    assert.equal(1, program.run("run", folder .. "/absent.lua").code)
    assert.equal(1, program.run("run", folder).code)
  end)

  it("ends with a command that failed", function()
    local made = run("tide 'data check absent.csv'\nprint 'not reached'")
    assert.equal(1, made.code)
    assert.is_nil(made.out:find("not reached", 1, true))
  end)

  it("has a strategy factory", function()
    local file = assert(io.open(TIDE_ROOT .. "/runtime/workflows/factory.lua"))
    local text = file:read "*a"
    file:close()
    local changed
    text, changed = text:gsub("COUNT = 10000", "COUNT = 300")
    assert.equal(1, changed)
    text, changed = text:gsub('"evolve", ', '"evolve", "--population", 40, "--generations", 3, ')
    assert.equal(1, changed)
    text = text:gsub(', "%-%-report", path "report.html"', "") -- the front end may not be there
    local data, out = folder .. "/AAA_1h.csv", folder .. "/factory"
    assert.equal(0, program.run("demo", "--edge", "cross", "--bars", 6000, "--out", data).code)
    local path = program.write(folder .. "/factory.lua", text)
    local made = program.shell(("XDG_DATA_HOME='%s/home' '%s' run '%s' '%s' '%s'"):format(folder, program.path,
      path, data, out))
    assert.equal(0, made.code, made.err)
    local chosen, count = {}, 0
    for line in io.lines(out .. "/start.jsonl") do
      chosen[cjson.decode(line).hash], count = true, count + 1
    end
    assert.equal(100, count)
    -- what was chosen was chosen by the in-sample part: the best of its results that trade enough
    local least, others = math.huge, {}
    for line in io.lines(out .. "/results.jsonl") do
      local row = cjson.decode(line)
      local m = row.metrics
      if m and m.sharpe_ratio ~= cjson.null and m.num_trades >= 30 then
        if chosen[row.hash] then least = math.min(least, m.sharpe_ratio) else table.insert(others, m.sharpe_ratio) end
      end
    end
    for _, sharpe in ipairs(others) do assert.is_true(sharpe <= least) end
    local listed = program.shell(("ls '%s/strategies'"):format(out)).out
    assert.is_truthy(listed:find("%.lua\n"))
    for name in listed:gmatch "[^\n]+" do
      local back = program.run("backtest", out .. "/strategies/" .. name, "--data", data, "--json")
      assert.equal(0, back.code, back.err)
    end
    assert.is_truthy(made.err:find("done: ", 1, true))
  end)
end)
