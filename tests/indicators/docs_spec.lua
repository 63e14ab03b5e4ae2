--- The list of indicators that people read names all that the table holds.
local details = require "runtime.docs.details"
local docs = require "runtime.docs.indicators"
local indicators = require "stdlib.indicators"
local picture = require "runtime.docs.picture"
local program = require "tests.support.program"

describe("docs/reference/indicators.md", function()
  local text = assert(docs.generate())

  it("is what docs/generate writes", function()
    local file = assert(io.open(TIDE_ROOT .. "/docs/reference/indicators.md"))
    local found = file:read "*a"
    file:close()
    assert.is_true(found == text, "the reference is old: run docs/generate build/tide")
  end)

  it("tells every indicator, output and parameter", function()
    for _, spec in ipairs(indicators.list) do
      local _, stop = text:find("### " .. spec.name .. ": " .. spec.title, 1, true)
      assert.is_number(stop, spec.name)
      local part = text:sub(stop, (text:find("\n###? ", stop) or #text))
      for _, name in ipairs(spec.outputs) do assert.matches("`" .. name .. "` (", part, 1, true) end
      for _, p in ipairs(spec.params) do
        assert.matches(("| `%s` | %.10g |"):format(p.name, p.default), part, 1, true)
      end
      assert.matches("\n    ", part, 1, true) -- a formula
    end
  end)
end)

describe("tide indicators", function()
  it("lists every indicator with its defaults", function()
    local run = program.run "indicators"
    assert.equal(0, run.code)
    for _, spec in ipairs(indicators.list) do assert.matches("  ta." .. spec.name .. "(", run.out, 1, true) end
    assert.matches("ta.psar(m, acceleration = 0.02, maximum = 0.2)", run.out, 1, true)
  end)

  it("prints JSON", function()
    local run = program.run("indicators", "stoch", "psar", "--json")
    assert.equal('[{"name":"stoch","title":"Stochastic Oscillator","group":"momentum",'
      .. '"inputs":["high","low","close"],'
      .. '"outputs":[{"name":"slowk","unit":"percent"},{"name":"slowd","unit":"percent"}],'
      .. '"params":[{"name":"fastk","default":14,"min":1,"max":5000,"step":1},'
      .. '{"name":"slowk","default":3,"min":1,"max":5000,"step":1},'
      .. '{"name":"slowd","default":3,"min":1,"max":5000,"step":1}],'
      .. '"range":[0,100],"lookback":17,"warmup":17,"reference":"G. Lane; TA-Lib STOCH with simple averages"},'
      .. '{"name":"psar","title":"Parabolic SAR","group":"overlap","inputs":["high","low"],'
      .. '"outputs":[{"name":"psar","unit":"price"}],'
      .. '"params":[{"name":"acceleration","default":0.02,"min":0.0001,"max":1,"step":0.005},'
      .. '{"name":"maximum","default":0.2,"min":0.0001,"max":1,"step":0.05}],'
      .. '"range":null,"lookback":1,"warmup":457,'
      .. '"reference":"J. W. Wilder, New Concepts in Technical Trading Systems (1978); '
      .. 'TA-Lib SAR"}]\n', run.out)
  end)

  it("lists one group", function()
    local run = program.run("indicators", "--group", "volume")
    assert.matches("  ta.obv(m)", run.out, 1, true)
    assert.is_nil(run.out:find("ta.sma", 1, true))
    assert.equal(2, program.run("indicators", "obv", "--group", "volume").code)
  end)

  it("tells all of one, in a narrow terminal", function()
    for _, spec in ipairs(indicators.list) do
      for _, width in ipairs { 40, 80 } do
        local lines = details.lines(spec, width, details.facts(spec))
        local text = table.concat(lines, "\n")
        for _, line in ipairs(lines) do
          assert.is_true(#line <= width or not line:find("%S%s+%S"), ("%d: %s"):format(width, line))
        end
        local words = { spec.outputs[1], spec.units[1], "gives", "source", "defined" }
        for _, p in ipairs(spec.params) do words[#words + 1] = p.name end
        for _, word in ipairs(words) do assert.matches(word, text, 1, true) end
      end
    end
  end)

  it("prints formula, ranges and where it begins", function()
    assert.equal([[
rsi: Relative Strength Index

  ta.rsi(x, period = 14)

  up[t]  = max(x[t] - x[t-1], 0)      down[t] = max(x[t-1] - x[t], 0)
  au[n]  = mean(up[1 .. n])           au[t]   = au[t-1] + (up[t] - au[t-1]) / n
  ad     likewise from down
  rsi[t] = 100 * au[t] / (au[t] + ad[t])

  Prices that never moved have no direction: 50. A bar without a change keeps
  the value to the last bit, as both averages shrink alike.

  parameter   default      from        to    step
  period           14         2      5000       1  whole

  group     Momentum
  reads     any column
  gives     rsi (percent)
  range     0 to 100
  defined   from bar 14
  warm      at bar 139
  source    J. W. Wilder, New Concepts in Technical Trading Systems (1978);
            TA-Lib RSI
]], program.run("indicators", "rsi").out)
  end)

  it("offers the nearest name", function()
    local run = program.run("indicators", "macf")
    assert.same({ code = 2, out = "", err = "tide: unknown indicator 'macf'; did you mean 'macd'?\n" }, run)
  end)
end)

describe("the picture of", function()
  for _, spec in ipairs(indicators.list) do
    it(spec.name .. " is small, and draws every output", function()
      local text = picture.draw(spec)
      assert.is_true(#text < 15000, #text)
      assert.matches("^<svg xmlns=", text)
      for d in text:gmatch ' d="([^"]*)"' do
        assert.is_nil(d:find "%.%d%d" or d:find "nan" or d:find "inf", d)
      end
      if spec.group == "pattern" then return assert.matches('class="mark"', text, 1, true) end
      for i in ipairs(spec.outputs) do
        assert.is_truthy(text:find(('class="c%d" stroke'):format(i), 1, true)
          or spec.outputs[4] == "close", spec.outputs[i])
      end
    end)
  end
end)
