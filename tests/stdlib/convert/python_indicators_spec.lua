--- The indicators of generated Python files against tide's own, on random markets.
local cjson = require "cjson"
local columns = require "tests.support.columns"
local indicators = require "stdlib.indicators"
local library = require "stdlib.convert.python.library"
local program = require "tests.support.program"

local PYTHON = "/usr/bin/python3"

local function list(x, n)
  local made = {}
  for t = 0, n - 1 do made[t + 1] = x[t] == x[t] and x[t] or cjson.null end
  return made
end

local function draw(spec, random)
  local p = {}
  for i, param in ipairs(spec.params) do
    if param.integer then
      p[i] = math.max(param.min, math.min(param.max, random(2, 30)))
      if param.name == "type" then p[i] = random(0, 6) end
      if param.name == "from" or param.name == "every" then p[i] = param.default end
    else
      p[i] = math.min(param.max, math.max(param.min, param.default * (0.5 + random())))
    end
  end
  return p
end

describe("the Python library", function()
  it("computes what tide computes", function()
    local random, n = columns.random(3), 260
    local markets, raw, cases, covered = {}, {}, {}, 0
    for i, options in ipairs { {}, { flat = 0.85, coarse = true } } do
      raw[i] = columns.market(n, 40 + i, options)
      markets[i] = {}
      for name, x in pairs(raw[i]) do markets[i][name] = list(x, n) end
    end
    for _, spec in ipairs(indicators.list) do
      local name = library.find(spec.name)
      covered = covered + (name and 1 or 0)
      for round = 1, name and 6 or 0 do
        local m = round % 2 + 1
        local p = draw(spec, random)
        local out = indicators.run(spec, n, columns.inputs(spec, raw[m]), assert(indicators.check(spec, p)))
        local expected = {}
        for k, y in ipairs(out) do expected[k] = list(y, n) end
        cases[#cases + 1] = { ["function"] = name, market = m, inputs = spec.inputs, outputs = spec.outputs,
          params = #p > 0 and p or nil, expected = expected }
      end
    end
    assert.is_true(covered > 90, covered)
    local folder = program.folder()
    local path = program.write(folder .. "/cases.json", cjson.encode { markets = markets, cases = cases }
      :gsub('"market":(%d)', function(i) return '"market":' .. i - 1 end))
    local run = program.shell(("%s %s/tests/support/python/check_indicators.py %s/stdlib/convert/python %s"):format(
      PYTHON, TIDE_ROOT, TIDE_ROOT, path))
    program.remove(folder)
    assert.equal(("compared %d\n"):format(#cases), run.out .. run.err)
  end)
end)
