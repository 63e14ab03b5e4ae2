--- Nodes: equal expressions are one, hashes say what differs, mistakes are named.
local ffi = require "ffi"
local C = require("stdlib.host").C
local build = require "tests.graph.build"
local random = require "tests.graph.random"

local close, high = { field = "close" }, { field = "high" }
local function sma(n, tf) return { ind = "sma", args = { { field = "close", tf = tf } }, params = { n } } end
local function above(a, b) return { op = "above", args = { a, b } } end

local OPTS = { timeframes = { "1h", "4h" }, others = { { symbol = "B", tf = "1h" } } }

--- A deep copy whose order does not matter is shuffled.
local COMMUTES = { add = true, mul = true, max = true, min = true, all = true, any = true, none = true }
local function shuffled(r, x)
  local copy = {}
  for k, v in pairs(x) do copy[k] = v end
  if x.args then
    copy.args = {}
    for i, arg in ipairs(x.args) do copy.args[i] = shuffled(r, arg) end
    if COMMUTES[x.op] then
      for i = #copy.args, 2, -1 do
        local k = r.int(1, i)
        copy.args[i], copy.args[k] = copy.args[k], copy.args[i]
      end
    end
  end
  return copy
end

local function strategy_of(x)
  local s = build.strategy()
  s.side[0].used = true
  s.side[0].enter = assert(build.node(s.graph, x))
  return s
end

--- Every table with numbers in an expression, each once.
local function with_numbers(x, list, seen)
  if seen[x] then return list end
  seen[x] = true
  if x.number or (x.numbers and not x.op:find "^session") or (x.params and #x.params > 0) then list[#list + 1] = x end
  for _, arg in ipairs(x.args or {}) do with_numbers(arg, list, seen) end
  return list
end

describe("a graph", function()
  it("has one node for equal expressions", function()
    local s = build.strategy()
    local a = assert(build.node(s.graph, above(close, sma(10))))
    assert.equal(a, build.node(s.graph, above({ field = "close" }, sma(10))))
    assert.is_true(a ~= build.node(s.graph, above(close, sma(11))))
    assert.is_true(a ~= build.node(s.graph, above(close, sma(10, "4h"))))
    assert.is_true(a ~= build.node(s.graph, above(sma(10), close)))
  end)

  it("takes missing parameters for their defaults", function()
    local s = build.strategy()
    local full = build.node(s.graph, { ind = "rsi", args = { close }, params = { 14 } })
    assert.equal(full, build.node(s.graph, { ind = "rsi", args = { close }, params = {} }))
  end)

  it("finds reordered expressions again, with their hash", function()
    for seed = 1, 300 do
      local r = random.new(seed)
      local x = random.expressions(r, OPTS).condition(5)
      local s = strategy_of(x)
      local other = shuffled(r, x)
      assert.equal(s.side[0].enter, build.node(s.graph, other), "seed " .. seed)
      assert.equal(build.hash(s), build.hash(strategy_of(other)), "seed " .. seed)
    end
  end)

  it("takes a comparison and its mirror image for one", function()
    local mirrors = { above = "below", at_least = "at_most", crosses_above = "crosses_below" }
    for op, other in pairs(mirrors) do
      local function x(name, a, b) return { op = name, args = { a, b } } end
      local s = strategy_of(x(op, close, sma(10)))
      assert.equal(s.side[0].enter, build.node(s.graph, x(other, sma(10), close)))
      assert.equal(build.hash(s), build.hash(strategy_of(x(other, sma(10), close))))
      assert.are_not.equal(build.hash(s), build.hash(strategy_of(x(other, close, sma(10)))))
      assert.are_not.equal(build.hash(s), build.hash(strategy_of(x(op, sma(10), close))))
    end
  end)

  it("has another hash for every changed number", function()
    local changed = 0
    for seed = 1, 300 do
      local x = random.expressions(random.new(seed), OPTS).condition(5)
      local hash = build.hash(strategy_of(x))
      for _, part in ipairs(with_numbers(x, {}, {})) do
        local list = part.numbers or part.params
        if part.number then part.number = part.number + 1 else list[1] = list[1] + 1 end
        assert.is_true(hash ~= build.hash(strategy_of(x)), "seed " .. seed)
        if part.number then part.number = part.number - 1 else list[1] = list[1] - 1 end
        changed = changed + 1
      end
      assert.equal(hash, build.hash(strategy_of(x)))
    end
    assert.is_true(changed > 500)
  end)

  it("gives 16 hex digits, the same everywhere", function()
    assert.equal("2ef853af30bc0fd5", build.hash(strategy_of(above(close, sma(10)))))
  end)

  it("lists the arguments of a node in the order they were written", function()
    local s = build.strategy()
    local a, b = above(close, sma(3)), above(high, sma(4))
    local both = build.node(s.graph, { op = "all", args = { b, a } })
    assert.equal(build.node(s.graph, b), C.tide_graph_arg(s.graph, both, 0))
    assert.equal(build.node(s.graph, a), C.tide_graph_arg(s.graph, both, 1))
    assert.equal(C.TIDE_EMISSING, C.tide_graph_arg(s.graph, both, 2))
    assert.equal(C.TIDE_EINVAL, C.tide_graph_arg(s.graph, 1000, 0))
  end)
end)

describe("the hash of a strategy", function()
  local function changed(change)
    local s = strategy_of(above(close, sma(10)))
    change(s, s.side[0])
    return build.hash(s)
  end
  local plain = changed(function() end)

  it("ignores the name", function()
    assert.equal(plain, changed(function(s) s.name = "other" end))
  end)

  local changes = {
    timeframe = function(s) s.timeframe = 3600e6 end,
    exit = function(s, side) side.exit = s.side[0].enter end,
    stop_loss = function(_, side) side.stop_loss.kind, side.stop_loss.fraction = C.TIDE_LEVEL_FRACTION, 0.1 end,
    take_profit = function(_, side) side.take_profit.kind, side.take_profit.fraction = C.TIDE_LEVEL_FRACTION, 0.1 end,
    trailing = function(_, side) side.trailing_stop.kind, side.trailing_stop.fraction = C.TIDE_LEVEL_FRACTION, 0.1 end,
    price = function(_, side) side.stop_loss.kind, side.stop_loss.node = C.TIDE_LEVEL_PRICE, 0 end,
    distance = function(_, side) side.stop_loss.kind, side.stop_loss.node = C.TIDE_LEVEL_DISTANCE, 0 end,
    breakeven = function(_, side) side.breakeven_at = 0.1 end,
    partial = function(_, side) side.partials, side.partial[0].at, side.partial[0].close = 1, 0.1, 0.5 end,
    max_bars = function(_, side) side.max_bars = 3 end,
    limit = function(_, side) side.limit = 0 end,
    limit_bars = function(_, side) side.limit, side.limit_bars = 0, 2 end,
    size = function(_, side) side.size.kind, side.size.value = C.TIDE_SIZE_FIXED, 0.5 end,
    risk = function(_, side) side.size.kind, side.size.value = C.TIDE_SIZE_RISK, 0.5 end,
    confidence = function(_, side) side.confidence = 0 end,
    max_entries = function(_, side) side.max_entries, side.max_entries_period = 1, 3600e6 end,
    period = function(_, side) side.max_entries, side.max_entries_period = 1, 7200e6 end,
    other_side = function(s, side)
      side.used, s.side[1].used, s.side[1].enter = false, true, side.enter
    end,
  }
  local seen = { [plain] = "nothing" }
  for name, change in pairs(changes) do
    it("knows " .. name, function()
      local hash = changed(change)
      assert.is_nil(seen[hash])
      seen[hash] = name
    end)
  end
end)

describe("a wrong expression", function()
  local cond = above(close, { number = 5 })
  local refused = {
    { { field = "clse" }, "unknown column 'clse': did you mean 'close'?" },
    { { field = "close", tf = "4x" }, "unknown timeframe '4x'" },
    { { ind = "smaa", args = { close }, params = {} }, "unknown indicator 'smaa': did you mean 'sma'?" },
    { { ind = "sma", args = { close, high }, params = {} }, "ta.sma takes 1 input, got 2" },
    { { ind = "sma", args = { cond }, params = {} }, "sma: argument 1 is a condition, expected a column" },
    { { ind = "sma", args = { close }, params = { 0 } }, "period is 0" },
    { { ind = "sma", args = { close }, params = { 2.5 } }, "period is 2.5" },
    { { ind = "sma", args = { close }, params = { 2, 3 } }, "at most 1 parameter" },
    { { ind = "macd", args = { close }, params = {}, output = 3 }, "has 3 outputs" },
    { { op = "abov", args = { close, close } }, "unknown operator 'abov': did you mean 'above'?" },
    { { ind = "bars_since", args = { close }, params = {} },
      "bars_since: argument 1 is a column, expected a condition" },
    { { op = "above", args = { close } }, "above takes 2 arguments, got 1" },
    { { op = "above", args = { close, cond } }, "argument 2 is a condition, expected a column" },
    { { op = "all", args = { cond, close } }, "argument 2 is a column, expected a condition" },
    { { op = "all", args = {} }, "all takes 1 to 64 arguments, got 0" },
    { { op = "shift", args = { close }, numbers = { -1 } }, "shift(-1) would look ahead" },
    { { op = "shift", args = { close }, numbers = { 0 / 0 } }, "not a whole number" },
    { { op = "shift", args = { close }, numbers = { 1e9 } }, "not a whole number from 0 to 1000000" },
    { { op = "shift", args = { close } }, "shift takes 1 number, got 0" },
    { { op = "held", args = { cond }, numbers = { 0 } }, "not a whole number from 1" },
    { { op = "session_inside", args = { sma(3) }, numbers = { 0, 60 }, text = "UTC" }, "needs a column of candles" },
    { { op = "session_inside", args = { close }, numbers = { 0, 60 }, text = "../UTC" }, "unknown time zone" },
    { { op = "session_inside", args = { close }, numbers = { 60, 60 }, text = "UTC" }, "must not end" },
    { { op = "session_inside", args = { close }, numbers = { 60, 1441 }, text = "UTC" }, "not a whole number" },
  }
  for _, case in ipairs(refused) do
    it("is refused: " .. case[2], function()
      local s = build.strategy()
      local id, message = build.node(s.graph, case[1])
      assert.is_nil(id)
      assert.is_truthy(message:find(case[2], 1, true), message)
    end)
  end

  it("is refused when it is no number", function()
    local s = build.strategy()
    for _, x in ipairs { 0 / 0, 1 / 0, -1 / 0 } do assert.is_true(C.tide_graph_number(s.graph, x) < 0) end
  end)

  it("is refused when too deep, and the text of a wide one ends", function()
    local s = build.strategy()
    local x = close
    for _ = 1, 60 do x = { op = "add", args = { x, x } } end
    local id = assert(build.node(s.graph, x))
    assert.equal(1023, #build.text(s.graph, id))
    for _ = 1, 5000 do x = { op = "neg", args = { x } } end
    local none, message = nil, nil
    local memo, chain = {}, x
    local stack = {}
    while chain and not memo[chain] do stack[#stack + 1], chain = chain, chain.args and chain.args[1] end
    for i = #stack, 1, -1 do
      none, message = build.node(s.graph, stack[i], memo)
      if not none then break end
    end
    assert.is_nil(none)
    assert.is_truthy(message:find("nested more than 4096 deep", 1, true), message)
  end)
end)

describe("the operators", function()
  it("are a table that Lua can read", function()
    local names = {}
    for i = 0, C.tide_op_count() - 1 do
      local op = C.tide_op_at(i)
      local name = ffi.string(op.name)
      assert.is_nil(names[name])
      names[name] = true
      assert.is_truthy(ffi.string(op.args):find "^[cbx]+%*?$")
      assert.is_truthy(ffi.string(op.result):find "^[cbx]$")
      assert.is_true(op.numbers >= 0 and op.numbers <= C.TIDE_GRAPH_MAX_NUMBERS)
    end
    assert.is_true(C.tide_op_at(C.tide_op_count()) == nil)
  end)
end)
