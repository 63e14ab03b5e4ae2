--- The host against the naive evaluator: every value of every expression.
local ffi = require "ffi"
local C = require("stdlib.host").C
local build = require "tests.graph.build"
local naive = require "tests.graph.naive"
local random = require "tests.graph.random"

local START = 1704067200e6 -- Monday 2024-01-01

local function bit_of(words, t)
  local half = ffi.cast("const uint32_t *", words)[math.floor(t / 32)]
  return bit.band(bit.rshift(half, t % 32), 1) == 1
end

local function market_of(r)
  local base = r.pick { "15m", "1h", "1h", "1d" }
  local n = r.pick { 0, 1, 2, 63, 64, 65, 130, 200, 260 }
  local symbols = { A = random.candles(r, base, n, START) }
  local others, timeframes = {}, ({
    ["15m"] = { "15m", "1h", "4h", "1d" }, ["1h"] = { "1h", "4h", "1d", "1w" }, ["1d"] = { "1d", "3d", "1w", "1mo" },
  })[base]
  if r.next() < 0.5 then
    local offset = r.int(-40, 40) * (base == "15m" and 900e6 or 3600e6)
    symbols.B = random.candles(r, base, r.pick { 1, 50, 200 }, START + offset)
    for i, tf in ipairs { base, timeframes[2], timeframes[3] } do others[i] = { symbol = "B", tf = tf } end
  end
  local coarse = r.next() < 0.3
  local primary = coarse and timeframes[2] or base
  return naive.market("A", primary, symbols), { timeframes = timeframes, others = others }, coarse and primary or nil
end

local function host_market(symbols)
  local candles = {}
  for name, c in pairs(symbols) do candles[name] = build.candles(c) end
  return build.market("A", candles)
end

--- First difference as text, or nil.
local function compare(name, list, words, column, n)
  for t = 0, n - 1 do
    local want, got = list[t + 1]
    if column then got = column[t] else got = bit_of(words, t) end
    if want ~= got and not (want ~= want and got ~= got) then
      return ("%s at bar %d: %s, expected %s"):format(name, t, tostring(got), tostring(want))
    end
  end
  if words ~= nil and n % 64 ~= 0 then
    for t = n, n + 63 - n % 64 - 1 do
      if bit_of(words, t) then return name .. ": bit past the end at " .. t end
    end
  end
end

local function run_one(seed)
  local r = random.new(seed)
  local market, opts, coarse = market_of(r)
  local make = random.expressions(r, opts)
  local roots = { make.condition(4), make.condition(4), make.column(4), make.column(3) }
  market.strict = seed % 3 == 0
  local lists, first, settled = naive.run(market, roots)

  local strategy = build.strategy()
  if coarse then
    local tf = ffi.new "int64_t[1]"
    C.tide_timeframe_parse(coarse, tf)
    strategy.timeframe = tf[0]
  end
  local memo, ids = {}, {}
  for i, x in ipairs(roots) do ids[i] = assert(build.node(strategy.graph, x, memo)) end
  local which = r.int(0, 1)
  local side = strategy.side[which]
  side.used, side.enter, side.exit, side.limit, side.confidence = true, ids[1], ids[2], ids[3], ids[4]
  local m = host_market(market.symbols)
  C.tide_market_strict_crossings(m, market.strict)
  local signals = assert(build.signals(strategy, m))
  local at = signals.signals[which]

  local n = signals.candles.n
  local wrong = n ~= #market.primary.c.time and ("bars: %d, expected %d"):format(n, #market.primary.c.time)
    or compare("enter", lists[1], at.enter, nil, n) or compare("exit", lists[2], at.exit, nil, n)
    or compare("limit", lists[3], nil, at.limit, n) or compare("confidence", lists[4], nil, at.confidence, n)
    or (signals.first ~= first and ("first %d, expected %d"):format(signals.first, first))
    or (signals.settled ~= settled and ("settled %d, expected %d"):format(signals.settled, settled))
  for t = 0, n - 1, 7 do
    local want = lists[3][t + 1]
    local got = C.tide_signals_value(signals, ids[3], t)
    if want ~= got and want == want then wrong = wrong or "tide_signals_value at bar " .. t end
  end
  local texts = {}
  for i, id in ipairs(ids) do texts[i] = build.text(strategy.graph, id) end
  C.tide_signals_free(signals)
  return wrong and ("seed %d: %s\n%s"):format(seed, wrong, table.concat(texts, "\n"))
end

describe("expressions, against the naive evaluator,", function()
  for level, name in pairs { [0] = "portable", "AVX2", "AVX-512" } do
    it("are equal bit for bit, " .. name, function()
      local best = C.tide_cpu_limit(2)
      if best < level then pending("this processor has no " .. name) end
      C.tide_cpu_limit(level)
      for seed = 1, 700 do
        local wrong = run_one(level * 10000 + seed)
        if wrong then
          C.tide_cpu_limit(2)
          error(wrong, 0)
        end
      end
      C.tide_cpu_limit(2)
    end)
  end
end)
