--- Rules that read their position, as a user runs them.
local cjson = require "cjson"
local program = require "tests.support.program"

local RULES = [[
return strategy {
  name = "pyramid",
  params = { wait = int { 30, min = 1, max = 200 } },
  rules = function(m, p)
    return {
      long = {
        enter = m.close:crosses_above(ta.sma(m.close, 20)), size = 0.2,
        exit = any { m.close:below(pos.entry * 0.97), pos.bars:at_least(p.wait) },
        add = { when = m.close:above(pos.last_fill * 1.01), max = 3 },
      },
    }
  end,
}
]]

-- The same, told step by step.
local SCRIPT = [[
return strategy {
  name = "pyramid",
  indicators = function(m) return { up = m.close:crosses_above(ta.sma(m.close, 20)) } end,
  on_candle = function(ctx, c)
    local s = ctx.state
    if ctx.position == 0 then
      if ctx.ind.up then ctx:buy { size = 0.2, tag = "in" } end
      s.bars, s.adds = 0, 0
      return
    end
    s.bars = s.bars + 1
    if c.close < ctx.entry * 0.97 or s.bars >= 30 then
      ctx:close()
    elseif c.close > s.last * 1.01 and s.adds < 3 then
      ctx:buy { size = 0.2, tag = "in" }
      s.adds = s.adds + 1
    end
  end,
  on_order = function(ctx, o)
    if o.tag == "in" and o.average then ctx.state.last = o.average end
  end,
}
]]

describe("rules that read their position", function()
  local folder, data, rules, script
  setup(function()
    folder = program.folder()
    data = folder .. "/DEMO_1h.csv"
    rules, script = program.write(folder .. "/rules.lua", RULES), program.write(folder .. "/script.lua", SCRIPT)
    assert.equal(0, program.run("demo", "--bars", 3000, "--seed", 5, "--out", data).code)
  end)
  teardown(function() program.remove(folder) end)

  local function run(command, path, ...)
    local ran = program.run(command, path, "--data", data, ...)
    assert.equal(0, ran.code, ran.err)
    return ran.out
  end

  it("are simulated bar by bar, whether or not that is said", function()
    local out = run("backtest", rules, "--json", "--equity")
    assert.matches('"engine":%s*"event"', out)
    assert.equal(out, run("backtest", rules, "--json", "--equity", "--engine", "event"))
    local refused = program.run("backtest", rules, "--data", data, "--engine", "vector")
    assert.equal(2, refused.code)
    assert.matches("what reads pos.* is simulated bar by bar: leave '--engine vector' out", refused.err, 1, true)
  end)

  it("trade as a script that codes the same", function()
    local a = cjson.decode(run("backtest", rules, "--json")).trades
    local b = cjson.decode(run("backtest", script, "--json")).trades
    assert.is_true(#a > 20)
    assert.equal(#a, #b)
    for i, trade in ipairs(a) do
      for _, key in ipairs { "entry_time", "exit_time" } do assert.equal(trade[key], b[i][key], i .. key) end
      for _, key in ipairs { "entry_price", "exit_price", "quantity", "pnl" } do
        assert.is_true(math.abs(trade[key] - b[i][key]) <= 1e-9 * math.max(1, math.abs(trade[key])), i .. key)
      end
    end
  end)

  it("are explained with what they read", function()
    local out = run("explain", rules, "--trade", "1")
    assert.matches("any { m%.close:below%(%(pos%.entry %* 0%.97%)%), pos%.bars:at_least%(30%) } = true", out)
    assert.matches("pos%.bars = %d+", out)
  end)

  it("are the same from JSON and back", function()
    local json, back = folder .. "/rules.json", folder .. "/back.lua"
    assert.equal(0, program.run("convert", rules, json).code)
    assert.equal(0, program.run("convert", json, back).code)
    local wanted = run("backtest", rules, "--json")
    for _, path in ipairs { json, back } do
      local found = run("backtest", path, "--json")
      assert.same(cjson.decode(wanted).trades, cjson.decode(found).trades)
      assert.equal(cjson.decode(wanted).hash, cjson.decode(found).hash)
    end
    local pine = program.run("convert", rules, folder .. "/rules.pine")
    assert.equal(1, pine.code)
    assert.matches("pos%.entry: Pine Script does not have it", pine.err)
  end)

  it("are searched and judged like others", function()
    local out = cjson.decode(run("optimize", rules, "--grid", "wait=10:30:10", "--json"))
    assert.is_truthy(({ [10] = true, [20] = true, [30] = true })[out.best.params.wait])
    assert.matches("clean", run("lookahead", rules))
    assert.matches("noise", run("montecarlo", rules, "--method", "noise", "--paths", "5", "--json"))
    assert.matches("pyramid", run("batch", rules))
  end)
end)
