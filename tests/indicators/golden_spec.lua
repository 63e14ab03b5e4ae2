--- Values worked out by hand, tests/golden/NAME.lua for each indicator.
local ffi = require "ffi"
local indicators = require "stdlib.indicators"

for _, spec in ipairs(indicators.list) do
  it("ta." .. spec.name .. " gives what was worked out by hand", function()
    local golden = dofile(("%s/tests/golden/%s.lua"):format(TIDE_ROOT, spec.name))
    assert.is_true(#golden.origin > 0)
    local list, n = {}, nil
    for i, name in ipairs(spec.inputs) do
      local values = golden.inputs[name]
      n = #values
      list[i] = ffi.new("double[?]", n, values)
    end
    local p = assert(indicators.check(spec, golden.params))
    local out = indicators.run(spec, n, list, p)
    for k, name in ipairs(spec.outputs) do
      local expected = golden.outputs[name]
      assert.equal(n, expected.first + #expected.values)
      assert.equal(expected.first, indicators.lookback(spec, p))
      for i, value in ipairs(expected.values) do
        local found = out[k][expected.first + i - 1]
        if found ~= found or math.abs(found - value) > 1e-12 * math.max(1, math.abs(value)) then
          error(("%s[%d] is %.17g, by hand %.17g"):format(name, expected.first + i - 1, found, value))
        end
      end
    end
  end)
end
