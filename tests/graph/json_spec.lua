--- JSON strategies: what they build, and what they say when they cannot.
local ffi = require "ffi"
local C = require("stdlib.host").C
local build = require "tests.graph.build"

local function load(text, params)
  local list = {}
  for name, value in pairs(params or {}) do list[#list + 1] = { name, value } end
  local bindings = ffi.new("tide_binding[?]", #list + 1)
  for i, b in ipairs(list) do bindings[i - 1].name, bindings[i - 1].value = b[1], b[2] end
  local out, error = ffi.new "tide_strategy *[1]", ffi.new "tide_error"
  local status = C.tide_strategy_from_json(text, #text, bindings, #list, out, error)
  if status < 0 then return nil, ffi.string(error.text) end
  return ffi.gc(out[0], C.tide_strategy_free)
end

local function entry(condition, more)
  return ([[{"name": "x", "params": {"n": 5, "k": {"type": "int", "default": 3, "min": 1, "max": 9}},
    "entry_rules": {"long": {"conditions": [%s]}}%s}]]):format(condition, more or "")
end

local function exits(list)
  return entry('{"indicator": "close", "comparison": "rising"}',
    ', "exit_rules": {"long": {"conditions": [' .. list .. "]}}")
end

local function text_of(text, params)
  local s = assert(load(text, params))
  return build.text(s.graph, s.side[0].enter)
end

describe("a JSON strategy", function()
  local says = {
    ['{"indicator": "close", "comparison": "greater_than", "value": 5}'] = "m.close:above(5)",
    ['{"indicator": "close", "comparison": "rising", "value": 3}'] = "m.close:rising(3)",
    ['{"indicator": "close", "comparison": "falling"}'] = "m.close:falling(1)",
    ['{"indicator": "low", "comparison": "at_most", "value": "open"}'] = "m.low:at_most(m.open)",
    ['{"indicator": "rsi", "comparison": "between", "value": [20, "$n"]}'] = "ta.rsi(m.close, 14):between(20, 5)",
    ['{"indicator": "rsi", "params": [7], "timeframe": "4h", "comparison": "less_than", "value": 30}'] =
      'ta.rsi(m("4h").close, 7):below(30)',
    [ [=[{"indicator": "atr", "symbol": "ETH", "timeframe": "1d", "shift": 2, "comparison": "crosses_below",
      "value": 1}]=] ] =
      'ta.atr(m("1d", "ETH"), 14):shift(2):crosses_below(1)',
    [ [=[{"indicator": "sma", "inputs": [{"indicator": "rsi", "params": {"period": "$n"}}],
      "params": {"period": 3}, "comparison": "at_least", "value": 1}]=] ] =
      "ta.sma(ta.rsi(m.close, 5), 3):at_least(1)",
    [ [=[{"indicator": "sma", "inputs": ["hl2"], "params": [3], "timeframe": "1d", "comparison": "at_least",
      "value": 1}]=] ] =
      'ta.sma(m("1d").hl2, 3):at_least(1)',
    [ [=[{"indicator": "bars_since", "inputs": [{"indicator": "close", "comparison": "rising", "held": 2}],
      "comparison": "less_than", "value": 9}]=] ] =
      "ta.bars_since(m.close:rising(1):held(2)):below(9)",
    ['{"op": "pow", "args": ["close", 2], "comparison": "less_than", "value": {"op": "round", "args": ["open"]}}'] =
      "(m.close ^ 2):below(m.open:round())",
    ['{"indicator": "macd", "output": "signal", "comparison": "less_than", "value": 0}'] =
      "ta.macd(m.close, 12, 26, 9).signal:below(0)",
    [ [=[{"indicator": "sma_cross", "params": {"fast": "$n", "slow": 9}, "timeframe": "4h",
      "comparison": "crosses_above"}]=] ] =
      'ta.sma(m("4h").close, 5):crosses_above(ta.sma(m("4h").close, 9))',
    ['{"indicator": "ema_cross", "params": {"fast": 2, "slow": 9}, "comparison": "less_than"}'] =
      "ta.ema(m.close, 2):below(ta.ema(m.close, 9))",
    ['{"indicator": "close", "comparison": "rising", "held": 2, "within": "$n", "fresh": true}'] =
      "m.close:rising(1):held(2):within(5):fresh()",
    ['{"operator": "NOT", "conditions": [{"indicator": "close", "comparison": "rising"}]}'] =
      "none { m.close:rising(1) }",
    [ [=[{"operator": "OR", "conditions": [{"indicator": "close", "comparison": "rising"},
      {"indicator": "low", "comparison": "rising"}], "held": 4}]=] ] =
      "any { m.close:rising(1), m.low:rising(1) }:held(4)",
    ['{"session": {"from": "08:00", "to": "09:30", "tz": "Europe/London"}}'] =
      'session { from = "08:00", to = "09:30", tz = "Europe/London" }.inside',
    ['{"session": {"from": "22:00", "to": "02:00"}, "after": "23:15"}'] =
      'session { from = "22:00", to = "02:00", tz = "UTC" }:after("23:15")',
    [ [=[{"indicator": "close", "comparison": "greater_than", "value": {"session": {"from": "08:00",
      "to": "09:00"}, "output": "high"}}]=] ] =
      'm.close:above(session { from = "08:00", to = "09:00", tz = "UTC" }.high)',
    [ [=[{"op": "sub", "args": ["high", {"op": "max", "args": ["low", 2]}], "shift": 1,
      "comparison": "greater_than", "value": 1.5}]=] ] =
      "(m.high - m.low:max(2)):shift(1):above(1.5)",
    ['{"op": "latch", "args": [{"indicator": "close", "comparison": "rising"}, {"op": "above", "args": ["low", 2]}]}'] =
      "latch(m.close:rising(1), m.low:above(2))",
    ['{"op": "shift", "args": [{"indicator": "close", "comparison": "rising"}], "numbers": [2]}'] =
      "m.close:rising(1):shift(2)",
    [ [=[{"op": "to_number", "args": [{"op": "rising", "args": ["close"], "numbers": ["$k"]}],
      "comparison": "greater_than", "value": 0}]=] ] =
      "m.close:rising(3):to_number():above(0)",
  }
  for json, lua in pairs(says) do
    it("says " .. lua, function() assert.equal(lua, text_of(entry(json))) end)
  end

  it("takes parameters from outside", function()
    local json = '{"indicator": "close", "comparison": "rising", "value": "$k"}'
    assert.equal("m.close:rising(3)", text_of(entry(json)))
    assert.equal("m.close:rising(7)", text_of(entry(json), { k = 7 }))
  end)

  it("holds everything a side has", function()
    local s = assert(load [[{"name": "x", "entry_rules": {"long": {"operator": "OR",
      "conditions": [{"indicator": "close", "comparison": "rising"}], "size": {"cash": 500},
      "limit": "low", "limit_bars": 4, "confidence": 0.5, "max_entries": {"count": 2, "per": "1w"}}}}]])
    local side = s.side[0]
    assert.equal("m.low", build.text(s.graph, side.limit))
    assert.same({ true, 4, C.TIDE_SIZE_CASH, 500, 2, 6.048e11 }, { side.used, side.limit_bars, side.size.kind,
      side.size.value, side.max_entries, tonumber(side.max_entries_period) })
    assert.equal("0.5", build.text(s.graph, side.confidence))
  end)

  it("holds every kind of stop", function()
    local s = assert(load(exits [[{"type": "stop_loss", "atr": 2.5, "period": 7}, {"type": "take_profit", "percent": 7},
      {"type": "trailing_stop", "price": "low"}, {"type": "breakeven", "fraction": 0.01},
      {"type": "partial", "percent": 3, "close": 0.5}, {"type": "partial", "fraction": 0.06, "close": 0.25},
      {"type": "time_stop", "bars": "$n"}, {"indicator": "close", "comparison": "falling"}]])).side[0]
    assert.equal(C.TIDE_LEVEL_DISTANCE, s.stop_loss.kind)
    assert.same({ C.TIDE_LEVEL_FRACTION, 0.07 }, { s.take_profit.kind, s.take_profit.fraction })
    assert.equal(C.TIDE_LEVEL_PRICE, s.trailing_stop.kind)
    assert.same({ 0.01, 2, 0.03, 0.5, 0.06, 0.25, 5 }, { s.breakeven_at, s.partials, s.partial[0].at,
      s.partial[0].close, s.partial[1].at, s.partial[1].close, s.max_bars })
    assert.is_true(s.exit >= 0)
  end)

  it("without exit conditions has no exit", function()
    assert.equal(-1, assert(load(exits '{"type": "time_stop", "bars": 5}')).side[0].exit)
  end)

  it("equals the same rules built otherwise", function()
    local s = assert(load(entry([[{"indicator": "close", "comparison": "greater_than",
        "value": {"indicator": "sma", "params": [9]}}]],
      ', "timeframes": {"primary": "4h"}')))
    local other = build.strategy()
    other.timeframe = 4 * 3600e6
    other.side[0].used = true
    other.side[0].enter = build.node(other.graph, { op = "above",
      args = { { field = "close" }, { ind = "sma", args = { { field = "close" } }, params = { 9 } } } })
    assert.equal(build.hash(other), build.hash(s))
  end)
end)

describe("a wrong JSON strategy", function()
  local ok = '{"indicator": "close", "comparison": "rising"}'
  local refused = {
    { "[]", "expected an object, found a list" },
    { '{"name": "x", "entry_rule": {}}', "unknown member 'entry_rule': did you mean 'entry_rules'?" },
    { '{"name": "x"}', "the member 'entry_rules' is missing" },
    { '{"entry_rules": {}}', "the member 'name' is missing" },
    { '{"name": "x", "entry_rules": {}}', "entry_rules: expected a member 'long' or 'short'" },
    { '{"name": "", "entry_rules": {}}', "name: expected a text" },
    { entry(ok, ', "timeframes": {"primary": "5x"}'), "timeframes.primary: unknown timeframe '5x'" },
    { entry(ok, ', "exit_rules": {"short": {"conditions": []}}'), "exit_rules.short: there is nothing to exit" },
    { entry '{"indicator": "smaa", "comparison": "rising"}',
      "entry_rules.long.conditions[0].indicator: unknown indicator 'smaa': did you mean 'sma'?" },
    { entry '{"indicator": "sma", "params": {"perod": 4}, "comparison": "rising"}',
      "conditions[0].params: unknown parameter 'perod': did you mean 'period'?" },
    { entry '{"indicator": "sma", "params": {"period": 0}, "comparison": "rising"}', "period is 0" },
    { entry '{"indicator": "sma", "params": {"period": "5"}, "comparison": "rising"}',
      "params.period: expected a number or \"$name\", found a text" },
    { entry '{"indicator": "sma", "params": ["$m"], "comparison": "rising"}', "params[0]: unknown parameter '$m'" },
    { entry '{"indicator": "sma", "inputs": ["close", "low"], "comparison": "rising"}', "sma takes 1 input, found 2" },
    { entry '{"indicator": "sma", "inputs": "close", "comparison": "rising"}',
      "inputs: expected a list, found a text" },
    { entry '{"indicator": "bars_since", "comparison": "rising"}',
      'bars_since needs "inputs": a list with a condition' },
    { entry '{"indicator": "bars_since", "inputs": ["close"], "comparison": "rising"}',
      "inputs[0]: bars_since takes a condition: an object with 'comparison', 'conditions' or 'op'" },
    { entry '{"indicator": "macd", "comparison": "rising"}', 'macd has several outputs: add "output"' },
    { entry '{"indicator": "bbands", "comparison": "rising"}',
      'bbands has several outputs: add "output", one of lower, middle, upper' },
    { entry '{"indicator": "macd", "output": "signl", "comparison": "rising"}', "did you mean 'signal'?" },
    { entry '{"indicator": "close", "params": [4], "comparison": "rising"}', "close is a column of the candles" },
    { entry '{"indicator": "close", "comparison": "greater"}', "unknown comparison 'greater'" },
    { entry '{"indicator": "close", "comparison": "greater_than"}', "the member 'value' is missing" },
    { entry '{"indicator": "close", "comparison": "between", "value": [1]}', "value: expected a list of two" },
    { entry '{"indicator": "close"}', "the member 'comparison' is missing" },
    { entry '{"indicator": "close", "shift": -1, "comparison": "rising"}', "shift: shift(-1) would look ahead" },
    { entry '{"indicator": "close", "shift": 1.5, "comparison": "rising"}', "shift: 1.5 is not a whole number" },
    { entry '{"indicator": "close", "held": 0, "comparison": "rising"}', "held: held: 0 is not a whole number" },
    { entry '{"indicator": "close", "fresh": 1, "comparison": "rising"}',
      "fresh: expected true or false, found a number" },
    { entry '{"indicator": "close", "timeframe": "4x", "comparison": "rising"}', "unknown timeframe '4x'" },
    { entry '{"op": "plus", "args": [1, 2], "comparison": "rising"}', "op: unknown operator 'plus'" },
    { entry '{"op": "add", "args": [1], "comparison": "rising"}', "add takes 2 arguments, got 1" },
    { entry '{"op": "add", "args": ["close", 2]}', "a column of numbers is no condition: add 'comparison'" },
    { entry '{"op": "all", "args": []}', "args: the list is empty" },
    { entry '{"session": {"from": "8:00", "to": "09:00"}}', "session.from: '8:00' is not a time of day" },
    { entry '{"session": {"from": "08:00", "to": "08:00"}}', "must not end at the minute it begins" },
    { entry '{"session": {"from": "08:00", "to": "09:00", "tz": "Europe/Londn"}}', "unknown time zone 'Europe/Londn'" },
    { entry '{"session": {"from": "08:00", "to": "09:00", "tz": "../../etc/passwd"}}', "unknown time zone" },
    { entry '{"operator": "XOR", "conditions": []}', "operator: unknown operator 'XOR'" },
    { entry '{"operator": "AND", "conditions": []}', "conditions: the list is empty" },
    { entry "", "conditions: the list is empty" },
    { entry "5", "conditions[0]: expected an object, found a number" },
    { entry '{"type": "stop_loss", "percent": 2}', "belongs among the exit_rules" },
    { entry '{"indicator": "sma_cross", "params": {"fast": 3}, "comparison": "crosses_above"}',
      "params: the member 'slow' is missing" },
    { entry [=[{"indicator": "sma_cross", "params": {"fast": 3, "slow": 4}, "comparison": "crosses_above",
      "value": 3}]=],
      "leave out 'value'" },
    { exits '{"type": "stop_los", "percent": 2}',
      "exit_rules.long.conditions[0].type: unknown type 'stop_los': did you mean 'stop_loss'?" },
    { exits '{"type": "stop_loss"}', "how far?" },
    { exits '{"type": "stop_loss", "percent": -2}', "percent: -2 is not greater than 0" },
    { exits '{"type": "stop_loss", "percent": 2, "atr": 1}', "both 'percent' and 'atr'" },
    { exits '{"type": "stop_loss", "percent": 2, "period": 1}', "'period' belongs to 'atr'" },
    { exits '{"type": "stop_loss", "percent": 2}, {"type": "stop_loss", "atr": 2}',
      "conditions[1]: the side has one of this type already" },
    { exits '{"type": "time_stop", "bars": 2.5}', "bars: 2.5 is not a whole number" },
    { exits '{"type": "partial", "percent": 2}', "the member 'close' is missing" },
    { exits '{"type": "partial", "percent": 2, "close": 2}', "at most 1" },
    { exits '{"type": "breakeven", "atr": 2}', "unknown member 'atr'" },
    { '{"name": "x", "params": {"a": {"min": 1}}, "entry_rules": {}}', "params.a: the member 'default' is missing" },
    { '{"name": "x", "params": {"a": {"default": 1.5, "type": "int"}}, "entry_rules": {}}',
      "params.a: the default 1.5 is not a whole number" },
    { '{"name": "x", "params": {"a": {"default": 5, "max": 4}}, "entry_rules": {}}',
      "params.a: the default 5 is not in the range" },
    { '{"name": "x", "params": {"a b": 5}, "entry_rules": {}}', "letters, digits and _" },
    { '{"name": "x", "params": {"a": "5"}, "entry_rules": {}}', "params.a: expected a number or an object" },
  }
  for _, case in ipairs(refused) do
    it("is refused: " .. case[2], function()
      local s, message = load(case[1])
      assert.is_nil(s)
      assert.is_truthy(message:find(case[2], 1, true), message)
    end)
  end

  for text, expected in pairs {
    [""] = "line 1, column 0: the text ends before the object does",
    ['{\n"name": "x",'] = "line 2, column 12: the text ends before the object does",
    ['{"name": "x"} 2'] = "line 1, column 15: found '2': more text follows the end of the object",
    ['{"name": 1, "name": 2}'] = "line 1, column 18: found '\"name\"': this member is given twice",
    ['{"name" 1}'] =
      "line 1, column 9: found '1': this makes no sense here; is a comma, a quote or a bracket missing?",
    ['{"name": NaN}'] =
      "line 1, column 12: found 'NaN': this makes no sense here; is a comma, a quote or a bracket missing?",
    ['{"a": 1e999}'] = "line 1, column 11: found '1e999': this number is too large",
    ['{"a": "\255"}'] = "line 1, column 7: found '\"': the text is not UTF-8; save it as UTF-8",
    [("["):rep(3000)] = "line 1, column 2049: found '[': the text is nested too deeply",
  } do
    it("has its place told: " .. expected, function() assert.same({ nil, expected }, { load(text) }) end)
  end

  it("is refused when too deep", function()
    local json = ok
    for _ = 1, 70 do json = '{"operator": "NOT", "conditions": [' .. json .. "]}" end
    local _, message = load(entry(json))
    assert.is_truthy(message:find("nested more than 64 deep", 1, true), message)
  end)

  it("is refused when too large", function()
    local _, message = load('{"name": "' .. ("x"):rep(1024 * 1024) .. '"}')
    assert.equal("the strategy is larger than 1 MiB", message)
  end)

  for _, case in ipairs {
    { { kk = 3 }, "unknown parameter 'kk': did you mean 'k'?" },
    { { k = 10 }, "params.k: the value 10 is not in the range from 1 to 9" },
    { { k = 2.5 }, "params.k: the value 2.5 is not a whole number" },
    { { n = 0 / 0 }, "params.n: the value is not a finite number" },
  } do
    it("refuses a parameter: " .. case[2], function()
      local _, message = load(entry(ok), case[1])
      assert.equal(case[2], message)
    end)
  end

  it("shows no control characters", function()
    local _, message = load '{"name": "x", "entry\\u001b[31m\\n": 1}'
    assert.is_nil(message:find "%c")
  end)
end)

describe("docs/reference/strategy-json.md", function()
  local file = assert(io.open(TIDE_ROOT .. "/docs/reference/strategy-json.md"))
  local doc = file:read "*a"
  file:close()
  local count = 0
  for example in doc:gmatch "```json\n(.-)```" do
    count = count + 1
    it("has an example that loads, number " .. count, function()
      local s = assert(load(example))
      assert.is_true(s.side[0].used and s.side[0].enter >= 0)
    end)
  end
  it("has examples", function() assert.is_true(count >= 2) end)
  it("names every operator of conditions", function()
    for i = 0, C.tide_op_count() - 1 do
      local name = ffi.string(C.tide_op_at(i).name)
      if not name:find "^session" then assert.is_truthy(doc:find(name, 1, true), name) end
    end
  end)
end)

describe("the params of a JSON strategy", function()
  it("are listed in the order of the file", function()
    local out, count, error = ffi.new "tide_json_param[4]", ffi.new "int32_t[1]", ffi.new "tide_error"
    local text = '{"params": {"z": 1, "a": {"type": "int", "default": 2, "min": 1, "max": 5, "step": 1}}}'
    assert.equal(0, C.tide_strategy_json_params(text, #text, out, 4, count, error))
    assert.equal(2, count[0])
    assert.same({ "z", 1, false, "a", 2, true, 1, 5, 1 }, { ffi.string(out[0].name), out[0].def, out[0].integer,
      ffi.string(out[1].name), out[1].def, out[1].integer, out[1].min, out[1].max, out[1].step })
  end)
end)
