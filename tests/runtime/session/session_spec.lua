--- The words of strategies on candles that are there: the numbers are those of the host, computed
-- here by other ways.
local ffi = require "ffi"
local candles = require "stdlib.candles"
local indicators = require "stdlib.indicators"
local names = require "stdlib.names"
local program = require "tests.support.program"
local sessions = require "runtime.session"
local words = require "runtime.session.words"

local function made(bars, seed) return assert(candles.synthetic { bars = bars, seed = seed }) end

-- Undefined is equal to undefined.
local function same(a, b) return a == b or (a ~= a and b ~= b) end

describe("a session", function()
  local session, env
  before_each(function()
    session = sessions.new()
    env = session.env
  end)

  local function series(object)
    local s = require("runtime.session.series").of(session.context.r.node_of(object))
    return s
  end

  it("has the words that are listed", function()
    local documented = {}
    for _, doc in ipairs(words.docs) do documented[#documented + 1] = doc[1] end
    table.sort(documented)
    assert.same(names.session, documented)
    env.demo(10)
    for _, list in ipairs { names.session, names.vocabulary } do
      for _, name in ipairs(list) do
        if name ~= "scanner" then assert.is_truthy(env[name], name) end
      end
    end
  end)

  it("gives an indicator the values that the host gives", function()
    local c = session.markets:adopt(made(700, 3))
    local inputs = { real = c.cdata.close }
    local count = 0
    for _, spec in ipairs(indicators.list) do
      local columns, args, market = {}, {}, false
      for i, input in ipairs(spec.inputs) do
        local kind = indicators.kind(input)
        if kind == "condition" or input == "time" then columns = nil break end
        if kind == "field" then columns[i], market = c.cdata[input], true
        else columns[i], args[#args + 1] = inputs.real, c.close end
      end
      if columns then
        if market then table.insert(args, 1, c) end
        count = count + 1
        local expected = indicators.run(spec, c.n, columns, assert(indicators.check(spec, {})))
        local got = env.ta[spec.name](unpack(args))
        for i, output in ipairs(spec.outputs) do
          local s = series(#spec.outputs == 1 and got or got[output])
          assert.equal(c.n, s.n)
          for t = 0, c.n - 1 do
            assert.is_true(same(expected[i][t], s.values[t]), spec.name .. "." .. output .. " at " .. t)
          end
        end
      end
    end
    assert.is_true(count > 150, count)
  end)

  it("computes and compares as a loop does", function()
    local c = session.markets:adopt(made(300, 5))
    local close, open = c.cdata.close, c.cdata.open
    local mixed = (c.close - c.open) / c.open * 100 + 1
    local up = c.close:above(c.open)
    local both = env.all { up, up:shift(1) }
    for t = 0, c.n - 1 do
      assert.equal((close[t] - open[t]) / open[t] * 100 + 1, mixed:at(t + 1))
      assert.equal(close[t] > open[t] and 1 or 0, up[t + 1])
      local before = t > 0 and close[t - 1] > open[t - 1]
      assert.equal(close[t] > open[t] and before and 1 or 0, both:at(t - c.n))
    end
    assert.is_nil(mixed:at(0))
    assert.is_nil(mixed:at(c.n + 1))
    assert.equal(c.n, mixed:length())
    assert.same({ mixed:at(c.n - 1), mixed:last() }, mixed:tail(2))
    assert.same({ mixed:at(1), mixed:at(2), mixed:at(3) }, mixed:head(3))
    assert.equal(c.n, #mixed:values())
    assert.equal(5, #mixed:head())
  end)

  it("shows a coarser time frame in its own bars, and aligned where it meets a finer one", function()
    local c = session.markets:adopt(made(24 * 30 + 5, 7))
    local days = assert(made(24 * 30 + 5, 7):resample "1d")
    local daily = series(c("1d").close)
    assert.equal(days.n, daily.n)
    for t = 0, days.n - 1 do assert.equal(days.cdata.close[t], daily.values[t]) end
    local mixed = series(c.close - c("1d").close)
    assert.equal(c.n, mixed.n)
    for t = 0, c.n - 1 do
      -- the last day that has closed by the close of this hour
      local day = math.floor((t + 1) / 24) - 1
      local expected = day >= 0 and c.cdata.close[t] - days.cdata.close[day] or 0 / 0
      assert.is_true(same(expected, mixed.values[t]), t)
    end
  end)

  it("reads several candles in one expression, whatever they are called", function()
    local a, b = session.markets:adopt(made(200, 1)), session.markets:adopt(made(200, 2))
    assert.equal(a.symbol, b.symbol)
    local ratio, back = a.close / b.close, b.close / a.close
    for t = 0, 199 do
      assert.equal(a.cdata.close[t] / b.cdata.close[t], ratio:at(t + 1))
      assert.equal(b.cdata.close[t] / a.cdata.close[t], back:at(t + 1))
    end
    local days = assert(b:resample "4h")
    local mixed = a.close - days.close
    for t = 3, 199 do
      assert.equal(a.cdata.close[t] - days.cdata.close[math.floor((t + 1) / 4) - 1], mixed:at(t + 1))
    end
  end)

  it("trades rules that are made in it as it trades a file", function()
    local folder = program.folder()
    local path = program.write(folder .. "/s.lua", [[return strategy { name = "s",
      params = { n = int { 20, min = 2, max = 50 } },
      rules = function(m, p)
        local average, day = ta.sma(m.close, p.n), m("1d")
        return {
          long = { enter = all { m.close:crosses_above(average), day.close:above(ta.sma(day.close, 3)) },
            exit = m.close:crosses_below(average), stop_loss = atr(14) * 2, size = risk(0.02) },
          short = { enter = m.close:crosses_below(ta.lowest(m.low, 30):shift(1)), max_bars = 9, confidence = 0.5 },
        } end }]])
    local c = session.markets:adopt(made(4000, 11))
    local text = program.shell("cat " .. path).out
    local chunk = setfenv(assert(loadstring(text)), env)
    local m, ta = c, env.ta
    local average, day = ta.sma(m.close, 20), m "1d"
    local sides = {
      long = { enter = env.all { m.close:crosses_above(average), day.close:above(ta.sma(day.close, 3)) },
        exit = m.close:crosses_below(average), stop_loss = env.atr(14) * 2, size = env.risk(0.02) },
      short = { enter = m.close:crosses_below(ta.lowest(m.low, 30):shift(1)), max_bars = 9, confidence = 0.5 },
    }
    local loaded = env.load(path)
    local expected = env.bt(path, c)
    assert.is_true(#expected.trades > 20, #expected.trades)
    for what, strategy in pairs { loaded = loaded, table = chunk(), sides = sides } do
      local result = env.bt(strategy, c)
      assert.same(expected.trades, result.trades, what)
      assert.equal(expected[1].strategy.hash, result[1].strategy.hash, what)
      assert.same(expected:equity(), result:equity())
    end
    local other = env.bt(path, c, { param = { n = 30 }, commission = 0.001, settle = true })
    assert.same(other.trades, env.bt(chunk(), c, { param = { n = 30 }, commission = 0.001, settle = true }).trades)
    assert.not_same(expected.trades, other.trades)
    local several = env.bt(path, { c, made(4000, 12) })
    assert.equal(2, #several)
    program.remove(folder)
  end)

  it("trades rules that read their position, which have no values of their own", function()
    local folder = program.folder()
    local path = program.write(folder .. "/s.lua", [[return strategy { name = "s", rules = function(m)
      return { long = { enter = m.close:crosses_above(ta.sma(m.close, 20)), size = 0.2,
        exit = any { m.close:below(pos.entry * 0.98), pos.bars:above(15) },
        add = { when = m.close:above(pos.last_fill * 1.01), max = 2 } } } end }]])
    local c = session.markets:adopt(made(2000, 5))
    local pos = env.pos
    local sides = { long = { enter = c.close:crosses_above(env.ta.sma(c.close, 20)), size = 0.2,
      exit = env.any { c.close:below(pos.entry * 0.98), pos.bars:above(15) },
      add = { when = c.close:above(pos.last_fill * 1.01), max = 2 } } }
    local expected, result = env.bt(path, c), env.bt(sides, c)
    assert.is_true(#expected.trades > 20)
    assert.same(expected.trades, result.trades)
    assert.equal(expected[1].strategy.hash, result[1].strategy.hash)
    local fine, raised = pcall(series, c.close - pos.entry)
    assert.is_false(fine)
    assert.equal("pos.* has values only while a strategy is simulated: bt(...) does that", raised.message)
    program.remove(folder)
  end)

  it("forgets expressions that nobody holds", function()
    local c = session.markets:adopt(made(50, 1))
    local kept = env.ta.sma(c.close, 7) + 1
    for i = 1, 30000 do local _ = env.ta.sma(c.close, 2 + i % 40):above(i) end
    collectgarbage()
    collectgarbage()
    local count = 0
    for _ in pairs(session.context.r.nodes) do count = count + 1 end
    assert.is_true(count < 1500, count)
    local sum = 0
    for t = 43, 49 do sum = sum + c.cdata.close[t] end
    assert.is_true(math.abs(sum / 7 + 1 - kept:last()) < 1e-9 * sum)
  end)

  it("lets candles go", function()
    local watch = setmetatable({}, { __mode = "v" })
    env.demo(10) -- `m` is kept
    do
      local c = session.markets:adopt(made(50, 1))
      watch[1] = c
      assert.is_number((c.close + 1):last())
    end
    for _ = 1, 300 do local _ = env.m.close + 1 end -- the nodes made last are kept for a while
    collectgarbage()
    collectgarbage()
    assert.is_nil(watch[1])
  end)

  it("keeps what a column points into", function()
    local s
    do s = series(session.markets:adopt(made(50, 1))("4h").close) end
    collectgarbage()
    collectgarbage()
    assert.equal(tonumber(ffi.cast("int64_t", s.time[0]) + 4 * 3600 * 1000000LL), tonumber(s.time[1]))
  end)
end)
