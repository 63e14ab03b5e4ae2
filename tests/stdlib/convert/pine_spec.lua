--- Pine Script that is written: nothing undefined in it, and what it says word for word.
local loader = require "runtime.loader"
local model = require "stdlib.convert.model"
local pine = require "stdlib.convert.pine.init"
local checker = require "tests.support.pine"
local indicators = require "stdlib.indicators"
local program = require "tests.support.program"
local random_strategy = require "tests.support.random_strategy"
local strategies = require "tests.support.strategies"

local GOLDEN = TIDE_ROOT .. "/tests/golden/pine/"

local function read(path)
  local file = assert(io.open(path))
  local text = file:read "*a"
  file:close()
  return text
end

local function rules(text)
  local file = strategies.write(strategies.rules("    return { " .. text .. " }"))
  local s = assert(loader.load(file))
  os.remove(file)
  return s.cdata
end

local function text_of(cdata)
  local text, refused = pine.text(model.of(cdata), { params = {} })
  return text, refused and refused.message
end

describe("a strategy written as Pine Script", function()
  it("defines what it uses, whatever it is made of", function()
    local written = 0
    for seed = 1, 300 do
      local text, refused = text_of(random_strategy.strategy(seed, { sayable = true }))
      if text then
        written = written + 1
        assert.equal(nil, checker.complaint(text), text)
      else
        assert.matches("Pine Script", refused)
      end
    end
    assert.is_true(written > 90, written)
  end)

  it("says every indicator of its list with names that Pine has", function()
    local count = 0
    for _, name in ipairs(pine.indicators()) do
      local spec, words = assert(indicators.find(name), name), {}
      local fields = false
      for _, input in ipairs(spec.inputs) do
        local kind = indicators.kind(input)
        if kind == "field" and not fields then
          fields, words[#words + 1] = true, "m"
        elseif kind ~= "field" then
          words[#words + 1] = kind == "condition" and "m.close:rising(2)" or "m.close"
        end
      end
      local call = ("ta.%s(%s)"):format(name, table.concat(words, ", "))
      for _, output in ipairs(spec.outputs) do
        local column = #spec.outputs > 1 and call .. "." .. output or call
        local cdata = rules(("long = { enter = %s:above(%s:shift(2)) }"):format(column, column))
        local text = assert(text_of(cdata))
        assert.equal(nil, checker.complaint(text), text)
        count = count + 1
      end
    end
    assert.is_true(count > 80, count)
  end)

  for _, name in ipairs { "breakout", "sma_cross", "macd_trend", "bollinger_reversion", "_template" } do
    it("is what tests/golden/pine/" .. name .. ".pine says", function()
      local folder = program.folder()
      local out = folder .. "/x.pine"
      local words = { TIDE_ROOT .. "/strategies/" .. name .. ".lua", out }
      if name == "_template" then
        for _, word in ipairs { "--freeze", "average", "--freeze", "shorts" } do words[#words + 1] = word end
      end
      local run = program.run("convert", unpack(words))
      assert.equal(0, run.code, run.err)
      local text = read(out)
      program.remove(folder)
      assert.equal(nil, checker.complaint(text))
      assert.equal(read(GOLDEN .. name .. ".pine"), text)
    end)
  end

  for what, case in pairs {
    ["a pattern"] = { "long = { enter = ta.cdl_doji(m):above(0) }",
      "ta.cdl_doji cannot be written in Pine Script: the indicators that can are listed in docs/guide/convert.md" },
    ["candles that meet away from the chart"] = {
      'long = { enter = m("1d").close:above(m("4h").close):held(2) }',
      "candles of 1d  and 4h  meet away from the chart, where Pine Script cannot ask for them" },
    ["a size by Kelly"] = { "long = { enter = m.close:rising(2), size = kelly(0.5) }",
      "kelly sizes by the last trades, which cannot be written in Pine Script yet" },
  } do
    it("refuses " .. what, function()
      local text, refused = text_of(rules(case[1]))
      assert.is_nil(text)
      assert.equal(case[2], refused)
    end)
  end
end)

describe("the reader of Pine Script", function()
  local good = '// x\n//@version=5\nstrategy("x", overlay=true)\nf(a) =>\n    b = a + 1\n    b * 2\n'
    .. "[_, up] = ta.macd(close, 1, 2, 3)\nx = f(up)\nvar float y = na\nif x > 0\n    y := x\nelse\n    y := 0\n"
  it("finds nothing in what is right", function() assert.is_nil(checker.complaint(good)) end)
  for what, case in pairs {
    ["an unknown name"] = { "z = q + 1\n", "'q' is not defined" },
    ["an unknown function of Pine"] = { "z = ta.sma2(close, 1)\n", "'ta.sma2' is not defined" },
    ["a name of another block"] = { "z = b\n", "'b' is not defined" },
    ["a name that is used before"] = { "z = later\nlater = 1\n", "'later' is not defined" },
    ["a name that is defined twice"] = { "x = 1\n", "'x' is defined twice" },
    ["an open bracket"] = { "z = (x\n", "brackets do not close" },
    ["a block without a head"] = { "z = 1\n    w = 2\n", "indented for no reason" },
    ["an empty block"] = { "if x > 0\nz = 1\n", "the block before it is empty" },
    ["a long line"] = { "z = " .. ("1 + "):rep(30) .. "1\n", "longer than 100 columns" },
  } do
    it("finds " .. what, function() assert.matches(case[2], checker.complaint(good .. case[1]), 1, true) end)
  end
end)
