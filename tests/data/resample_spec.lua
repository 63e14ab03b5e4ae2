--- Resampling against a naive twin, and the real hourly files against the daily ones.
local candles = require "stdlib.candles"
local data = require "tests.support.data"

local COLUMNS = { "open", "high", "low", "close", "volume", "funding", "mark", "open_interest" }
local DAY = 86400

--- Open and close, in seconds, of the bar of `timeframe` that holds second t. Written
-- with os.date, which knows nothing of the host's calendar.
local BARS = {
  ["2h"] = function(t) return t - t % 7200, t - t % 7200 + 7200 end,
  ["4h"] = function(t) return t - t % 14400, t - t % 14400 + 14400 end,
  ["1d"] = function(t) return t - t % DAY, t - t % DAY + DAY end,
  ["1w"] = function(t)
    local day = t - t % DAY
    local monday = day - (os.date("!*t", day).wday + 5) % 7 * DAY
    return monday, monday + 7 * DAY
  end,
  ["1mo"] = function(t)
    local date = os.date("!*t", t)
    local first = t - t % DAY - (date.day - 1) * DAY
    local after = first + 31 * DAY
    return first, after - (os.date("!*t", after).day - 1) * DAY
  end,
}

local function is_nan(x) return x ~= x end

--- Bars as plain tables, one candle at a time.
local function naive(c, step, bar_of)
  local bars, d = {}, c.cdata
  local close
  for i = 0, c.n - 1 do
    local t = tonumber(d.time[i]) / 1e6
    local from, to = bar_of(t)
    local bar = bars[#bars]
    if not bar or bar.time ~= from then
      bar = { time = from, open = d.open[i], high = -math.huge, low = math.huge, volume = 0, mark = 0 / 0,
        funding = 0 / 0, open_interest = 0 / 0 }
      bars[#bars + 1] = bar
    end
    bar.high, bar.low, bar.close = math.max(bar.high, d.high[i]), math.min(bar.low, d.low[i]), d.close[i]
    bar.volume = bar.volume + d.volume[i]
    if not is_nan(d.funding[i]) then
      bar.funding = (is_nan(bar.funding) and 0 or bar.funding) + d.funding[i]
    end
    if is_nan(bar.mark) then bar.mark = d.mark[i] end
    if not is_nan(d.open_interest[i]) then bar.open_interest = d.open_interest[i] end
    close = to
  end
  local reached = tonumber(d.time[c.n - 1]) / 1e6 + step
  if reached < close then bars[#bars] = nil end
  return bars
end

local function maybe(x) return math.random(3) == 1 and "" or ("%.6f"):format(x) end

--- Hourly (or so) candles with gaps, from a random second on.
local function market(n, step)
  local lines = { "time,open,high,low,close,volume,funding_rate,mark_price,open_interest" }
  local t = math.random(0, 30000) * step
  for i = 2, n + 1 do
    local a, b, c, d = math.random(), math.random(), math.random(), math.random()
    lines[i] = ("%d,%.6f,%.6f,%.6f,%.6f,%.4f,%s,%s,%s"):format(t, 1 + a, 1 + math.max(a, b, c, d),
      1 + math.min(a, b, c, d), 1 + d, math.random() * 100, maybe(a), maybe(b), maybe(c))
    t = t + step * (math.random(20) == 1 and math.random(2, 40) or 1)
  end
  return assert(candles.parse(table.concat(lines, "\n"), "random.csv"))
end

local function same(x, y) return x == y or (is_nan(x) and is_nan(y)) end

describe("resampling", function()
  for timeframe, bar_of in pairs(BARS) do
    it("to " .. timeframe .. " is what a naive twin makes", function()
      math.randomseed(#timeframe)
      for _ = 1, 40 do
        local step = timeframe == "2h" and 1800 or 3600
        local c = market(math.random(20, 900), step)
        local bars = naive(c, step, bar_of)
        local coarse = assert(c:resample(timeframe))
        assert.equal(#bars, coarse.n)
        assert.equal(timeframe, coarse.timeframe)
        for i, bar in ipairs(bars) do
          assert.equal(bar.time, tonumber(coarse.cdata.time[i - 1]) / 1e6)
          for _, name in ipairs(COLUMNS) do
            if not same(bar[name], coarse.cdata[name][i - 1]) then
              assert.equal(name .. " " .. bar[name], name .. " " .. coarse.cdata[name][i - 1])
            end
          end
        end
      end
    end)
  end

  local HOURS = "time,open,high,low,close\n1700000000,1,1,1,1\n1700003600,1,1,1,1\n1700007200,1,1,1,1\n"

  it("to the data's own time frame is a copy, wherever it is anchored", function()
    local c = assert(candles.parse(HOURS, "f.csv"))
    local copy = assert(c:resample "1h")
    assert.equal(3, copy.n)
    assert.equal(1700000000e6, tonumber(copy.cdata.time[0]))
  end)

  for wanted, message in pairs {
    ["5m"] = "time frame 5m is finer than the data, which has candles of 1h",
    ["90m"] = "time frame 90m is no whole number of the data's candles of 1h",
    ["fortnight"] = "unknown time frame 'fortnight'; write 5m, 1h, 1d, 1w or 1mo",
  } do
    it("to " .. wanted .. " is refused", function()
      assert.same({ nil, message }, { assert(candles.parse(HOURS, "f.csv")):resample(wanted) })
    end)
  end

  it("of weeks to months is refused: they do not fit", function()
    local c = assert(candles.parse("2024-01-01,1,1,1,1\n2024-01-08,1,1,1,1\n2024-01-15,1,1,1,1\n", "f.csv"))
    local _, message = c:resample "1mo"
    assert.equal("time frame 1mo is no whole number of the data's candles of 1w", message)
  end)

  for _, symbol in ipairs { "BTCUSDT", "ETHUSDT", "ADAUSDT", "SOLUSDT", "MATICUSDT" } do
    it("of " .. symbol .. "_1h gives the candles of " .. symbol .. "_1d", function()
      local hours = assert(candles.load(data.path(symbol .. "_1h.csv"), { cache = false }))
      local days = assert(candles.load(data.path(symbol .. "_1d.csv"), { cache = false }))
      local made = assert(hours:resample "1d")
      local at = {}
      for i = 0, days.n - 1 do at[tonumber(days.cdata.time[i])] = i end
      local first = tonumber(hours.cdata.time[0]) % (DAY * 1e6) == 0 and 0 or 1
      local compared = 0
      for i = first, made.n - 1 do
        local k = at[tonumber(made.cdata.time[i])]
        if k then
          compared = compared + 1
          for _, name in ipairs { "open", "high", "low", "close" } do
            assert.equal(days.cdata[name][k], made.cdata[name][i])
          end
          assert.near(days.cdata.volume[k], made.cdata.volume[i], 1e-9 * days.cdata.volume[k] + 1e-6)
        end
      end
      assert.is_true(compared > 900, compared)
    end)
  end
end)
