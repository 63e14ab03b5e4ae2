--- Regimes of days: against the long way, known when the day opens, and what they say of history.
local candles = require "stdlib.candles"
local config = require "stdlib.regime.config"
local data = require "tests.support.data"
local macro = require "stdlib.regime.macro"
local naive = require "tests.support.naive_regimes"
local names = require "stdlib.regime.names"
local random = require "tests.support.reference.random"
local regime = require "stdlib.regime"
local spans = require "stdlib.regime.spans"

local DAY = 86400

local function days(close, first, symbol)
  local lines = { "time,open,high,low,close" }
  for i, x in ipairs(close) do
    lines[#lines + 1] = ("%d,%.17g,%.17g,%.17g,%.17g"):format((first or 15000) * DAY + (i - 1) * DAY, x, x, x, x)
  end
  return assert(candles.parse(table.concat(lines, "\n"), (symbol or "A") .. "_1d.csv"))
end

-- A walk with stretches that rise, fall, and jump.
local function walk(r, n)
  local close, x, drift, sigma = {}, 100, 0, 0.02
  for i = 1, n do
    if r:chance(0.02) then drift, sigma = 0.004 * r:int(-3, 3), 0.01 * r:int(1, 4) end
    x = x * math.exp(drift + sigma * (r:uniform() + r:uniform() + r:uniform() - 1.5) * 2)
    if r:chance(0.005) then x = x * 0.7 end
    close[i] = x
  end
  return close
end

-- Short windows, so that short walks see everything.
local function quick(r)
  return assert(config.make {
    trend = { days = r:int(10, 30), slope = r:int(1, 10), confirm = r:int(1, 6), edge = 0.1 * r:int(1, 6),
      weights = { slope = r:int(0, 2), drawdown = r:int(1, 2) } },
    drawdown = { days = r:int(20, 60) },
    volatility = { usual = r:int(10, 30), days = r:int(5, 12), rank = r:int(50, 80) },
    crisis = { days = r:int(2, 20), fall = 0.1, sigmas = 1.5, hold = r:int(0, 5) },
  })
end

local function same(expected, found, n, label)
  for i = 1, n + 1 do
    local row, where = expected[i] or {}, ("%s, row %d"):format(label, i)
    assert.equal(row.label, found.trend.label[i], where)
    assert.equal(row.volatility, found.volatility.label[i], where)
    if row.confidence then assert.near(row.confidence, found.trend.confidence[i], 1e-9, where) end
  end
end

describe("regimes", function()
  it("are those of the long way", function()
    local r, seen = random.new(71), {}
    for case = 1, 12 do
      local close, c = walk(r, r:int(40, 300)), quick(r)
      local found = assert(regime.classify { candles = days(close), config = c })
      same(naive.classify(close, c), found, #close, "case " .. case)
      for i = 1, #close do
        seen[found.trend.label[i] or "none"] = true
        seen[found.volatility.label[i] or "none"] = true
      end
    end
    for _, name in ipairs { "bull", "bear", "range", "crisis", "high_volatility", "low_volatility", "none" } do
      assert.is_true(seen[name], name .. " was never seen")
    end
  end)

  it("are known when the day opens: nothing after it counts", function()
    local all = assert(candles.synthetic { bars = 24 * 500, seed = 5 })
    local others = {}
    for i = 1, 3 do others[i] = assert(candles.synthetic { bars = 24 * 500, seed = 20 + i }) end
    local function classify(n)
      local part = {}
      for i, one in ipairs(others) do part[i] = one:first(n) end
      return assert(regime.classify { candles = all:first(n), universe = part })
    end
    local whole, r = classify(all.n), random.new(9)
    for _ = 1, 12 do
      local n = r:int(1, all.n)
      local part = classify(n)
      for i = 1, part.n do -- the last day may have begun only
        for _, axis in ipairs { "trend", "volatility" } do
          assert.equal(whole[axis].label[i], part[axis].label[i])
          assert.equal(whole[axis].confidence[i], part[axis].confidence[i])
        end
      end
      if n % 24 == 0 then assert.equal(whole.trend.label[part.n + 1], part.trend.label[part.n + 1]) end
    end
  end)

  it("do not change with the price's unit", function()
    local close, scaled = walk(random.new(3), 600), {}
    for i, x in ipairs(close) do scaled[i] = x * 1024 end
    local a, b = regime.classify { candles = days(close) }, regime.classify { candles = days(scaled) }
    assert.same(a.trend.label, b.trend.label)
    assert.same(a.volatility.label, b.volatility.label)
  end)

  it("take the vote of other symbols, and only of those that are traded", function()
    local r = random.new(12)
    local close, c = walk(r, 200), quick(r)
    c.trend.weights.breadth = 5
    local up, ended = {}, {}
    for i = 1, 200 do up[i] = 100 * 1.01 ^ i end
    for i = 1, 100 do ended[i] = 100 * 0.99 ^ i end
    local universe = { days(up, nil, "B"), days(up, nil, "C"), days(up, nil, "D"), days(ended, nil, "E") }
    local share = {}
    for i = 1, 200 do
      share[i] = i >= c.trend.days and (i <= 100 + c.breadth.stale and 0.75 or 1) or nil
    end
    local found = assert(regime.classify { candles = days(close), universe = universe, config = c })
    same(naive.classify(close, c, share), found, 200, "breadth")
    assert.is_true(found.has_breadth)
    local few = assert(regime.classify { candles = days(close), universe = { universe[1], universe[2] }, config = c })
    same(naive.classify(close, c), few, 200, "two are too few")
  end)

  it("are found for a time", function()
    local close = walk(random.new(4), 300)
    local found = assert(regime.classify { candles = days(close) })
    local first = 15000 * DAY * 1000
    assert.equal(0, found:row(first - 1))
    assert.equal(1, found:row(first))
    assert.equal(1, found:row(first + DAY * 1000 - 1))
    assert.equal(300, found:row(first + 299 * DAY * 1000))
    assert.equal(301, found:row(first + 300 * DAY * 1000))
    local row = found:at(first + 200 * DAY * 1000 + 5)
    assert.equal(found.trend.label[201], row.label)
    assert.is_true(found:is(first + 200 * DAY * 1000, row.label))
    assert.is_nil(found:at(first - 5).label)
    assert.is_false(found:applies "boom")
  end)

  it("are those of days, whatever the candles", function()
    local hours = assert(candles.synthetic { bars = 24 * 400, seed = 8 })
    local a = assert(regime.classify { candles = hours })
    local b = assert(regime.classify { candles = assert(hours:resample "1d") })
    assert.same(a.trend, b.trend)
    assert.equal(400, a.n)
    local weeks = assert(regime.classify { candles = assert(hours:resample "1w") })
    assert.equal("1w", weeks.timeframe)
    assert.is_truthy(weeks.trend.label[weeks.n], "100 days are 14 weeks")
  end)

  it("say nothing of what is too short", function()
    local found = assert(regime.classify { candles = days { 1, 2, 3 } })
    assert.same({}, found.trend.label)
    assert.same({ regime = nil, from = 15000 * DAY * 1000, to = 15002 * DAY * 1000, days = 3 },
      spans.of(found, "trend")[1])
  end)

  it("have shares and spans that add up", function()
    local found = assert(regime.classify { candles = days(walk(random.new(6), 900)) })
    local rows, sum = spans.years(found), 0
    local all = rows[#rows]
    for i = 1, #rows - 1 do sum = sum + rows[i].days end
    assert.equal(900, all.days)
    assert.equal(900, sum)
    assert.near(all.known / 900, all.share.bull + all.share.bear + all.share.range + all.share.crisis, 1e-12)
    assert.is_nil(all.share.boom)
    local count = 0
    for _, span in ipairs(spans.of(found, "trend")) do count = count + span.days end
    assert.equal(900, count)
  end)

  it("read the history of bitcoin as people remember it", function()
    local found = assert(regime.classify { candles = assert(candles.load(data.path "BTCUSDT_1d.csv")) })
    local share = {}
    for _, row in ipairs(spans.years(found)) do share[row.year or "all"] = row.share end
    assert.is_true(share[2018].bear > 0.6)
    assert.is_true(share[2021].bull > 0.6)
    assert.is_true(share[2022].bear > 0.8 and share[2022].bull == 0)
    assert.is_true(share[2024].bull > 0.6)
    assert.is_true(share.all.crisis > 0.01 and share.all.crisis < 0.06)
    local function on(y, m, d) return found:at(os.time { year = y, month = m, day = d, hour = 12 } * 1000) end
    assert.equal("crisis", on(2020, 3, 14).label)
    assert.equal("bear", on(2022, 9, 1).label)
    assert.equal("bull", on(2021, 2, 1).label)
  end)
end)

describe("boom and recession", function()
  local RULE = config.default.economy
  local function series(text) return assert(macro.parse(text, "gdp.csv")) end

  it("are known when the value was published", function()
    local s = series "DATE,GDP\n2019-01-01,100\n2020-01-01,103\n2021-01-01,101\n"
    local function at(date, rule)
      local year, month, day = date:match "(%d+)-(%d+)-(%d+)"
      local ms = os.time { year = year, month = month, day = day, hour = 12 } * 1000
      return macro.judge(RULE, macro.measure(s, rule or RULE, ms))
    end
    assert.is_nil(at "2019-06-01", "there is no year before")
    assert.is_nil(at "2020-02-01", "45 days have not gone by")
    local name, sure = at "2020-03-01"
    assert.equal("boom", name)
    assert.near(0.5, sure, 1e-9)
    assert.is_nil(at "2020-12-01", "a value of January says nothing of December")
    assert.equal("recession", (at "2021-03-01"))
  end)

  it("turn round where less is better", function()
    local rule = { measure = "level", boom = 4, recession = 7, full = 2 }
    assert.equal("boom", (macro.judge(rule, 3)))
    assert.equal("recession", (macro.judge(rule, 8)))
    assert.is_nil(macro.judge(rule, 5))
    assert.equal(1, select(2, macro.judge(rule, 12)))
  end)

  it("take levels and differences, and no change of what is not above 0", function()
    local s = series "0,-1\n31536000,2\n"
    local function measure(kind)
      return macro.measure(s, { measure = kind, days = 365, lag = 0, stale = 10 }, 31536000 * 1000)
    end
    assert.equal(2, measure "level")
    assert.equal(3, measure "difference")
    assert.is_nil(measure "change")
  end)

  it("are an axis of their own", function()
    local close = walk(random.new(2), 700)
    local lines = {}
    for i = 0, 40 do lines[i + 1] = ("%d,%g"):format((14500 + 30 * i) * DAY, 100 * 1.01 ^ i) end
    local found = assert(regime.classify { candles = days(close), macro = series(table.concat(lines, "\n")) })
    assert.is_true(found:applies "recession")
    assert.equal("boom", found.economy.label[500])
    assert.equal(found.trend.label[500], regime.classify({ candles = days(close) }).trend.label[500])
  end)

  it("refuse a file with its line", function()
    for text, message in pairs {
      ["time,value\n2020-01-01,x\n"] = "m.csv:2: expected a number, found 'x'",
      ["2020-01-01,1\nsoon,2\n"] = "m.csv:2: expected a time like 2020-03-01 or 1583020800, found 'soon'",
      ["2020-01-01,1\n2020-01-01,2\n"] = "m.csv:2: times must rise, and this one is not after the one before",
      ["time,value\n"] = "m.csv: it holds no values: a line is time,value",
      ["2020-01-01\n"] = "m.csv:1: expected time,value",
    } do
      local made, found = macro.parse(text, "m.csv")
      assert.is_nil(made)
      assert.equal(message, found)
    end
    assert.equal(1, series("\239\187\191date;v\r\n2020-01-01;.\r\n2020-02-01;\"5\"\r\n").n)
  end)
end)

describe("the names of regimes", function()
  it("go into bits and back, and are on one axis each", function()
    assert.equal(8, #names.list)
    for _, name in ipairs(names.list) do assert.is_truthy(names.axis_of[name], name) end
    assert.same({ "bull", "crisis" }, names.of(names.bits { "crisis", "bull" }))
    assert.equal(255, names.bits(names.list))
    assert.is_nil(names.of(0))
  end)
end)
