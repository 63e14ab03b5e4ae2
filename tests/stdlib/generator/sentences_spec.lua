--- Every sentence of the grammar is a strategy: ten thousand of each method, judged by another.
local grammar = require "stdlib.generator.grammar"
local indicators = require "stdlib.indicators"
local produce = require "stdlib.generator.produce"
local read = require "stdlib.generator.read"
local sentences = require "tests.support.sentences"
local terms = require "stdlib.generator.terms"
local text = require "stdlib.generator.text"

local COUNT = 10000
local config = sentences.config()

local function make(g, method, count, seed)
  local source, list = produce.new(g, { seed = seed or 1, method = method }), {}
  while #list < count do
    for _, one in ipairs(assert(source:next(count - #list))) do list[#list + 1] = one end
  end
  return list
end

describe("a generated strategy", function()
  for _, method in ipairs(produce.METHODS) do
    it("is valid, in its limits and as complex as it says: " .. method, function()
      local g = assert(grammar.load(nil, { timeframe = "1h", primary = "1h" }))
      local most = { indicators = 0, conditions = 0, timeframes = 0, complexity = 0 }
      local frames = {}
      for _, one in ipairs(make(g, method, COUNT)) do -- raises what the reader of the host refuses
        local ok, m, s = pcall(sentences.measure, one.text, config)
        assert.is_true(ok, ("%s: %s"):format(tostring(m), one.text))
        for key, value in pairs(m) do assert.equal(value, one.tree.measure[key], key .. ": " .. one.text) end
        for key, limit in pairs(config.limits) do
          assert.is_true(m[key] <= limit, key .. ": " .. one.text)
          most[key] = math.max(most[key], m[key])
        end
        assert.equal("1h", s.timeframes.primary)
        for frame in one.text:gmatch '"timeframe":"(%w+)"' do frames[frame] = true end
      end
      if method == "grammar" then
        -- the limits are come near to, or they would not be looked at
        for key, limit in pairs(config.limits) do assert.is_true(most[key] >= 0.6 * limit, key .. most[key]) end
        assert.same({ ["4h"] = true, ["1d"] = true }, frames)
      else
        assert.same({}, frames)
      end
    end)
  end

  it("is judged by a judge who finds what is wrong", function()
    local wrong = {
      { [["indicator":"rsi","params":[14],"comparison":"less_than","value":{"indicator":"close"}]], "percent" },
      { [["indicator":"rsi","params":[14],"comparison":"less_than","value":100]], "outside of its range" },
      { [["indicator":"rsi","params":[14.5],"comparison":"less_than","value":50]], "not whole" },
      { [["indicator":"close","comparison":"less_than","value":50]], "against the number" },
      { [["indicator":"macd","params":[12,26,9],"output":"macd","comparison":"less_than","value":5]], "distance" },
      { [["indicator":"macd","params":[12,26,9],"output":"line","comparison":"less_than","value":0]], "no output" },
      { [["indicator":"obv","comparison":"less_than","value":7]], "volume" },
      { [["indicator":"cdl_doji","comparison":"less_than","value":0]], "never below" },
      { [["indicator":"highest","params":[9],"comparison":"rising","value":2]], "shifted" },
      { [["indicator":"rsi","params":[14],"comparison":"crosses_above","value":50,"held":3]], "never true" },
      { [["indicator":"close","comparison":"less_than","value":{"indicator":"high"}]], "same bar" },
      { [["indicator":"rsi","params":[14],"comparison":"less_than","value":{"indicator":"rsi","params":[9]}]],
        "own line" },
      { [["indicator":"zscore","params":[20],"comparison":"less_than","value":0.8666667]], "person" },
    }
    local form = '{"name":"a","entry_rules":{"long":{"conditions":[{%s}]}},"exit_rules":{"long":{"conditions":[%s]}}}'
    local stop = '{"type":"stop_loss","atr":2}'
    local fine = [["indicator":"rsi","params":[14],"comparison":"less_than","value":30]]
    assert.equal(12, sentences.measure(form:format(fine, stop), config).complexity - 3)
    for _, case in ipairs(wrong) do
      local ok, message = pcall(sentences.measure, form:format(case[1], stop), config)
      assert.is_false(ok, case[1])
      assert.is_not_nil(message:find(case[2], 1, true), message)
    end
    local ok, message = pcall(sentences.measure, form:format(fine, '{"type":"take_profit","atr":2}'), config)
    assert.is_false(ok)
    assert.is_not_nil(message:find("never left", 1, true), message)
  end)

  it("is the same after it was written and read", function()
    local g = assert(grammar.load(nil, { timeframe = "1h", primary = "1h" }))
    for _, method in ipairs(produce.METHODS) do
      for _, one in ipairs(make(g, method, 3000, 5)) do
        local back = assert(read.strategy(g, one.text))
        assert.equal(text.of(one.tree, "x"), text.of(back, "x"))
        assert.same(one.tree.measure, back.measure)
      end
    end
  end)

  it("uses every indicator of the table that the grammar does not leave out", function()
    local used, left_out = {}, {}
    local g = assert(grammar.load())
    for _, one in ipairs(make(g, "random", COUNT, 9)) do
      for name in one.text:gmatch '"indicator":"([%w_]+)"' do used[name] = true end
    end
    for _, name in ipairs(config.exclude) do
      assert.is_nil(used[name], name .. " is used")
      assert.is_not_nil(indicators.find(name), name)
      left_out[name] = true
    end
    for _, list in ipairs { indicators.list, terms.FIELDS } do
      for _, row in ipairs(list) do
        if row.name:find "^hl" or row.name == "ohlc4" then used[row.name] = true end -- inputs only
        assert.is_true(used[row.name] or left_out[row.name] or false, row.name .. " is not used")
      end
    end
  end)

  it("gives a reason for each indicator that is left out", function()
    local file = assert(io.open(TIDE_ROOT .. "/config/grammar.lua"))
    local block = file:read("*a"):match "\n  exclude = {(.-)\n  },"
    file:close()
    local waiting = 0
    for line in block:gmatch "[^\n]+" do
      local _, names = line:gsub('"[%w_]+"', "")
      waiting = waiting + names
      if line:find "%-%-" then waiting = 0 end
    end
    assert.equal(0, waiting)
  end)
end)
