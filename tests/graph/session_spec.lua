--- Sessions keep to the local clock, also when it is put forward or back.
local ffi = require "ffi"
local C = require("stdlib.host").C
local build = require "tests.graph.build"

local HOUR = 3600e6

local function utc(year, month, day, hour, minute)
  local before = os.time { year = 1970, month = 1, day = 2, hour = 0 } - 86400
  return (os.time { year = year, month = month, day = day, hour = hour or 0, min = minute or 0, isdst = false }
    - before) * 1e6
end

--- Bars whose high is their number and low its negative.
local function candles(from, n, step, tf)
  local c = { tf = tf, time = {}, open = {}, high = {}, low = {}, close = {}, volume = {} }
  for t = 1, n do
    c.time[t] = from + (t - 1) * step
    c.open[t], c.close[t], c.high[t], c.low[t], c.volume[t] = 1, 1, t, -t, 1
  end
  return c
end

--- Values of a session operator at every bar.
local function run(c, op, numbers, zone)
  local s = build.strategy()
  local x = { op = op, args = { { field = "close" } }, numbers = numbers, text = zone }
  local column = op == "session_high" or op == "session_low"
  local node = assert(build.node(s.graph, x))
  local side = s.side[0]
  side.used = true
  if column then side.limit = node else side.enter = node end
  local data = build.candles(c)
  local market = build.market("A", { A = data })
  local signals = assert(build.signals(s, market))
  local out = {}
  for t = 0, data.n - 1 do out[t + 1] = C.tide_signals_value(signals, node, t) end
  local first = signals.first
  C.tide_signals_free(signals)
  return out, first
end

--- Open times of the bars that are true, as "MM-DD HH:MM" UTC.
local function stamps(c, list)
  local out = {}
  for t, x in ipairs(list) do if x == 1 then out[#out + 1] = os.date("!%m-%d %H:%M", c.time[t] / 1e6) end end
  return out
end

local EIGHT = { 8 * 60, 9 * 60 }

describe("a session", function()
  it("moves with London's clock in March", function()
    local c = candles(utc(2024, 3, 30), 72, HOUR, "1h")
    assert.same({ "03-30 08:00", "03-31 07:00", "04-01 07:00" },
      stamps(c, run(c, "session_inside", EIGHT, "Europe/London")))
  end)

  it("moves with London's clock in October", function()
    local c = candles(utc(2024, 10, 26), 72, HOUR, "1h")
    assert.same({ "10-26 07:00", "10-27 08:00", "10-28 08:00" },
      stamps(c, run(c, "session_inside", EIGHT, "Europe/London")))
  end)

  it("has the hour twice that the clock shows twice, and never the one it skips", function()
    local c = candles(utc(2024, 10, 27), 6, HOUR, "1h")
    assert.same({ "10-27 00:00", "10-27 01:00" }, stamps(c, run(c, "session_inside", { 60, 120 }, "Europe/London")))
    local march = candles(utc(2024, 3, 31), 6, HOUR, "1h")
    assert.same({}, stamps(march, run(march, "session_inside", { 60, 120 }, "Europe/London")))
  end)

  it("knows other zones, half hours and long ago", function()
    local c = candles(utc(2024, 1, 15), 96, 900e6, "15m")
    assert.same({ "01-15 03:45", "01-15 04:00" },
      stamps(c, run(c, "session_inside", { 9 * 60 + 15, 9 * 60 + 45 }, "Asia/Kolkata")))
    local old = candles(utc(1975, 6, 2), 24, HOUR, "1h")
    assert.same({ "06-02 13:00" }, stamps(old, run(old, "session_inside", { 540, 600 }, "America/New_York")))
    local late = candles(utc(2060, 7, 1), 24, HOUR, "1h")
    assert.same({ "07-01 07:00" }, stamps(late, run(late, "session_inside", EIGHT, "Europe/London")))
  end)

  it("may wrap midnight", function()
    local c = candles(utc(2024, 1, 1), 30, HOUR, "1h")
    assert.same({ "01-01 00:00", "01-01 01:00", "01-01 22:00", "01-01 23:00", "01-02 00:00", "01-02 01:00" },
      stamps(c, run(c, "session_inside", { 22 * 60, 2 * 60 }, "UTC")))
    local high = run(c, "session_high", { 22 * 60, 2 * 60 }, "UTC")
    assert.same({ 1, 2, 2, 2 }, { high[1], high[2], high[3], high[22] })
    assert.same({ 23, 24, 25, 26, 26 }, { high[23], high[24], high[25], high[26], high[27] })
  end)

  it("has an extreme that runs, stays, and begins anew", function()
    local c = candles(utc(2024, 1, 1), 48, HOUR, "1h")
    local high, first = run(c, "session_high", { 480, 660 }, "UTC")
    local low = run(c, "session_low", { 480, 660 }, "UTC")
    assert.equal(8, first)
    assert.is_true(high[8] ~= high[8] and low[8] ~= low[8])
    for hour, t in ipairs { 9, 10, 11 } do
      assert.equal(8 + hour, high[t])
      assert.equal(-(8 + hour), low[t])
    end
    for t = 12, 32 do assert.equal(11, high[t]) end
    assert.equal(33, high[33])
  end)

  it("begins anew though no bar lies between two sessions", function()
    local c = candles(utc(2024, 1, 1, 8), 4, HOUR, "1h")
    c.time[3], c.time[4] = utc(2024, 1, 2, 8), utc(2024, 1, 2, 9)
    c.high[1] = 50
    assert.same({ 50, 50, 3, 4 }, run(c, "session_high", { 480, 660 }, "UTC"))
  end)

  it("has an after on the local clock", function()
    local c = candles(utc(2024, 7, 1), 24, HOUR, "1h")
    assert.same({ "07-01 20:00", "07-01 21:00", "07-01 22:00" },
      stamps(c, run(c, "session_after", { 480, 660, 21 * 60 }, "Europe/London")))
  end)

  it("does not leave another zone behind", function()
    local before = os.date "%c %z"
    run(candles(utc(2024, 1, 1), 3, HOUR, "1h"), "session_inside", EIGHT, "Asia/Tokyo")
    assert.equal(before:sub(-5), os.date("%z"))
  end)

  it("of an unknown zone is refused", function()
    local s = build.strategy()
    s.side[0].used = true
    s.side[0].enter = assert(build.node(s.graph,
      { op = "session_inside", args = { { field = "close" } }, numbers = EIGHT, text = "Europe/Londn" }))
    local market = build.market("A", { A = build.candles(candles(0, 3, HOUR, "1h")) })
    local none, message = build.signals(s, market)
    assert.is_nil(none)
    assert.is_truthy(message:find("unknown time zone 'Europe/Londn'", 1, true))
    local error = ffi.new "tide_error"
    assert.equal(C.TIDE_EMISSING, C.tide_timezone_check("Europe", error))
    assert.equal(C.TIDE_OK, C.tide_timezone_check("UTC", error))
    assert.equal(C.TIDE_EINVAL, C.tide_timezone_check("/etc/localtime", error))
  end)
end)
