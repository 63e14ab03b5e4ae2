--- What the loader says about files that are wrong, to the letter.
local loader = require "runtime.loader"
local strategies = require "tests.support.strategies"

local function load_text(text, given)
  local path = strategies.write(text)
  local printed = {}
  local strategy, message = loader.load(path, given, function(line) printed[#printed + 1] = line end)
  os.remove(path)
  if message then message = message:gsub("^" .. path:gsub("%p", "%%%0"), "FILE") end
  return strategy, message, table.concat(printed)
end

for _, group in ipairs { "file", "params", "rules", "side" } do
  describe("a strategy whose " .. group, function()
    for _, case in ipairs(require("tests.runtime.messages." .. group)) do
      it(case[1], function()
        local strategy, message = load_text(strategies[group](case[2]))
        assert.is_nil(strategy)
        assert.equal(("FILE:%d: %s"):format(case[3], case[4]), message)
      end)
    end
  end)
end

describe("parameters from outside", function()
  local text = strategies.file [[
return strategy {
  name = "x",
  params = {
    fast = int { 5, min = 1, max = 9 },
    share = number { 0.5, min = 0, max = 1, step = 0.1 },
    kind = choice { "sma", "ema" },
    strict = flag { false },
  },
  rules = function(m, p)
    local average = ta[p.kind](m.close, p.fast)
    return { long = { enter = p.strict and m.close:above(average) or m.close:at_least(average), size = p.share } }
  end,
}
]]

  it("have defaults, and an order", function()
    local s = assert(load_text(text))
    assert.same({ fast = 5, share = 0.5, kind = "sma", strict = false }, s.params)
    local names = {}
    for i, spec in ipairs(s.param_specs) do names[i] = spec.name .. " " .. spec.kind end
    assert.same({ "fast int", "share number", "kind choice", "strict flag" }, names)
    assert.same({ "sma", "ema" }, s.param_specs[3].choices)
    assert.equal(0.1, s.param_specs[2].step)
  end)

  it("are read as text", function()
    local given = { fast = "7", share = "0.25", kind = "ema", strict = "true" }
    local s, other = assert(load_text(text, given)), assert(load_text(text))
    assert.same({ fast = 7, share = 0.25, kind = "ema", strict = true }, s.params)
    assert.not_equal(other.hash, s.hash)
    assert.equal(s.hash, assert(load_text(text, { fast = 7, share = 0.25, kind = "ema", strict = true })).hash)
  end)

  for _, case in ipairs {
    { { fsat = 5 }, "there is no parameter 'fsat'; did you mean 'fast'?" },
    { { wibble = 5 }, "there is no parameter 'wibble'; there is fast, kind, share, strict" },
    { { fast = "x" }, "parameter 'fast': expected a whole number, found 'x'" },
    { { fast = "5.5" }, "parameter 'fast': expected a whole number, found '5.5'" },
    { { fast = "nan" }, "parameter 'fast': expected a whole number, found 'nan'" },
    { { fast = "0" }, "parameter 'fast': expected a whole number of at least 1, found '0'" },
    { { fast = "10" }, "parameter 'fast': expected a whole number of at most 9, found '10'" },
    { { share = "1.5" }, "parameter 'share': expected a number of at most 1, found '1.5'" },
    { { kind = "wma" }, "parameter 'kind': expected one of sma, ema, found 'wma'" },
    { { strict = "perhaps" }, "parameter 'strict': expected true or false, found 'perhaps'" },
  } do
    it("are refused: " .. case[2], function()
      local strategy, message = load_text(text, case[1])
      assert.is_nil(strategy)
      assert.equal("FILE: " .. case[2], message)
    end)
  end

  it("are refused by a strategy without any", function()
    local _, message = load_text(strategies.side "enter = up", { fast = "5" })
    assert.equal("FILE: there is no parameter 'fast': this strategy has none", message)
  end)
end)

describe("a strategy file", function()
  it("that does not exist is named", function()
    local s, message = loader.load "no/such/file.lua"
    assert.is_nil(s)
    assert.equal("no/such/file.lua: cannot read it: No such file or directory", message)
  end)

  it("that is a folder is named", function()
    local s, message = loader.load "tests"
    assert.is_nil(s)
    assert.equal("tests: cannot read it: Is a directory", message)
  end)

  for label, case in pairs {
    ["a table of candles"] = { "Date (UTC);Open;High;Low;Close\n", "looks like a table of candles" },
    ["rows of candles"] = { "1700000000,1,2,3,4,5\n", "looks like a table of candles" },
    ["a download with its address"] = { "https://example.org/x\nunix,open\n", "looks like a table of candles" },
    ["a gzip file"] = { "\31\139\8\0\0\0\0\0", "is compressed" },
    ["an image"] = { "\137PNG\r\n\26\n\0\0", "is binary data" },
    ["JSON by another name"] = { '{ "name": "x" }', "looks like JSON, and its name does not end in .json" },
  } do
    it("that is " .. label .. " is told from a strategy", function()
      local s, message = load_text(case[1])
      assert.is_nil(s)
      assert.equal(("FILE: this %s; a strategy is a .lua or .json file, and candles are given with --data")
        :format(case[2]), message)
    end)
  end

  it("may begin with words about prices", function()
    for _, line in ipairs {
      "-- open, high, low, close", "local open, close = 1, 2", "local open, close", "print(open, close, high)",
      "\nreturn strategy { name = 'x', rules = function(m) return { long = { enter = m.open:above(m.close) } } end }",
    } do
      local _, message = load_text(line)
      assert.is_nil(message and message:find("candles are given", 1, true), message)
    end
  end)

  it("has a doc comment, a hash and lines", function()
    local s = assert(load_text("--- One.\n-- Two.\n\n" .. strategies.side "enter = up, exit = m.close:below(5)"))
    assert.equal("One.\nTwo.", s.doc)
    assert.matches("^%x%x%x%x%x%x%x%x%x%x%x%x%x%x%x%x$", s.hash)
    assert.equal("x", s.name)
    assert.is_nil(s.timeframe)
    assert.equal(7, s.node_lines[s.cdata.side[0].enter])
    assert.equal(10, s.node_lines[s.cdata.side[0].exit])
  end)

  it("prints to its log, without control characters", function()
    local s, _, printed = load_text('print("hello", 5, nil, {})\nprint "\\27[31mred"\n' .. strategies.side "enter = up")
    assert.is_truthy(s)
    local name = printed:match "^([%w_]+): "
    assert.equal(("%s: hello\t5\tnil\ttable\n%s: ?[31mred\n"):format(name, name), printed)
  end)

  it("has the same hash however its tables are walked", function()
    local body = [[
    local list = {}
    for name, n in pairs { a = 5, b = 7, c = 9, d = 11, e = 13, f = 15 } do
      list[#list + 1] = m.close:above(ta.sma(m.close, n)):held(#list + 1)
    end
    return { long = { enter = all(list) } }]]
    local first = assert(load_text(strategies.rules(body))).hash
    for _ = 1, 5 do assert.equal(first, assert(load_text(strategies.rules(body))).hash) end
  end)
end)

describe("a strategy as JSON", function()
  local BREAKOUT = [[{
  "name": "breakout", "timeframes": { "primary": "1h", "secondary": ["1d"] },
  "params": { "lookback": { "type": "int", "default": 20, "min": 5, "max": 60 },
    "tp": { "default": 7, "min": 2, "max": 30 }, "sl": 16 },
  "entry_rules": { "long": { "operator": "AND", "conditions": [
    { "indicator": "close", "comparison": "crosses_above",
      "value": { "indicator": "highest", "params": ["$lookback"], "inputs": ["high"], "timeframe": "1d" } },
    { "indicator": "volume", "comparison": "greater_than",
      "value": { "indicator": "sma", "params": [24], "inputs": ["volume"] } } ] } },
  "exit_rules": { "long": { "conditions": [
    { "type": "take_profit", "percent": "$tp" }, { "type": "stop_loss", "percent": "$sl" } ] } }
}]]

  local function load_json(text, given)
    local path = strategies.write(text, ".json")
    local s, message = loader.load(path, given)
    os.remove(path)
    return s, message and message:gsub("^" .. path:gsub("%p", "%%%0"), "FILE")
  end

  it("is the same strategy as its Lua file", function()
    local json = assert(load_json(BREAKOUT))
    local lua = assert(loader.load(TIDE_ROOT .. "/strategies/breakout.lua"))
    assert.equal(lua.hash, json.hash)
    assert.equal("breakout", json.name)
    assert.equal("1h", json.timeframe)
    assert.same({ lookback = 20, tp = 7, sl = 16 }, json.params)
  end)

  it("describes its parameters", function()
    local s = assert(load_json(BREAKOUT))
    assert.same({ name = "lookback", kind = "int", default = 20, min = 5, max = 60 }, s.param_specs[1])
    assert.same({ name = "tp", kind = "number", default = 7, min = 2, max = 30 }, s.param_specs[2])
    assert.same({ name = "sl", kind = "number", default = 16 }, s.param_specs[3])
  end)

  it("takes values for them", function()
    local json = assert(load_json(BREAKOUT, { lookback = "30", tp = "5" }))
    local lua = assert(loader.load(TIDE_ROOT .. "/strategies/breakout.lua", { lookback = 30, tp = "0.05" }))
    assert.equal(lua.hash, json.hash)
  end)

  for _, case in ipairs {
    { { lokback = 5 }, "FILE: there is no parameter 'lokback'; did you mean 'lookback'?" },
    { { lookback = "2" }, "FILE: parameter 'lookback': expected a whole number of at least 5, found '2'" },
    { { sl = "much" }, "FILE: parameter 'sl': expected a number, found 'much'" },
  } do
    it("refuses: " .. case[2], function()
      local s, message = load_json(BREAKOUT, case[1])
      assert.is_nil(s)
      assert.equal(case[2], message)
    end)
  end

  it("names what is wrong in it", function()
    local s, message = load_json '{ "name": 5 }'
    assert.is_nil(s)
    assert.matches("^FILE: name: ", message)
  end)
end)

describe("many sets of values at once", function()
  local function silent() end

  -- What loader.load and loader.load_all say of the same.
  local function check(path, list)
    local all = loader.load_all(path, list, silent)
    assert.equal(#list, #all)
    for i, given in ipairs(list) do
      local one, message, usage = loader.load(path, given, silent)
      assert.same({ one and one.hash, one and one.params, message, usage or false },
        { all[i][1] and all[i][1].hash, all[i][1] and all[i][1].params, all[i][2], all[i][3] or false })
    end
  end

  it("give what each gives alone, wrong ones among them", function()
    for _, name in ipairs { "breakout", "sma_cross", "macd_trend" } do
      local path = TIDE_ROOT .. "/strategies/" .. name .. ".lua"
      local spec = assert(loader.load(path)).param_specs[1]
      check(path, { {}, { [spec.name] = spec.min }, { [spec.name] = "much" }, { nobody = 1 },
        { [spec.name] = spec.max } })
      check(path, { { [spec.name] = spec.max } })
      check(path, {})
    end
    check("/nowhere/x.lua", { {}, {} })
  end)

  it("say nothing of each other", function()
    local path = strategies.write [[
      local seen = 0
      return strategy { name = "x", params = { n = int { 5, min = 1, max = 99 } }, rules = function(m, p)
        seen = seen + 1
        if p.n == 7 then error "seven" end
        if p.n == 9 then while true do end end
        return { long = { enter = m.close:crosses_above(ta.sma(m.close, p.n + 100 * (seen - 1))) } }
      end }]]
    check(path, { { n = 5 }, { n = 7 }, { n = 8 }, { n = 5 } })
    check(path, { { n = 5 }, { n = 9 }, { n = 8 } }) -- one that does not end
    os.remove(path)
    path = strategies.write '{ "name": 5 }'
    os.rename(path, path .. ".json")
    check(path .. ".json", { {}, {} })
    os.remove(path .. ".json")
  end)
end)
