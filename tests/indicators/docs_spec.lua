--- The list of indicators that people read names all that the table holds.
local docs = require "runtime.docs.indicators"
local indicators = require "stdlib.indicators"
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
      .. '"range":[0,100],"reference":"G. Lane; TA-Lib STOCH with simple averages"},'
      .. '{"name":"psar","title":"Parabolic SAR","group":"overlap","inputs":["high","low"],'
      .. '"outputs":[{"name":"psar","unit":"price"}],'
      .. '"params":[{"name":"acceleration","default":0.02,"min":0.0001,"max":1,"step":0.005},'
      .. '{"name":"maximum","default":0.2,"min":0.0001,"max":1,"step":0.05}],'
      .. '"range":null,"reference":"J. W. Wilder, New Concepts in Technical Trading Systems (1978); '
      .. 'TA-Lib SAR"}]\n', run.out)
  end)

  it("offers the nearest name", function()
    local run = program.run("indicators", "macf")
    assert.same({ code = 2, out = "", err = "tide: unknown indicator 'macf'; did you mean 'macd'?\n" }, run)
  end)
end)
