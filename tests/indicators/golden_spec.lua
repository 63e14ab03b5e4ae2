--- Values that did not come from here, tests/golden/NAME.lua for each indicator: worked
-- out by hand on a few bars, or given by another library on a made-up market.
local columns = require "tests.support.columns"
local ffi = require "ffi"
local indicators = require "stdlib.indicators"

--- Bars and the inputs of a golden file: its own columns, or a market by its seed. A
-- second free column is the close of the next seed.
local function inputs(spec, golden)
  local list, n, free = {}, nil, 0
  for i, name in ipairs(spec.inputs) do
    if golden.inputs then
      n = #golden.inputs[name]
      list[i] = ffi.new("double[?]", n, golden.inputs[name])
    else
      n = golden.market.n
      local column = indicators.kind(name) == "column"
      local seed = golden.market.seed + (column and free or 0)
      local market = columns.market(n, seed, golden.market)
      free = free + (column and 1 or 0)
      list[i] = market[column and "close" or name]
    end
  end
  return list, n
end

--- { [bar] = value } of an output.
local function values(expected)
  if expected.at then return expected.at end
  local at = {}
  for i, value in ipairs(expected.values) do at[expected.first + i - 1] = value end
  return at
end

for _, spec in ipairs(indicators.list) do
  it("ta." .. spec.name .. " gives the values of tests/golden/" .. spec.name .. ".lua", function()
    local golden = dofile(("%s/tests/golden/%s.lua"):format(TIDE_ROOT, spec.name))
    assert.is_true(#golden.origin > 0)
    local list, n = inputs(spec, golden)
    local p = assert(indicators.check(spec, golden.params))
    local out, first = indicators.run(spec, n, list, p)
    for k, name in ipairs(spec.outputs) do
      local expected, seen = golden.outputs[name], 0
      assert.equal(expected.first, spec.sparse and first or indicators.lookback(spec, p))
      for bar, value in pairs(values(expected)) do
        local found = out[k][bar]
        seen = seen + 1
        local allowed = (golden.tolerance or 1e-12) * math.max(golden.scale or 1, math.abs(value))
        if found ~= found or math.abs(found - value) > allowed then
          error(("%s[%d] is %.17g, golden %.17g"):format(name, bar, found, value))
        end
      end
      assert.is_true(seen > 0)
      if expected.values then assert.equal(n, expected.first + #expected.values) end
    end
  end)
end
