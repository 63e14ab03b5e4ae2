--- A population gives what each of its strategies gives alone, whatever the number of
-- threads and the memory: random rules over several time frames and symbols, with stops,
-- limits and sizes, under several profiles.
local ffi = require "ffi"
local C = require("stdlib.host").C
local alone = require "tests.support.alone"
local build = require "tests.graph.build"
local population = require "tests.support.population"
local random = require "tests.graph.random"

local START = 1704067200e6

local function timeframe(name)
  local frame = ffi.new "int64_t[1]"
  assert(C.tide_timeframe_parse(name, frame) == C.TIDE_OK)
  return frame[0]
end

local function level(r, graph, expressions, memo)
  local kind = r.int(0, 3)
  if kind < 2 then return kind, -1, 0.01 * r.int(1, 9) end
  return kind, assert(build.node(graph, expressions.column(2), memo)), 0
end

local function fill_side(r, strategy, side, expressions, memo)
  local function node(kind) return assert(build.node(strategy.graph, expressions[kind](3), memo)) end
  side.used, side.enter = true, node "condition"
  if r.next() < 0.7 then side.exit = node "condition" end
  for _, name in ipairs { "stop_loss", "take_profit", "trailing_stop" } do
    local l = side[name]
    l.kind, l.node, l.fraction = level(r, strategy.graph, expressions, memo)
  end
  if r.next() < 0.2 then side.limit = node "column" end
  if r.next() < 0.2 then side.confidence = node "column" end
  if r.next() < 0.3 then side.max_bars = r.int(1, 20) end
  side.size.kind, side.size.value = r.pick { 0, 0, 1, 2, 3, 4, 5, 6 }, 0.5
end

--- Strategies that share many expressions, some of which cannot be had.
local function strategies_of(r, count)
  local list = {}
  for i = 1, count do
    local strategy, memo = build.strategy(), {}
    local others = { { symbol = "B", tf = "1h" }, { symbol = r.next() < 0.05 and "C" or "B", tf = "4h" } }
    -- few seeds: the same expressions come up again in other strategies
    local own = random.new(r.int(1, 12))
    local expressions = random.expressions(own, { timeframes = { "1h", "4h", "1d" }, others = others })
    strategy.timeframe = timeframe(r.pick { "1h", "1h", "4h", "15m" })
    if strategy.timeframe == timeframe "15m" and r.next() < 0.9 then strategy.timeframe = 0 end
    ffi.copy(strategy.name, ("s%d"):format(i))
    fill_side(r, strategy, strategy.side[0], expressions, memo)
    if r.next() < 0.5 then fill_side(r, strategy, strategy.side[1], expressions, memo) end
    list[i] = strategy
  end
  return list
end

local function market_of(r, strict)
  local candles = {
    A = build.candles(random.candles(r, "1h", r.pick { 1, 64, 400, 1500 }, START)),
    B = build.candles(random.candles(r, "1h", r.pick { 50, 900 }, START + r.int(-40, 40) * 3600e6)),
  }
  local market = build.market("A", candles)
  C.tide_market_strict_crossings(market, strict)
  return market
end

local function settings_of(r, profile)
  local settings = ffi.new "tide_settings"
  assert(C.tide_settings_init(settings, profile) == C.TIDE_OK)
  settings.settle = r.next() < 0.2
  settings.hedging = r.next() < 0.1
  if r.next() < 0.3 then settings.slippage_kind, settings.slippage = r.int(1, 2), 0.1 end
  return settings
end

local function new_population(list, threads)
  local p, err = C.tide_population_new(threads), ffi.new "tide_error"
  for i, strategy in ipairs(list) do assert.equal(i - 1, C.tide_population_add(p, strategy, err)) end
  return p
end

local PROFILES = { "tide", "backtesting.py", "vectorbt", "freqtrade" }

local function check(seed, threads, memory)
  local r = random.new(seed)
  local profile = r.pick(PROFILES)
  local settings = settings_of(r, profile)
  local market = market_of(r, profile == "backtesting.py")
  local list = strategies_of(r, r.int(1, 40))
  local p = new_population(list, threads)
  local rows = alone.batch(p, market, settings, memory)
  local failed = 0
  for i, strategy in ipairs(list) do
    local want = alone.run(strategy, market, settings)
    assert.same(want, rows[i], ("seed %d, strategy %d"):format(seed, i))
    if want.error then failed = failed + 1 end
  end
  C.tide_population_free(p)
  return #list, failed
end

describe("a population", function()
  for _, how in ipairs { { 1, 2 ^ 30 }, { 2, 2 ^ 30 }, { 3, 0 }, { 2, 20000 } } do
    it(("equals its strategies alone: %d threads, %d bytes"):format(how[1], how[2]), function()
      local total, failed = 0, 0
      for seed = 1, 60 do
        local count, wrong = check(1000 * how[1] + seed, how[1], how[2])
        total, failed = total + count, failed + wrong
      end
      assert.is_true(total > 500 and failed > 10 and failed < total / 2, ("%d of %d failed"):format(failed, total))
    end)
  end

  it("equals its strategies alone on the rules of the benchmark", function()
    local lines = population.lines(150, 11)
    local candles = ffi.gc(C.tide_synthetic_new(3000, 5, 0), C.tide_candles_free)
    local market = ffi.gc(C.tide_market_new("A", candles), C.tide_market_free)
    local settings = settings_of(random.new(1), "tide")
    local text = table.concat(lines, "\n")
    for _, memory in ipairs { 2 ^ 30, 100000 } do
      local p = C.tide_population_new(2)
      assert.equal(150, C.tide_population_read(p, text, #text, 1, 0))
      local rows, state = alone.batch(p, market, settings, memory)
      assert.is_true(state.nodes > 400 and state.failed == 0)
      for i, line in ipairs(lines) do
        local out, err = ffi.new "tide_strategy *[1]", ffi.new "tide_error"
        assert.equal(C.TIDE_OK, C.tide_strategy_from_json(line, #line, nil, 0, out, err))
        assert.same(alone.run(out[0], market, settings), rows[i])
        C.tide_strategy_free(out[0])
      end
      C.tide_population_free(p)
    end
  end)

  it("keeps to its memory", function()
    local text = table.concat(population.lines(200, 3), "\n")
    local candles = ffi.gc(C.tide_synthetic_new(5000, 5, 0), C.tide_candles_free)
    local market = ffi.gc(C.tide_market_new("A", candles), C.tide_market_free)
    local p = C.tide_population_new(2)
    C.tide_population_read(p, text, #text, 1, 0)
    local _, wide = alone.batch(p, market, settings_of(random.new(1), "tide"), 2 ^ 30)
    local _, narrow = alone.batch(p, market, settings_of(random.new(1), "tide"), 800000)
    assert.is_true(wide.most > 1e6, wide.most)
    assert.is_true(narrow.most <= 800000, narrow.most)
    C.tide_population_free(p)
  end)

  it("stops when it is told to, and what is done is right", function()
    local lines = population.lines(400, 9)
    local text = table.concat(lines, "\n")
    local candles = ffi.gc(C.tide_synthetic_new(20000, 5, 0), C.tide_candles_free)
    local market = ffi.gc(C.tide_market_new("A", candles), C.tide_market_free)
    local settings = settings_of(random.new(1), "tide")
    local p = C.tide_population_new(2)
    C.tide_population_read(p, text, #text, 1, 0)
    local batch, state = C.tide_batch_new(p, market, settings, 2 ^ 30), ffi.new "tide_batch_state"
    C.tide_batch_start(batch)
    local index = -1
    while index < 0 do
      C.tide_batch_poll(batch, 0.001, state)
      index = C.tide_batch_next(batch)
    end
    C.tide_batch_stop(batch)
    C.tide_batch_poll(batch, 1, state)
    assert.is_false(state.running)
    assert.is_true(state.done >= 1 and state.done < 400, state.done)
    local out, err = ffi.new "tide_strategy *[1]", ffi.new "tide_error"
    C.tide_strategy_from_json(lines[index + 1], #lines[index + 1], nil, 0, out, err)
    local row = C.tide_batch_row_at(batch, index)
    assert.equal(alone.run(out[0], market, settings).bytes, ffi.string(row.metric, 8 * C.tide_metric_count()))
    C.tide_strategy_free(out[0])
    C.tide_batch_free(batch)
    C.tide_population_free(p)
  end)
end)

describe("JSON Lines", function()
  local function read(text, first)
    local p = ffi.gc(C.tide_population_new(2), C.tide_population_free)
    assert(C.tide_population_read(p, text, #text, first or 1, 0) == C.tide_population_count(p))
    local list = {}
    for i = 0, C.tide_population_count(p) - 1 do
      local m = C.tide_population_at(p, i)
      list[i + 1] = { ffi.string(m.name), m.line, m.error ~= nil and ffi.string(m.error) or nil }
    end
    return list
  end
  local one = '{"name":"a","entry_rules":{"long":{"conditions":[{"indicator":"close","comparison":"rising"}]}}}'

  it("are counted with their empty lines, whatever ends them", function()
    assert.same({}, read "")
    assert.same({}, read "\n \r\n\t\n")
    assert.same({ { "a", 1 } }, read(one))
    assert.same({ { "a", 1 }, { "a", 3 } }, read(one .. "\r\n\n" .. one .. "\n"))
    assert.same({ { "a", 7 } }, read(one, 7))
  end)

  it("that are no strategies say why, and the rest is read", function()
    local list = read('{"name"\n' .. one .. '\n[]\n{"name":"b","entry_rules":{}}\n')
    assert.equal(4, #list)
    assert.same({ "", 1, "column 7: the text ends before the object does" }, list[1])
    assert.same({ "a", 2 }, list[2])
    assert.equal(3, list[3][2])
    assert.matches("object", list[3][3])
    assert.same({ "b", 4, "entry_rules: expected a member 'long' or 'short'" }, list[4])
  end)

  it("join in the order of the text, however many there are", function()
    local lines = {}
    for i = 1, 1500 do lines[i] = one:gsub('"a"', ('"n%d"'):format(i)) end
    for i, member in ipairs(read(table.concat(lines, "\n"))) do assert.same({ "n" .. i, i }, member) end
  end)
end)
