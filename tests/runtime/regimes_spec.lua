--- Regimes as a user meets them: `tide data regimes`, and `regimes` in strategy files.
local json = require "stdlib.json"
local loader = require "runtime.loader"
local program = require "tests.support.program"

local LUA = [[
return strategy {
  name = "s",
  regimes = %s,
  rules = function(m) return { long = { enter = m.close:rising(2), max_bars = 3 } } end,
}
]]
local JSON = [[{"name":"s","regimes":%s,"entry_rules":{"long":{"conditions":[
  {"indicator":"close","comparison":"rising","value":2}]}},
  "exit_rules":{"long":{"conditions":[{"type":"time_stop","bars":3}]}}}]]

local folder
setup(function() folder = program.folder() end)
teardown(function() program.remove(folder) end)

local function load(text, name) return loader.load(program.write(folder .. "/" .. name, text)) end

describe("the regimes of a strategy", function()
  it("are read from Lua and JSON, and do not change the hash", function()
    local a = assert(load(LUA:format '{ "range", "bull" }', "a.lua"))
    local b = assert(load(JSON:format '["bull", "range"]', "b.json"))
    local c = assert(load(LUA:format "nil", "c.lua"))
    assert.same({ "bull", "range" }, a.regimes)
    assert.same(a.regimes, b.regimes)
    assert.is_nil(c.regimes)
    assert.equal(c.hash, a.hash)
    assert.equal(c.hash, b.hash)
  end)

  it("are carried over by the converter, there and back", function()
    program.write(folder .. "/a.lua", LUA:format '{ "low_volatility", "crisis", "boom" }')
    for _, step in ipairs { { "a.lua", "a2.json" }, { "a2.json", "a3.lua" }, { "a3.lua", "a4.jsonl" } } do
      local run = program.run("convert", folder .. "/" .. step[1], folder .. "/" .. step[2], "--force")
      assert.equal(0, run.code, run.err)
    end
    local made = assert(loader.load(folder .. "/a3.lua"))
    assert.same({ "low_volatility", "crisis", "boom" }, made.regimes)
    local file = assert(io.open(folder .. "/a4.jsonl"))
    assert.same({ "low_volatility", "crisis", "boom" }, json.decode(file:read "*a").regimes)
    file:close()
  end)

  it("are refused with the line, or the member, when they are none", function()
    for text, message in pairs {
      ['{ "bul" }'] = "a.lua:3: regimes: unknown regime 'bul'; did you mean 'bull'?",
      ['"bull"'] = 'a.lua:3: regimes: expected a list like { "bull", "range" }, found the text "bull"',
      ["{}"] = "a.lua:3: regimes: expected at least one; without the key it is meant for all",
      ["{ 3 }"] = "a.lua:3: regimes: expected names of regimes, found 3",
      ['{ bull = true }'] = "a.lua:3: regimes: expected a list like { \"bull\", \"range\" }, found a key 'bull'",
    } do
      local made, found = load(LUA:format(text), "a.lua")
      assert.is_nil(made)
      assert.equal(folder .. "/" .. message, found)
    end
    for text, message in pairs {
      ['["bul"]'] = "b.json: regimes[0]: unknown regime 'bul': did you mean 'bull'?",
      ['"bull"'] = "b.json: regimes: expected a list of regimes, found a text",
      ["[]"] = "b.json: regimes: expected at least one regime; without the member it is all",
      ["[1]"] = "b.json: regimes[0]: expected a text, found a number",
    } do
      local made, found = load(JSON:format(text), "b.json")
      assert.is_nil(made)
      assert.equal(folder .. "/" .. message, found)
    end
  end)
end)

describe("tide data regimes", function()
  local path
  setup(function()
    path = folder .. "/DEMO_1h.csv"
    local run = program.run("demo", "--bars", "20000", "--seed", "4", "--out", path)
    assert.equal(0, run.code, run.err)
  end)

  it("prints shares, spans and what is known of the next day", function()
    local run = program.run("data", "regimes", path, "--spans", "all")
    assert.equal(0, run.code, run.err)
    assert.matches("DEMO, 833 candles of 1d\n\nyear +days +bull +bear +range +high vol%. +low vol%. +crisis\n", run.out)
    assert.matches("\n2021 +365 ", run.out)
    assert.matches("\nall +833 ", run.out)
    assert.matches("\nfrom +to +days +trend +sure\n", run.out)
    assert.matches("\nfrom +to +days +volatility +sure\n", run.out)
    assert.matches("\nafter the last candle: %a+ %(%d+ %% sure%)", run.out)
    local none = program.run("data", "regimes", path, "--spans", "none")
    assert.is_nil(none.out:find("from ", 1, true))
  end)

  it("says the same in JSON", function()
    local run = program.run("data", "regimes", path, "--json")
    local doc = assert(json.decode(run.out))
    assert.equal(833, doc.days)
    local sum = 0
    for _, name in ipairs { "bull", "bear", "range", "crisis" } do sum = sum + doc.shares[name] end
    assert.near(doc.judged / doc.days, sum, 1e-12)
    assert.equal(json.null, doc.shares.boom)
    assert.equal(json.null, doc.spans.trend[1].regime, "there are too few days before")
    local days = 0
    for _, span in ipairs(doc.spans.trend) do days = days + span.days end
    assert.equal(doc.days, days)
    assert.is_true(doc.next.trend.confidence >= 0 and doc.next.trend.confidence <= 1)
  end)

  it("takes a table of one's own, other symbols and a series of the economy", function()
    local mine = program.write(folder .. "/mine.lua", "return { trend = { edge = 0.9 } }")
    local macro = program.write(folder .. "/gdp.csv", "time,value\n2018-06-01,100\n2019-06-01,110\n2020-06-01,121\n")
    local run = program.run("data", "regimes", path, "--regimes", mine, "--macro", macro, "--universe", path, path,
      path, "--json")
    local doc = assert(json.decode(run.out))
    assert.is_true(doc.shares.range > 0.5, doc.shares.range)
    assert.is_true(doc.breadth and doc.macro)
    assert.is_true(doc.shares.boom > 0.1)
  end)

  it("says what is wrong", function()
    local wrong = program.write(folder .. "/wrong.lua", "return { trend = { egde = 0.9 } }")
    local run = program.run("data", "regimes", path, "--regimes", wrong)
    assert.equal(1, run.code)
    assert.equal("tide: " .. wrong .. ": unknown key 'trend.egde'; did you mean 'edge'?\n", run.err)
    local bad = program.write(folder .. "/bad.csv", "time,value\n2020-01-01,much\n")
    assert.equal("tide: " .. bad .. ":2: expected a number, found 'much'\n",
      program.run("data", "regimes", path, "--macro", bad).err)
  end)
end)
