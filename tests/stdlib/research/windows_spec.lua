--- Windows of a walk-forward: their places on the bars, and what a part can see.
local candles = require "stdlib.candles"
local random = require "stdlib.generator.random"
local windows = require "stdlib.research.windows"

local DAY = 24 -- bars
local market = assert(candles.synthetic { bars = 500 * DAY, seed = 2, kind = "noise" })

describe("windows", function()
  it("follow one another: 180, 60 and 60 days unless it is said", function()
    local list = assert(windows.plan(market, {}))
    assert.equal(6, #list) -- 180 + 5 * 60 = 480; the last has 20 of its 60 days
    for i, w in ipairs(list) do
      assert.equal(i, w.number)
      assert.equal(60 * DAY * (i - 1), w.train.first)
      assert.equal(180 * DAY, w.train.bars)
      assert.equal(w.train.last + 1, w.test.first)
      assert.equal(i < 6 and 60 * DAY or 20 * DAY, w.test.bars)
      assert.equal(w.test.first, w.stitched.first)
      assert.equal(w.train.last + 1, w.train.candles.n)
      assert.equal(w.test.last + 1, w.test.candles.n)
      assert.equal(market.cdata.time[w.test.first], w.test.from)
    end
  end)

  it("may all begin with the first bar", function()
    for i, w in ipairs(assert(windows.plan(market, { anchored = true }))) do
      assert.equal(0, w.train.first)
      assert.equal((180 + 60 * (i - 1)) * DAY, w.train.bars)
    end
  end)

  it("leave a gap where trades could reach over", function()
    for _, w in ipairs(assert(windows.plan(market, { purge = 30, embargo = 12 }))) do
      assert.equal(w.train.last + 1 + 42, w.test.first)
    end
  end)

  it("count for their first step when tests overlap", function()
    local list = assert(windows.plan(market, { step = "20d" }))
    for i, w in ipairs(list) do
      if i < #list then
        assert.equal(20 * DAY, w.stitched.bars)
        assert.equal(w.stitched.last + 1, list[i + 1].stitched.first)
        assert.is_true(w.test.bars >= w.stitched.bars)
      end
    end
  end)

  it("cover every bar once, whatever they are", function()
    local r = random.new(11)
    local planned = 0
    for _ = 1, 300 do
      local options = {
        train = tostring(r:int(30, 4000)), test = tostring(r:int(20, 2000)), anchored = r:chance(0.5),
        purge = r:chance(0.3) and r:int(1, 30) or 0, from = r:chance(0.3) and market.cdata.time[r:int(0, 3000)] or nil,
      }
      options.step = tostring(r:int(20, tonumber(options.test)))
      local list, message = windows.plan(market, options)
      if list then
        planned = planned + 1
        local first = options.from and market:before(options.from) or 0
        for i, w in ipairs(list) do
          assert.is_true(w.train.first >= first and w.train.bars >= 20 and w.test.bars >= 20)
          assert.equal(w.test.first, w.train.last + 1 + options.purge)
          assert.is_true(w.stitched.last <= w.test.last)
          if i > 1 then assert.equal(list[i - 1].stitched.last + 1, w.stitched.first) end
          assert.is_true(w.test.last < market.n)
        end
      else
        assert.is_truthy(message:find("window", 1, true), message)
      end
    end
    assert.is_true(planned > 200, planned)
  end)

  it("are refused with what to do", function()
    for part, options in pairs {
      ["too few candles for one window"] = { train = "500d" },
      ["a window's training part has"] = { train = "30", purge = 25 },
      ["longer than --test"] = { test = "20d", step = "40d" },
    } do
      local list, message = windows.plan(market, options)
      assert.is_nil(list, part)
      assert.is_truthy(message:find(part, 1, true), message)
    end
    for _, word in ipairs { "", "x", "-5", "0", "5.5", "5q" } do assert.is_nil((windows.parse_length(word))) end
    assert.same({ bars = 5000 }, windows.parse_length "5000")
    assert.same({ time = 180 * 86400e6 }, windows.parse_length "180d")
  end)
end)
