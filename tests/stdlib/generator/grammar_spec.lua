--- Grammar files: wrong ones are refused by file and line, narrowed ones really are narrow.
local cjson = require "cjson"
local grammar = require "stdlib.generator.grammar"
local indicators = require "stdlib.indicators"
local produce = require "stdlib.generator.produce"
local program = require "tests.support.program"

-- What a grammar says, and the message after the name of its file.
local WRONG = {
  { "return { sides = { long = 1 },\n  conditons = {} }",
    ":2: conditons: there is no such key; did you mean 'conditions'?" },
  { "return {\n  sides = { longs = 1 } }", ":2: sides.longs: there is no such key; did you mean 'long'?" },
  { "return {\n\n  indicators = { 'sma', 'rsii' } }",
    ":3: indicators[2]: unknown indicator or group 'rsii'; did you mean 'rsi'?" },
  { "return { exclude = { 'momentun' } }",
    ":1: exclude[1]: unknown indicator or group 'momentun'; did you mean 'momentum'?" },
  { "return { indicators = 'rsi' }", ":1: indicators: expected a list, found 'rsi'" },
  { "return { indicators = { rsi = true } }", ":1: indicators: expected a list, found the key 'rsi' in it" },
  { "return { exclude = 7 }", ":1: exclude: expected a list, found 7" },
  { "return { sides = { long = 0, short = 0, both = 0 } }",
    ":1: sides: every weight is 0: there is nothing to choose from" },
  { "return { conditions = { level = 0, cross = 0 } }",
    ":1: conditions: every weight is 0: there is nothing to choose from" },
  { "return { sides = { long = -1 } }", ":1: sides.long: expected a number from 0 to 1e+06, found -1" },
  { "return { sides = { long = 'much' } }",
    ":1: sides.long: expected a number from 0 to 1e+06, found 'much'" },
  { "return { sides = 3 }", ":1: sides: expected a table, found 3" },
  { "return { weights = { rzi = 2 } }", ":1: weights.rzi: there is no such key; did you mean 'rsi'?" },
  { "return { weights = { rsi = -2 } }", ":1: weights.rsi: expected a number from 0 to 1000, found -2" },
  { "return { modifiers = { within = 2 } }", ":1: modifiers.within: expected a number from 0 to 1, found 2" },
  { "return { periods = { min = 30,\n max = 20 } }",
    ":2: periods.max: expected a number from 30 to 5000, found 20" },
  { "return { bars = { min = 2.5 } }", ":1: bars.min: expected a whole number, found 2.5" },
  { "return { timeframes = { '4x' } }",
    ":1: timeframes[1]: expected a time frame like \"4h\" or \"1d\", found '4x'" },
  { "return { timeframes = { 60 } }",
    ":1: timeframes[1]: expected a time frame like \"4h\" or \"1d\", found 60" },
  { "return { stops = { stop_loss = { percents = { 1, 2, 1 } } } }",
    ":1: stops.stop_loss.percents: there is no such key; did you mean 'percent'?" },
  { "return { stops = { stop_loss = {} } }",
    ":1: stops.stop_loss: expected one of its measures, found none" },
  { "return { stops = { stop_loss = { percent = { 1, 2 } } } }",
    ":1: stops.stop_loss.percent: expected { from, to, step }, found 2 numbers" },
  { "return { stops = { stop_loss = { percent = { 5, 2, 1 } } } }",
    ":1: stops.stop_loss.percent[2]: expected a number from 5 to 99, found 2" },
  { "return { levels = { rsi = { 10, 90, 0 } } }",
    ":1: levels[\"rsi\"][3]: expected a number from 1e-09 to 1e+09, found 0" },
  { "return { levels = { rzi = { 10, 90, 1 } } }",
    ":1: levels.rzi: there is no such key; did you mean 'rsi'?" },
  { "return { params = { ['rsi.period'] = { 1, 20, 1 } } }",
    ":1: params[\"rsi.period\"][1]: expected a number from 2 to 5000, found 1" },
  { "return { params = { ['rsi.period'] = { 2, 20.5, 1 } } }",
    ":1: params[\"rsi.period\"][2]: expected a whole number, found 20.5" },
  { "return { params = { ['rsi.perod'] = { 2, 20, 1 } } }",
    ":1: params.rsi.perod: there is no such key; did you mean 'rsi.period'?" },
  { "return { limits = { indicator = 3 } }",
    ":1: limits.indicator: there is no such key; did you mean 'indicators'?" },
  { "return { limits = { conditions = 0 } }",
    ":1: limits.conditions: expected a number from 1 to 100, found 0" },
  { "return {\n entry = { min = 6, max = 8 },\n limits = { conditions = 5 } }",
    ":2: entry.min: 6 conditions at least, but limits.conditions is 5" },
  { "return { exits = { signal = 0, stop_loss = 0, trailing_stop = 0, time_stop = 0 } }",
    ":1: exits: what loses would never be left: give signal, stop_loss, trailing_stop or time_stop "
      .. "a share above 0" },
  { "return { indicators = { 'correl' },\n conditions = { sign = 1 } }",
    ": its indicators and conditions leave nothing to compare" },
  { "return 7", ": a grammar is a table: write return { ... }, found number" },
  { "local a = 1", ": a grammar is a table: write return { ... }, found nil" },
  { "return {\n sides = { long = 1 }\n periods = {} }",
    ":3: '}' expected (to close '{' at line 1) near 'periods'" },
  { "return { sides = os.getenv 'HOME' }", ":1: attempt to index global 'os' (a nil value)" },
  { "\27LJ\2", ": it is compiled, a grammar is text" },
  { "", ": cannot read it: it is a folder or empty" },
}

describe("a grammar file", function()
  local folder, path
  setup(function()
    folder = program.folder()
    path = folder .. "/mine.lua"
  end)
  teardown(function() program.remove(folder) end)

  local function load_text(source, base) return grammar.load(program.write(path, source), base) end

  local function lines(g, count, method)
    local source, list = produce.new(g, { seed = 1, method = method or "grammar" }), {}
    while #list < count do
      local more = assert(source:next(count - #list))
      if #more == 0 then break end
      for _, one in ipairs(more) do list[#list + 1] = one.text end
    end
    return list
  end

  it("that is wrong is refused with its place and what to do", function()
    for _, case in ipairs(WRONG) do
      local g, message = load_text(case[1])
      assert.is_nil(g, case[1])
      assert.equal(path .. case[2], message)
    end
    local g, message = grammar.load(folder .. "/none.lua")
    assert.is_nil(g)
    assert.equal(folder .. "/none.lua: cannot read it: No such file or directory", message)
    g, message = grammar.load(folder)
    assert.is_nil(g)
    assert.equal(folder .. ": cannot read it: it is a folder or empty", message)
  end)

  it("narrows sides, indicators, comparisons and exits", function()
    local g = assert(load_text [[return {
      sides = { short = 1 }, indicators = { "rsi", "sma" }, inputs = { close = 1 },
      params = { ["rsi.period"] = { 7, 21, 7 } }, levels = { rsi = { 20, 80, 10 } },
      exits = { signal = 0, stop_loss = 1, take_profit = 1, trailing_stop = 0, time_stop = 0, breakeven = 0 },
      limits = { conditions = 2, indicators = 2 } }]])
    local periods, levels = {}, {}
    for _, line in ipairs(lines(g, 2000)) do
      local s = cjson.decode(line)
      assert.is_nil(s.entry_rules.long)
      assert.is_not_nil(s.entry_rules.short)
      for name in line:gmatch '"indicator":"([%w_]+)"' do
        assert.is_true(name == "rsi" or name == "sma" or name == "close", name)
      end
      for period in line:gmatch '"rsi","params":%[(%d+)%]' do periods[tonumber(period)] = true end
      for level in line:gmatch '"rsi","params":%[%d+%],"comparison":"%l+_%l+","value":(%d+)' do
        levels[tonumber(level)] = true
      end
      local stops = s.exit_rules.short.conditions
      assert.equal("stop_loss", stops[1].type)
      assert.equal("take_profit", stops[2].type)
      assert.is_nil(stops[3])
    end
    assert.same({ [7] = true, [14] = true, [21] = true }, periods)
    for level in pairs(levels) do assert.is_true(level % 10 == 0 and level >= 20 and level <= 80, level) end
    assert.is_true(levels[20] and levels[80])
  end)

  it("makes likelier what weighs more, and never what weighs nothing", function()
    local source = 'return { indicators = { "rsi", "cci", "adx" }, weights = { rsi = 8, cci = 2, adx = 0 } }'
    local function count(method)
      local found = { rsi = 0, cci = 0, adx = 0 }
      for _, line in ipairs(lines(assert(load_text(source)), 3000, method)) do
        for name in line:gmatch '"indicator":"(%l%l%l)"' do found[name] = found[name] + 1 end
      end
      return found
    end
    local weighted, flat = count "grammar", count "random"
    assert.is_true(weighted.rsi > 3 * weighted.cci and weighted.rsi < 5 * weighted.cci)
    assert.is_true(flat.rsi > 0.9 * flat.cci and flat.rsi < 1.1 * flat.cci, flat.rsi / flat.cci)
    assert.equal(0, weighted.adx + flat.adx)
  end)

  it("compares nothing with a number that has no level", function()
    local g = assert(load_text 'return { indicators = { "rsi" }, levels = { rsi = false } }')
    for _, line in ipairs(lines(g, 500)) do
      assert.is_nil(line:find('"comparison":"[gc]%l+_%l+","value":%-?%d'), line)
    end
  end)

  it("brings back by name what is left out, and leaves out more", function()
    local left_out = assert(grammar.load())
    assert.is_nil(left_out.terms.by_name.donchian)
    assert.is_not_nil(left_out.terms.by_name.rsi)
    local g = assert(load_text 'return { indicators = { "donchian", "momentum" }, exclude = { "rsi" } }')
    assert.is_not_nil(g.terms.by_name.donchian)
    assert.is_nil(g.terms.by_name.rsi)
    assert.is_nil(g.terms.by_name.plus_di) -- of the group, and left out as before
    assert.is_not_nil(g.terms.by_name.cci)
    g = assert(load_text('return { indicators = { "rsi", "sma" } }', { change = { exclude = { "rsi" } } }))
    assert.is_nil(g.terms.by_name.rsi)
    assert.is_not_nil(g.terms.by_name.sma)
  end)

  it("stands below the command line", function()
    local g = assert(load_text('return { limits = { indicators = 4 }, sides = { long = 1, short = 0, both = 0 } }',
      { change = { limits = { indicators = 1 }, sides = { long = 0, short = 1, both = 0 } } }))
    assert.equal(1, g.limits.indicators)
    assert.equal(10, g.limits.conditions)
    for _, line in ipairs(lines(g, 200)) do assert.is_nil(line:find '"long"') end
  end)

  it("has no volume where the candles have none", function()
    local takes = { volume = true }
    for _, spec in ipairs(indicators.list) do
      for _, input in ipairs(spec.inputs) do takes[spec.name] = takes[spec.name] or input == "volume" end
    end
    local function count(base)
      local found = 0
      for _, line in ipairs(lines(assert(grammar.load(nil, base)), 5000, "random")) do
        for name in line:gmatch '"indicator":"([%w_]+)"' do found = found + (takes[name] and 1 or 0) end
      end
      return found
    end
    assert.is_true(count {} > 500)
    assert.equal(0, count { volume = false })
  end)

  it("looks at time frames that are whole multiples of the traded one", function()
    local source = 'return { timeframes = { "15m", "1h", "90m", "4h", "1d", "1w" } }'
    local function frames(base)
      local found = {}
      for _, line in ipairs(lines(assert(load_text(source, { timeframe = base })), 3000)) do
        for frame in line:gmatch '"timeframe":"(%w+)"' do found[frame] = true end
      end
      return found
    end
    assert.same({ ["4h"] = true, ["1d"] = true, ["1w"] = true }, frames "1h")
    assert.same({ ["90m"] = true, ["1h"] = true, ["4h"] = true, ["1d"] = true, ["1w"] = true }, frames "30m")
    assert.same({}, frames "1w")
    assert.same({}, frames(nil))
  end)
end)
