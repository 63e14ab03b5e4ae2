--- Charts for terminals: what is drawn where, and that it fits.
local blocks = require "runtime.chart.blocks"
local braille = require "runtime.chart.braille"
local frame = require "runtime.chart.frame"
local layout = require "stdlib.layout"
local numbers = require "runtime.pretty.numbers"
local plot = require "runtime.chart.plot"
local pretty = require "runtime.pretty"
local sessions = require "runtime.session"
local spark = require "runtime.pretty.spark"

-- The dots of a cell by the numbers that Unicode gives them: U+2800 + bits, dot 1 the lowest bit.
local PLACES = { { 0, 3 }, { 0, 2 }, { 0, 1 }, { 1, 3 }, { 1, 2 }, { 1, 1 }, { 0, 0 }, { 1, 0 } }

local function dots_of(canvas)
  local found = {}
  for row = 0, canvas.rows - 1 do
    local column = 0
    for cell in canvas:row(row):gmatch "[%z\1-\127\194-\244][\128-\191]*" do
      if cell ~= " " then
        local _, b, c = cell:byte(1, 3)
        local bits = (b - 0xA0) * 64 + c - 0x80
        for i, place in ipairs(PLACES) do
          if math.floor(bits / 2 ^ (i - 1)) % 2 == 1 then
            found[(column * 2 + place[1]) .. "," .. (row * 4 + place[2])] = true
          end
        end
      end
      column = column + 1
    end
    assert.equal(canvas.columns, column)
  end
  return found
end

describe("the canvas of dots", function()
  it("shows every dot where it was set, and no other", function()
    math.randomseed(4)
    for _ = 1, 50 do
      local canvas, set = braille.new(7, 3), {}
      for _ = 1, math.random(0, 60) do
        local x, y = math.random(-3, 16), math.random(-3, 14)
        canvas:dot(x, y)
        if x >= 0 and x < 14 and y >= 0 and y < 12 then set[x .. "," .. y] = true end
      end
      assert.same(set, dots_of(canvas))
    end
  end)
end)

describe("a frame", function()
  it("has its ends at the ends, and a doubling as high everywhere on a logarithmic scale", function()
    local s = frame.scale(10, 1000, 20, true)
    assert.equal(0, s.row(10))
    assert.equal(19, s.row(1000))
    assert.is_true(math.abs(s.at(0) - 10) < 1e-9 and math.abs(s.at(19) - 1000) < 1e-9)
    assert.is_true(math.abs(s.row(200) - s.row(100) - (s.row(40) - s.row(20))) <= 1)
    assert.is_false(frame.scale(-1, 5, 20, true).logarithmic)
    assert.equal(0, frame.scale(3, 3, 20).row(3))
  end)
end)

describe("plot", function()
  local function curve(values) return { n = #values, value = function(t) return values[t + 1] end, name = "x" } end

  it("fits every width and height, whatever there is to draw", function()
    math.randomseed(9)
    for width = 40, 160, 7 do
      for _, n in ipairs { 1, 2, 30, 5000 } do
        local values = {}
        for i = 1, n do values[i] = math.random() < 0.1 and 0 / 0 or math.random() * 10 ^ math.random(-6, 7) end
        values[1] = 1
        local lines = plot.lines({ curve(values), curve { 5, 6 } }, width, { height = 6 })
        assert.equal(6 + 2, #lines)
        for _, line in ipairs(lines) do assert.is_true(layout.columns(line) <= width, line) end
      end
    end
  end)

  it("draws a rising line from the lower left to the upper right", function()
    local values = {}
    for i = 1, 100 do values[i] = i end
    local lines = plot.lines({ curve(values) }, 60, { height = 8, log = false })
    assert.matches("[\226][^%s]*$", lines[1])
    assert.matches("^ *%S*  [\226]", lines[8])
    local least = math.huge
    for _, line in ipairs(lines) do -- the lower, the further left
      local at = layout.columns(line:match "^(.-)[\226]")
      assert.is_true(at <= least)
      least = at
    end
  end)

  it("draws nothing where nothing is defined", function()
    assert.is_nil(plot.lines({ curve { 0 / 0, 0 / 0 } }, 60))
    assert.equal("", spark.line(2, function() return 0 / 0 end, 20))
  end)
end)

describe("a line of blocks", function()
  it("is the mean of what falls on each, from the lowest to the highest", function()
    assert.equal("▁▂▃▄▅▆▇█", spark.line(8, function(i) return i end, 8))
    assert.equal("▁█", spark.line(100, function(i) return i < 50 and 1 or 2 end, 2))
    assert.equal("▁ █", blocks.lines({ { 1, 0 / 0, 2 } })[1])
  end)
end)

describe("what is shown of a value", function()
  local session = sessions.new()
  local env = session.env
  local m = env.demo(500, 2)

  for what, value in pairs {
    column = m.close, ["a condition"] = m.close:above(m.open), ["a condition that never holds"] = m.close:above(1e9),
    ["an undefined column"] = env.ta.sma(m.close, 5000), outputs = env.ta.bbands(m.close), candles = m,
    ["few candles"] = m:first(2), ["another time frame"] = m "1d", ["a long expression"] = (m.close + m.open) / m.high
      * m.low - env.ta.sma(env.ta.ema(m.close, 12), 30) + env.ta.rsi(m.close, 14) / m.volume,
    records = env.bt({ enter = m.close:above(m.open), max_bars = 2 }, m).trades,
    ["a deep table"] = { a = { b = { c = { d = { e = { f = { "far" } } } } } }, list = { 1, 2, 3 } },
    ["a wide table"] = { ("x"):rep(30), ("y"):rep(50), ("z"):rep(10) },
  } do
    it("fits the terminal: " .. what, function()
      for width = 40, 130, 15 do
        local lines = pretty.lines(session, value, width)
        assert.is_true(#lines > 0)
        for _, line in ipairs(lines) do
          assert.is_true(layout.columns(line) <= width or line:find "%S" and not line:find "%S%s+%S", line)
        end
      end
    end)
  end

  it("shows tables that hold themselves", function()
    local t = { 1 }
    t.me = t
    assert.matches("again", table.concat(pretty.lines(session, t, 80)))
  end)

  it("shows numbers with the decimals that their size asks for", function()
    local function places(...)
      local list = { ... }
      return numbers.places(#list, function(i) return list[i + 1] end)
    end
    assert.equal(0, places(1, 2, 3e6))
    assert.equal(2, places(10.5, 1))
    assert.equal(4, places(1.5))
    assert.equal(8, places(0.001))
    assert.equal("-", numbers.text(0 / 0, 2))
    assert.equal("inf", numbers.text(math.huge, 2))
  end)
end)
