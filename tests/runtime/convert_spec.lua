--- `tide convert` as its user sees it: files there and back, refusals, nothing half-written.
local cjson = require "cjson"
local loader = require "runtime.loader"
local population = require "tests.support.population"
local program = require "tests.support.program"
local strategies = require "tests.support.strategies"

local function read(path)
  local file = assert(io.open(path, "rb"))
  local text = file:read "*a"
  file:close()
  return text
end

local function list(folder) return program.shell("ls -A " .. folder).out end

describe("tide convert", function()
  local folder
  setup(function() folder = program.folder() end)
  teardown(function() program.remove(folder) end)

  local function at(name) return folder .. "/" .. name end
  local function convert(...) return program.run("convert", ...) end
  local function fine(...)
    local run = convert(...)
    assert.equal(0, run.code, run.err)
    return run.out
  end
  local function refused(code, expected, ...)
    local before = list(folder)
    local run = convert(...)
    assert.equal("tide: " .. expected .. "\n", (run.err:gsub(folder .. "/", "")))
    assert.equal(code, run.code)
    assert.equal("", run.out)
    assert.equal(before, list(folder))
  end
  local function lua(name, text) return program.write(at(name), text) end

  it("takes every strategy of tide to JSON and back, with its parameters", function()
    for path in program.shell("ls " .. TIDE_ROOT .. "/strategies/[a-z]*.lua").out:gmatch "[^\n]+" do
      local name = path:match "([^/]*)%.lua$"
      local json, back = at(name .. ".json"), at(name .. "_back.lua")
      local original = assert(loader.load(path))
      assert.equal(("%s: %s, hash %s\n"):format(json, name, original.hash), fine(path, json))
      fine(json, back)
      local document = cjson.decode(read(json))
      assert.equal(original.hash, document.hash)
      assert.equal(original.doc, document.description)
      local again = assert(loader.load(back))
      assert.equal(original.hash, again.hash)
      assert.equal(original.doc, again.doc)
      assert.same(original.params, again.params)
      for i, spec in ipairs(original.param_specs) do
        local read_back = again.param_specs[i]
        for _, key in ipairs { "name", "kind", "min", "max", "step" } do
          assert.equal(spec[key], read_back[key], key)
        end
        local given = { [spec.name] = spec.max }
        assert.equal(assert(loader.load(path, given)).hash, assert(loader.load(json, given)).hash)
        assert.equal(assert(loader.load(path, given)).hash, assert(loader.load(back, given)).hash)
      end
    end
  end)

  it("takes a fraction of a percent, and a multiple of the ATR down to 1", function()
    local path = lua("percent.lua", [[
return strategy { name = "x",
  params = { sl = number { 5, min = 1, max = 20 },
    k = number { 2, min = 1, max = 4 }, n = int { 3, min = 1, max = 9 } },
  rules = function(m, p)
    return { long = { enter = m.close:rising(p.n):held(p.n), stop_loss = p.sl / 100, take_profit = atr(p.n) * p.k } }
  end }]])
    fine(path, at "percent.json")
    local d = cjson.decode(read(at "percent.json"))
    assert.same({ type = "stop_loss", percent = "$sl" }, d.exit_rules.long.conditions[1])
    assert.same({ type = "take_profit", atr = "$k", period = "$n" }, d.exit_rules.long.conditions[2])
    assert.same({ indicator = "close", comparison = "rising", value = "$n" }, d.entry_rules.long.conditions[1])
    assert.equal("$n", d.entry_rules.long.held)
  end)

  it("keeps apart a parameter and a constant of the same value", function()
    local path = lua("same.lua", strategies.rules [[
    return { long = { enter = ta.sma(m.close, p.fast):above(ta.sma(m.open, 5)), exit = m.close:rising(5) } }]])
    fine(path, at "same.json")
    local d = cjson.decode(read(at "same.json"))
    local condition = d.entry_rules.long.conditions[1]
    assert.equal("$fast", condition.params.period)
    assert.equal(5, condition.value.params.period)
    assert.equal(5, d.exit_rules.long.conditions[1].value)
  end)

  it("writes another default, or a constant, when asked", function()
    local path = TIDE_ROOT .. "/strategies/sma_cross.lua"
    local d = cjson.decode(fine(path, "-", "--to", "json", "--param", "fast=7", "--freeze", "slow"))
    assert.equal(7, d.params.fast.default)
    assert.is_nil(d.params.slow)
    assert.same({ fast = "$fast", slow = 30 }, d.entry_rules.long.conditions[1].params)
    local template = TIDE_ROOT .. "/strategies/_template.lua"
    fine(template, at "template.json", "--freeze", "average", "--freeze", "shorts", "--param", "average=wma")
    assert.equal(assert(loader.load(template, { average = "wma" })).hash, assert(loader.load(at "template.json")).hash)
  end)

  for _, case in ipairs {
    { "a choice", "params = { a = choice { \"sma\", \"ema\" } }", "ta[p.a](m.close, 5):above(1)", 4,
      "parameter 'a' changes what the rules are made of, not one number of them: '--freeze a' writes it as "
        .. "the constant \"sma\", '--param a=VALUE --freeze a' as another" },
    { "a switch", "params = { a = flag { true } }", "p.a and m.close:rising(2) or m.close:falling(2)", 4,
      "parameter 'a' changes what the rules are made of, not one number of them: '--freeze a' writes it as "
        .. "the constant true, '--param a=VALUE --freeze a' as another" },
    { "arithmetic", "params = { a = int { 5, min = 2, max = 9 } }", "ta.sma(m.close, p.a * 2):above(1)", 4,
      "parameter 'a' is calculated with before it becomes a number of the rules: '--freeze a' writes it as "
        .. "the constant 5, '--param a=VALUE --freeze a' as another" },
    { "a bound inside the range", "params = { a = int { 5, min = 2, max = 9 } }", "m.close:rising(math.min(p.a, 6))", 4,
      "parameter 'a' is calculated with before it becomes a number of the rules: '--freeze a' writes it as "
        .. "the constant 5, '--param a=VALUE --freeze a' as another" },
  } do
    it("refuses, with its line, " .. case[1], function()
      local path = lua("refused.lua", ("return strategy {\n  name = 'x',\n  %s,\n  rules = function(m, p) return "
        .. "{ long = { enter = %s } } end,\n}\n"):format(case[2], case[3]))
      refused(1, ("refused.lua:%d: %s"):format(case[4], case[5]), path, at "never.json")
    end)
  end

  it("refuses, with its line, a hundredth where JSON has no percent", function()
    local path = lua("hundredth.lua", [[
return strategy { name = "x",
  params = {
    a = number { 5, min = 2, max = 9 },
  },
  rules = function(m, p) return { long = { enter = m.close:rising(2), size = p.a / 100 } } end }]])
    refused(1, "hundredth.lua:3: a hundredth of the parameter 'a' stands where JSON takes it only as it is",
      path, at "never.json")
    fine(path, at "hundredth_again.lua")
    assert.matches("size = p.a / 100", read(at "hundredth_again.lua"))
  end)

  it("refuses parameters that depend on one another", function()
    local path = lua("two.lua", [[
return strategy { name = "x",
  params = { a = int { 2, min = 2, max = 9 }, b = int { 9, min = 2, max = 9 } },
  rules = function(m, p) return { long = { enter = m.close:rising(math.min(p.a, p.b)) } } end }]])
    local run = convert(path, at "never.json")
    assert.equal(1, run.code)
    assert.matches("two.lua:?%d*: .*freeze", run.err)
  end)

  it("refuses an indicator whose code is in the file, and takes one from a file beside", function()
    local define = [[ta.define { name = "twice", lookback = 0, batch = function(n, input, _, output)
  for t = 1, n do output.value[t] = 2 * input.real[t] end
end }
]]
    local rules = [[return strategy { name = "x",
  rules = function(m) return { long = { enter = ta.twice(m.close):above(5) } } end }]]
    refused(1, "own.lua:1: ta.twice is defined in this file, and its code cannot be converted: move the ta.define to "
      .. "indicators/twice.lua beside it", lua("own.lua", define .. rules), at "never.json")
    os.execute("mkdir -p " .. at "indicators")
    lua("indicators/twice.lua", define)
    local path = lua("beside.lua", rules)
    fine(path, at "beside.json")
    fine(at "beside.json", at "again.lua")
    assert.equal(assert(loader.load(path)).hash, assert(loader.load(at "again.lua")).hash)
  end)

  it("does not write over what is there, unless told so", function()
    local path, out = TIDE_ROOT .. "/strategies/sma_cross.lua", at "there.json"
    program.write(out, "mine")
    refused(1, "there.json is there already; '--force' writes over it", path, out)
    assert.equal("mine", read(out))
    fine(path, out, "--force")
    assert.matches('"name": "sma_cross"', read(out))
    refused(2, "'convert' would write over what it reads: there.json", out, out, "--force")
  end)

  it("leaves nothing when it cannot write", function()
    refused(1, "no/where.json: cannot write the strategy: No such file or directory",
      TIDE_ROOT .. "/strategies/sma_cross.lua", at "no/where.json")
  end)

  it("says what is wrong with its arguments", function()
    local path = TIDE_ROOT .. "/strategies/sma_cross.lua"
    refused(2, "'-' is standard output: '--to FORM' says what to write there", path, "-")
    local run = convert(path, at "x.jsn")
    assert.equal(2, run.code)
    assert.matches("'jsn' is no ending that tide writes: .*did you mean", run.err)
    refused(2, path .. ": '--freeze' names 'wibble', which is no parameter of it", path, "-", "--to", "json",
      "--freeze", "wibble")
    refused(2, ". is a folder; one strategy goes to a file", path, at ".", "--to", "json")
    refused(1, "none.lua: cannot read it: No such file or directory", at "none.lua", at "none.json")
    refused(1, "bad.json: line 1, column 2: the text ends before the object does", lua("bad.json", "{ "), at "none.lua")
  end)

  it("writes every strategy of a file of many to a file of its own", function()
    local lines = population.lines(20, 9)
    lines[#lines + 1] = ""
    lines[#lines + 1] = '{"name": "deaf", "entry_rules": {"long": {"conditions": []}}}'
    local path = program.write(at "many.jsonl", table.concat(lines, "\n") .. "\n")
    local run = convert(path, at "many")
    assert.equal(0, run.code, run.err)
    assert.equal(("20 of 21 written to %s\n"):format(at "many"), run.out)
    assert.matches("many.jsonl:22: entry_rules.long.conditions: the list is empty", run.err)
    local count = 0
    for name in list(at "many"):gmatch "[^\n]+" do
      local s = assert(loader.load(at "many/" .. name))
      assert.equal(s.hash:sub(1, 8), name:match "%-(%x+)%.lua$")
      assert.matches("Origin: .*many.jsonl:%d+", s.doc)
      count = count + 1
    end
    assert.equal(20, count)
    assert.equal(1, convert(path, at "many").code) -- they are there already
    assert.equal(0, convert(path, at "many", "--force").code)
    assert.equal(2, convert(path, "-", "--to", "json").code)
  end)
end)
