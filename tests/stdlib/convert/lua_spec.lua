--- A strategy written as Lua and loaded again is the same strategy, and reads like one.
local build = require "tests.graph.build"
local loader = require "runtime.loader"
local lua = require "stdlib.convert.lua"
local model = require "stdlib.convert.model"
local population = require "tests.support.population"
local program = require "tests.support.program"
local random_strategy = require "tests.support.random_strategy"
local strategies = require "tests.support.strategies"
local to_json = require "stdlib.convert.json"

local function json_of(cdata) return assert(to_json.text(model.of(cdata), { params = {} })) end

local function load(text)
  local file = strategies.write(text)
  local s, message = loader.load(file)
  os.remove(file)
  return assert(s, tostring(message) .. "\n" .. text)
end

-- The linter's rules for strategies, on a folder of them.
local function lint(folder)
  return program.shell(("cd %s && mkdir stdlib && cp %s/.luacheckrc . && cp %s/stdlib/names.lua stdlib && "
    .. "luacheck --no-color --codes strategies"):format(folder, TIDE_ROOT, TIDE_ROOT))
end

describe("a strategy written as Lua", function()
  it("is the same strategy again, whatever it is made of, and passes the linter", function()
    local folder, count = program.folder(), 0
    os.execute("mkdir " .. folder .. "/strategies")
    for seed = 1, 150 do
      local s = random_strategy.strategy(seed, { sayable = true })
      local text, message = lua.from_json(json_of(s))
      if text then
        count = count + 1
        assert.equal(build.hash(s), load(text).hash, text)
        program.write(("%s/strategies/%d.lua"):format(folder, seed), text)
        local plain = assert(lua.text(model.of(s), {}, {}))
        assert.equal(build.hash(s), load(plain).hash, plain)
      else
        assert(message:find "a strategy file", message)
      end
    end
    assert.is_true(count > 140, count)
    local run = lint(folder)
    program.remove(folder)
    assert.equal(0, run.code, run.out)
  end)

  it("is so for what a generator makes", function()
    for _, line in ipairs(population.lines(60, 21)) do
      local text = assert(lua.from_json(line))
      local hash = build.hash(require("stdlib.json_strategy").build(line, {}).cdata)
      assert.equal(hash, load(text).hash, text)
    end
  end)

  it("reads as a person would write it", function()
    local text = assert(lua.from_json([[{"name": "dip", "timeframes": {"primary": "1h"},
      "description": "Buy a dip.",
      "entry_rules": {"long": {"operator": "AND", "conditions": [
        {"indicator": "rsi", "params": [14], "comparison": "less_than", "value": 30},
        {"indicator": "sma_cross", "params": {"fast": 10, "slow": 50}, "comparison": "crosses_above", "within": 5},
        {"indicator": "macd", "output": "macd", "comparison": "greater_than", "value": 0},
        {"indicator": "macd", "output": "signal", "timeframe": "1d", "comparison": "greater_than", "value": 0},
        {"indicator": "close", "timeframe": "1d", "comparison": "rising"}]}},
      "exit_rules": {"long": {"operator": "OR", "conditions": [
        {"indicator": "rsi", "params": [14], "comparison": "greater_than", "value": 70},
        {"type": "stop_loss", "percent": 5}, {"type": "take_profit", "atr": 3}, {"type": "time_stop", "bars": 48}]}}}]],
      { origin = "tide generate --seed 7, number 12", results = { { data = "BTC_1h.csv",
        metrics = { sharpe_ratio = 1.234, total_return = 0.5, num_trades = 55 } } } }))
    assert.equal([[
--- Buy a dip.
--
-- Origin: tide generate --seed 7, number 12
--
-- BTC_1h.csv: total return 50.00 %, sharpe 1.23, trades 55.
return strategy {
  name = "dip",
  timeframe = "1h",
  params = {
    rsi_period = int { 14, min = 3, max = 56 },
    rsi_level = number { 30, min = 0, max = 100 },
    sma_fast = int { 10, min = 2, max = 40 },
    sma_slow = int { 50, min = 12, max = 200 },
    within_bars = int { 5, min = 1, max = 20 },
    macd_fast = int { 12, min = 3, max = 48 },
    macd_slow = int { 26, min = 6, max = 104 },
    macd_signal = int { 9, min = 2, max = 36 },
    rsi_exit = number { 70, min = 0, max = 100 },
    stop_loss = number { 0.05, min = 0.012, max = 0.2 },
    atr_period = int { 14, min = 3, max = 56 },
    take_profit_atr = number { 3, min = 0.75, max = 12 },
    max_bars = int { 48, min = 12, max = 192 },
  },
  rules = function(m, p)
    local rsi = ta.rsi(m.close, p.rsi_period)
    local sma_crosses = ta.sma(m.close, p.sma_fast):crosses_above(ta.sma(m.close, p.sma_slow))
    local macd = ta.macd(m.close, p.macd_fast, p.macd_slow, p.macd_signal).macd
    local day = m("1d")
    local macd_signal = ta.macd(day.close, p.macd_fast, p.macd_slow, p.macd_signal).signal
    return {
      long = {
        enter = all {
          rsi:below(p.rsi_level),
          sma_crosses:within(p.within_bars),
          macd:above(0),
          macd_signal:above(0),
          day.close:rising(1),
        },
        exit = rsi:above(p.rsi_exit),
        stop_loss = p.stop_loss,
        take_profit = atr(p.atr_period) * p.take_profit_atr,
        max_bars = p.max_bars,
      },
    }
  end,
}
]], text)
  end)

  it("turns a comparison round that begins with a number", function()
    local json = [[{"name": "x", "entry_rules": {"long": {"conditions": [
      {"op": "crosses_above", "args": [5, "close"]}]}}}]]
    local text = assert(lua.from_json(json))
    assert.matches("enter = m.close:crosses_below%(p.close_level%)", text)
    assert.equal(build.hash(require("stdlib.json_strategy").build(json, {}).cdata), load(text).hash)
  end)

  it("keeps the parameters that are there, and only those", function()
    local text = assert(lua.from_json [[{"name": "x", "params": {"n": 5, "end": {"type": "int", "default": 3,
      "min": 0.5, "max": 9.5, "step": 1}, "sl": 4}, "entry_rules": {"long": {"operator": "AND", "conditions": [
      {"indicator": "close", "comparison": "rising", "value": "$end"}, {"indicator": "rsi", "params": ["$n"],
      "comparison": "less_than", "value": 40}]}}, "exit_rules": {"long": {"conditions": [
      {"type": "stop_loss", "percent": "$sl"}]}}}]])
    local function has(part) assert.is_truthy(text:find(part, 1, true), text) end
    has 'n = number { 5 },\n    ["end"] = int { 3, min = 1, max = 9, step = 1 },'
    has 'm.close:rising(p["end"]), ta.rsi(m.close, p.n):below(40)'
    has "stop_loss = p.sl / 100"
    assert.same({ n = 5, ["end"] = 3, sl = 4 }, load(text).params)
  end)

  for what, json in pairs {
    ["a target of 300 %"] = { '"exit_rules": {"long": {"conditions": [{"type": "take_profit", "percent": 300}]}}',
      "take_profit is 3: a strategy file takes a fraction above 0 and at most 2; a target further away is a "
        .. "price column" },
    ["a distance in price"] = { '"exit_rules": {"long": {"conditions": [{"type": "stop_loss", "distance": "volume"}]}}',
      "stop_loss is a distance that is no multiple of atr(n): a strategy file has no other distances" },
    ["a price for ever"] = { '"exit_rules": {"long": {"conditions": [{"type": "stop_loss", "price": 9}]}}',
      "stop_loss is the price 9 for ever: a strategy file takes a column of prices" },
    ["a number between columns"] = { '"exit_rules": {"long": {"conditions": [{"op": "between", '
      .. '"args": [5, "close", "high"]}]}}',
      "between of the number 5: a strategy file begins it with a column" },
  } do
    it("refuses " .. what, function()
      local text, message = lua.from_json('{"name": "x", "entry_rules": {"long": {"conditions": ['
        .. '{"indicator": "close", "comparison": "rising"}]}}, ' .. json[1] .. "}")
      assert.is_nil(text)
      assert.equal(json[2], message)
    end)
  end

  it("says what is wrong with the JSON", function()
    local text, message = lua.from_json '{"name": "x"}'
    assert.is_nil(text)
    assert.equal("the member 'entry_rules' is missing", message)
  end)
end)
