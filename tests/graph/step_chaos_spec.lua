--- Candles that come late, twice, out of order, broken or not at all, and a clock that runs
-- ahead: what was not refused is stepped through as if nothing else had come.
local ffi = require "ffi"
local C = require("stdlib.host").C
local build = require "tests.graph.build"
local random = require "tests.graph.random"
local stepped = require "tests.graph.stepped"

local START = 1704067200e6 -- Monday 2024-01-01
local STEP = { ["15m"] = 900e6, ["1h"] = 3600e6 }
local FRAMES = { ["15m"] = { "15m", "1h", "4h" }, ["1h"] = { "1h", "4h", "1d" } }
local COLUMNS = { "time", "open", "high", "low", "close", "volume" }

local function timeframe(name)
  local tf = ffi.new "int64_t[1]"
  assert(C.tide_timeframe_parse(name, tf) == 0)
  return tf[0]
end

local function some_candle(r, time)
  local open, close = 100 + r.int(-9, 9), 100 + r.int(-9, 9)
  local c = { time = time, open = open, close = close, high = math.max(open, close) + r.int(0, 3),
    low = math.min(open, close) - r.int(0, 3), volume = r.int(0, 5) }
  if r.next() < 0.05 then c[r.pick { "open", "high", "low", "close", "volume" }] = r.pick { 0 / 0, 1 / 0, -1e9 } end
  return c
end

--- A strategy over feeds of different time frames; every bar it gave, and what it accepted.
local function make(r)
  local feeds = { { name = "A", tf = r.pick { "15m", "1h" } }, { name = "B", tf = r.pick { "15m", "1h" } } }
  local others = {}
  for _, tf in ipairs(FRAMES[feeds[2].tf]) do others[#others + 1] = { symbol = "B", tf = tf } end
  local expressions, s, memo = random.expressions(r, { timeframes = FRAMES[feeds[1].tf], others = others }),
    build.strategy(), {}
  if r.next() < 0.4 then s.timeframe = timeframe(FRAMES[feeds[1].tf][2]) end
  local side = s.side[0]
  side.used = true
  side.enter = assert(build.node(s.graph, expressions.condition(4), memo))
  side.exit = assert(build.node(s.graph, expressions.condition(4), memo))
  side.limit = assert(build.node(s.graph, expressions.column(4), memo))
  side.confidence = assert(build.node(s.graph, expressions.column(3), memo))
  local empty = {}
  for _, feed in ipairs(feeds) do
    feed.accepted = { tf = feed.tf }
    for _, name in ipairs(COLUMNS) do feed.accepted[name] = {} end
    empty[feed.name] = build.candles(feed.accepted)
  end
  return s, feeds, assert(stepped.new(s, { "A", "B" }, empty))
end

local function accept(feed, c)
  for _, name in ipairs(COLUMNS) do table.insert(feed.accepted[name], c[name]) end
end

--- Pushes and steps at random. Returns the bars, each a copy, and how much was refused.
local function live_through(r, st, feeds)
  local error, bars, refused, clock = ffi.new "tide_error", {}, 0, START
  for _ = 1, 400 do
    local k = r.int(1, 2)
    local feed, ahead = feeds[k], r.pick { -6, -1, 0, 0, 0, 0, 0, 0, 1, 2, 9 }
    local c = some_candle(r, math.floor(clock / STEP[feed.tf]) * STEP[feed.tf] + ahead * STEP[feed.tf])
    if C.tide_stepper_push(st, k - 1, ffi.new("tide_candle", c), error) == 0 then
      accept(feed, c)
      clock = math.max(clock, c.time)
    else
      refused = refused + 1
      assert(#ffi.string(error.text) > 10)
    end
    if r.next() < 0.7 then
      clock = clock + r.pick { 900e6, 3600e6 }
      local until_time = r.next() < 0.5 and 0 or clock + r.int(0, 3) * 900e6
      local wrong = stepped.run(st, until_time, function(bar)
        bars[#bars + 1] = ffi.new "tide_bar"
        ffi.copy(bars[#bars], bar, ffi.sizeof "tide_bar")
      end)
      assert(not wrong, wrong)
    end
  end
  return bars, refused
end

local function check_one(seed)
  local r = random.new(seed)
  local s, feeds, st = make(r)
  local bars, refused = live_through(r, st, feeds)
  local candles = { A = build.candles(feeds[1].accepted), B = build.candles(feeds[2].accepted) }
  local market = build.market("A", candles)
  local signals = assert(build.signals(s, market))
  local compared = 0
  for i, bar in ipairs(bars) do
    assert.equal(i - 1, bar.index)
    if bar.index < signals.candles.n then
      compared = compared + 1
      local wrong = stepped.difference_of(bar, signals)
      if wrong then error(("seed %d: %s"):format(seed, wrong), 0) end
    end
  end
  C.tide_signals_free(signals)
  assert(market)
  return compared, refused
end

it("what is accepted while candles come in disorder is evaluated as if it had come in order", function()
  local compared, refused = 0, 0
  for seed = 1, 300 do
    local a, b = check_one(seed)
    compared, refused = compared + a, refused + b
  end
  assert.is_true(compared > 20000, compared)
  assert.is_true(refused > 20000, refused)
end)
