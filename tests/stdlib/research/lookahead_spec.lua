--- The truncation test: what looks ahead is found at its first bar, and nothing else is.
local ffi = require "ffi"
local backtest = require "stdlib.backtest"
local candles = require "stdlib.candles"
local defined = require "tests.support.defined"
local lookahead = require "stdlib.research.lookahead"

local C = require("stdlib.host").C
local HOUR = 3600e6

local function market(bars, seed, symbol)
  local c = assert(candles.synthetic { bars = bars, seed = seed })
  c.symbol = symbol or "DEMO"
  return c
end

--- An indicator that looks `far` candles ahead where `when` says so.
local function peek(when, far)
  return ([[
local peek = ta.define {
  name = "peek", lookback = 0,
  batch = function(n, input, p, output)
    local x = input.real
    for t = 1, n do output.value[t] = (%s) and x[t + %d] or x[t] end
  end,
}
]]):format(when, far or 1)
end

local function rules(head, side)
  return ([[%sreturn strategy { name = "x", rules = function(m) return { long = { %s } } end }]]):format(head, side)
end

--- The first bar at which a signal of any prefix is not that of all candles: every prefix, bar by bar. No
-- offender here does anything to prefixes of fewer than 240 candles.
local function brute(job)
  local whole = assert(backtest.signals(job))
  local first, change = nil, ffi.new "tide_change"
  for cut = 240, job.candles.cdata.n - 1 do
    local with, time = {}, job.candles:close_time(cut - 1)
    for symbol, c in pairs(job.with or {}) do with[symbol] = c:first(c:closed(time)) end
    local part = assert(backtest.signals { strategy = job.strategy, candles = job.candles:first(cut), with = with,
      settings = job.settings })
    if C.tide_signals_compare(part.cdata, whole.cdata, change) == 1 then
      first = math.min(first or math.huge, change.bar)
    end
    backtest.free(part)
  end
  return first
end

local ENTER = "enter = peek(m.close):crosses_above(ta.sma(m.close, 10)), exit = m.close:below(ta.sma(m.close, 20))"

local OFFENDERS = {
  ["beyond a number of bars"] = { peek("t > 400 and t < n"), ENTER, "ta.peek(m.close)" },
  ["above a price"] = { peek("n > 250 and x[t] > 130 and t < n"), ENTER, "ta.peek(m.close)" },
  ["five bars far"] = { peek("t > 300 and t + 5 <= n", 5), ENTER, "ta.peek(m.close)" },
  ["on a coarser time frame"] = { peek("t > 250 and t < n"),
    "enter = m.close:above(peek(m('2h').close)), exit = m.close:falling(3)", 'ta.peek(m("2h").close)' },
  ["in another symbol"] = { peek("t > 300 and t < n"),
    "enter = peek(m('1h', 'OTHER').close):rising(2), exit = m.close:falling(3)",
    'ta.peek(m("1h", "OTHER").close)' },
  ["in what an indicator reads"] = { peek("t > 350 and t < n"),
    "enter = ta.ema(peek(m.close), 5):rising(2), exit = m.close:falling(3)", "ta.peek(m.close)" },
}

-- Signals of other roots than the entry.
local ROOTS = {
  exit = "enter = m.close:rising(2), exit = m.close:above(peek(m.close))",
  stop_loss = "enter = m.close:rising(2), stop_loss = peek(m.low) * 0.9",
  take_profit = "enter = m.close:rising(2), take_profit = peek(m.high) * 1.1",
  trailing_stop = "enter = m.close:rising(2), trailing_stop = peek(m.low) * 0.9",
  limit = "enter = m.close:rising(2), exit = m.close:falling(2), limit = peek(m.low)",
  confidence = "enter = m.close:rising(2), exit = m.close:falling(2), confidence = peek(m.low) / 1e6",
}

describe("the truncation test", function()
  local data, other = market(560, 3), market(550, 4, "OTHER")

  local function test(text, more)
    local job = more or {}
    job.strategy, job.candles = assert(defined.load(text)), job.candles or data
    job.settings = backtest.settings "tide"
    return assert(lookahead.test(job)), job
  end

  for label, case in pairs(OFFENDERS) do
    it("finds what looks ahead at its first bar: " .. label, function()
      local bar
      for _, stream in ipairs { 0, 560 } do
        local found, job = test(rules(case[1], case[2]), { prefixes = 60, stream = stream, with = { OTHER = other } })
        assert.is_false(found.clean)
        bar = bar or brute(job)
        assert.equal(bar, found.first.bar)
        assert.equal("long enter prefix", ("%s %s %s"):format(found.first.side, found.first.signal, found.first.source))
        assert.equal(case[3], found.first.expression)
        assert.equal(8, found.first.line)
        assert.equal(1, found.first.defined.line)
        assert.not_equal(found.first.expression_was, found.first.expression_is)
        assert.is_true(found.first.known_candles > found.first.candles)
      end
    end)
  end

  for root, side in pairs(ROOTS) do
    it("looks at every signal: " .. root, function()
      local found, job = test(rules(peek "t > 400 and t < n", side), { prefixes = 40, stream = 0 })
      assert.equal(root, found.first.signal)
      assert.equal(brute(job), found.first.bar)
    end)
  end

  it("says when it became known", function()
    local found = test(rules(peek("t > 400 and t + 7 <= n", 7), "enter = m.close:rising(1), limit = peek(m.low)"))
    assert.same({ 400, 401, 408 }, { found.first.bar, found.first.candles, found.first.known_candles })
    assert.equal(tonumber(data.cdata.time[408] / 1000), found.first.known_time)
    assert.equal(data.cdata.low[400], found.first.was)
    assert.equal(data.cdata.low[407], found.first.is)
  end)

  it("finds an expression that changes while no signal does", function()
    local found = test(rules(peek "t > 400 and t < n", "enter = all { peek(m.close):above(1), m.close:rising(2) }"))
    assert.is_false(found.clean)
    assert.is_nil(found.first.signal)
    assert.same({ 400, "ta.peek(m.close)" }, { found.first.bar, found.first.expression })
  end)

  it("finds what steps otherwise than it evaluates", function()
    local found = test(rules([[
local odd = ta.define {
  name = "odd", lookback = 0,
  start = function() return { n = 0 } end,
  step = function(state, bar) state.n = state.n + 1 return state.n > 450 and bar.real * 2 or bar.real end,
  batch = function(n, input, p, output)
    for t = 1, n do output.value[t] = input.real[t] end
  end,
}
]], "enter = m.close:rising(2), limit = odd(m.low)"))
    assert.same({ "stream", 450, "ta.odd(m.low)" }, { found.first.source, found.first.bar, found.first.expression })
    assert.equal(450, found.streamed)
  end)

  it("says that a prefix cannot be run", function()
    local _, why = lookahead.test { candles = data, strategy = assert(defined.load(rules([[
local picky = ta.define {
  name = "picky", lookback = 0,
  batch = function(n, input, p, output)
    if n > 300 and n < 560 then error "not so many" end
    for t = 1, n do output.value[t] = input.real[t] end
  end,
}
]], "enter = m.close:above(picky(m.low))"))) }
    assert.matches("^on the first 3%d%d candles: .*FILE.lua:4: .*not so many", why)
  end)

  it("finds data that were not finished when they were read", function()
    -- the day's candle as it was at noon; the bar that closes with the day is the first to see it
    local days = assert(data:resample "1d")
    days.symbol = "DAYS"
    local n = 20
    local close = ffi.new("double[?]", n)
    ffi.copy(close, days.cdata.close, n * 8)
    close[n - 1] = close[n - 1] * 0.9
    local was = days:first(n)
    was.cdata.close = close
    local found = test(rules("", "enter = m.close:rising(2), limit = m('1d', 'DAYS').close"),
      { with = { DAYS = days }, earlier = { was } })
    assert.same({ "earlier", n * 24 - 1, "limit", 'm("1d", "DAYS").close' },
      { found.first.source, found.first.bar, found.first.signal, found.first.expression })
    assert.same({ close[n - 1], days.cdata.close[n - 1] }, { found.first.was, found.first.is })
    close[n - 1] = days.cdata.close[n - 1]
    found = test(rules("", "enter = m.close:rising(2), limit = m('1d', 'DAYS').close"),
      { with = { DAYS = days }, earlier = { was } })
    assert.is_true(found.clean)
    was.symbol = "NONE"
    local _, why = lookahead.test { strategy = assert(defined.load(rules("", "enter = m.close:rising(2)"))),
      candles = data, earlier = { was } }
    assert.equal("the earlier NONE is not among the data of this test", why)
  end)
end)

describe("a strategy that does not look ahead", function()
  local function hole(c, from, to)
    local n = c.cdata.n - (to - from)
    local view = ffi.new("tide_candles", { n = n, timeframe = c.cdata.timeframe })
    local kept = { view = view }
    for _, name in ipairs { "time", "open", "high", "low", "close", "volume" } do
      local column = ffi.new(name == "time" and "int64_t[?]" or "double[?]", n)
      for t = 0, n - 1 do column[t] = c.cdata[name][t < from and t or t + to - from] end
      kept[name], view[name] = column, column
    end
    return setmetatable({ cdata = view, n = n, timeframe = c.timeframe, symbol = c.symbol, kept = kept },
      { __index = candles })
  end

  -- gaps that hold the end of a day, in the traded symbol and in the other
  local data, other = hole(market(900, 8), 400, 420), hole(market(880, 9, "OTHER"), 600, 633)

  for label, side in pairs {
    ["time frames"] = "enter = m.close:crosses_above(ta.highest(m('1d').high, 3)), "
      .. "exit = ta.rsi(m('4h').close):below(40)",
    ["symbols"] = "enter = ta.ema(m('1d', 'OTHER').close, 3):rising(1), limit = m('1h', 'OTHER').close, "
      .. "exit = m.close:falling(2)",
    ["stops"] = "enter = m.close:rising(3), stop_loss = atr(14) * 2, trailing_stop = ta.lowest(m('4h').low, 3), "
      .. "take_profit = ta.highest(m('1d').high, 2) * 1.1",
    ["sessions"] = "enter = m.close:above(session { from = '08:00', to = '09:30', tz = 'Europe/London' }.high), "
      .. "exit = m.hour:at_least(20)",
  } do
    it("is clean: " .. label, function()
      local s = assert(defined.load(rules("", side)))
      local found = assert(lookahead.test { strategy = s, candles = data, with = { OTHER = other }, prefixes = 899 })
      assert.same({ true, 857 + 22, 879 }, { found.clean, found.prefixes, found.streamed - 1 })
      assert.is_nil(found.first)
    end)
  end

  it("may be one on a time frame of its own, with indicators in Lua", function()
    local text = defined.SMA .. [[return strategy { name = "x", timeframe = "4h", rules = function(m)
      return { long = { enter = m.close:crosses_above(my_sma(m("1d").close, 3)),
        exit = m.close:below(my_sma(m.close, 4)) } }
    end }]]
    local found = assert(lookahead.test { strategy = assert(defined.load(text)), candles = data, prefixes = 50 })
    assert.is_true(found.clean)
    assert.is_true(found.prefixes > 40)
  end)
end)

describe("the cuts", function()
  local prefixes = require "stdlib.research.lookahead.prefixes"
  local data = market(5000, 2)
  local strategy = assert(defined.load(rules("", "enter = m.close:above(m('1d').close)")))

  local function choose(count, seed)
    return prefixes.choose { candles = data, strategy = strategy, count = count, seed = seed, first = 47 }
  end

  it("are the end, borders of the time frames, and no long stretch is without one", function()
    local cuts = choose(200)
    assert.is_true(#cuts > 180 and #cuts < 280, #cuts)
    local has, borders, widest = {}, 0, 0
    for i, cut in ipairs(cuts) do
      assert.is_true(cut >= 1 and cut < 5000 and (i == 1 or cut > cuts[i - 1]))
      has[cut] = true
      widest = math.max(widest, cut - (cuts[i - 1] or 0))
      if tonumber(data.cdata.time[cut - 1]) % (24 * HOUR) == 23 * HOUR then borders = borders + 1 end
    end
    for cut = 5000 - 66, 4999 do assert.is_true(has[cut]) end
    assert.is_true(has[48])
    assert.is_true(borders > 12, borders)
    assert.is_true(widest < 2 * 5000 / (200 / 3), widest)
  end)

  it("are those of the seed", function()
    assert.same(choose(100, 5), choose(100, 5))
    assert.not_same(choose(100, 5), choose(100, 6))
  end)

  it("are all when there are few", function() assert.equal(4999, #choose(4999)) end)
end)
