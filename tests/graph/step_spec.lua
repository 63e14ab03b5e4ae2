--- A graph that is stepped bar by bar says at each bar what its evaluation on all candles says.
local ffi = require "ffi"
local C = require("stdlib.host").C
local build = require "tests.graph.build"
local random = require "tests.graph.random"
local stepped = require "tests.graph.stepped"

local START = 1704067200e6 -- Monday 2024-01-01
local FRAMES = {
  ["15m"] = { "15m", "1h", "4h", "1d" }, ["1h"] = { "1h", "4h", "1d", "1w" }, ["1d"] = { "1d", "3d", "1w", "1mo" },
}
local OTHERS = { B = true, C = true }

--- Candles of one to three symbols, which begin and end at different times.
local function market_of(r)
  local base = r.pick { "15m", "1h", "1h", "1d" }
  local lists, names, others = { A = random.candles(r, base, r.pick { 1, 2, 63, 65, 130, 260 }, START) }, { "A" }, {}
  for name in pairs(OTHERS) do
    if r.next() < 0.4 then
      local step = base == "1d" and 86400e6 or base == "1h" and 3600e6 or 900e6
      lists[name] = random.candles(r, base, r.pick { 1, 50, 200 }, START + r.int(-40, 40) * step)
      names[#names + 1] = name
      for _, tf in ipairs { base, FRAMES[base][2], FRAMES[base][3] } do
        others[#others + 1] = { symbol = name, tf = tf }
      end
    end
  end
  local coarse = r.next() < 0.3 and FRAMES[base][2] or nil
  return lists, names, { timeframes = FRAMES[base], others = others }, coarse
end

local function timeframe(name)
  local tf = ffi.new "int64_t[1]"
  assert(C.tide_timeframe_parse(name, tf) == 0)
  return tf[0]
end

--- A strategy with random sides; returns it and the ids of every node of its expressions.
local function strategy_of(r, opts, coarse)
  local make, s, memo, nodes = random.expressions(r, opts), build.strategy(), {}, {}
  if coarse then s.timeframe = timeframe(coarse) end
  for i = 0, r.int(0, 1) do
    local side = s.side[i]
    side.used = true
    side.enter = assert(build.node(s.graph, make.condition(4), memo))
    side.exit = assert(build.node(s.graph, make.condition(3), memo))
    side.limit = assert(build.node(s.graph, make.column(4), memo))
    side.confidence = assert(build.node(s.graph, make.column(2), memo))
    side.stop_loss.kind, side.stop_loss.node = C.TIDE_LEVEL_PRICE, assert(build.node(s.graph, make.column(3), memo))
    side.trailing_stop.kind = C.TIDE_LEVEL_DISTANCE
    side.trailing_stop.node = assert(build.node(s.graph, make.column(3), memo))
  end
  for node = 0, C.tide_graph_count(s.graph) - 1 do nodes[#nodes + 1] = node end
  return s, nodes
end

local function host_candles(lists)
  local candles = {}
  for name, c in pairs(lists) do candles[name] = build.candles(c) end
  return candles
end

--- What the traded symbol has after `time` can only be a bar that a file would not show.
local function is_left_out(bar, signals, last_close)
  return bar.index >= signals.candles.n and bar.close_time > last_close
end

local function check_at_bar(st, signals, nodes, last_close)
  return function(bar)
    if is_left_out(bar, signals, last_close) then return end
    return stepped.difference(st, signals, nodes)
  end
end

--- What closed by `time`, as a history of each feed.
local function load_history(st, lists, names, candles, time, at_bar)
  local views, error = {}, ffi.new "tide_error"
  for i, name in ipairs(names) do
    local n = 0
    while n < #lists[name].time and lists[name].close_time[n + 1] <= time do n = n + 1 end
    views[i] = stepped.part(candles[name], 0, n)
    assert(C.tide_stepper_load(st, i - 1, views[i], error) == 0, ffi.string(error.text))
  end
  local wrong = stepped.run(st, time, at_bar)
  return wrong, #views
end

--- Every candle as it closes, those of one time in any order; or first a history, then so.
local function push_all(st, lists, names, candles, r, at_bar)
  local feed, error, moments, from = {}, ffi.new "tide_error", stepped.schedule(lists), 1
  for i, name in ipairs(names) do feed[name] = i - 1 end
  if r.next() < 0.5 then
    from = r.int(1, #moments)
    local wrong = load_history(st, lists, names, candles, moments[from].time, at_bar)
    if wrong then return wrong end
    from = from + 1
  end
  for i = from, #moments do
    local moment = moments[i]
    while #moment > 0 do
      local one = table.remove(moment, r.int(1, #moment))
      local candle = stepped.candle(candles[one.name], one.t)
      if C.tide_stepper_push(st, feed[one.name], candle, error) < 0 then return ffi.string(error.text) end
    end
    local wrong = stepped.run(st, moment.time, at_bar)
    if wrong then return wrong end
  end
end

local function run_one(seed)
  local r = random.new(seed)
  local lists, names, opts, coarse = market_of(r)
  local strategy, nodes = strategy_of(r, opts, coarse)
  local candles, strict = host_candles(lists), seed % 3 == 0
  local market = build.market("A", candles)
  C.tide_market_strict_crossings(market, strict)
  local signals = assert(build.signals(strategy, market))
  local st = assert(stepped.new(strategy, names, candles, strict))
  local closes, bars = lists.A.close_time, 0
  local at_bar = check_at_bar(st, signals, nodes, closes[#closes])
  local wrong = push_all(st, lists, names, candles, r, function(bar)
    bars = bars + 1
    return at_bar(bar)
  end)
  if not wrong and bars < signals.candles.n then
    wrong = ("%d bars, expected %d"):format(bars, signals.candles.n)
  end
  C.tide_signals_free(signals)
  if wrong then
    local texts = {}
    for i, id in ipairs(nodes) do texts[i] = id .. " " .. build.text(strategy.graph, id) end
    error(("seed %d: %s\n%s"):format(seed, wrong, table.concat(texts, "\n")), 0)
  end
  return bars
end

--- The candles that were closed at `time`.
local function until_time(c, time)
  local out = { tf = c.tf }
  for _, name in ipairs { "time", "close_time", "open", "high", "low", "close", "volume" } do
    out[name] = {}
    for t = 1, #c.time do
      if c.close_time[t] <= time then out[name][t] = c[name][t] end
    end
  end
  return out
end

--- At some bars, against the evaluation of what had come by then. Returns how many.
local function run_prefixes(seed)
  local r = random.new(seed)
  local lists, names, opts, coarse = market_of(r)
  local strategy, nodes = strategy_of(r, opts, coarse)
  local candles = host_candles(lists)
  local st, looked = assert(stepped.new(strategy, names, candles)), 0
  local wrong = push_all(st, lists, names, candles, r, function(bar)
    if r.next() > 0.03 then return end
    local so_far = {}
    for name, c in pairs(lists) do so_far[name] = until_time(c, tonumber(bar.close_time)) end
    local market = build.market("A", host_candles(so_far))
    local signals = assert(build.signals(strategy, market))
    local difference
    if bar.index < signals.candles.n then -- else a later candle told that this bar is over
      looked = looked + 1
      difference = bar.index ~= signals.candles.n - 1 and "not the last bar" or stepped.difference(st, signals, nodes)
    end
    C.tide_signals_free(signals)
    assert(market)
    return difference
  end)
  if wrong then error(("seed %d, so far: %s"):format(seed, wrong), 0) end
  return looked
end

local function close(tf, symbol) return { field = "close", tf = tf, symbol = symbol } end

--- An operator applied to candles of one kind: close is a column, up a condition.
local function applied(op, from)
  local args, letters = {}, ffi.string(op.args)
  local up = { op = "above", args = { from, { op = "shift", args = { from }, numbers = { 1 } } } }
  local half = { op = "div", args = { from, { number = 2 } } }
  for i = 1, math.max(#letters, 2) do
    local letter = letters:sub(i, i)
    if letter == "*" or (letter == "" and letters:find("*", 1, true)) then letter = letters:sub(1, 1) end
    if letter == "b" then args[i] = i == 1 and up or { op = "none", args = { up } } end
    if letter == "c" or letter == "x" then args[i] = i == 1 and from or half end
  end
  local name = ffi.string(op.name)
  local numbers = name:find "^session" and { 480, 60, 1000 } or { 3 }
  for i = #numbers, op.numbers + 1, -1 do numbers[i] = nil end
  return { op = name, args = args, numbers = numbers, text = name:find "^session" and "UTC" or nil }
end

describe("a graph that is stepped", function()
  it("is equal to its evaluation at every bar", function()
    local bars = 0
    for seed = 1, 1500 do bars = bars + run_one(seed) end
    assert.is_true(bars > 100000, bars)
  end)

  it("is equal to the evaluation of the candles so far", function()
    local looked = 0
    for seed = 1, 150 do looked = looked + run_prefixes(seed) end
    assert.is_true(looked > 200, looked)
  end)

  for i = 0, C.tide_op_count() - 1 do
    local op = C.tide_op_at(i)
    it("steps " .. ffi.string(op.name), function()
      local r = random.new(i + 5)
      local lists = { A = random.candles(r, "1h", 200, START), B = random.candles(r, "1h", 200, START + 7200e6) }
      local candles, s, nodes = host_candles(lists), build.strategy(), {}
      for _, from in ipairs { close "", close "4h", close("", "B"), close("4h", "B"), { op = "add", args = {
        close "", close("4h", "B") } } } do
        local x = applied(op, from)
        if x.op:find "^session" and from.op then x = applied(op, close "1d") end
        nodes[#nodes + 1] = assert(build.node(s.graph, x))
      end
      local all = {}
      for k, node in ipairs(nodes) do
        local kind = C.tide_graph_kind(s.graph, node)
        local apply = ffi.new("tide_graph_apply", { op = kind == C.TIDE_KIND_COLUMN and "above" or "all", n_args = 1 })
        apply.args[0] = node
        if kind == C.TIDE_KIND_COLUMN then apply.n_args, apply.args[1] = 2, C.tide_graph_number(s.graph, 1) end
        all[k] = C.tide_graph_op(s.graph, apply, nil)
        assert(all[k] >= 0)
      end
      local apply = ffi.new("tide_graph_apply", { op = "any", n_args = #all })
      for k, node in ipairs(all) do apply.args[k - 1] = node end
      s.side[0].used, s.side[0].enter = true, C.tide_graph_op(s.graph, apply, nil)
      local market = build.market("A", candles)
      local signals = assert(build.signals(s, market))
      local st = assert(stepped.new(s, { "A", "B" }, candles))
      local wrong = push_all(st, lists, { "A", "B" }, candles, r, check_at_bar(st, signals, nodes, math.huge))
      C.tide_signals_free(signals)
      assert.is_nil(wrong)
    end)
  end
end)
